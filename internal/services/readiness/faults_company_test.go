// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func companyFaults() []fault {
	rows := inDataverse("bcbi_companies")
	lose := func(root string) func(s service) {
		return func(s service) {
			links, team := inDataverse("teamrolescollection"), s.team()
			for _, role := range s.Rows(inDataverse("roles")) {
				for _, link := range s.Rows(links) {
					if role["_parentrootroleid_value"] == root && link["teamid"] == team && link["roleid"] == role["roleid"] {
						s.remove(links, link)
						return
					}
				}
			}
			s.t.Fatalf("the team does not have the role %s", root)
		}
	}
	const (
		unit = "Create the company's business unit, team and row with bcsales_dataverse_company."
		give = "Give the role to the team with bcsales_security_role_assignment and team_id."
	)
	return []fault{
		{
			check: "company_row", name: "missing", status: failing,
			change: func(s service) { s.remove(rows, s.only(rows)) },
			remedy: unit,
			follow: []step{applied()},
		},
		{
			check: "owning_team", name: "missing", status: failing,
			change: func(s service) { s.set(rows, s.only(rows), acctest.Row{"_bcbi_defaultowningteam_value": nil}) },
			remedy: unit + " If it exists already, apply it again: it names its team in the row.",
			follow: []step{applied()},
		},
		{
			check: "company_row_owner", name: "another", status: failing,
			change: func(s service) { s.set(rows, s.only(rows), acctest.Row{"_ownerid_value": userJim}) },
			remedy: "Assign the row of the table bcbi_company to the team BCI - CRONUS (" + cronus + "), with Assign in Power Apps or with ownerid in Dataverse's Web API.",
			follow: []step{called(func(s service) {
				s.send(http.MethodPatch, s.dataverse("bcbi_companies("+key(rows, s.only(rows))+")"), map[string]any{"ownerid@odata.bind": fmt.Sprintf("/teams(%v)", s.team())})
			})},
		},
		{check: "owning_team_base_role", name: "lost", status: failing, change: lose(baseRole), remedy: give, follow: []step{applied(giving(baseRole))}, forget: []string{"bcsales_security_role_assignment.remedy"}},
		{check: "owning_team_sales_roles", name: "lost", status: failing, change: lose(userRole), remedy: give, follow: []step{applied()}},
	}
}

func unitFaults() []fault {
	units, setups := inDataverse("businessunits"), inCompany("dataverseConnectionSetups")
	setup := func(changes acctest.Row) func(s service) {
		return func(s service) { s.set(setups, s.only(setups), changes) }
	}
	unit := func(changes acctest.Row) func(s service) {
		return func(s service) { s.set(units, s.unit(), changes) }
	}
	amend := func(changes map[string]any) step {
		return called(func(s service) {
			s.send(http.MethodPatch, s.dataverse("businessunits("+key(units, s.unit())+")"), changes)
		})
	}
	const (
		refer = "Refer to business_unit_id and business_unit_name of the company's bcsales_dataverse_company in bcsales_dataverse_connection_setup."
		own   = "CRONUS (" + cronus + ")"
	)
	return []fault{
		{check: "business_unit", name: "another name", status: failing, change: setup(acctest.Row{"businessUnitName": "Contoso"}), remedy: refer, follow: []step{applied()}},
		{check: "business_unit", name: "another id", status: failing, change: setup(acctest.Row{"businessUnitId": rootUnit}), remedy: refer, follow: []step{applied()}},
		{
			check: "business_unit_enabled", name: "disabled", status: failing,
			change: unit(acctest.Row{"isdisabled": true}),
			remedy: "Enable the business unit: Settings, Users + permissions, Business units in the Power Platform admin center.",
			follow: []step{amend(map[string]any{"isdisabled": false})},
		},
		{
			check: "business_unit_level", name: "deeper", status: failing,
			given: func(s service) {
				s.Insert(units, acctest.Row{"businessunitid": nowhere, "name": "Between", "_parentbusinessunitid_value": rootUnit})
			},
			change: unit(acctest.Row{"_parentbusinessunitid_value": nowhere}),
			remedy: "Make Contoso the parent of the business unit in the Power Platform admin center. Or choose another unit with business_unit_id of bcsales_dataverse_company.",
			follow: []step{amend(map[string]any{"parentbusinessunitid@odata.bind": "/businessunits(" + rootUnit + ")"})},
		},
		{
			check: "business_unit_own", name: "renamed", status: failing,
			change: unit(acctest.Row{"name": "Shared"}),
			also:   map[string]string{"business_unit": "the setup still has the name of before"},
			remedy: "When the company's own unit was renamed, let its name end with the company's id in brackets again, in the Power Platform admin center. Else leave business_unit_id out in bcsales_dataverse_company, so that it makes a unit for the company; or use ownership_model = \"team\" in bcsales_dataverse_connection_setup.",
			follow: []step{amend(map[string]any{"name": own})},
		},
		{
			check: "business_unit_shared", name: "shared", status: failing,
			given: func(s service) {
				s.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"id": nowhere, "name": "Other"})
			},
			change: func(s service) {
				own := s.only(setups)
				s.Insert(of(nowhere, setups.Name), acctest.Row{"environmentUrl": own["environmentUrl"], "userName": own["userName"], "ownershipModel": own["ownershipModel"], "businessUnitId": own["businessUnitId"], "businessUnitName": own["businessUnitName"]})
			},
			remedy: "Create a business unit for each company with bcsales_dataverse_company, and set business_unit_id and business_unit_name to it in that company's bcsales_dataverse_connection_setup.",
			follow: []step{applied(adding(otherCompany))},
		},
	}
}

