// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	adminTemplate = "627090ff-40a3-4053-8790-584edc5be201"
	company       = "bcbi_companies"
)

// requirement is one thing that Business Central requires: what is done to break it, and the words of the diagnostic.
type requirement struct {
	name  string
	spoil func(t *testing.T, f fixture)
	lines []string
	sales bool
	text  string
}

func (f fixture) integrationUser() string {
	return fmt.Sprint(f.Find(inDataverse("systemusers"), "internalemailaddress", "integration@contoso.example")["systemuserid"])
}

func (f fixture) deleteAll(set, key string) {
	for _, row := range f.Rows(inDataverse(set)) {
		f.Delete(inDataverse(set), fmt.Sprint(row[key]))
	}
}

func requirements() []requirement {
	const email = integrationEmail
	return []requirement{
		{
			name: "no user", lines: []string{`user_name = "nobody@contoso.example"`},
			text: "There is no user with email address nobody@contoso.example in",
		},
		{name: "user disabled", spoil: func(_ *testing.T, f fixture) {
			f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": "off@contoso.example", "fullname": "Off", "isdisabled": true})
		}, lines: []string{`user_name = "off@contoso.example"`}, text: "User off@contoso.example is disabled on server"},
		{name: "two users", spoil: func(_ *testing.T, f fixture) {
			f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": email, "fullname": "Twin", "isdisabled": false})
		}, text: "2 enabled users of"},
		{name: "user without roles", spoil: func(_ *testing.T, f fixture) {
			f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": "bare@contoso.example", "fullname": "Bare"})
		}, lines: []string{`user_name = "bare@contoso.example"`}, text: "User bare@contoso.example has no user roles assigned on server"},
		{name: "administrator", spoil: func(_ *testing.T, f fixture) {
			for _, role := range f.Rows(inDataverse("roles")) {
				if role["_roletemplateid_value"] == adminTemplate && role["_parentroleid_value"] == nil {
					f.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": f.integrationUser(), "roleid": role["roleid"]})
				}
			}
		}, text: "You must choose a user that does not have the System Administrator role."},
		{name: "user without the base role", spoil: func(_ *testing.T, f fixture) {
			f.Insert(inDataverse("systemusers"), acctest.Row{"systemuserid": "000000ee-0000-4000-8000-0000000000aa", "internalemailaddress": "other@contoso.example", "fullname": "Other"})
			f.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": "000000ee-0000-4000-8000-0000000000aa", "roleid": administratorRole})
		}, lines: []string{`user_name = "other@contoso.example"`}, text: "You must choose a user that has the role Business Central Dataverse Integration."},
		{name: "no base solution", spoil: func(_ *testing.T, f fixture) {
			f.Delete(inDataverse("solutions"), fmt.Sprint(f.Find(inDataverse("solutions"), "uniquename", "bcbi_CdsBaseIntegration")["solutionid"]))
		}, text: "Base Dataverse integration solution Business Central Dataverse Base Integration is not installed."},
		{name: "old base solution", spoil: func(_ *testing.T, f fixture) {
			f.Patch(inDataverse("solutions"), fmt.Sprint(f.Find(inDataverse("solutions"), "uniquename", "bcbi_CdsBaseIntegration")["solutionid"]), acctest.Row{"version": "0.9.0.0"})
		}, text: "is not the last one. Installed is 0.9.0.0."},
		{
			name: "no base role", spoil: func(_ *testing.T, f fixture) { f.Delete(inDataverse("roles"), baseRole) },
			text: "There is no role with ID {" + strings.ToUpper(baseRole) + "} in Dataverse.",
		},
		{
			name: "no company row", spoil: func(_ *testing.T, f fixture) { f.deleteAll(company, "bcbi_companyid") },
			text: "There is no company with external ID " + cronus + " in Dataverse.",
		},
		{name: "no team", spoil: func(t *testing.T, f fixture) {
			t.Helper()
			row := f.only(t, inDataverse(company))
			f.Patch(inDataverse(company), fmt.Sprint(row["bcbi_companyid"]), acctest.Row{"_bcbi_defaultowningteam_value": nil})
		}, text: "The company's row in the Dataverse table bcbi_company names no owning team."},
		{name: "another unit", lines: []string{`business_unit_name = "Contoso"`}, text: "Business unit in BC does not match the business unit in Dataverse."},
		{
			name: "team without the role", spoil: func(_ *testing.T, f fixture) { f.deleteAll("teamrolescollection", "teamroleid") },
			text: "does not have the required role Business Central Dataverse Integration.",
		},
		{name: "no local currency", spoil: func(t *testing.T, f fixture) {
			t.Helper()
			set := acctest.Set{API: acctest.BusinessCentral, Name: "companyInformation", Company: cronus}
			f.Patch(set, id(f.only(t, set)), acctest.Row{"currencyCode": ""})
		}, text: "To enable the connection to Dataverse, you must specify the LCY Code in General Ledger Setup."},
		{name: "unknown local currency", spoil: func(t *testing.T, f fixture) {
			t.Helper()
			set := acctest.Set{API: acctest.BusinessCentral, Name: "companyInformation", Company: cronus}
			f.Patch(set, id(f.only(t, set)), acctest.Row{"currencyCode": "XXX"})
		}, text: "The base currency EUR of the Dataverse environment must exist in Business Central and it must have an exchange rate."},
		{
			name: "person in another unit", lines: []string{`ownership_model = "person"`, `business_unit_name = "Contoso"`},
			text: "is not the one that belongs to company " + cronus,
		},
		{
			name: "person in another unit, turned off", lines: []string{`enabled = false`, `ownership_model = "person"`, `business_unit_name = "Contoso"`},
			text: "is not the one that belongs to company " + cronus,
		},
		{name: "another environment", lines: []string{`environment_url = "https://contoso.crm4.dynamics.com"`}, text: "The setup names https://contoso.crm4.dynamics.com"},
		{name: "no Sales solution", sales: true, spoil: func(_ *testing.T, f fixture) {
			f.Delete(inDataverse("solutions"), fmt.Sprint(f.Find(inDataverse("solutions"), "uniquename", "MicrosoftDynamicsNavIntegration")["solutionid"]))
		}, text: "The Sales integration solution (MicrosoftDynamicsNavIntegration) is not installed"},
		{
			name: "Dataverse off", sales: true, lines: []string{`enabled = false`},
			text: "You must enable the connection to Dataverse before you can set up the connection to Dynamics 365 Sales.",
		},
	}
}

