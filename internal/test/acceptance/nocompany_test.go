// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestNoSuchCompany plans everything that belongs to a company in Business Central for one that does not exist: the plan says so,
// before an apply makes what needs no company. A bcsales_dataverse_company needs none either: companies can be set up in Dataverse first.
func TestNoSuchCompany(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	warned := 0
	for kind, arguments := range minimal(env) {
		if _, ok := arguments["company_id"]; !ok || kind == "bcsales_dataverse_company" {
			continue
		}
		for id, want := range map[string]bool{companyID: false, "000000cc-0000-4000-8000-0000000000ff": true} {
			arguments["company_id"] = id
			got := false
			for _, d := range newInProcess(env, false).plan(t, kind, nil, arguments, nil) {
				if d.Severity == tfprotov6.DiagnosticSeverityWarning && d.Summary == "There is no such company" && d.Attribute.String() == `AttributeName("company_id")` {
					got = true
				}
			}
			if got != want {
				t.Errorf("%s of the company %s: warned %v, want %v", kind, id, got, want)
			}
			if got {
				warned++
			}
		}
	}
	if warned == 0 {
		t.Error("the plans warn of nothing")
	}
}
