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
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
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
	// planned says that the plan refuses it already: nothing that the same run may do meets the requirement.
	planned bool
	text    string
}

// currency gives the company a local currency.
func currency(code string) func(t *testing.T, f fixture) {
	return func(t *testing.T, f fixture) {
		t.Helper()
		set := acctest.Set{API: acctest.BusinessCentral, Name: "companyInformation", Company: cronus}
		f.Patch(set, id(f.only(t, set)), acctest.Row{"currencyCode": code})
	}
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
		}, planned: true, text: "2 enabled users of"},
		{name: "user without roles", spoil: func(_ *testing.T, f fixture) {
			f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": "bare@contoso.example", "fullname": "Bare"})
		}, lines: []string{`user_name = "bare@contoso.example"`}, text: "User bare@contoso.example has no user roles assigned on server"},
		{name: "administrator", spoil: func(_ *testing.T, f fixture) {
			for _, role := range f.Rows(inDataverse("roles")) {
				if role["_roletemplateid_value"] == adminTemplate && role["_parentroleid_value"] == nil {
					f.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": f.integrationUser(), "roleid": role["roleid"]})
				}
			}
		}, planned: true, text: "You must choose a user that does not have the System Administrator role."},
		{name: "user without the base role", spoil: func(_ *testing.T, f fixture) {
			f.Insert(inDataverse("systemusers"), acctest.Row{"systemuserid": "000000ee-0000-4000-8000-0000000000aa", "internalemailaddress": "other@contoso.example", "fullname": "Other"})
			f.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": "000000ee-0000-4000-8000-0000000000aa", "roleid": administratorRole})
		}, lines: []string{`user_name = "other@contoso.example"`}, text: "You must choose a user that has the role Business Central Dataverse Integration."},
		{name: "user with a copy of the role", spoil: func(_ *testing.T, f fixture) {
			user := f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": "child@contoso.example", "fullname": "Child", "_businessunitid_value": f.unit["businessunitid"]})
			for _, role := range f.Rows(inDataverse("roles")) {
				if role["_businessunitid_value"] == f.unit["businessunitid"] && role["_parentrootroleid_value"] == baseRole {
					f.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": user["systemuserid"], "roleid": role["roleid"]})
				}
			}
		}, lines: []string{`user_name = "child@contoso.example"`}, text: "The user has a copy of a role in its own business unit"},
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
		{
			name: "no copy of the role in the unit", spoil: func(_ *testing.T, f fixture) {
				for _, role := range f.Rows(inDataverse("roles")) {
					if role["_businessunitid_value"] == f.unit["businessunitid"] && role["_parentrootroleid_value"] == baseRole {
						f.Delete(inDataverse("roles"), fmt.Sprint(role["roleid"]))
					}
				}
			}, text: "There is no integration role Business Central Dataverse Integration for business unit CRONUS (" + cronus + ").",
		},
		{name: "no local currency", spoil: currency(""), text: "To enable the connection to Dataverse, you must specify the LCY Code in General Ledger Setup."},
		{name: "unknown local currency", spoil: currency("XXX"), text: "The base currency EUR of the Dataverse environment must exist in Business Central and it must have an exchange rate."},
		{name: "no base currency", spoil: func(t *testing.T, f fixture) {
			t.Helper()
			currency("XXX")(t, f)
			f.Patch(inDataverse("organizations"), fmt.Sprint(f.only(t, inDataverse("organizations"))["organizationid"]), acctest.Row{"_basecurrencyid_value": nil})
		}, text: "Cannot find base currency in Dataverse."},
		{
			name: "person in another unit", lines: []string{`ownership_model = "person"`, `business_unit_name = "Contoso"`},
			planned: true, text: "is not the one that belongs to company " + cronus,
		},
		{
			name: "person in another unit, turned off", planned: true, lines: []string{`enabled = false`, `ownership_model = "person"`, `business_unit_name = "Contoso"`},
			text: "is not the one that belongs to company " + cronus,
		},
		{name: "another environment", lines: []string{`environment_url = "https://contoso.crm4.dynamics.com"`}, planned: true, text: "The setup names https://contoso.crm4.dynamics.com"},
		{name: "no Sales solution", sales: true, spoil: func(_ *testing.T, f fixture) {
			f.Delete(inDataverse("solutions"), fmt.Sprint(f.Find(inDataverse("solutions"), "uniquename", "MicrosoftDynamicsNavIntegration")["solutionid"]))
		}, text: "The Sales integration solution (MicrosoftDynamicsNavIntegration) is not installed"},
		{name: "no local currency for Sales", sales: true, spoil: currency(""), text: "you must specify the LCY Code in General Ledger Setup."},
		{name: "unknown local currency for Sales", sales: true, spoil: currency("XXX"), text: "Your local currency code XXX does not match any ISO Currency Code"},
		{name: "user without a role for Sales", sales: true, spoil: func(_ *testing.T, f fixture) {
			role := f.Find(inDataverse("systemuserrolescollection"), "roleid", userRole)
			f.Delete(inDataverse("systemuserrolescollection"), fmt.Sprint(role["systemuserroleid"]))
		}, text: "It lacks: Dynamics 365 Business Central Integration User."},
		{name: "no user under Sales", sales: true, spoil: func(_ *testing.T, f fixture) {
			f.Patch(inDataverse("systemusers"), f.integrationUser(), acctest.Row{"internalemailaddress": "other@contoso.example"})
		}, text: "There is no user with email address " + email + " in"},
		{name: "user disabled under Sales", sales: true, spoil: func(_ *testing.T, f fixture) {
			role := f.Find(inDataverse("systemuserrolescollection"), "roleid", userRole) // what a user lacks that is disabled is not said
			f.Delete(inDataverse("systemuserrolescollection"), fmt.Sprint(role["systemuserroleid"]))
			f.Patch(inDataverse("systemusers"), f.integrationUser(), acctest.Row{"isdisabled": true})
		}, text: "User " + email + " is disabled on server"},
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
			w := inprocess.NewWorkspace(f.Factories())
			plan, err := w.Plan(t.Context(), f.prelude+config, inprocess.Mode{})
			if (err != nil) != r.planned {
				t.Errorf("the plan: %v", err)
			}
			if err == nil {
				err = w.Apply(t.Context(), plan)
			}
			said := fmt.Sprint(err)
			if findings := strings.Count("\n"+said, "\nError: "); !words(r.text).MatchString(said) || findings != 1 {
				t.Errorf("got %d findings: %v", findings, err)
			}
			if rows := f.Rows(set); len(rows) != 0 {
				t.Errorf("something was written: %v", rows)
			}
		})
	}
}

