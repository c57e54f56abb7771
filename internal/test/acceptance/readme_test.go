// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestReadme: the configuration in the README sets a company up at the first try, in the tenant of the rehearsal guide and as
// that guide says.
func TestReadme(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	text, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rehearsal, err := os.ReadFile("../../../templates/guides/rehearsal.md")
	if err != nil {
		t.Fatal(err)
	}
	_, seed, _ := strings.Cut(string(rehearsal), "In `tenant.json`:\n\n```json\n")
	seed, _, _ = strings.Cut(seed, "```")
	_, after, found := strings.Cut(string(text), "```hcl\n")
	config, _, closed := strings.Cut(after, "```")
	if !found || !closed {
		t.Fatal("the README has no configuration")
	}
	// The block terraform chooses the provider's version, which is the one of the working copy here.
	if _, config, found = strings.Cut(config, "\n}\n"); !found {
		t.Fatal("the README's configuration does not begin with its requirements")
	}
	env := acctest.New(t, acctest.WithSeed(seed))
	for placeholder, value := range map[string]string{
		`provider "bcsales" {}`:                                   env.ProviderConfig(),
		`variable "dataverse_url" { type = string }`:              "",
		`variable "integration_application_id" { type = string }`: "",
		"\n  name = \"CRONUS\"":                                   "\n  name = \"Fabrikam\"",
		`company_name = "CRONUS"`:                                 `company_name = "Fabrikam"`,
		`"JO"`:                                                    `"AB"`,
		`"jim.olive@contoso.example"`:                             `"ann@fabrikam.example"`,
		"= var.dataverse_url\n":                                   fmt.Sprintf("= %q\n", env.Emulator().URL()),
		"= var.integration_application_id\n":                      fmt.Sprintf("= %q\n", "44444444-0000-4000-8000-000000000004"),
	} {
		if strings.Count(config, placeholder) != 1 {
			t.Fatalf("the README does not have %q once", placeholder)
		}
		config = strings.Replace(config, placeholder, value, 1)
	}
	// Functions of a provider need the program; the roles are the same in every environment.
	config = strings.ReplaceAll(config, "provider::bcsales::integration_roles()", fmt.Sprintf("{ base = %q, administrator = %q, user = %q }",
		dataverse.BaseIntegrationRole, dataverse.IntegrationAdministratorRole, dataverse.IntegrationUserRole))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{{
			Config:           config,
			ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
		}},
	})
}
