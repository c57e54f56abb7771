// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// sharedDataverse starts environments of Business Central, each with the same companies, over one Dataverse that has the
// integration solutions.
func sharedDataverse(t *testing.T, companies int, environments ...string) *acctest.Env {
	t.Helper()
	env := integrated(t, tenant(t, companies, 1), acctest.WithEnvironments(environments...))
	env.Insert(acctest.Set{API: acctest.Graph, Name: "servicePrincipals"}, acctest.Row{"appId": secondApplication, "displayName": "Second", "servicePrincipalType": "Application"})
	return env
}

// integrated starts a tenant that has the companion extension and the integration solutions.
func integrated(t *testing.T, seed string, options ...acctest.Option) *acctest.Env {
	t.Helper()
	seed = strings.Replace(seed, `"companion":null`, `"companion":"1.1.0.0"`, 1)
	env := acctest.New(t, append(options, acctest.WithSeed(seed))...)
	for _, name := range []string{"bcbi_CdsBaseIntegration", "MicrosoftDynamicsNavIntegration"} {
		env.Insert(dataverseSet("solutions"), acctest.Row{"uniquename": name, "friendlyname": name, "version": "2.0.0.0", "ismanaged": true})
	}
	return env
}

// party is a state of its own that connects one company.
type party struct {
	t        *testing.T
	env      *acctest.Env
	w        *inprocess.Workspace
	warnings *acctest.Warnings

	environment, configuration string
	company                    int    // of the tenant
	id                         string // of the company, if it is none of the tenant's own
	application                string
	user, owner, setup, sales  string // more arguments of the user, the Dataverse company, both setups and the Sales setup
}

func newParty(t *testing.T, env *acctest.Env, environment string, company int) *party {
	t.Helper()
	factories, warnings := env.Warnings()
	own := map[string]inprocess.Factory{}
	maps.Copy(own, factories)
	return &party{t: t, env: env, w: inprocess.NewWorkspace(own), warnings: warnings, environment: environment, company: company, application: applicationID}
}

func (p *party) companyID() string {
	if p.id != "" {
		return p.id
	}
	return tenantCompanyID(p.company)
}

func (p *party) provider() string {
	if p.configuration == "" {
		return p.env.ProviderIn(p.environment)
	}
	return p.env.ProviderIn(p.environment, fmt.Sprintf("configuration_name = %q", p.configuration))
}

func (p *party) config() string {
	return p.provider() + fmt.Sprintf(`
resource "bcsales_integration_user" "this" {
  application_id = %q
  %s
}
resource "bcsales_security_role_assignment" "user" {
  for_each       = toset(["a2b18661-9ff5-e911-a812-000d3a0b9028", "8c8d4f51-a72b-e511-80d9-3863bb349780", "6f960e32-a72b-e511-80d9-3863bb349780"])
  system_user_id = bcsales_integration_user.this.id
  role_id        = each.key
}
resource "bcsales_dataverse_company" "this" {
  company_id   = %q
  company_name = %q
  %s
}
resource "bcsales_security_role_assignment" "team" {
  for_each = toset(["8c8d4f51-a72b-e511-80d9-3863bb349780", "6f960e32-a72b-e511-80d9-3863bb349780"])
  team_id  = bcsales_dataverse_company.this.team_id
  role_id  = each.key
}
resource "bcsales_dataverse_connection_setup" "this" {
  company_id           = bcsales_dataverse_company.this.company_id
  environment_url      = %q
  user_name            = bcsales_integration_user.this.internal_email_address
  business_unit_id     = bcsales_dataverse_company.this.business_unit_id
  business_unit_name   = bcsales_dataverse_company.this.business_unit_name
  consent_acknowledged = true
  depends_on           = [bcsales_security_role_assignment.user, bcsales_security_role_assignment.team]
  %s
}
resource "bcsales_sales_connection_setup" "this" {
  company_id = bcsales_dataverse_connection_setup.this.company_id
  %s
  %s
}
`, p.application, p.user, p.companyID(), tenantCompanies[p.company], p.owner, p.env.Emulator().URL(), p.setup, p.setup, p.sales)
}

// plan plans and returns whether nothing changes.
func (p *party) plan() (empty bool, err error) {
	plan, err := p.w.Plan(p.t.Context(), p.config(), inprocess.Mode{})
	if err != nil {
		return false, err
	}
	return plan.Empty(), nil
}