// otherCompany gives a second company a business unit of its own.
const otherCompany = `
resource "bcsales_dataverse_company" "other" {
  company_id   = "` + nowhere + `"
  company_name = "Other"
}

resource "bcsales_dataverse_connection_setup" "other" {
  company_id           = bcsales_dataverse_company.other.company_id
  environment_url      = bcsales_dataverse_connection_setup.this.environment_url
  user_name            = bcsales_dataverse_connection_setup.this.user_name
  ownership_model      = "person"
  business_unit_id     = bcsales_dataverse_company.other.business_unit_id
  business_unit_name   = bcsales_dataverse_company.other.business_unit_name
  enabled              = false
  consent_acknowledged = true
}
`

func currencyFaults() []fault {
	rates := inCompany("currencyExchangeRates")
	local := func(code string) func(s service) {
		return func(s service) {
			information := inCompany("companyInformation")
			s.set(information, s.only(information), acctest.Row{"currencyCode": code})
		}
	}
	return []fault{
		{
			check: "local_currency", name: "none", status: failing,
			change: local(""),
			remedy: "Fill in LCY Code on the page General Ledger Setup of the company.",
			follow: []step{person(local("EUR"))}, // which the standard API shows, but does not change
		},
		{
			check: "base_currency", name: "no exchange rate", status: warning,
			change: local("USD"),
			remedy: "Create the currency EUR and an exchange rate for it on the page Currencies in Business Central.",
			follow: []step{person(func(s service) { // the standard API only shows rates
				s.Insert(rates, acctest.Row{"currencyCode": "EUR", "startingDate": "2026-01-01", "exchangeRateAmount": 1, "relationalExchangeRateAmount": 1.1})
			})},
			leave: local("EUR"),
		},
		{
			check: "local_currency_in_dataverse", name: "unknown", status: failing,
			given: func(s service) {
				s.Insert(rates, acctest.Row{"currencyCode": "EUR", "startingDate": "2026-02-01", "exchangeRateAmount": 1, "relationalExchangeRateAmount": 1})
			},
			change: local("CHF"),
			remedy: "Add the currency CHF in Dataverse: Settings, Business, Currencies in the Power Platform admin center. Or correct LCY Code on the page General Ledger Setup of the company.",
			follow: []step{called(func(s service) {
				s.send(http.MethodPost, s.dataverse("transactioncurrencies"), map[string]any{"isocurrencycode": "CHF", "currencyname": "Swiss Franc", "currencysymbol": "Fr.", "currencyprecision": 2, "exchangerate": 0.94})
			})},
			leave: local("EUR"),
		},
	}
}