// TestDataverse_foreignCurrency connects a company whose local currency is not the environment's base currency: Dataverse has it, or
// Business Central can convert it.
func TestDataverse_foreignCurrency(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(f fixture){
		"known": func(f fixture) {
			f.Insert(inDataverse("transactioncurrencies"), acctest.Row{"isocurrencycode": "XXX", "currencyname": "Other", "currencysymbol": "X", "exchangerate": 2, "currencyprecision": 2})
		},
		"convertible": func(f fixture) {
			rates := acctest.Set{API: acctest.BusinessCentral, Name: "currencyExchangeRates", Company: cronus}
			f.Insert(rates, acctest.Row{"currencyCode": "EUR", "startingDate": "2026-01-01", "exchangeRateAmount": 1, "relationalExchangeRateAmount": 1.1})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			currency("XXX")(t, f)
			prepare(f)
			if err := f.run(t, inprocess.NewWorkspace(f.Factories()), f.dataverse(), inprocess.Mode{}, nothing); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestDataverse_unitThatNobodyNames: a business unit with a name of its own is looked for in the setups of other companies, and nobody
// has it.
func TestDataverse_unitThatNobodyNames(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.unit["name"] = "Contoso Europe"
	f.Patch(inDataverse("businessunits"), fmt.Sprint(f.unit["businessunitid"]), acctest.Row{"name": f.unit["name"]})
	f.Insert(companies(), acctest.Row{"id": "00000c77-0000-4000-8000-000000000077", "name": "Other"})
	if err := f.run(t, inprocess.NewWorkspace(f.Factories()), f.dataverse(), inprocess.Mode{}, nothing); err != nil {
		t.Error(err)
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
