// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

func TestKeepSaysWhatAndWhy(t *testing.T) {
	t.Parallel()
	var diags diag.Diagnostics
	(&Operation[struct{}]{diags: &diags}).Keep("the team Sales", ByPolicy)
	if len(diags) != 1 || diags[0].Severity() != diag.SeverityWarning {
		t.Fatalf("got %v", diags)
	}
	if got, want := diags[0].Summary(), "Left in place: the team Sales"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	const want = "Terraform leaves the team Sales in place, because deletion_policy says so.\n\nWhat to do: If it is no longer needed, remove it by hand."
	if got := diags[0].Detail(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
