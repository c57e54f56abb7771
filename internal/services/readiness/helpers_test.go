// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

const (
	cronus        = "000000cc-0000-4000-8000-000000000001"
	applicationID = "0000001a-0000-4000-8000-000000000001"
	userJim       = "000000d1-0000-4000-8000-000000000001"
	userLina      = "000000d1-0000-4000-8000-000000000002"
	userOtis      = "000000d1-0000-4000-8000-000000000003"
	personOtis    = "000000ce-0000-4000-8000-000000000003"
	rootUnit      = "000000b0-0000-4000-8000-000000000001"
	customerFirst = "000000cf-0000-4000-8000-000000000001"
	nowhere       = "000000ee-0000-4000-8000-0000000000ff"

	baseRole           = "a2b18661-9ff5-e911-a812-000d3a0b9028"
	administratorRole  = "8c8d4f51-a72b-e511-80d9-3863bb349780"
	userRole           = "6f960e32-a72b-e511-80d9-3863bb349780"
	adminTemplate      = "627090ff-40a3-4053-8790-584edc5be201"
	customizerTemplate = "119f245c-3cc8-4b62-b31c-d1a046ced15d"
)

func inDataverse(set string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: set} }

func inCompany(set string) acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: set, Company: cronus}
}

// keyColumn is the key of a set.
func keyColumn(s acctest.Set) string {
	keys := map[string]string{
		"solutions": "solutionid", "roles": "roleid", "systemusers": "systemuserid", "bcbi_companies": "bcbi_companyid", "businessunits": "businessunitid",
		"teams": "teamid", "transactioncurrencies": "transactioncurrencyid", "organizations": "organizationid", "nav_connections": "nav_connectionid",
		"accounts": "accountid", "contacts": "contactid", "opportunities": "opportunityid", "products": "productid", "systemuserrolescollection": "systemuserroleid", "teamrolescollection": "teamroleid", "teammemberships": "teammembershipid",
	}
	if key, ok := keys[s.Name]; ok && s.API == acctest.Dataverse {
		return key
	}
	return "id"
}

// service is an emulator with the whole guide applied, seen by another administrator.
type service struct {
	*acctest.Env
	t *testing.T
}

// remedy follows what a check advises.
type remedy func()

// row finds the first row of the set for which the column has the value.
func (s service) row(set acctest.Set, column string, value any) acctest.Row {
	s.t.Helper()
	return s.Find(set, column, value)
}

func key(set acctest.Set, row acctest.Row) string { return fmt.Sprint(row[keyColumn(set)]) }

// patch changes a row; the remedy changes it back.
func (s service) patch(set acctest.Set, row, changes acctest.Row) remedy {
	s.t.Helper()
	before := acctest.Row{}
	for column := range changes {
		before[column] = row[column]
	}
	s.Patch(set, key(set, row), changes)
	return func() { s.Patch(set, key(set, row), before) }
}

// remove deletes a row; the remedy inserts it again.
func (s service) remove(set acctest.Set, row acctest.Row) remedy {
	s.t.Helper()
	s.Delete(set, key(set, row))
	return func() { s.Insert(set, row) }
}

// insert adds a row; the remedy deletes it.
func (s service) insert(set acctest.Set, row acctest.Row) remedy {
	s.t.Helper()
	made := s.Insert(set, row)
	return func() { s.Delete(set, key(set, made)) }
}

func (s service) only(set acctest.Set) acctest.Row {
	s.t.Helper()
	rows := s.Rows(set)
	if len(rows) == 0 {
		s.t.Fatalf("%s has no rows", set.Name)
	}
	return rows[0]
}

func (s service) integrationUser() acctest.Row {
	s.t.Helper()
	return s.row(inDataverse("systemusers"), "applicationid", applicationID)
}

// link finds the row of an intersect table.
func (s service) link(set, left string, leftID any, right string, rightID any) acctest.Row {
	s.t.Helper()
	for _, row := range s.Rows(inDataverse(set)) {
		if row[left] == leftID && row[right] == rightID {
			return row
		}
	}
	s.t.Fatalf("%s links no %v and %v", set, leftID, rightID)
	return nil
}

// rootRole finds the role of a template in the root business unit.
func (s service) rootRole(template string) acctest.Row {
	s.t.Helper()
	for _, row := range s.Rows(inDataverse("roles")) {
		if row["_roletemplateid_value"] == template && row["_businessunitid_value"] == rootUnit {
			return row
		}
	}
	s.t.Fatalf("no role of the template %s", template)
	return nil
}

// deleteRole deletes a solution's role, which takes its copies and assignments along.
func (s service) deleteRole(root string) remedy {
	s.t.Helper()
	s.Delete(inDataverse("roles"), root)
	return func() {}
}

// restart calls the action of the job queue that the page Job Queue Entries has.
func (s service) restart(job acctest.Row) {
	s.t.Helper()
	s.call(http.MethodPost, s.standard(fmt.Sprintf("jobQueueEntries(%v)/Microsoft.NAV.restart", job["id"])), nil)
}

// found is one check of a report.
type found struct{ status, detail, remedy string }

