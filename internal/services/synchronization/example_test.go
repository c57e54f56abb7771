// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import "testing"

func TestExample(t *testing.T) {
	t.Parallel()
	for mapping, want := range map[string]string{
		"CUSTOMER": `{ "CUSTOMER" = ["E-Mail"] }`, "VENDOR": `{ "VENDOR" = ["E-Mail"] }`, "CONTACT": `{ "CONTACT" = ["E-Mail"] }`,
		"ITEM-PRODUCT": `{ "ITEM-PRODUCT" = ["No."] }`,
	} {
		if got := example(mapping); got != want {
			t.Errorf("%s: got %s, want %s", mapping, got, want)
		}
	}
}
