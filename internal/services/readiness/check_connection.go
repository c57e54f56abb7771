// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"errors"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// connectionChecks look at the two connection setups.
func connectionChecks() []check {
	return []check{
		{"dataverse_connection", "The Dataverse connection is enabled", ofCompany, checkDataverseConnection},
		{"sales_connection", "The Sales connection is enabled", ofCompany, checkSalesConnection},
		{"connection_details", "Both setups name the same environment and user", ofCompany, checkDetails},
		{"sales_order_settings", "The settings for sales orders go together", ofCompany, checkSalesOrders},
		{"sales_links", "Sales knows the company's web client", ofCompany, checkLinks},
	}
}

const (
	// remedyHeld covers what Business Central leaves behind when Sales is turned off and on outside Terraform (BCApps, table CRM
	// Connection Setup, UpdateCRMJobQueueEntriesStatus).
	remedyHeld = "When jobs stay on hold afterwards, set synchronization_enabled = true for their mappings with bcsales_table_mapping."
	remedyTurn = "Turn the Sales connection off and on: apply bcsales_sales_connection_setup with enabled = false, then with enabled = true."
	// remedyMoved is for an environment that was renamed, moved or copied: only the owner knows which.
	remedyMoved = "If the environment was renamed or moved for good, set take_over_connection = true on both connection setups, correct business_central_url where it is set, and apply. " +
		"If it is a copy, give it a Dataverse environment of its own, and set dataverse_url to that."
)

func checkDataverseConnection(ctx context.Context, f *facts) (outcome, error) {
	setup, err := f.setup(ctx)
	return enabled("bcsales_dataverse_connection_setup", setup.IsEnabled, setup.DisableReason, err)
}

func checkSalesConnection(ctx context.Context, f *facts) (outcome, error) {
	setup, err := f.sales(ctx)
	if err == nil && setup.IsIncomplete {
		return fail("Apply bcsales_sales_connection_setup: it turns the connection off and on again. "+remedyHeld,
			"The connection is enabled, but enabling it did not come to its end: mappings, jobs or settings are missing.")
	}
	return enabled("bcsales_sales_connection_setup", setup.IsEnabled, setup.DisableReason, err)
}

// enabled judges one setup. One that is not there is this check's own matter.
func enabled(resource string, on bool, reason string, err error) (outcome, error) {
	var none unmet
	if errors.As(err, &none) && strings.Contains(none.why, "connection setup") {
		return fail("Create the setup with "+resource+". Where both sides already hold records, set match_fields in bcsales_initial_synchronization, which then runs again.", "%s", none.why)
	}
	if err != nil {
		return outcome{}, err
	}
	if on {
		return pass("The connection is enabled.")
	}
	remedy := "Enable the connection: enabled = true in " + resource + ". " + remedyHeld
	if reason == "" {
		return fail(remedy, "The connection is disabled, and Business Central gives no reason.")
	}
	return fail("Fix the cause that Business Central reports. "+remedy, "Business Central disabled the connection: %s.", strings.TrimSuffix(reason, "."))
}

// checkDetails compares what Business Central compares when it enables the Dataverse connection (BCApps, table CDS
// Connection Setup, CheckConnectionRequiredFieldsMatch).
func checkDetails(ctx context.Context, f *facts) (outcome, error) {
	setup, err := f.setup(ctx)
	if err != nil {
		return outcome{}, err
	}
	sales, err := f.sales(ctx)
	if err != nil {
		return outcome{}, err
	}
	if !rules.SameEnvironment(setup.EnvironmentURL, sales.EnvironmentURL) || !same(setup.UserName, sales.UserName) {
		return fail(remedyTurn+" Enabling takes over what the Dataverse connection names.",
			"The Dataverse connection names %s and %s, the Sales connection %s and %s.", setup.EnvironmentURL, setup.UserName, sales.EnvironmentURL, sales.UserName)
	}
	return pass("Both setups name %s and %s.", setup.EnvironmentURL, setup.UserName)
}

func checkSalesOrders(ctx context.Context, f *facts) (outcome, error) {
	sales, err := f.sales(ctx)
	orders := rules.SalesOrders{Legacy: sales.LegacySalesOrders, AutoCreate: sales.AutoCreateSalesOrders, Bidirectional: sales.BidirectionalSalesOrders}
	switch {
	case err != nil:
		return outcome{}, err
	case orders.LacksLegacy():
		return fail("Set legacy_sales_orders = true, or auto_create_sales_orders = false, in bcsales_sales_connection_setup.",
			"Sales orders are to be created automatically, and the legacy integration of sales orders, which that needs, is off.")
	case orders.ExcludesLegacy():
		return fail("Set legacy_sales_orders = false, or bidirectional_sales_orders = false, in bcsales_sales_connection_setup.",
			"Sales orders are to be synchronized both ways, and the legacy integration of sales orders, which excludes that, is on.")
	}
	return pass("The settings for sales orders do not contradict each other.")
}

// checkLinks looks for the company's web client among the addresses that Sales links to.
func checkLinks(ctx context.Context, f *facts) (outcome, error) {
	sales, err := f.sales(ctx)
	if err != nil {
		return outcome{}, err
	}
	if !sales.IsEnabled {
		return skip("The Sales connection is not enabled.")
	}
	if err := f.installed(ctx, dataverse.SalesIntegrationSolution); err != nil {
		return outcome{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	company, err := f.companyNamed(ctx)
	if err != nil {
		return outcome{}, err
	}
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	links, err := rules.ReadLinks(ctx, dv)
	if err != nil {
		return outcome{}, err
	}
	return judgeLinks(client.Place(), company.Name, bc.ParseWebClient(sales.BusinessCentralURL), links)
}

// judgeLinks compares the environment, the tenant and the company of the address in the setup and of the links.
func judgeLinks(here bc.Place, company string, link bc.WebClient, links rules.Links) (outcome, error) {
	if here.Differs(link.Place()) {
		return warn(remedyMoved, "The Sales connection opens %s, which is not this environment: %s.", link.Address, here.Address(link.Address))
	}
	addresses := make([]string, len(links))
	for i, row := range links {
		addresses[i] = row.Address
		if linked := bc.ParseWebClient(row.Address); linked.SameAs(link) && linked.Opens(company) {
			return pass("Sales links to %s.", row.Address)
		}
	}
	if former := links.Of(company).Elsewhere(here); len(former) > 0 && len(links.Of(company).Here(here)) == 0 {
		return warn(remedyMoved, "Sales links to the company in another environment: %s. This environment is %s.", former, here.Address(former[0].Address))
	}
	return warn(remedyTurn+" Enabling writes the address.", "Sales has no link to %s of company %s; it links to %s.", link.Address, company, list(addresses))
}

// mostNamed is how many things a list names.
const mostNamed = 10

// list names things for people.
func list(names []string) string {
	switch {
	case len(names) == 0:
		return "none"
	case len(names) > mostNamed:
		return strings.Join(names[:mostNamed], ", ") + " and others"
	}
	return strings.Join(names, ", ")
}
