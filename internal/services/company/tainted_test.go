// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company_test

import (
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestAdoptedCompanySurvivesAFailure lets the first change of an adopted company fail: the resource is tainted then, and
// what was adopted must not be deleted when it is replaced.
func TestAdoptedCompanySurvivesAFailure(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	made := env.Insert(allCompanies(), acctest.Row{"name": "Fabrikam", "displayName": "Fabrikam"})
	config := companyConfig(env, "Fabrikam", `
  display_name    = "Fabrikam, Inc."
  adopt_existing  = true
  deletion_policy = "delete"`)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{
						API: acctest.BusinessCentral, Method: http.MethodPatch, Path: `automationCompanies\(`, Action: "status", Status: 400, Times: 1,
						Body: map[string]any{"error": map[string]any{"code": "Application_DialogException", "message": "The company is locked."}},
					})
				},
				Config: config, ExpectError: words("company is locked"),
			},
			{Config: config, Check: resource.TestCheckResourceAttr(companyAddress, "id", made["id"].(string))},
		},
	})
	env.Find(allCompanies(), "id", made["id"])
}
