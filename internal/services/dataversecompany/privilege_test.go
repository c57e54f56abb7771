// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany_test

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestCompanyNamesTheMissingPrivilege: somebody took a privilege out of the base role. The diagnostic names the team, the
// privilege and the role by its name in the environment.
func TestCompanyNamesTheMissingPrivilege(t *testing.T) {
	t.Parallel()
	env := start(t)
	refuse := func() {
		team := env.Find(set("teams"), "isdefault", false) // the one that was made for the company
		env.Faults(acctest.Fault{
			API: acctest.Dataverse, Method: http.MethodPost, Path: "/bcbi_companies$", Action: "status", Status: http.StatusForbidden,
			Body: map[string]any{"error": map[string]any{"code": "0x80040299", "message": fmt.Sprintf(
				"Principal team (Id=%s, type=9, teamType=0, roleCount=1, privilegeCount=12, accessMode=0) is missing prvReadbcbi_company privilege (Id=8a6f0c5e-0000-4000-8000-000000000001) on OTC=10111 for entity 'bcbi_company' (LocalizedName='Unternehmen').", team["teamid"])}},
		})
	}
	for _, row := range env.Rows(set("roles")) {
		if row["_parentrootroleid_value"] == "a2b18661-9ff5-e911-a812-000d3a0b9028" {
			env.Patch(set("roles"), row["roleid"].(string), acctest.Row{"name": "Integration (angepasst)"})
		}
	}
	env.Before(http.MethodPost, "/bcbi_companies$", refuse)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{{
			Config:      config(env, ""),
			ExpectError: regexp.MustCompile(`(?s)0x80040299.*What\s+to\s+do:\s+Let\s+the\s+team\s+".+"\s+\([0-9a-f-]+\)\s+have\s+the\s+privilege\s+prvReadbcbi_company:\s+add\s+the\s+privilege\s+to\s+a\s+security\s+role\s+that\s+it\s+has\s+\("Integration\s+\(angepasst\)"\)`),
		}},
	})
}
