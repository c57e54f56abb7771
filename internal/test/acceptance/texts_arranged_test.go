// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// Ids of what is created without Terraform.
const (
	arrangedUser  = "000000ee-0000-4000-8000-000000000020"
	arrangedUnit  = "000000ee-0000-4000-8000-000000000021"
	arrangedTeam  = "000000ee-0000-4000-8000-000000000022"
	arrangedEmail = "arranged@contoso.example"
	emptyGUID     = "00000000-0000-0000-0000-000000000000"
	baseRoleID    = "a2b18661-9ff5-e911-a812-000d3a0b9028"
	otherHost     = "https://contoso.crm4.dynamics.com"
	otherCompany  = "000000cc-0000-4000-8000-000000000077"
)

var arrangedUnitName = "CRONUS (" + companyID + ")"

func globalSet(name string) acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: name}
}

// arrange creates what the connections need without Terraform, so that a row is cheap: the solutions with their
// roles, the integration user, and the company's business unit, team and row.
func arrange(_ *testing.T, env *acctest.Env) {
	for _, name := range []string{"bcbi_CdsBaseIntegration", "MicrosoftDynamicsNavIntegration"} {
		env.Insert(dataverseSet("solutions"), acctest.Row{"uniquename": name, "friendlyname": name, "version": "2.0.0.0", "ismanaged": true})
	}
	env.Insert(globalSet("allowedEnvironments"), acctest.Row{"environmentUrl": otherHost})
	env.Insert(dataverseSet("systemusers"), acctest.Row{"systemuserid": arrangedUser, "internalemailaddress": arrangedEmail, "fullname": "Integration", "applicationid": applicationID})
	setRoles(env, baseRoleID, salesAdministratorID, salesUserID)
	env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": arrangedUnit, "name": arrangedUnitName, "_parentbusinessunitid_value": rootUnitID})
	env.Insert(dataverseSet("teams"), acctest.Row{"teamid": arrangedTeam, "name": "BCI - " + arrangedUnitName, "teamtype": 0, "_businessunitid_value": arrangedUnit})
	env.Insert(dataverseSet("teamrolescollection"), acctest.Row{"teamid": arrangedTeam, "roleid": unitRole(env)})
	env.Insert(dataverseSet("bcbi_companies"), acctest.Row{
		"bcbi_externalid": companyID, "bcbi_name": "CRONUS", "_bcbi_defaultowningteam_value": arrangedTeam, "_ownerid_value": arrangedTeam,
	})
}

const (
	salesAdministratorID = "8c8d4f51-a72b-e511-80d9-3863bb349780"
	salesUserID          = "6f960e32-a72b-e511-80d9-3863bb349780"
)

// unitRole is the base role's copy in the company's business unit.
func unitRole(env *acctest.Env) string {
	for _, row := range env.Rows(dataverseSet("roles")) {
		if row["_businessunitid_value"] == arrangedUnit && row["_parentrootroleid_value"] == baseRoleID {
			return fmt.Sprint(row["roleid"])
		}
	}
	return ""
}

// setRoles gives the integration user exactly these roles.
func setRoles(env *acctest.Env, roles ...string) {
	links := dataverseSet("systemuserrolescollection")
	for _, row := range env.Rows(links) {
		if row["systemuserid"] == arrangedUser {
			env.Delete(links, fmt.Sprint(row["systemuserroleid"]))
		}
	}
	for _, role := range roles {
		env.Insert(links, acctest.Row{"systemuserid": arrangedUser, "roleid": role})
	}
}

// dataverseRow is the company's Dataverse connection setup as another administrator creates it.
func dataverseRow(env *acctest.Env, enabled bool) acctest.Row {
	return acctest.Row{
		"environmentUrl": env.Emulator().URL(), "userName": arrangedEmail, "ownershipModel": "Team", "proxyVersion": 100, "isEnabled": enabled,
		"businessUnitId": arrangedUnit, "businessUnitName": arrangedUnitName,
	}
}

// running arranges both connections, enabled, with their mappings.
func running(t *testing.T, env *acctest.Env) {
	t.Helper()
	arrange(t, env)
	env.Insert(companySet("dataverseConnectionSetups"), dataverseRow(env, true))
	env.Insert(companySet("salesConnectionSetups"), acctest.Row{"environmentUrl": env.Emulator().URL(), "userName": arrangedEmail, "isEnabled": true})
	for _, setup := range []string{"dataverse", "sales"} {
		if failed := env.Invoke("bcsales_reset_configuration", map[string]any{"company_id": companyID, "setup": setup}).Errors; failed != "" {
			t.Fatalf("creating the mappings: %s", failed)
		}
	}
}