// report is what the data source tells.
type report struct {
	ready  bool
	order  []string
	checks map[string]found
}

// bad returns the checks that fail or warn.
func (r report) bad() map[string]found {
	bad := maps.Clone(r.checks)
	maps.DeleteFunc(bad, func(_ string, f found) bool { return f.status == "pass" || f.status == "skipped" })
	return bad
}

// read reads the data source without Terraform in between, with a provider of its own.
func read(t *testing.T, env *acctest.Env, company string, variables map[string]string) report {
	t.Helper()
	lookup := func(name string) (string, bool) {
		if value, ok := variables[name]; ok {
			return value, value != ""
		}
		value, ok := env.Emulator().Env()[name]
		return value, ok
	}
	ctx := context.Background()
	server, err := providerserver.NewProtocol6WithError(provider.New("test", lookup)())()
	must(t, err)
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	must(t, err)
	config := object(t, schemas.Provider, nil)
	configured, err := server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{Config: config})
	must(t, err)
	mustNot(t, configured.Diagnostics)
	const name = "bcsales_integration_readiness"
	answer, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{
		TypeName: name, Config: object(t, schemas.DataSourceSchemas[name], map[string]tftypes.Value{"company_id": tftypes.NewValue(tftypes.String, company)}),
	})
	must(t, err)
	mustNot(t, answer.Diagnostics)
	state, err := answer.State.Unmarshal(schemas.DataSourceSchemas[name].ValueType())
	must(t, err)
	return decode(t, state)
}

func decode(t *testing.T, state tftypes.Value) report {
	t.Helper()
	var attributes map[string]tftypes.Value
	must(t, state.As(&attributes))
	r := report{checks: map[string]found{}}
	must(t, attributes["ready"].As(&r.ready))
	var rows []tftypes.Value
	must(t, attributes["checks"].As(&rows))
	for _, row := range rows {
		var columns map[string]tftypes.Value
		must(t, row.As(&columns))
		text := func(name string) string {
			var s *string
			must(t, columns[name].As(&s))
			if s == nil {
				return ""
			}
			return *s
		}
		r.order = append(r.order, text("id"))
		r.checks[text("id")] = found{text("status"), text("detail"), text("remedy")}
	}
	return r
}

// object encodes an object of the schema's type with the values, and null for the rest.
func object(t *testing.T, schema *tfprotov6.Schema, values map[string]tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	kind, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		t.Fatalf("unexpected type %s", schema.ValueType())
	}
	all := map[string]tftypes.Value{}
	for name, attribute := range kind.AttributeTypes {
		all[name] = tftypes.NewValue(attribute, nil)
	}
	maps.Copy(all, values)
	encoded, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, all))
	must(t, err)
	return &encoded
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustNot(t *testing.T, diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			t.Fatalf("%s: %s", d.Summary, d.Detail)
		}
	}
}

// guide returns the configuration of the whole guide for the demo company, with the ownership model Person.
func guide(env *acctest.Env) string {
	for name, version := range map[string]string{"bcbi_CdsBaseIntegration": "2.0.0.0", "MicrosoftDynamicsNavIntegration": "2.0.0.0"} {
		env.Insert(inDataverse("solutions"), acctest.Row{"uniquename": name, "friendlyname": name, "version": version, "ismanaged": true})
	}
	var roles strings.Builder
	assigned := []string{baseRole, administratorRole, userRole, administratorRole, userRole}
	names := make([]string, 0, len(assigned))
	for i, id := range assigned {
		principal := "system_user_id = bcsales_integration_user.this.id"
		if i > 2 {
			principal = "team_id = bcsales_dataverse_company.this.team_id"
		}
		fmt.Fprintf(&roles, "resource \"bcsales_security_role_assignment\" \"role%d\" {\n  %s\n  role_id = %q\n}\n\n", i, principal, id)
		names = append(names, fmt.Sprintf("bcsales_security_role_assignment.role%d", i))
	}
	return env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_integration_user" "this" {
  application_id         = %[1]q
  internal_email_address = "integration@contoso.example"
}

%[4]s
resource "bcsales_dataverse_company" "this" {
  company_id   = %[2]q
  company_name = "CRONUS"
}

resource "bcsales_dataverse_connection_setup" "this" {
  company_id           = bcsales_dataverse_company.this.company_id
  environment_url      = %[3]q
  user_name            = bcsales_integration_user.this.internal_email_address
  ownership_model      = "person"
  business_unit_id     = bcsales_dataverse_company.this.business_unit_id
  business_unit_name   = bcsales_dataverse_company.this.business_unit_name
  consent_acknowledged = true
  depends_on           = [%[5]s]
}

resource "bcsales_sales_connection_setup" "this" {
  company_id = bcsales_dataverse_connection_setup.this.company_id
}

data "bcsales_salesperson_matches" "this" {
  company_id = %[2]q
}

resource "bcsales_salesperson_couplings" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = data.bcsales_salesperson_matches.this.couplings
}

resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_salesperson_couplings.this.company_id
}
`, applicationID, cronus, env.Emulator().URL(), roles.String(), strings.Join(names, ", "))
}
