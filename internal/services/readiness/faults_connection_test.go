// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const held = "When jobs stay on hold afterwards, set synchronization_enabled = true for their mappings with bcsales_table_mapping."

func connectionFaults() []fault {
	dataverse, sales := inCompany("dataverseConnectionSetups"), inCompany("salesConnectionSetups")
	change := func(set acctest.Set, changes acctest.Row) func(s service) {
		return func(s service) { s.set(set, s.only(set), changes) }
	}
	// refuse lets Business Central fail to sign in, which no setting shows.
	refuse := func(set string) func(s service) {
		return func(s service) {
			s.Faults(acctest.Fault{API: acctest.BusinessCentral, Path: set + `.*testConnection`, Action: "status", Status: 400, Body: `{"error":{"code":"Application_DialogException","message":"The connection setup cannot be validated."}}`})
		}
	}
	signIn := person(func(s service) { s.Faults() })
	off := applied(with(salesSetup, "enabled = false"))
	const (
		turn        = "Turn the Sales connection off and on: apply bcsales_sales_connection_setup with enabled = false, then with enabled = true. "
		dataverseOn = "Enable the connection: enabled = true in bcsales_dataverse_connection_setup. " + held
		salesOn     = "Enable the connection: enabled = true in bcsales_sales_connection_setup. " + held
		moved       = "If the environment was renamed or moved for good, set take_over_connection = true on both connection setups, correct business_central_url where it is set, and apply. If it is a copy, give it a Dataverse environment of its own, and set dataverse_url to that."
		test        = "Fix the error that Business Central reports. If the error concerns signing in, ask an administrator to open the setup's page in Business Central and test the connection there."
	)
	return []fault{
		{
			check: "dataverse_connection", name: "disabled", status: failing,
			change: change(dataverse, acctest.Row{"isEnabled": false, "disableReason": "Somebody turned it off."}),
			remedy: "Fix the cause that Business Central reports. " + dataverseOn,
			follow: []step{applied()},
		},
		{
			check: "dataverse_connection", name: "no reason", status: failing,
			change: change(dataverse, acctest.Row{"isEnabled": false}),
			remedy: dataverseOn,
			follow: []step{applied()},
		},
		{
			check: "sales_connection", name: "disabled", status: failing,
			change: change(sales, acctest.Row{"isEnabled": false, "disableReason": "The integration user has insufficient privileges."}),
			remedy: "Fix the cause that Business Central reports. " + salesOn,
			follow: []step{applied()},
		},
		{
			check: "sales_connection", name: "incomplete", status: failing,
			change: change(sales, acctest.Row{"crmVersion": ""}),
			remedy: "Apply bcsales_sales_connection_setup: it turns the connection off and on again. " + held,
			follow: []step{applied()},
		},
		{
			check: "sales_connection", name: "turned off by a person", status: failing,
			change: func(s service) {
				s.send(http.MethodPost, s.companion(fmt.Sprintf("salesConnectionSetups(%v)/Microsoft.NAV.disable", s.only(sales)["id"])), map[string]any{})
			},
			remedy: salesOn,
			follow: []step{applied(), applied(running("PAYMENT TERMS", "SHIPMENT METHOD", "SHIPPING AGENT"))},
		},
		{
			check: "sales_connection", name: "missing", status: failing,
			change: func(s service) { s.remove(sales, s.only(sales)) },
			remedy: "Create the setup with bcsales_sales_connection_setup. Where both sides already hold records, set match_fields in bcsales_initial_synchronization, which then runs again.",
			follow: []step{applied(matching("CUSTOMER", "E-Mail"))},
		},
		{
			check: "connection_details", name: "another user", status: failing,
			change: change(sales, acctest.Row{"userName": "old@contoso.example"}),
			remedy: turn + "Enabling takes over what the Dataverse connection names.",
			follow: []step{off, applied()},
		},
		{
			check: "connection_details", name: "another environment", status: failing,
			change: change(sales, acctest.Row{"environmentUrl": "https://contoso.crm4.dynamics.com"}),
			remedy: turn + "Enabling takes over what the Dataverse connection names.",
			follow: []step{off, applied()},
		},
		{
			check: "sales_order_settings", name: "automatic without legacy", status: failing,
			change: change(sales, acctest.Row{"autoCreateSalesOrders": true}),
			remedy: "Set legacy_sales_orders = true, or auto_create_sales_orders = false, in bcsales_sales_connection_setup.",
			follow: []step{applied(with(salesSetup, "auto_create_sales_orders = false"))},
		},
		{
			check: "sales_links", name: "lost", status: warning,
			change: func(s service) { s.remove(inDataverse("nav_connections"), s.only(inDataverse("nav_connections"))) },
			remedy: turn + "Enabling writes the address.",
			follow: []step{off, applied()},
		},
		{
			check: "sales_links", name: "of another company", status: warning,
			change: func(s service) {
				links := inDataverse("nav_connections")
				s.set(links, s.only(links), acctest.Row{"nav_dynamicsnavurl": "https://businesscentral.dynamics.com/11111111-0000-4000-8000-000000000001/Production?company=Other"})
			},
			remedy: turn + "Enabling writes the address.",
			follow: []step{off, applied()},
		},
		{
			check: "sales_links", name: "of the environment's former name", status: warning,
			change: func(s service) {
				links, former := inDataverse("nav_connections"), "https://businesscentral.dynamics.com/11111111-0000-4000-8000-000000000001/Former"
				s.set(links, s.only(links), acctest.Row{"nav_dynamicsnavurl": former + "?company=CRONUS"})
				s.set(sales, s.only(sales), acctest.Row{"businessCentralUrl": former})
			},
			remedy: moved,
			follow: []step{applied(with(dataverseSetup, "take_over_connection = true"), with(salesSetup, "take_over_connection = true"))},
		},
		{
			check: "sales_links", name: "of another environment", status: warning,
			change: func(s service) {
				links := inDataverse("nav_connections")
				s.set(links, s.only(links), acctest.Row{"nav_dynamicsnavurl": "https://businesscentral.dynamics.com/22222222-0000-4000-8000-000000000001/Production?company=CRONUS"})
			},
			remedy: moved,
			follow: []step{applied(with(dataverseSetup, "take_over_connection = true"), with(salesSetup, "take_over_connection = true"))},
		},
		{check: "dataverse_connection_test", name: "refused", status: failing, change: refuse("dataverseConnectionSetups"), remedy: test, follow: []step{signIn}},
		{check: "sales_connection_test", name: "refused", status: failing, change: refuse("salesConnectionSetups"), remedy: test, follow: []step{signIn}},
		{ // the last one: Business Central leaves the mapping of orders behind
			check: "sales_order_settings", name: "both ways with legacy", status: failing,
			given: func(s service) {
				s.send(http.MethodPatch, s.companion(fmt.Sprintf("salesConnectionSetups(%v)", s.only(sales)["id"])), map[string]any{"legacySalesOrders": true})
			},
			change: change(sales, acctest.Row{"bidirectionalSalesOrders": true}),
			also:   map[string]string{"table_mappings": "orders that go both ways have a mapping of their lines"},
			remedy: "Set legacy_sales_orders = false, or bidirectional_sales_orders = false, in bcsales_sales_connection_setup.",
			follow: []step{applied(with(salesSetup, "legacy_sales_orders = false\n  bidirectional_sales_orders = false"))},
		},
	}
}
