// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const secondApplication = "0000001a-0000-4000-8000-0000000000aa"

// changedGuide signs in as another user, with the other ownership model, another proxy version and without unit groups.
func changedGuide(g *guide) *guide {
	c := g.clone()
	c.set("bcsales_integration_user.second", `
  application_id         = "`+secondApplication+`"
  internal_email_address = "second@contoso.example"`)
	setup := g.dataverseSetup("second@contoso.example", "team", 101)
	for name, id := range map[string]string{
		"base": "a2b18661-9ff5-e911-a812-000d3a0b9028", "administrator": "8c8d4f51-a72b-e511-80d9-3863bb349780", "user": "6f960e32-a72b-e511-80d9-3863bb349780",
	} {
		c.set("bcsales_security_role_assignment.second_"+name, role("system_user_id = bcsales_integration_user.second.id", id))
		setup = regexp.MustCompile(`depends_on = \[`).ReplaceAllString(setup, "depends_on = [\n    bcsales_security_role_assignment.second_"+name+",")
	}
	c.set("bcsales_dataverse_connection_setup.this", setup)
	return c.set("bcsales_sales_connection_setup.this", salesSetup(map[string]string{"unit_group_mapping": "false", "proxy_version": "101"}))
}

// TestRunningIntegrationChanges changes, all at once on a running integration, what
// requires both connections to be disabled.
func TestRunningIntegrationChanges(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	env := acctest.New(t)
	env.Insert(acctest.Set{API: acctest.Graph, Name: "servicePrincipals"}, acctest.Row{"appId": secondApplication, "displayName": "Second", "accountEnabled": true})
	g := newGuide(t, env)
	changed := changedGuide(g)
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: g.config(), ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: empty()}},
			{
				Config: changed.config(),
				ConfigPlanChecks: resource.ConfigPlanChecks{
					PreApply: []plancheck.PlanCheck{
						plancheck.ExpectResourceAction("bcsales_dataverse_connection_setup.this", plancheck.ResourceActionUpdate),
						plancheck.ExpectResourceAction("bcsales_sales_connection_setup.this", plancheck.ResourceActionUpdate),
						plancheck.ExpectResourceAction("bcsales_salesperson_coupling.jim", plancheck.ResourceActionNoop),
						plancheck.ExpectResourceAction("bcsales_initial_synchronization.this", plancheck.ResourceActionNoop),
					},
					PostApplyPostRefresh: empty(),
				},
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr("bcsales_dataverse_connection_setup.this", "user_name", "second@contoso.example"),
					resource.TestCheckResourceAttr("bcsales_sales_connection_setup.this", "user_name", "second@contoso.example"),
					resource.TestCheckResourceAttr("bcsales_sales_connection_setup.this", "enabled", "true"),
				),
			},
			{Config: g.config(), ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: empty()}},
		},
	})
}

// TestFailureInTheMiddleOfAChange lets Business Central refuse to enable the Dataverse connection again: both
// connections stay disabled, the error says so, and the next apply repairs them.
func TestFailureInTheMiddleOfAChange(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	env.Insert(acctest.Set{API: acctest.Graph, Name: "servicePrincipals"}, acctest.Row{"appId": secondApplication, "displayName": "Second", "accountEnabled": true})
	g := newGuide(t, env)
	changed := changedGuide(g)
	off := func(set string) {
		if enabled := env.Rows(companySet(set))[0]["isEnabled"]; enabled != false {
			t.Errorf("%s: isEnabled is %v after the failure", set, enabled)
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: g.config()},
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{
						API: acctest.BusinessCentral, Method: "POST", Path: `dataverseConnectionSetups\(.*Microsoft\.NAV\.enable`, Action: "status", Status: 400, Times: 5,
						Body: map[string]any{"error": map[string]any{"code": "Application_DialogException", "message": "The server is busy with something else."}},
					})
				},
				Config:      changed.config(),
				ExpectError: regexp.MustCompile(`(?s)The server is busy with something else.*(off|disabled)`),
			},
			{
				PreConfig: func() {
					env.Faults()
					off("dataverseConnectionSetups")
					off("salesConnectionSetups")
				},
				Config:           changed.config(),
				ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: empty()},
			},
		},
	})
}
