// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company_test

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
	companyAddress = "bcsales_company.test"
	seededID       = "000000cc-0000-4000-8000-000000000001"
)

func allCompanies() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "automationCompanies"}
}

func companyConfig(env *acctest.Env, name, arguments string) string {
	return env.ProviderConfig() + fmt.Sprintf("resource \"bcsales_company\" \"test\" {\n  name = %q\n%s\n}\n", name, arguments)
}

func companyAction(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(companyAddress, action)}}
}

// words matches a text however Terraform breaks its lines.
func words(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(text), " ", `[\s│]+`))
}

// present checks whether a company of that name exists.
func present(env *acctest.Env, name string, want bool) resource.TestCheckFunc {
	return func(*terraform.State) error {
		for _, row := range env.Rows(allCompanies()) {
			if row["name"] == name {
				if want {
					return nil
				}
				return fmt.Errorf("the company %s is still there", name)
			}
		}
		if want {
			return fmt.Errorf("there is no company %s", name)
		}
		return nil
	}
}

func TestCompanyLifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := func(name string) string { return env.Find(allCompanies(), "name", name)["id"].(string) }
	expect := func(name, display, profile string) resource.TestCheckFunc {
		return resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(companyAddress, "name", name), resource.TestCheckResourceAttr(companyAddress, "display_name", display),
			resource.TestCheckResourceAttr(companyAddress, "business_profile_id", profile), resource.TestCheckResourceAttr(companyAddress, "evaluation_company", "false"),
		)
	}
	const long = "Fabrikam, Incorporated in Delaware, United States"
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             present(env, "Adatum", false),
		Steps: []resource.TestStep{
			{Config: companyConfig(env, "Fabrikam", ""), Check: expect("Fabrikam", "Fabrikam", "")},
			{Config: companyConfig(env, "Fabrikam", ""), PlanOnly: true},
			{Config: companyConfig(env, "FABRIKAM", ""), PlanOnly: true},
			{ResourceName: companyAddress, ImportState: true, ImportStateVerify: true},
			{ResourceName: companyAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{
				Config:           companyConfig(env, "Fabrikam", fmt.Sprintf("display_name = %q\nbusiness_profile_id = \"profile\"", long)),
				ConfigPlanChecks: companyAction(plancheck.ResourceActionUpdate), Check: expect("Fabrikam", long, "profile"),
			},
			{ // drift of what is configured
				PreConfig:        func() { env.Patch(allCompanies(), id("Fabrikam"), acctest.Row{"displayName": "Somebody else's"}) },
				Config:           companyConfig(env, "Fabrikam", fmt.Sprintf("display_name = %q", long)),
				ConfigPlanChecks: companyAction(plancheck.ResourceActionUpdate), Check: expect("Fabrikam", long, "profile"),
			},
			{ // what is not configured may change
				PreConfig: func() { env.Patch(allCompanies(), id("Fabrikam"), acctest.Row{"displayName": "Shown"}) },
				Config:    companyConfig(env, "Fabrikam", ""), PlanOnly: true,
			},
			{ // gone
				PreConfig: func() { env.Delete(allCompanies(), id("Fabrikam")) },
				Config:    companyConfig(env, "Fabrikam", `display_name = "Fabrikam, Inc."`), ConfigPlanChecks: companyAction(plancheck.ResourceActionCreate),
				Check: expect("Fabrikam", "Fabrikam, Inc.", ""),
			},
			{ // another name is another company; the first is left
				Config:           companyConfig(env, "Adatum", `deletion_policy = "delete"`),
				ConfigPlanChecks: companyAction(plancheck.ResourceActionReplace),
				Check:            resource.ComposeAggregateTestCheckFunc(present(env, "Fabrikam", true), present(env, "Adatum", true)),
			},
		},
	})
}

func TestCompanyIdentity(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		Steps: []resource.TestStep{
			{Config: companyConfig(env, "Fabrikam", "")},
			{ResourceName: companyAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
	})
}

