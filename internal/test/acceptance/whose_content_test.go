// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// linkElsewhere makes Sales link to the company in another environment.
func linkElsewhere(env *acctest.Env) {
	env.Insert(dataverseSet("nav_connections"), acctest.Row{
		"nav_name": "Adventure Works", "nav_dynamicsnavurl": "https://businesscentral.dynamics.com/contoso.com/Sandbox?company=Adventure%20Works",
	})
}

// TestUsedUserIsNotDisabled: an update of the user in a state that owns it too does not disable a user as whom the connection
// of another state signs in, on or off, and says who has to follow another address.
func TestUsedUserIsNotDisabled(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production")
	production := newParty(t, env, "Production", 0)
	production.must(production.apply())
	second := newParty(t, env, "Production", 0)
	user := func(arguments string) string {
		return second.provider() + fmt.Sprintf("\nresource \"bcsales_integration_user\" \"this\" {\n  application_id = %q\n  %s\n}\n", applicationID, arguments)
	}
	carryOut(t, second.w, user(""), false)

	refused := func(mode inprocess.Mode, texts ...string) {
		t.Helper()
		_, err := second.w.Plan(t.Context(), user("enabled = false"), mode)
		second.refused(err, append(texts, "The user is used by a connection", "Leave enabled = true", "Nothing was changed.")...)
	}
	refused(inprocess.Mode{}, `"Adventure Works" (https://businesscentral.dynamics.com/`)
	refused(inprocess.Mode{NoRefresh: true}, `"Adventure Works" (https://businesscentral.dynamics.com/`)

	second.warnings.Reset()
	_, err := second.w.Plan(t.Context(), user(`internal_email_address = "moved@contoso.example"`), inprocess.Mode{})
	second.must(err)
	second.said("plan", "Connections sign in by the user's e-mail address", "moved@contoso.example", `"Adventure Works" (https://`)

	production.setup = "enabled = false"
	production.must(production.apply())
	refused(inprocess.Mode{}, "Adventure Works", "which is turned off")
	production.setup = ""
	production.must(production.apply())
	production.connected()

	// Between a plan without connections and its apply, a connection came.
	production.must(production.destroy())
	env.Patch(dataverseSet("systemusers"), fmt.Sprint(second.integrationUser()["systemuserid"]), acctest.Row{"isdisabled": false})
	plan, err := second.w.Plan(t.Context(), user("enabled = false"), inprocess.Mode{})
	second.must(err)
	production.must(production.apply())
	second.refused(second.w.Apply(t.Context(), plan), "The user is used by a connection", "Nothing was changed.")
	production.connected()
}

// TestNewBesideMoved: a plan that makes something where the provider points now, beside objects that were made elsewhere, is
// refused, whichever of the two is planned first.
func TestNewBesideMoved(t *testing.T) {
	t.Parallel()
	company := func(name string, n int, after string) string {
		return fmt.Sprintf("\nresource \"bcsales_company\" %q {\n  name = %q\n  depends_on = [%s]\n}\n", name, tenantCompanies[n]+" Copy", after)
	}
	for name, config := range map[string]func(p *party) string{
		"the new one first": func(p *party) string {
			return p.provider() + company("new", 1, "") + company("made", 0, "bcsales_company.new")
		},
		"the new one last": func(p *party) string {
			return p.provider() + company("made", 0, "") + company("new", 1, "bcsales_company.made")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 1, "Production", "Sandbox")
			p := newParty(t, env, "Production", 0)
			carryOut(t, p.w, p.provider()+company("made", 0, ""), false)
			p.environment = "Sandbox"
			before := everything(env)
			_, err := p.w.Plan(t.Context(), config(p), inprocess.Mode{})
			p.refused(err, "The provider and the state point to different environments", `"Production"`, `"Sandbox"`, "new objects", "Nothing was changed.")
			if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
				t.Errorf("something has changed: %v", diff)
			}
			carryOut(t, p.w, config(p), true)
		})
	}
}

// TestMembershipsNeededElsewhere: memberships of a company's team stay while another environment is connected to the company,
// whose couplings may need them, whichever resource made them.
func TestMembershipsNeededElsewhere(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, tc := range map[string]struct{ block, noun string }{
		"membership": {`resource "bcsales_team_membership" "this" {
  team_id        = bcsales_dataverse_company.this.team_id
  system_user_id = "` + tenantID("d1", 0, 0) + `"
`, "the membership of the user " + tenantID("d1", 0, 0)},
		"coupling": {`resource "bcsales_salesperson_coupling" "this" {
  company_id        = bcsales_sales_connection_setup.this.company_id
  salesperson_code  = "S01"
  system_user_email = "seller01@adventureworks.example"
`, "the membership of " + tenantID("d1", 0, 0)},
		"couplings": {`resource "bcsales_salesperson_couplings" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = { S01 = "seller01@adventureworks.example" }
`, "the membership of " + tenantID("d1", 0, 0)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 1, "Production")
			p := newParty(t, env, "Production", 0)
			p.sales = "}\n" + tc.block
			p.must(p.apply())
			linkElsewhere(env)
			before := len(env.Rows(dataverseSet("teammemberships")))
			p.sales = ""
			p.warnings.Reset()
			p.must(p.apply())
			p.said("apply", "Left in place: "+tc.noun, "/Sandbox?company=Adventure%20Works")
			if now := len(env.Rows(dataverseSet("teammemberships"))); now != before || now == 0 {
				t.Errorf("%d memberships, were %d", now, before)
			}
			p.settled()
		})
	}
}

// TestCompanionNeededByOthers: the companion extension stays while a company of the environment is connected, whichever state
// connected it, which the plan of its destruction says.
func TestCompanionNeededByOthers(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 1, "Production")
	env.Emulator().World().Do(func() { env.Emulator().World().Config.Companion = "" })
	file, err := apptest.WriteFile(t.TempDir(), app.Manifest{
		ID: "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90", Name: "Business Central Sales Connector", Publisher: "bcsales", Version: version.Version{1, 1, 0, 0},
	})
	if err != nil {
		t.Fatal(err)
	}
	base, p := newParty(t, env, "Production", 0), newParty(t, env, "Production", 0)
	config := base.provider() + fmt.Sprintf("\nresource \"bcsales_extension\" \"this\" {\n  file = %q\n  deletion_policy = \"uninstall\"\n}\n", filepath.ToSlash(file))
	carryOut(t, base.w, config, false)
	p.must(p.apply())
	carryOut(t, base.w, config, true)
	base.said("plan", "Destroy uninstalls the companion extension", "Connected now: Adventure Works")
	base.said("apply", "Left in place: the extension Business Central Sales Connector", "the connection to Dataverse is on in Adventure Works")
	p.connected()
	p.settled()
}
