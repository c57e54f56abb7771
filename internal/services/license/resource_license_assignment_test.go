// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestAssignment(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	byName := config(env, text("user_id", annName), text("sku_part_number", salesPart))
	byID := config(env, text("user_id", strings.ToUpper(ann)), text("sku_id", strings.ToUpper(sales)))
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             resource.ComposeAggregateTestCheckFunc(licensed(env, ann), consumed(env, sales, 6)),
		Steps: []resource.TestStep{
			{
				Config: byName,
				Check: resource.ComposeAggregateTestCheckFunc(expect("id", ann+"/"+sales), expect("user_id", annName), expect("sku_id", sales),
					expect("sku_part_number", salesPart), licensed(env, ann, sales), consumed(env, sales, 7)),
			},
			{Config: byName, PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"user_id"}},
			{ResourceName: address, ImportState: true, ImportStateId: annName + "/" + strings.ToLower(salesPart), ImportStateVerify: true, ImportStateVerifyIgnore: []string{"user_id"}},
			// Other names of the same account and product are no change.
			{Config: byID, PlanOnly: true},
			{
				PreConfig: func() {
					env.Patch(accounts(), ann, acctest.Row{"userPrincipalName": "ann.beebe@" + tenantDomain})
				},
				Config: config(env, text("user_id", "ann.beebe@"+tenantDomain), text("sku_part_number", strings.ToLower(salesPart))), PlanOnly: true,
			},
			// Removed by another administrator: a plan recreates it.
			{
				PreConfig:        func() { env.Patch(accounts(), ann, acctest.Row{"assignedLicenses": []any{}}) },
				Config:           byID,
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				Check:            licensed(env, ann, sales),
			},
			{Config: byID, PlanOnly: true},
			// Another product replaces the assignment.
			{
				Config:           config(env, text("user_id", ann), text("sku_part_number", "ENTERPRISEPACK")),
				ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
				Check:            resource.ComposeAggregateTestCheckFunc(licensed(env, ann, office), consumed(env, sales, 6), expect("sku_id", office)),
			},
			// So does another account.
			{
				PreConfig: func() {
					env.Insert(accounts(), acctest.Row{"id": group, "userPrincipalName": "bob@" + tenantDomain, "displayName": "Bob", "usageLocation": "DE"})
				},
				Config:           config(env, text("user_id", "bob@"+tenantDomain), text("sku_part_number", "ENTERPRISEPACK")),
				ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
				Check:            resource.ComposeAggregateTestCheckFunc(licensed(env, ann), licensed(env, group, office), consumed(env, office, 1)),
			},
			// The account is deleted: nothing is left to release.
			{
				PreConfig: func() { env.Delete(accounts(), group) },
				Config:    config(env, text("user_id", ann), text("sku_part_number", salesPart)),
				Check:     licensed(env, ann, sales),
			},
		},
	})
}

func TestDisabledPlans(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	with := func(ids ...string) string {
		arguments := []string{text("user_id", ann), text("sku_id", office)}
		if len(ids) > 0 {
			arguments = append(arguments, plans(ids...))
		}
		return config(env, arguments...)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             licensed(env, ann),
		Steps: []resource.TestStep{
			{Config: with(webApps, strings.ToUpper(exchange2)), Check: licensed(env, ann, office+" -"+webApps+" -"+exchange2)},
			{Config: with(webApps, strings.ToUpper(exchange2)), PlanOnly: true},
			{Config: with(exchange2, webApps), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"disabled_plans"}},
			{Config: with(webApps), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: licensed(env, ann, office+" -"+webApps)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				PreConfig: func() {
					env.Patch(accounts(), ann, acctest.Row{"assignedLicenses": []any{acctest.Row{"skuId": office, "disabledPlans": []any{exchange2}}}})
				},
				Config: with(webApps), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: licensed(env, ann, office+" -"+webApps),
			},
			{Config: with(), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: licensed(env, ann, office)},
			{
				PreConfig: func() {
					env.Patch(accounts(), ann, acctest.Row{"assignedLicenses": []any{acctest.Row{"skuId": office, "disabledPlans": []any{exchange2}}}})
				},
				Config: with(), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), Check: licensed(env, ann, office),
			},
			{Config: with(sales), ExpectError: matching(`does not include ` + sales + `. It includes these service plans`)},
			{Config: with(sharing), ExpectError: matching(`Microsoft Graph refused the license.*service plan ` + webApps + ` depends on the service plan.*disabled_plans`)},
		},
	})
}

