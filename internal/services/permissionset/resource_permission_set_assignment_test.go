// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package permissionset_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address   = "bcsales_permission_set_assignment.test"
	cronus    = "000000cc-0000-4000-8000-000000000001"
	baseApp   = "437dbf0e-84ff-417a-965d-ed2bb9650972"
	companion = "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90"
)

func set(name string) acctest.Set { return acctest.Set{API: acctest.BusinessCentral, Name: name} }

// person returns the security id of a person.
func person(env *acctest.Env) string {
	return env.Find(set("users"), "userName", "LINA.TOWNSEND")["userSecurityId"].(string)
}

// application returns the security id of the provider's own application.
func application(env *acctest.Env) string {
	return env.Find(set("entraApplications"), "clientId", emulator.ClientID)["id"].(string)
}

func config(env *acctest.Env, user, permissionSet, arguments string) string {
	return env.ProviderConfig() + fmt.Sprintf("resource \"bcsales_permission_set_assignment\" \"test\" {\n  user_security_id = %q\n  permission_set_id = %q\n%s\n}\n", user, permissionSet, arguments)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

func words(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(text), " ", `[\s│]+`))
}

// given returns the user's assignment of a permission set in a company.
func given(env *acctest.Env, user, role, company string) (acctest.Row, bool) {
	for _, row := range env.Rows(set("userPermissions")) {
		if row["userSecurityId"] == user && row["roleId"] == role && row["company"] == company {
			return row, true
		}
	}
	return nil, false
}

func has(env *acctest.Env, user, role, company string, want bool) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if _, ok := given(env, user, role, company); ok != want {
			return fmt.Errorf("%s of %s in %q: %v, want %v", role, user, company, ok, want)
		}
		return nil
	}
}

func TestLifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	lina := person(env)
	inCronus := fmt.Sprintf("company_id = %q", cronus)
	id := func(company, role, app string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr(address, "id", company+"/"+lina+"/"+role+"/"+app)
	}
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             has(env, lina, "BCS READ", "", false),
		Steps: []resource.TestStep{
			{
				Config: config(env, lina, "D365 BASIC", ""),
				Check: resource.ComposeAggregateTestCheckFunc(
					id("-", "D365 BASIC", baseApp), resource.TestCheckResourceAttr(address, "app_id", baseApp), resource.TestCheckResourceAttr(address, "scope", "System"),
					resource.TestCheckNoResourceAttr(address, "company_id"), has(env, lina, "D365 BASIC", "", true),
				),
			},
			{Config: config(env, lina, "D365 BASIC", ""), PlanOnly: true},
			{Config: config(env, strings.ToUpper(lina), "d365 basic", fmt.Sprintf("app_id = %q\nscope = \"System\"", strings.ToUpper(baseApp))), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "-/" + strings.ToUpper(lina) + "/D365 BASIC/-"},
			{ // taken away behind Terraform's back
				PreConfig: func() {
					row, _ := given(env, lina, "D365 BASIC", "")
					env.Delete(set("userPermissions"), row["id"].(string))
				},
				Config:           config(env, lina, "D365 BASIC", ""),
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate), Check: has(env, lina, "D365 BASIC", "", true),
			},
			{ // from all companies to one
				Config: config(env, lina, "D365 BASIC", inCronus), ConfigPlanChecks: planned(plancheck.ResourceActionReplace),
				Check: resource.ComposeAggregateTestCheckFunc(id(cronus, "D365 BASIC", baseApp), has(env, lina, "D365 BASIC", "CRONUS", true), has(env, lina, "D365 BASIC", "", false)),
			},
			{Config: config(env, lina, "D365 BASIC", inCronus), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ // and back, with another permission set of another app
				Config: config(env, lina, "BCS READ", ""), ConfigPlanChecks: planned(plancheck.ResourceActionReplace),
				Check: resource.ComposeAggregateTestCheckFunc(id("-", "BCS READ", companion), has(env, lina, "D365 BASIC", "CRONUS", false)),
			},
			{Config: config(env, lina, "BCS READ", ""), PlanOnly: true},
		},
	})
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		Steps: []resource.TestStep{
			{Config: config(env, person(env), "D365 BASIC", "")},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
	})
}

// TestWithoutApp: permission sets that belong to no app, one of them with a slash in its id.
func TestWithoutApp(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	lina := person(env)
	env.Insert(set("permissionSets"), acctest.Row{"id": "S&R-Q/O/I", "displayName": "Edit quotes", "appId": "00000000-0000-0000-0000-000000000000", "scope": "Tenant"})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				Config: config(env, lina, "S&R-Q/O/I", ""),
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(address, "id", "-/"+lina+"/S&R-Q%2FO%2FI/-"), resource.TestCheckResourceAttr(address, "scope", "Tenant"),
					resource.TestCheckNoResourceAttr(address, "app_id"),
				),
			},
			{Config: config(env, lina, "S&R-Q/O/I", ""), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
		},
	})
}

// TestAmbiguityInPlan: an ambiguous permission set is refused before anything is applied.
func TestAmbiguityInPlan(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Insert(set("permissionSets"), acctest.Row{"id": "D365 READ", "appId": "00000000-0000-0000-0000-000000000000", "scope": "Tenant"})
	lina := person(env)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, lina, "D365 READ", ""), PlanOnly: true, ExpectError: words("More than one permission set matches")},
			{Config: config(env, lina, "D365 READ", `scope = "System"`), Check: resource.TestCheckResourceAttr(address, "app_id", baseApp)},
			{Config: config(env, lina, "D365 READ", `scope = "Tenant"`), ConfigPlanChecks: planned(plancheck.ResourceActionReplace), Check: resource.TestCheckNoResourceAttr(address, "app_id")},
			{Config: config(env, lina, "D365 READ", `scope = "Tenant"`), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
		},
	})
}