// TestSetups_requirements breaks one requirement at a time: the diagnostic has Business Central's words and a remedy,
// and nothing was written.
func TestSetups_requirements(t *testing.T) {
	t.Parallel()
	for _, r := range acctest.Sample(requirements()) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			if r.sales {
				f.Insert(dataverseSetups(), f.dataverseRow(r.lines == nil))
			}
			if r.spoil != nil {
				r.spoil(t, f)
			}
			config, set := f.dataverse(r.lines...), dataverseSetups()
			if r.sales {
				config, set = block("bcsales_sales_connection_setup", []string{fmt.Sprintf("company_id = %q", cronus)}, nil), salesSetups()
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps:                    []resource.TestStep{{Config: f.prelude + config, ExpectError: words(r.text)}},
			})
			if rows := f.Rows(set); len(rows) != 0 {
				t.Errorf("something was written: %v", rows)
			}
		})
	}
}

// TestDataverse_allFindings expects everything that is missing to be reported at once.
func TestDataverse_allFindings(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	f := fixture{Env: env, prelude: env.ProviderConfig()}
	f.unit = acctest.Row{"businessunitid": "000000ee-0000-4000-8000-000000000002", "name": "Nowhere"}
	set := acctest.Set{API: acctest.BusinessCentral, Name: "companyInformation", Company: cronus}
	f.Patch(set, id(f.only(t, set)), acctest.Row{"currencyCode": ""})
	all := regexp.MustCompile(`(?s)is not installed.*you must specify the LCY Code.*There is no user with email address`)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps:                    []resource.TestStep{{Config: f.prelude + f.dataverse(), ExpectError: all}},
	})
}