func TestExistingCompany(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             present(env, "CRONUS", true),
		Steps: []resource.TestStep{
			{Config: companyConfig(env, "Cronus", ""), ExpectError: words("terraform import bcsales_company.<name> " + seededID)},
			{
				Config: companyConfig(env, "CRONUS", "adopt_existing = true\ndeletion_policy = \"delete\"\ndisplay_name = \"Adopted\""),
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(companyAddress, "id", seededID), resource.TestCheckResourceAttr(companyAddress, "display_name", "Adopted"),
				),
			},
			{Config: companyConfig(env, "CRONUS", "adopt_existing = true\ndeletion_policy = \"delete\"\ndisplay_name = \"Adopted\""), PlanOnly: true},
		},
	})
}

func TestRetainedCompany(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             present(env, "Fabrikam", true),
		Steps:                    []resource.TestStep{{Config: companyConfig(env, "Fabrikam", "")}},
	})
}

// TestImportedCompany: what was imported counts as created, so that its policy holds; and imports take the id in any
// letter case.
func TestImportedCompany(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: companyConfig(env, "CRONUS", `deletion_policy = "delete"`), ResourceName: companyAddress, ImportState: true, ImportStateId: "CRONUS", ExpectError: words("The import id is no company id")},
			{Config: companyConfig(env, "CRONUS", `deletion_policy = "delete"`), ResourceName: companyAddress, ImportState: true, ImportStateId: strings.ToUpper(seededID), ImportStatePersist: true},
			{Config: companyConfig(env, "CRONUS", ""), PlanOnly: true},
			{Config: companyConfig(env, "CRONUS", `deletion_policy = "delete"`)},
			{Config: companyConfig(env, "CRONUS", `deletion_policy = "delete"`), Destroy: true, ExpectError: words("The last company cannot be deleted")},
			{Config: companyConfig(env, "CRONUS", "")},
		},
	})
}

func TestCompanyRefusals(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		given             func(env *acctest.Env)
		company, argument string
		want              string
	}{
		"name too long":       {company: strings.Repeat("x", 31), want: "length must be between 1 and 30 characters"},
		"name with a space":   {company: "Contoso ", want: "must not begin or end with a space"},
		"display name empty":  {company: "Contoso", argument: `display_name = ""`, want: "length must be between 1 and 250 characters"},
		"policy unknown":      {company: "Contoso", argument: `deletion_policy = "keep"`, want: `value must be one of: ["retain" "delete"]`},
		"permission missing":  {company: "Contoso", given: func(env *acctest.Env) { env.Patch(applications(), own(env), acctest.Row{"permissionSets": []string{}}) }, want: "the permission set `D365 AUTOMATION`"},
		"application unknown": {company: "Contoso", given: func(env *acctest.Env) { env.Delete(applications(), own(env)) }, want: "on the page Microsoft Entra Applications in Business Central"},
		"refused by the service": {company: "Contoso", given: func(env *acctest.Env) {
			env.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodPost, Path: "automationCompanies", Action: "status", Status: 400, Body: map[string]any{"error": map[string]any{"code": "Application_DialogException", "message": "No more companies."}}})
		}, want: "No more companies (code Application_DialogException)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if test.given != nil {
				test.given(env)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: companyConfig(env, test.company, test.argument), ExpectError: words(test.want)}},
			})
		})
	}
}

func applications() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "entraApplications"}
}

func own(env *acctest.Env) string {
	return env.Find(applications(), "clientId", emulator.ClientID)["id"].(string)
}

// TestLostAnswer: the company that a request made whose answer was lost is our own.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodPost, Path: "automationCompanies", Action: "reset_after", Times: 1})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             present(env, "Fabrikam", false),
		Steps:                    []resource.TestStep{{Config: companyConfig(env, "Fabrikam", `deletion_policy = "delete"`)}},
	})
}

// TestDisplayNameRefused: a company whose display name is refused is recorded all the same.
func TestDisplayNameRefused(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodPatch, Path: "automationCompanies", Action: "status", Status: 400, Times: 1, Body: map[string]any{"error": map[string]any{"code": "BadRequest", "message": "No."}}})
	config := companyConfig(env, "Fabrikam", "display_name = \"Shown\"\ndeletion_policy = \"delete\"")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             present(env, "Fabrikam", false),
		Steps: []resource.TestStep{
			{Config: config, ExpectError: words("code BadRequest")},
			{Config: config, Check: resource.TestCheckResourceAttr(companyAddress, "display_name", "Shown")},
		},
	})
}
