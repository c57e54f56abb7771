// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// accessTexts are the refusals of callers: by the environment, by the page Microsoft Entra
// Applications, for missing permission sets.
func accessTexts() []provoked {
	const (
		known      = "Enter the application with the provider's client_id, on the page Microsoft Entra Applications"
		needs      = "Give the provider's identity what it needs for this: "
		administer = needs + "the companion extension's permission set `BCS Administer`"
	)
	changed := func(changes acctest.Row) func(env *acctest.Env) {
		return func(env *acctest.Env) {
			for _, row := range env.Rows(globalSet("entraApplications")) {
				env.Patch(globalSet("entraApplications"), fmt.Sprint(row["id"]), changes)
			}
		}
	}
	holding := func(sets ...string) func(env *acctest.Env) { return func(env *acctest.Env) { permit(env, sets...) } }
	reading := holding("D365 AUTOMATION", "D365 BUS FULL ACCESS", "BCS READ")
	companion := func(version string) func(env *acctest.Env) {
		return func(env *acctest.Env) {
			world := env.Emulator().World()
			world.Do(func() { world.Config.Companion = version })
		}
	}
	customer := func(company string) func(g *guide) string {
		return func(g *guide) string {
			return g.env.ProviderConfig() + oneResource("bcsales_table_mapping.text", []string{fmt.Sprintf("company_id = %q", company), `name = "CUSTOMER"`, `direction = "to_dataverse"`}, nil)
		}
	}
	return []provoked{
		{
			name: "absent environment", config: func(g *guide) string {
				return strings.ReplaceAll(companiesOnly(g), `"`+emulator.Environment+`"`, `"Nowhere"`)
			}, want: "Environment does not exist.", remedy: "Check business_central_environment and tenant_id of the provider",
			again: []provoked{
				{name: "application not registered", config: companiesOnly, change: changed(acctest.Row{"clientId": emptyGUID}), repair: changed(acctest.Row{"clientId": emulator.ClientID}), want: "The server has rejected the client credentials.", remedy: known},
				{name: "application disabled", config: companiesOnly, change: changed(acctest.Row{"state": "Disabled"}), repair: changed(acctest.Row{"state": "Enabled"}), want: "The server has rejected the client credentials.", remedy: known},
				{
					name: "records without a permission set", config: companiesOnly, change: holding("BCS READ"), repair: reading,
					want: "Sorry, the current permissions prevented the action.", remedy: needs + "Microsoft's permission set `D365 READ`",
				},
				{
					name: "companion without its permission set", config: customer(companyID), change: holding("D365 AUTOMATION"), repair: reading,
					want: "Sorry, the current permissions prevented the action. (Page BCSales Connector Execute: BCS READ)", remedy: administer,
				},
				{
					name: "users without D365 AUTOMATION", config: assigned(personLina, "D365 BASIC"), change: holding("D365 READ", "SECURITY"), repair: reading,
					want: "Sorry, the current permissions prevented the action.", remedy: needs + "the permission sets `D365 AUTOMATION`",
				},
				{name: "company unknown", config: mappingsOf(otherCompany), want: `Cannot find company "` + otherCompany + `".`, remedy: "Check company_id"},
				{name: "companion missing", config: customer(companyID), change: companion(""), repair: companion("1.1.0.0"), want: "No HTTP resource was found that matches the request URI", remedy: "Install or upgrade the companion extension"},
			},
		},
		{
			name: "run without the job queue", terraform: true, texts: []string{"ownStart"}, before: running, config: synchronized(), change: holding("BCS ADMINISTER", "D365 READ"), remedy: administer,
			want: "The full synchronization could not be started: Sorry, the current permissions prevented the action.",
		},
		{
			name: "setup without the job queue", texts: []string{"ownEnableFailed"}, config: dataverseOnly(), remedy: administer,
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				arrange(t, env)
				permit(env, "BCS ADMINISTER", "D365 READ")
			},
			want: "The Dataverse connection could not be enabled and has been turned off again: Sorry, the current permissions prevented the action.",
		},
		{
			name: "setup without the permission set to administer", texts: []string{"ownPermission"}, config: dataverseOnly(), remedy: administer,
			before: func(t *testing.T, env *acctest.Env) { t.Helper(); arrange(t, env); reading(env) },
			want:   `You cannot create the Dataverse connection setup: the permission set "BCS Administer" is missing.`,
		},
		{
			name: "mapping without the permission set to administer", texts: []string{"ownPermission"}, config: customer(companyID), remedy: administer,
			before: func(t *testing.T, env *acctest.Env) { t.Helper(); running(t, env); reading(env) },
			want:   `You cannot change a table mapping: the permission set "BCS Administer" is missing.`,
			again: []provoked{{
				name: "coupling without the permission set to administer", texts: []string{"ownPermission"}, config: recordCoupling(), remedy: administer,
				want: `You cannot couple a record: the permission set "BCS Administer" is missing.`,
			}},
		},
	}
}