// oneResource returns a configuration of one resource; each additional line replaces the one for the same argument.
func oneResource(address string, lines, others []string) string {
	argument := func(line string) string {
		before, _, _ := strings.Cut(line, "=")
		return strings.TrimSpace(before)
	}
	lines = slices.Clone(lines)
	for _, other := range others {
		at := slices.IndexFunc(lines, func(line string) bool { return argument(line) == argument(other) })
		if at < 0 {
			lines = append(lines, other)
			continue
		}
		lines[at] = other
	}
	kind, name, _ := strings.Cut(address, ".")
	return fmt.Sprintf("resource %q %q {\n  %s\n}\n", kind, name, strings.Join(lines, "\n  "))
}

// arrangedSetup is the Dataverse connection setup that uses what arrange creates.
func arrangedSetup(env *acctest.Env, lines ...string) string {
	return oneResource("bcsales_dataverse_connection_setup.this", []string{
		fmt.Sprintf(`company_id = %q`, companyID), fmt.Sprintf(`environment_url = %q`, env.Emulator().URL()), fmt.Sprintf(`user_name = %q`, arrangedEmail),
		fmt.Sprintf(`business_unit_id = %q`, arrangedUnit), fmt.Sprintf(`business_unit_name = %q`, arrangedUnitName), `consent_acknowledged = true`,
	}, lines)
}

// arrangedSales is the Sales connection setup of the company.
func arrangedSales(lines ...string) string {
	return oneResource("bcsales_sales_connection_setup.this", []string{fmt.Sprintf(`company_id = %q`, companyID)}, lines)
}

// dataverseOnly configures the Dataverse connection setup alone.
func dataverseOnly(lines ...string) func(g *guide) string {
	return func(g *guide) string { return g.env.ProviderConfig() + arrangedSetup(g.env, lines...) }
}

// salesOnly configures the Sales connection setup alone.
func salesOnly(lines ...string) func(g *guide) string {
	return func(g *guide) string { return g.env.ProviderConfig() + arrangedSales(lines...) }
}

// withRow adds a row to a set of the company.
func withRow(set string, row func(env *acctest.Env) acctest.Row) func(env *acctest.Env) {
	return func(env *acctest.Env) { env.Insert(companySet(set), row(env)) }
}

// withoutRows deletes the rows of a set of the company.
func withoutRows(set string) func(env *acctest.Env) {
	return func(env *acctest.Env) {
		for _, row := range env.Rows(companySet(set)) {
			env.Delete(companySet(set), fmt.Sprint(row["id"]))
		}
	}
}

// setIn changes columns of a row of Dataverse.
func setIn(set, key string, changes acctest.Row) func(env *acctest.Env) {
	return func(env *acctest.Env) { env.Patch(dataverseSet(set), key, changes) }
}

// takenOut deletes the rows of a Dataverse set that have the value in the column,
// and returns a function that restores them.
func takenOut(set, key, column string, value any) (take, restore func(env *acctest.Env)) {
	var kept []acctest.Row
	take = func(env *acctest.Env) {
		kept = nil
		for _, row := range env.Rows(dataverseSet(set)) {
			if row[column] == value {
				row = maps.Clone(row)
				// Dataverse itself lets a root role refer to itself as its root.
				maps.DeleteFunc(row, func(name string, other any) bool { return name != key && other == row[key] })
				kept = append(kept, row)
				env.Delete(dataverseSet(set), fmt.Sprint(row[key]))
			}
		}
	}
	return take, func(env *acctest.Env) {
		for _, row := range kept {
			env.Insert(dataverseSet(set), row)
		}
	}
}

// vanished deletes a Dataverse row from the store directly, and returns a function that restores it: for states
// that no administrator could create, such as a team without its business unit.
func vanished(set, key string) (take, restore func(env *acctest.Env)) {
	var kept store.Row
	table := func(env *acctest.Env, do func(table *store.Table)) {
		world := env.Emulator().World()
		world.Do(func() { do(world.Store.Table(store.Dataverse, set)) })
	}
	return func(env *acctest.Env) {
			table(env, func(t *store.Table) {
				row, _ := t.Get(key)
				kept = maps.Clone(row)
				t.Delete(key)
			})
		}, func(env *acctest.Env) {
			table(env, func(t *store.Table) { t.Put(kept) })
		}
}

// localCurrency changes the company's local currency.
func localCurrency(code string) func(env *acctest.Env) {
	return firstRow("companyInformation", acctest.Row{"currencyCode": code})
}
