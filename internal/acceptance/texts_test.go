// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// provoked is a text of a service that a configuration provokes, and the remedy that the diagnostic names beside it.
type provoked struct {
	name   string
	texts  []string // names of the emulator's constants
	before func(t *testing.T, env *acctest.Env)
	first  func(g *guide) string // applied before, when given
	change func(env *acctest.Env)
	config func(g *guide) string
	repair func(env *acctest.Env) // after it, what was applied first passes again, and its destruction
	want   string
	remedy string
}

// spaced matches text in a diagnostic, which terraform breaks into lines.
func spaced(text string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(text), " ", `[\s│]+`)
}

// permit gives the provider's own application exactly these permission sets.
func permit(env *acctest.Env, sets ...string) {
	applications := acctest.Set{API: acctest.BusinessCentral, Name: "entraApplications"}
	env.Patch(applications, fmt.Sprint(env.Find(applications, "clientId", emulator.ClientID)["id"]), acctest.Row{"permissionSets": sets})
}

func ownUser(env *acctest.Env) string {
	return fmt.Sprint(env.Find(dataverseSet("systemusers"), "applicationid", emulator.ClientID)["systemuserid"])
}

// roleOf returns the id of a root role by its template or its name.
func roleOf(env *acctest.Env, column, value string) string {
	for _, row := range env.Rows(dataverseSet("roles")) {
		if row[column] == value && row["_parentroleid_value"] == nil {
			return fmt.Sprint(row["roleid"])
		}
	}
	return ""
}

const (
	textTeam = "000000ee-0000-4000-8000-000000000010"
	textUnit = "000000ee-0000-4000-8000-000000000011"
)

func (g *guide) block(kind, lines string) string {
	return g.env.ProviderConfig() + fmt.Sprintf("resource %q \"text\" {\n%s\n}\n", kind, lines)
}

// unassign takes every role from the provider's own application user.
func unassign(env *acctest.Env) {
	own := ownUser(env)
	for _, row := range env.Rows(dataverseSet("systemuserrolescollection")) {
		if row["systemuserid"] == own {
			env.Delete(dataverseSet("systemuserrolescollection"), fmt.Sprint(row["systemuserroleid"]))
		}
	}
}

// connected is the guide up to the two connections.
func (g *guide) connected() *guide {
	return g.clone().drop("bcsales_salesperson_coupling.jim").drop("bcsales_salesperson_coupling.lina").drop("bcsales_initial_synchronization.this")
}