func (p *party) apply() error {
	plan, err := p.w.Plan(p.t.Context(), p.config(), inprocess.Mode{})
	if err != nil {
		return err
	}
	return p.w.Apply(p.t.Context(), plan)
}

func (p *party) destroy() error {
	plan, err := p.w.Plan(p.t.Context(), p.config(), inprocess.Mode{Destroy: true})
	if err != nil {
		return err
	}
	return p.w.Apply(p.t.Context(), plan)
}

// must fails the test after an error.
func (p *party) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%s, company %d: %v", p.environment, p.company, err)
	}
}

// settled fails the test unless a plan is empty.
func (p *party) settled() {
	p.t.Helper()
	empty, err := p.plan()
	p.must(err)
	if !empty {
		p.t.Errorf("%s, company %d: the plan is not empty", p.environment, p.company)
	}
}

// refused fails the test unless the error has all of the texts.
func (p *party) refused(err error, texts ...string) {
	p.t.Helper()
	if err == nil {
		p.t.Fatalf("%s, company %d: it was not refused", p.environment, p.company)
	}
	for _, text := range texts {
		if !strings.Contains(flat(err.Error()), text) {
			p.t.Errorf("%s, company %d: %q is not in: %v", p.environment, p.company, text, err)
		}
	}
}

// said fails the test unless the warnings of a phase have all of the texts.
func (p *party) said(phase string, texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if !strings.Contains(flat(p.warnings.In(phase)), text) {
			p.t.Errorf("%s, company %d: %q is not in the warnings: %s", p.environment, p.company, text, p.warnings.In(phase))
		}
	}
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// connected fails the test unless the company's connections are on, Sales links to it, and its user, unit, team and row
// are as the connection needs them.
func (p *party) connected() {
	p.t.Helper()
	for _, set := range []string{"dataverseConnectionSetups", "salesConnectionSetups"} {
		rows := p.env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: set, Company: p.companyID(), Environment: p.environment})
		if len(rows) != 1 || rows[0]["isEnabled"] != true {
			p.t.Errorf("%s, company %d: %s: %v", p.environment, p.company, set, rows)
			continue
		}
		user := p.env.Find(dataverseSet("systemusers"), "internalemailaddress", rows[0]["userName"])
		if user["isdisabled"] != false {
			p.t.Errorf("%s, company %d: the user %v is disabled", p.environment, p.company, rows[0]["userName"])
		}
		roles := 0
		for _, row := range p.env.Rows(dataverseSet("systemuserrolescollection")) {
			if row["systemuserid"] == user["systemuserid"] {
				roles++
			}
		}
		if roles < 3 {
			p.t.Errorf("%s, company %d: the user has %d roles", p.environment, p.company, roles)
		}
	}
	if n := len(p.links()); n != 1 {
		p.t.Errorf("%s, company %d: %d links", p.environment, p.company, n)
	}
	row := p.env.Find(dataverseSet("bcbi_companies"), "bcbi_externalid", p.companyID())
	team := p.env.Find(dataverseSet("teams"), "teamid", row["_bcbi_defaultowningteam_value"])
	p.env.Find(dataverseSet("businessunits"), "businessunitid", team["_businessunitid_value"])
	roles := 0
	for _, row := range p.env.Rows(dataverseSet("teamrolescollection")) {
		if row["teamid"] == team["teamid"] {
			roles++
		}
	}
	if roles < 3 {
		p.t.Errorf("%s, company %d: the team has %d roles", p.environment, p.company, roles)
	}
}

// links are the rows of nav_connection for the company's name in the party's environment.
func (p *party) links() []acctest.Row {
	p.t.Helper()
	var out []acctest.Row
	for _, row := range p.env.Rows(dataverseSet("nav_connections")) {
		if row["nav_name"] == tenantCompanies[p.company] && strings.Contains(fmt.Sprint(row["nav_dynamicsnavurl"]), "/"+p.environment+"?") {
			out = append(out, row)
		}
	}
	return out
}

// carryOut applies or destroys a configuration.
func carryOut(t *testing.T, w *inprocess.Workspace, config string, destroy bool) {
	t.Helper()
	plan, err := w.Plan(t.Context(), config, inprocess.Mode{Destroy: destroy})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Apply(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
}
