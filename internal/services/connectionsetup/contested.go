// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// contestedDataverse refuses to overwrite values that are neither the state's nor the planned ones: somebody else wrote
// them after the plan.
func contestedDataverse(company string, plan, state dataverseModel, row bc.DataverseConnectionSetup) error {
	wanted, _ := plan.connection(row)
	was, _ := state.connection(row)
	c := &framework.Contested{}
	differing(c, "environment_url", was.EnvironmentURL, row.EnvironmentURL, wanted.EnvironmentURL)
	differing(c, "user_name", was.UserName, row.UserName, wanted.UserName)
	differing(c, "ownership_model", was.OwnershipModel, row.OwnershipModel, wanted.OwnershipModel)
	differing(c, "proxy_version", was.ProxyVersion, row.ProxyVersion, wanted.ProxyVersion)
	wanted, _ = plan.businessUnit(row)
	was, _ = state.businessUnit(row)
	differing(c, "business_unit_id", was.BusinessUnitID, row.BusinessUnitID, wanted.BusinessUnitID)
	differing(c, "business_unit_name", was.BusinessUnitName, row.BusinessUnitName, wanted.BusinessUnitName)
	_, err := c.Left("Dataverse connection setup of company " + company)
	return err
}

// contestedSales does the same for the Sales connection setup.
func contestedSales(company string, plan, state salesModel, row bc.SalesConnectionSetup) error {
	wanted, _ := differences(plan.wanted(), row)
	was, _ := differences(state.wanted(), row)
	c := &framework.Contested{}
	differing(c, "business_central_url", was.BusinessCentralURL, row.BusinessCentralURL, wanted.BusinessCentralURL)
	differing(c, "proxy_version", was.ProxyVersion, row.ProxyVersion, wanted.ProxyVersion)
	differing(c, "item_availability_enabled", was.ItemAvailabilityEnabled, row.ItemAvailabilityEnabled, wanted.ItemAvailabilityEnabled)
	differing(c, "legacy_sales_orders", was.LegacySalesOrders, row.LegacySalesOrders, wanted.LegacySalesOrders)
	differing(c, "auto_create_sales_orders", was.AutoCreateSalesOrders, row.AutoCreateSalesOrders, wanted.AutoCreateSalesOrders)
	differing(c, "auto_process_sales_quotes", was.AutoProcessSalesQuotes, row.AutoProcessSalesQuotes, wanted.AutoProcessSalesQuotes)
	differing(c, "bidirectional_sales_orders", was.BidirectionalSalesOrders, row.BidirectionalSalesOrders, wanted.BidirectionalSalesOrders)
	differing(c, "unit_group_mapping_enabled", was.UnitGroupMappingEnabled, row.UnitGroupMappingEnabled, wanted.UnitGroupMappingEnabled)
	_, err := c.Left("Sales connection setup of company " + company)
	return err
}

// differing adds a value to what is contested. before and wanted are nil where they are what the row has, whatever the
// spelling.
func differing[V comparable](c *framework.Contested, name string, before *V, now V, wanted *V) {
	if before == nil {
		before = &now
	}
	framework.Value(c, name, *before, now, wanted)
}