func provokedTexts() []provoked {
	assign := func(principal, role string) func(g *guide) string {
		return func(g *guide) string { return g.block("bcsales_security_role_assignment", principal+"\n"+role) }
	}
	some := func(g *guide) string { return fmt.Sprintf("role_id = %q", roleOf(g.env, "name", "Basic User")) }
	ofUser := func(id string) func(g *guide) string {
		return func(g *guide) string { return assign(fmt.Sprintf("system_user_id = %q", id), some(g))(g) }
	}
	ofTeam := func(g *guide) string { return assign(fmt.Sprintf("team_id = %q", textTeam), some(g))(g) }
	team := func(row acctest.Row) func(t *testing.T, env *acctest.Env) {
		return func(_ *testing.T, env *acctest.Env) {
			all := acctest.Row{"teamid": textTeam, "name": "Texts", "_businessunitid_value": rootUnitID}
			maps.Copy(all, row)
			env.Insert(dataverseSet("teams"), all)
		}
	}
	application := func(lines string) func(g *guide) string {
		return func(g *guide) string {
			return g.block("bcsales_integration_user", fmt.Sprintf("application_id = %q\ninternal_email_address = \"texts@contoso.example\"\n%s", applicationID, lines))
		}
	}
	mapping := func(lines string) func(g *guide) string {
		return func(g *guide) string {
			g = g.connected()
			g.set("bcsales_table_mapping.text", "company_id = bcsales_sales_connection_setup.this.company_id\n"+lines)
			return g.config()
		}
	}
	connections := func(g *guide) string { return g.connected().config() }
	reading := func(env *acctest.Env) {
		permit(env, "D365 AUTOMATION", "D365 BUS FULL ACCESS", "BCS READ")
	}
	administering := func(env *acctest.Env) {
		permit(env, "D365 AUTOMATION", "D365 BUS FULL ACCESS", "BCS READ", "BCS ADMINISTER")
	}
	const administers = "the companion extension's permission set"
	return []provoked{
		{
			name: "role of a disabled user", texts: []string{"codeUserDisabled"}, config: ofUser(userJim), want: "0x80040225", remedy: "Enable the user that the service names",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Patch(dataverseSet("systemusers"), userJim, acctest.Row{"isdisabled": true})
			},
		},
		{
			name: "role of the support user", texts: []string{"codeSupportUserRoles"}, config: ofUser(userJim), want: "0x80041d51", remedy: "roles of Microsoft's support user are fixed",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Patch(dataverseSet("systemusers"), userJim, acctest.Row{"accessmode": 3})
			},
		},
		{name: "role of an access team", texts: []string{"codeAccessTeamRole"}, before: team(acctest.Row{"teamtype": 1}), config: ofTeam, want: "0x80048331", remedy: "Name an owner team"},
		{
			name: "role that a group team cannot bear", texts: []string{"codeGroupTeamRole"}, config: ofTeam, want: "0x80048350", remedy: "Choose a role whose privileges members inherit directly",
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				team(acctest.Row{"teamtype": 2})(t, env)
				env.Patch(dataverseSet("roles"), roleOf(env, "name", "Basic User"), acctest.Row{"isinherited": 0})
			},
		},
		{name: "provider without any role", texts: []string{"codeUserNoRoles"}, before: func(_ *testing.T, env *acctest.Env) { unassign(env) }, config: ofUser(userJim), want: "0x80042f09", remedy: "Give the provider's identity"},
		{
			name: "provider without System Administrator", texts: []string{"codePrivilege"}, config: ofUser(userJim), want: "0x80040220", remedy: "Give the provider's identity",
			before: func(_ *testing.T, env *acctest.Env) {
				unassign(env)
				env.Insert(dataverseSet("systemuserrolescollection"), acctest.Row{"systemuserid": ownUser(env), "roleid": roleOf(env, "name", "Basic User")})
			},
		},
		{
			name: "provider that Dataverse does not know", texts: []string{"codeNotMember"}, want: "0x80072560", remedy: "What to do: ",
			config: func(g *guide) string {
				block := g.env.ProviderBlock("", applicationID)
				return block + strings.TrimPrefix(ofUser(userJim)(g), g.env.ProviderConfig())
			},
		},
		{
			name: "member of a default team", texts: []string{"codeAddToDefaultTeam"}, want: "0x8004830b", remedy: "every user of the business unit is a member of its default team",
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": textUnit, "name": "Other", "_parentbusinessunitid_value": rootUnitID})
				team(acctest.Row{"isdefault": true, "_businessunitid_value": textUnit})(t, env)
			},
			config: func(g *guide) string {
				return g.block("bcsales_team_membership", fmt.Sprintf("team_id = %q\nsystem_user_id = %q", textTeam, userJim))
			},
		},
		{
			name: "user in a disabled business unit", texts: []string{"codeDisabledUnit"}, config: application(fmt.Sprintf("business_unit_id = %q", textUnit)), want: "0x8004032d", remedy: "Enable the business unit",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": textUnit, "name": "Closed", "isdisabled": true, "_parentbusinessunitid_value": rootUnitID})
			},
		},
		{name: "user in a business unit that is not there", texts: []string{"codeAbsent"}, config: application(fmt.Sprintf("business_unit_id = %q", textUnit)), want: "Does Not Exist", remedy: "Correct what the service names"},
		{
			name: "setups without the permission set to administer", texts: []string{"ownPermission"}, before: func(_ *testing.T, env *acctest.Env) { reading(env) },
			config: connections, want: `You cannot create the Dataverse connection setup: the permission set "BCS Administer" is missing`, remedy: administers,
		},
		{
			name: "mapping without the permission set to administer", texts: []string{"ownPermission"}, first: connections, change: reading, repair: administering,
			config: mapping(`name = "CUSTOMER"` + "\ndirection = \"to_dataverse\""), want: `You cannot change a table mapping: the permission set "BCS Administer" is missing`, remedy: administers,
		},
		{
			name: "coupling without the permission set to administer", texts: []string{"ownPermission"}, first: connections, change: reading, repair: administering,
			config: func(g *guide) string { return g.clone().drop("bcsales_initial_synchronization.this").config() },
			want:   `You cannot couple a record: the permission set "BCS Administer" is missing`, remedy: administers,
		},
		{
			name: "mapping without a job", texts: []string{"ownMappingJob"}, first: connections,
			config: mapping("name = \"OPPORTUNITY\"\nsynchronization_enabled = true"), want: "OPPORTUNITY", remedy: "What to do: ",
		},
		{
			name: "submitted orders", texts: []string{"textSubmittedOrders"}, first: connections, want: "You cannot disable CRM sales order integration", remedy: "Fulfil or cancel the submitted orders in Sales first",
			change: func(env *acctest.Env) {
				env.Insert(dataverseSet("salesorders"), acctest.Row{"salesorderid": textUnit, "statecode": 1, "statuscode": 3})
			},
			config: func(g *guide) string {
				g = g.connected()
				g.set("bcsales_sales_connection_setup.this", salesSetup(map[string]string{"legacy_sales_orders": "false", "auto_create_sales_orders": "false"}))
				return g.config()
			},
		},
		{
			name: "business unit of another company", texts: []string{"ownBusinessUnitTaken"}, config: connections, want: "is already coupled to another company of this environment", remedy: "Give each company its own business unit",
			first: func(g *guide) string {
				return g.connected().drop("bcsales_sales_connection_setup.this").drop("bcsales_dataverse_connection_setup.this").config()
			},
			change: func(env *acctest.Env) {
				const other = "00000c77-0000-4000-8000-000000000077"
				unit := ""
				for _, row := range env.Rows(dataverseSet("businessunits")) {
					if row["_parentbusinessunitid_value"] == rootUnitID && strings.HasPrefix(fmt.Sprint(row["name"]), "CRONUS") {
						unit = fmt.Sprint(row["businessunitid"])
					}
				}
				env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"id": other, "name": "Other"})
				env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: other}, acctest.Row{"businessUnitId": unit, "businessUnitName": "Shared"})
			},
		},
		{
			name: "synchronization of customers whose salesperson is not coupled", texts: []string{"textMustBeCoupled"}, want: "must be coupled to a", remedy: "What to do: ",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Insert(companySet("customers"), acctest.Row{"number": "T00001", "displayName": "Texts", "email": "texts@contoso.example", "salespersonCode": "JO"})
			},
			config: func(g *guide) string {
				g = g.clone().drop("bcsales_salesperson_coupling.jim").drop("bcsales_salesperson_coupling.lina")
				g.set("bcsales_initial_synchronization.this", "company_id = bcsales_sales_connection_setup.this.company_id\nmatch_fields = { CUSTOMER = [\"E-Mail\", \"Name\"] }\ncreate_unmatched = [\"CUSTOMER\"]")
				return g.config()
			},
		},
	}
}

// TestTexts provokes each text with a configuration: it reaches the user with what to do.
func TestTexts(t *testing.T) {
	t.Parallel()
	rows := provokedTexts()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if row.before != nil {
				row.before(t, env)
			}
			g := newGuide(t, env)
			var steps []resource.TestStep
			if row.first != nil {
				steps = append(steps, resource.TestStep{Config: row.first(g)})
			}
			last := resource.TestStep{
				Config:      row.config(g),
				ExpectError: regexp.MustCompile(`(?s)` + spaced(row.want) + `.*` + spaced(row.remedy)),
			}
			if row.change != nil {
				last.PreConfig = func() { row.change(env) }
			}
			steps = append(steps, last)
			if row.repair != nil {
				steps = append(steps, resource.TestStep{PreConfig: func() { row.repair(env) }, Config: row.first(g)})
			}
			resource.UnitTest(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: steps})
		})
	}
	t.Logf("%d rows", len(rows))
}
