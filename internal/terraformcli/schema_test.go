// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package terraformcli

import (
	"errors"
	"testing"
)

func TestShortName(t *testing.T) {
	t.Parallel()

	got, err := shortName([]byte(`{"format_version":"1.0","provider_schemas":{"registry.opentofu.org/bcsales/bcsales":{"a":1}}}`))
	if err != nil {
		t.Fatal(err)
	}

	if want := `{"format_version":"1.0","provider_schemas":{"bcsales":{"a":1}}}`; string(got) != want {
		t.Errorf("schema = %s, want %s", got, want)
	}

	for _, broken := range []string{`{"provider_schemas":{"registry.terraform.io/hashicorp/null":{}}}`, `{"format_version":"1.0"}`} {
		if _, err := shortName([]byte(broken)); !errors.Is(err, ErrNoSchema) {
			t.Errorf("%s: error = %v", broken, err)
		}
	}

	if _, err := shortName([]byte("no JSON")); err == nil {
		t.Error("broken JSON was accepted")
	}
}
