// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// integrationUser is the user of the party's application.
func (p *party) integrationUser() acctest.Row {
	p.t.Helper()
	return p.env.Find(dataverseSet("systemusers"), "applicationid", p.application)
}

// TestSandboxCopy applies production's configuration to a copied environment whose companies have the same ids and whose
// dataverse_url still names production's Dataverse: it is refused in the plan, and production stays as it is.
func TestSandboxCopy(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production", "Sandbox")
	production := newParty(t, env, "Production", 0)
	production.must(production.apply())
	production.connected()
	before := everything(env)

	sandbox := newParty(t, env, "Sandbox", 0)
	_, err := sandbox.plan()
	sandbox.refused(err, "The application has a user already", "adopt_existing")

	// With the user adopted, the connections are refused: the Sales connection too, when it is planned alone.
	sandbox.user = "adopt_existing = true"
	_, err = sandbox.plan()
	sandbox.refused(err,
		"The company is connected by another environment", "with bcsales_dataverse_connection_setup.this",
		`"Adventure Works" (https://businesscentral.dynamics.com/11111111-0000-4000-8000-000000000001/Production?company=Adventure%20Works)`,
		"https://businesscentral.dynamics.com/11111111-0000-4000-8000-000000000001/Sandbox",
		"a Dataverse environment of its own", "take_over_connection = true", "terraform import",
	)
	_, err = sandbox.w.Plan(t.Context(), sandbox.provider()+fmt.Sprintf("\nresource \"bcsales_sales_connection_setup\" \"this\" {\n  company_id = %q\n}\n", tenantCompanyID(0)), inprocess.Mode{})
	sandbox.refused(err, "The company is connected by another environment", "with bcsales_sales_connection_setup.this")
	sandbox.refused(sandbox.apply(), "The company is connected by another environment")
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("production has changed: %v", diff)
	}

	// What the sandbox may do, it does without harm: the user and the company's rows are found, and left by destroy.
	sandbox.setup = "enabled = false"
	sandbox.must(sandbox.destroy())
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("production has changed: %v", diff)
	}
	production.settled()
}

// TestSandboxFinds applies everything but the connections in the sandbox, and destroys it: production's rows were found.
func TestSandboxFinds(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 1, "Production", "Sandbox")
	production := newParty(t, env, "Production", 0)
	production.owner = `deletion_policy = "delete"`
	production.must(production.apply())
	before := everything(env)
	sandbox := newParty(t, env, "Sandbox", 0)
	w := sandbox.w
	config := sandbox.provider() + fmt.Sprintf(`
resource "bcsales_integration_user" "this" {
  application_id  = %q
  adopt_existing  = true
  deletion_policy = "delete"
}
resource "bcsales_dataverse_company" "this" {
  company_id      = %q
  company_name    = "Adventure Works"
  deletion_policy = "delete"
}
`, applicationID, tenantCompanyID(0))
	carryOut(t, w, config, false)
	carryOut(t, w, config, true)
	sandbox.said("apply", "Left in place: the user", "Left in place: the business unit Adventure Works")
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("production has changed: %v", diff)
	}
}

// TestSecondCompany: two states connect two companies of one environment. Whichever is destroyed first, the other stays
// connected, whatever the deletion policies, with and without a configuration_name; and the last takes the user along.
func TestSecondCompany(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, tc := range acctest.SampleOf(map[string]struct {
		policy string
		named  bool
		first  int
	}{
		"the first goes first":             {policy: "disable", first: 0},
		"the second goes first":            {policy: "disable", first: 1},
		"delete, the first goes first":     {policy: "delete", first: 0},
		"delete, the second goes first":    {policy: "delete", first: 1},
		"named, the first goes first":      {policy: "delete", named: true, first: 0},
		"named, the second goes first":     {policy: "delete", named: true, first: 1},
		"disable named, the first of them": {policy: "disable", named: true, first: 0},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 2, "Production")
			seed := everything(env)
			both := []*party{newParty(t, env, "Production", 0), newParty(t, env, "Production", 1)}
			for i, p := range both {
				p.user = fmt.Sprintf("deletion_policy = %q", tc.policy)
				p.owner = `deletion_policy = "delete"`
				if tc.named {
					p.configuration = fmt.Sprintf("party-%d", i)
				}
				if tc.named && i == 1 {
					_, err := p.plan()
					p.refused(err, "The application has a user already")
					p.user += "\n  adopt_existing = true"
				}
				p.must(p.apply())
			}
			first, last := both[tc.first], both[1-tc.first]
			first.must(first.destroy())
			last.connected()
			last.settled()
			if tc.named && tc.first == 1 {
				first.said("apply", "Left in place: the user", "this existed before Terraform managed it")
			} else {
				first.said("apply", "Left in place: the user", "it is used by company", tenantCompanies[last.company])
				first.said("plan", "integration user", "It is used now by", tenantCompanies[last.company], tenantCompanies[first.company])
			}
			first.said("plan", "Destroy deletes what the company has in Dataverse", "the business unit "+tenantCompanies[first.company])
			last.must(last.destroy())
			for _, set := range []string{"nav_connections", "bcbi_companies", "businessunits", "teams"} {
				now := everything(env)["dataverse/"+set]
				if diff := cmp.Diff(len(seed["dataverse/"+set]), len(now)); diff != "" {
					t.Errorf("%s: %s", set, diff)
				}
			}
		})
	}
}