// TestFound: what the user has already is taken over, and stays.
func TestFound(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	own := application(env)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             has(env, own, "BCS ADMINISTER", "", true),
		Steps: []resource.TestStep{
			{Config: config(env, own, "BCS ADMINISTER", "")},
			{Config: config(env, own, "BCS ADMINISTER", ""), PlanOnly: true},
		},
	})
}

// TestApplication: an application gets a permission set and loses it again.
func TestApplication(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	own := application(env)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             has(env, own, "D365 READ", "", false),
		Steps:                    []resource.TestStep{{Config: config(env, own, "D365 READ", ""), Check: has(env, own, "D365 READ", "", true)}},
	})
}

// TestGone: an assignment is gone with its user or with its company.
func TestGone(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	lina := person(env)
	other := env.Insert(set("companies"), acctest.Row{"name": "Fabrikam", "displayName": "Fabrikam"})["id"].(string)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, lina, "D365 BASIC", fmt.Sprintf("company_id = %q", other))},
			{
				PreConfig: func() { env.Delete(set("companies"), other) },
				Config:    config(env, lina, "D365 BASIC", fmt.Sprintf("company_id = %q", other)), PlanOnly: true, ExpectNonEmptyPlan: true,
			},
			{Config: config(env, lina, "D365 BASIC", fmt.Sprintf("company_id = %q", other)), ExpectError: words("There is no such company")},
			{Config: config(env, lina, "D365 BASIC", "")},
			{
				PreConfig: func() { env.Delete(set("users"), lina) },
				Config:    config(env, lina, "D365 BASIC", ""), ExpectError: words("There is no such user"),
			},
		},
	})
}

// TestLostAnswer: what a request gave whose answer was lost is our own.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	lina := person(env)
	env.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodPost, Path: "userPermissions", Action: "reset_after", Times: 1})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             has(env, lina, "D365 BASIC", "", false),
		Steps:                    []resource.TestStep{{Config: config(env, lina, "D365 BASIC", "")}},
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	const absent = "aaaaaaaa-0000-4000-8000-00000000000a"
	for name, test := range map[string]struct {
		user     func(env *acctest.Env) string
		role     string
		argument string
		given    func(env *acctest.Env)
		want     string
	}{
		"user is no id":            {func(*acctest.Env) string { return "ADA" }, "D365 READ", "", nil, "GUID"},
		"permission set too long":  {person, strings.Repeat("X", 21), "", nil, "between 1 and 20"},
		"scope unknown":            {person, "D365 READ", `scope = "Company"`, nil, `value must be one of: ["System" "Tenant"]`},
		"user unknown":             {func(*acctest.Env) string { return absent }, "D365 READ", "", nil, "not the object id in Microsoft Entra"},
		"permission set unknown":   {person, "NOBODY", "", nil, "Business Central has no permission set NOBODY"},
		"app unknown":              {person, "D365 READ", fmt.Sprintf("app_id = %q", absent), nil, "it has: - app_id " + baseApp + " (Base Application), scope System"},
		"company unknown":          {person, "D365 READ", fmt.Sprintf("company_id = %q", absent), nil, "Business Central has no company " + absent},
		"SUPER for an application": {application, "SUPER", "", nil, "The permission set SUPER cannot be assigned to the application Terraform"},
		"companion absent": {person, "BCS READ", "", func(env *acctest.Env) {
			env.Emulator().World().Do(func() { env.Emulator().World().Config.Companion = "" })
		}, "A permission set that an extension brings exists once the extension is installed"},
		"ambiguous": {person, "D365 READ", "", func(env *acctest.Env) {
			env.Insert(set("permissionSets"), acctest.Row{"id": "D365 READ", "appId": "00000000-0000-0000-0000-000000000000", "scope": "Tenant"})
		}, "app_id - (-), scope Tenant"},
		"without SECURITY": {person, "D365 READ", "", func(env *acctest.Env) {
			env.Patch(set("entraApplications"), application(env), acctest.Row{"permissionSets": []string{"D365 AUTOMATION"}})
		}, "you must be granted either the SUPER or SECURITY permission set"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if test.given != nil {
				test.given(env)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: config(env, test.user(env), test.role, test.argument), ExpectError: words(test.want)}},
			})
		})
	}
}

func TestImportRefusals(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	lina := person(env)
	step := func(id, want string) resource.TestStep {
		return resource.TestStep{Config: config(env, lina, "D365 BASIC", ""), ResourceName: address, ImportState: true, ImportStateId: id, ExpectError: words(want)}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			step("-/"+lina+"/D365 BASIC", "Expected `<company_id>/<user_security_id>/<permission_set_id>/<app_id>`"),
			step("CRONUS/"+lina+"/D365 BASIC/-", `"CRONUS" is no id`),
			step(lina+"/"+lina+"/D365 BASIC/-", "There is no such company"),
			step("-/"+cronus+"/D365 BASIC/-", "There is no such user"),
			step("-/"+lina+"/D365 BASIC/-", "has 0 permission sets D365 BASIC that match"),
		},
	})
}