// TestFound leaves in place what was there before.
func TestFound(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare   func(env *acctest.Env)
		arguments []string
		during    string
		after     string
		checks    []resource.TestCheckFunc
	}{
		"direct": {
			prepare: func(env *acctest.Env) {
				env.Patch(accounts(), ann, acctest.Row{"assignedLicenses": []any{acctest.Row{"skuId": office, "disabledPlans": []any{}}}})
			},
			during: office, after: office,
		},
		"direct with other plans": {
			prepare: func(env *acctest.Env) {
				env.Patch(accounts(), ann, acctest.Row{"assignedLicenses": []any{acctest.Row{"skuId": office, "disabledPlans": []any{}}}})
			},
			arguments: []string{plans(webApps)}, during: office + " -" + webApps, after: office + " -" + webApps,
		},
		"inherited": {
			prepare: func(env *acctest.Env) { inherit(env, webApps) }, during: office + " -" + webApps, after: office + " -" + webApps,
		},
		"inherited with the same plans": {
			prepare:   func(env *acctest.Env) { inherit(env, webApps) },
			arguments: []string{plans(webApps)}, during: office + " -" + webApps, after: office + " -" + webApps,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := newEnv(t)
			test.prepare(env)
			c := config(env, append([]string{text("user_id", annName), text("sku_id", office)}, test.arguments...)...)
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				CheckDestroy:             resource.ComposeAggregateTestCheckFunc(licensed(env, ann, test.after), consumed(env, office, 1)),
				Steps: []resource.TestStep{
					{Config: c, Check: resource.ComposeAggregateTestCheckFunc(licensed(env, ann, test.during), consumed(env, office, 1))},
					{Config: c, PlanOnly: true},
				},
			})
		})
	}
}

// TestInheritedLater follows a license from the account to a group and back.
func TestInheritedLater(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	c := config(env, text("user_id", ann), text("sku_id", office))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             licensed(env, ann),
		Steps: []resource.TestStep{
			{Config: c, Check: licensed(env, ann, office)},
			{PreConfig: func() { inherit(env, webApps) }, Config: c, PlanOnly: true},
			{
				Config:      config(env, text("user_id", ann), text("sku_id", office), plans(exchange2)),
				ExpectError: matching(`The license is inherited from a group.*through the group ` + group + `.*What to do: Remove disabled_plans`),
			},
			{
				PreConfig:        func() { env.Patch(accounts(), ann, acctest.Row{"assignedLicenses": []any{}}) },
				Config:           c,
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				Check:            licensed(env, ann, office),
			},
		},
	})
}

// TestSynchronized follows a license into Dataverse: the user appears, and is disabled when the license goes.
func TestSynchronized(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	c := config(env, text("user_id", ann), text("sku_id", sales)) + `
resource "bcsales_integration_user" "test" {
  object_id   = "` + ann + `"
  access_mode = "non_interactive"
  depends_on  = [bcsales_license_assignment.test]
}
`
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: c, Check: func(*terraform.State) error {
				user := env.Find(people(), "azureactivedirectoryobjectid", ann)
				if user["fullname"] != "Ann Beebe" || user["islicensed"] != true || user["accessmode"] != float64(4) {
					t.Errorf("the user: %v", user)
				}
				return nil
			}},
			{Config: c, PlanOnly: true},
		},
	})
}
