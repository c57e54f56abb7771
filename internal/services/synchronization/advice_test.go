// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"strings"
	"testing"
)

// TestBothSides: what is advised can be copied into a configuration.
func TestBothSides(t *testing.T) {
	t.Parallel()
	got := bothSides([]string{"CUSTOMER", "VENDOR", "CONTACT", "ITEM-PRODUCT", "UNIT OF MEASURE", "OPPORTUNITY"})
	for _, want := range []string{
		`match_fields, for example { CUSTOMER = ["E-Mail"], VENDOR = ["E-Mail"], CONTACT = ["E-Mail"], "ITEM-PRODUCT" = ["No."], "UNIT OF MEASURE" = ["Code"], OPPORTUNITY = ["Description"] }`,
		`create_unmatched = ["CUSTOMER", "VENDOR", "CONTACT", "ITEM-PRODUCT", "UNIT OF MEASURE", "OPPORTUNITY"]`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s does not advise %s", got, want)
		}
	}
}
