// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"errors"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/dataverse"
)

// connectionChecks look at the two connection setups.
func connectionChecks() []check {
	return []check{
		{"dataverse_connection", "The Dataverse connection is enabled", checkDataverseConnection},
		{"sales_connection", "The Sales connection is enabled", checkSalesConnection},
		{"connection_details", "Both setups name the same environment and user", checkDetails},
		{"sales_order_settings", "The settings for sales orders go together", checkSalesOrders},
		{"sales_links", "Sales knows the company's web client", checkLinks},
	}
}

func checkDataverseConnection(f *facts) (outcome, error) {
	setup, err := f.setup()
	return enabled("bcsales_dataverse_connection_setup", setup.IsEnabled, setup.DisableReason, err)
}

func checkSalesConnection(f *facts) (outcome, error) {
	setup, err := f.sales()
	return enabled("bcsales_sales_connection_setup", setup.IsEnabled, setup.DisableReason, err)
}

// enabled judges one setup. One that is not there is this check's own matter.
func enabled(resource string, on bool, reason string, err error) (outcome, error) {
	var none unmet
	if errors.As(err, &none) && strings.Contains(none.why, "connection setup") {
		return fail("Create the setup with "+resource+". A synchronization that runs anew afterwards needs match_fields in bcsales_initial_synchronization where both sides hold records.", "%s", none.why)
	}
	if err != nil {
		return outcome{}, err
	}
	if on {
		return pass("The connection is enabled.")
	}
	detail := "The connection is disabled, and Business Central gives no reason."
	if reason != "" {
		detail = "Business Central disabled the connection: " + strings.TrimSuffix(reason, ".") + "."
	}
	return fail("Mend what the reason names, then enable the connection: enabled = true in "+resource+".", "%s", detail)
}

// checkDetails compares what Business Central compares when it enables the Dataverse connection (BCApps, table CDS
// Connection Setup, CheckConnectionRequiredFieldsMatch).
func checkDetails(f *facts) (outcome, error) {
	setup, err := f.setup()
	if err != nil {
		return outcome{}, err
	}
	sales, err := f.sales()
	if err != nil {
		return outcome{}, err
	}
	if !sameHost(setup.EnvironmentURL, sales.EnvironmentURL) || !same(setup.UserName, sales.UserName) {
		return fail("Disable and enable the Sales connection with bcsales_sales_connection_setup: it takes over what the Dataverse connection names. Jobs that stay on hold afterwards are turned on with bcsales_table_mapping.",
			"The Dataverse connection names %s and %s, the Sales connection %s and %s.", setup.EnvironmentURL, setup.UserName, sales.EnvironmentURL, sales.UserName)
	}
	return pass("Both name %s and %s.", setup.EnvironmentURL, setup.UserName)
}

// checkSalesOrders follows the rules of Business Central's page Microsoft Dynamics 365 Connection Setup.
func checkSalesOrders(f *facts) (outcome, error) {
	sales, err := f.sales()
	switch {
	case err != nil:
		return outcome{}, err
	case sales.AutoCreateSalesOrders && !sales.LegacySalesOrders:
		return fail("Set legacy_sales_orders = true, or auto_create_sales_orders = false, in bcsales_sales_connection_setup.",
			"Sales orders are to be created automatically, and the legacy integration of sales orders, which that needs, is off.")
	case sales.BidirectionalSalesOrders && sales.LegacySalesOrders:
		return fail("Set legacy_sales_orders = false, or bidirectional_sales_orders = false, in bcsales_sales_connection_setup.",
			"Sales orders are to be synchronized both ways, and the legacy integration of sales orders, which excludes that, is on.")
	}
	return pass("They do.")
}

// checkLinks looks for the company's web client among the addresses that Sales links to.
func checkLinks(f *facts) (outcome, error) {
	sales, err := f.sales()
	if err != nil {
		return outcome{}, err
	}
	if !sales.IsEnabled {
		return skip("The Sales connection is not enabled.")
	}
	if err := f.installed(dataverse.SalesIntegrationSolution); err != nil {
		return outcome{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	addresses, err := dv.WebClientAddresses(f.ctx)
	if err != nil {
		return outcome{}, err
	}
	for _, address := range addresses {
		if same(address, sales.BusinessCentralURL) {
			return pass("Sales links to %s.", address)
		}
	}
	return warn("Disable and enable the Sales connection with bcsales_sales_connection_setup: enabling writes the address.",
		"Sales has no link to %s; it links to %s.", sales.BusinessCentralURL, list(addresses))
}

// list names things for people: at most ten of them.
func list(names []string) string {
	const most = 10
	switch {
	case len(names) == 0:
		return "none"
	case len(names) > most:
		return strings.Join(names[:most], ", ") + " and others"
	}
	return strings.Join(names, ", ")
}