// TestSameNameElsewhere: a company of the same name in another environment has another id. Each has a row of its own,
// and goes without the other.
func TestSameNameElsewhere(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for _, first := range []int{0, 1} {
		t.Run(tenantCompanies[first], func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 1, "Production", "Branch")
			other := renumber(env, "Branch")
			both := []*party{newParty(t, env, "Production", 0), newParty(t, env, "Branch", 0)}
			both[1].id, both[1].application = other, secondApplication
			for i, p := range both {
				p.user, p.owner = fmt.Sprintf("deletion_policy = \"delete\"\n  internal_email_address = \"integration%d@contoso.example\"", i), `deletion_policy = "delete"`
				p.must(p.apply())
			}
			for _, p := range both {
				p.connected()
				p.settled()
			}
			gone, stays := both[first], both[1-first]
			gone.must(gone.destroy())
			stays.connected()
			stays.settled()
			if n := len(gone.links()); n != 0 {
				t.Errorf("%d links are left", n)
			}
			stays.must(stays.destroy())
			if rows := env.Rows(dataverseSet("bcbi_companies")); len(rows) != 0 {
				t.Errorf("companies are left: %v", rows)
			}
		})
	}
}

// renumber gives the only company of an environment another id, and returns it.
func renumber(env *acctest.Env, environment string) string {
	const id = "000000cc-0000-4000-8000-0000000000ff"
	companies := acctest.Set{API: acctest.BusinessCentral, Name: "companies", Environment: environment}
	former := env.Rows(companies)[0]
	env.Delete(companies, fmt.Sprint(former["id"]))
	env.Insert(companies, acctest.Row{"id": id, "name": former["name"], "displayName": former["displayName"]})
	env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companyInformation", Company: id, Environment: environment}, acctest.Row{"currencyCode": "EUR"})
	return id
}

// TestNothingOfOthersIsOverwritten: what the connection of another state needs of the user and of the company is not
// changed either.
func TestNothingOfOthersIsOverwritten(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 2, "Production", "Sandbox")
	production := newParty(t, env, "Production", 0)
	production.owner = "rename = true"
	production.must(production.apply())
	unit := env.Insert(dataverseSet("businessunits"), acctest.Row{"name": "North", "_parentbusinessunitid_value": rootUnitID})
	before := everything(env)
	for _, tc := range []struct {
		environment, configuration, user, argument string
	}{
		{"Production", "", `internal_email_address = "second@contoso.example"`, "internal_email_address"},
		{"Production", "b", "adopt_existing = true\n  internal_email_address = \"second@contoso.example\"", "internal_email_address"},
		{"Sandbox", "", "adopt_existing = true\n  enabled = false", "enabled"},
		{"Sandbox", "", fmt.Sprintf("adopt_existing = true\n  business_unit_id = %q", unit["businessunitid"]), "business_unit_id"},
	} {
		second := newParty(t, env, tc.environment, 1)
		second.configuration, second.user = tc.configuration, tc.user
		second.refused(second.apply(), "The user is used by a connection", `"Adventure Works" (https://businesscentral.dynamics.com/`, "Leave "+tc.argument)
	}
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("production has changed: %v", diff)
	}

	env.Insert(dataverseSet("nav_connections"), acctest.Row{
		"nav_name": "Adventure Works", "nav_dynamicsnavurl": "https://businesscentral.dynamics.com/contoso.com/Sandbox?company=Adventure%20Works",
	})
	renamed := strings.Replace(production.config(), `company_name = "Adventure Works"`, `company_name = "Adventure"`, 1)
	plan, err := production.w.Plan(t.Context(), renamed, inprocess.Mode{})
	production.must(err)
	production.refused(production.w.Apply(t.Context(), plan), "The company is used by another environment", "/Sandbox?company=Adventure%20Works", "Nothing was renamed.")
}

// TestUsedCompanyStays destroys a company that another environment's connection uses: unit, team, row and their roles stay.
func TestUsedCompanyStays(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production")
	p := newParty(t, env, "Production", 0)
	p.owner = `deletion_policy = "delete"`
	p.must(p.apply())
	env.Insert(dataverseSet("nav_connections"), acctest.Row{
		"nav_name": "Adventure Works", "nav_dynamicsnavurl": "https://businesscentral.dynamics.com/contoso.com/Sandbox?company=Adventure%20Works",
	})
	before := everything(env)
	p.must(p.destroy())
	p.said("plan", "Destroy deletes what the company has in Dataverse", "/Sandbox?company=Adventure%20Works")
	p.said("apply", "Left in place: the business unit Adventure Works", "they are used by company", "/Sandbox?company=Adventure%20Works", "Left in place: the security role")
	now := everything(env)
	for _, set := range []string{"businessunits", "teams", "teamrolescollection", "bcbi_companies"} {
		if diff := cmp.Diff(before["dataverse/"+set], now["dataverse/"+set]); diff != "" {
			t.Errorf("%s: %s", set, diff)
		}
	}
}

// TestForgottenSalesSetup takes down a company whose Sales connection setup left the state, with terraform state rm or a removed
// block: the link of Sales that the setup still has keeps unit, team and row, and the warning names it.
func TestForgottenSalesSetup(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 1, "Production")
	p := newParty(t, env, "Production", 0)
	p.owner = `deletion_policy = "delete"`
	p.must(p.apply())
	p.w.Forget("bcsales_sales_connection_setup.this")
	p.w.Forget("bcsales_dataverse_connection_setup.this")
	before := everything(env)
	p.must(p.destroy())
	p.said("apply", "Left in place: the business unit Adventure Works", "they are used by company", "/Production?company=Adventure%20Works", "Left in place: the user")
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("destroy has changed: %v", diff)
	}
	p.connected()
}

// TestUnseenUsage: where the provider's identity may not see who uses the user and the company, they stay.
func TestUnseenUsage(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production")
	p := newParty(t, env, "Production", 0)
	p.owner = `deletion_policy = "delete"`
	p.must(p.apply())
	before := everything(env)
	env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "GET", Path: "nav_connections", Action: "status", Status: 403, Body: map[string]any{
		"error": map[string]any{"code": "0x80040220", "message": "Principal user is missing prvReadnav_connection privilege"},
	}})
	p.must(p.destroy())
	p.said("apply", "could not see who uses it", "Left in place: the user", "Left in place: the business unit", "prvReadnav_connection")
	now := everything(env)
	for _, set := range []string{"systemusers", "businessunits", "teams", "bcbi_companies", "systemuserrolescollection"} {
		if diff := cmp.Diff(before["dataverse/"+set], now["dataverse/"+set]); diff != "" {
			t.Errorf("%s: %s", set, diff)
		}
	}
}

// TestCopyWithoutCleanup takes down a copy whose setups still say what production's say: production's link stays, although the
// copy remembers its address as its own.
func TestCopyWithoutCleanup(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production", "Sandbox")
	production := newParty(t, env, "Production", 0)
	production.sales = `business_central_url = "https://businesscentral.dynamics.com/contoso.com/Production"`
	production.must(production.apply())
	renameEnvironment(env, "Sandbox")
	before := everything(env)
	sandbox := newParty(t, env, "Sandbox", 0)
	config := sandbox.provider() + fmt.Sprintf(`
resource "bcsales_sales_connection_setup" "this" {
  company_id = %q
}`, tenantCompanyID(0))
	sandbox.must(sandbox.w.Import(t.Context(), config, "bcsales_sales_connection_setup.this", tenantCompanyID(0)))
	carryOut(t, sandbox.w, config, true)
	if rows := sandbox.setups("Sandbox"); len(rows) != 1 {
		t.Errorf("the copy has %v", rows)
	}
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("production has changed: %v", diff)
	}
	production.connected()
	production.settled()
}

// TestTwoNamedStatesOfOneCompany: two states with names manage one company with one identity. The second finds what the first
// made, setups and couplings too, and its destruction leaves everything.
func TestTwoNamedStatesOfOneCompany(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production")
	both := []*party{newParty(t, env, "Production", 0), newParty(t, env, "Production", 0)}
	for i, p := range both {
		p.configuration = fmt.Sprintf("state-%d", i)
		p.owner, p.user = `deletion_policy = "delete"`, "adopt_existing = true\n  deletion_policy = \"delete\""
		p.sales = "}\nresource \"bcsales_salesperson_coupling\" \"this\" {\n  company_id = bcsales_sales_connection_setup.this.company_id\n" +
			"  salesperson_code  = \"S01\"\n  system_user_email = \"seller01@adventureworks.example\""
		p.must(p.apply())
		p.settled()
	}
	first, second := both[0], both[1]
	couplings := acctest.Set{API: acctest.BusinessCentral, Name: "recordCouplings", Company: tenantCompanyID(0)}
	before := len(env.Rows(couplings))
	second.must(second.destroy())
	second.said("apply", "Left in place: the enabled Dataverse connection setup", "Left in place: the enabled Sales connection setup", "Left in place: the user", "Left in place: the business unit", "Left in place: the coupling")
	first.connected()
	first.settled()
	if n := len(env.Rows(couplings)); n != before || n == 0 {
		t.Errorf("%d couplings are left of %d", n, before)
	}
	first.must(first.destroy())
	nothingLeft(t, env)
}
