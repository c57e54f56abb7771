// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// valuesOf returns the settings of a Sales connection setup, to be given back to it.
func valuesOf(row bc.SalesConnectionSetup) bc.SalesConnectionValues {
	values := bc.SalesConnectionValues{
		ProxyVersion:             new(row.ProxyVersion),
		ItemAvailabilityEnabled:  new(row.ItemAvailabilityEnabled),
		LegacySalesOrders:        new(row.LegacySalesOrders),
		AutoCreateSalesOrders:    new(row.AutoCreateSalesOrders),
		AutoProcessSalesQuotes:   new(row.AutoProcessSalesQuotes),
		BidirectionalSalesOrders: new(row.BidirectionalSalesOrders),
		UnitGroupMappingEnabled:  new(row.UnitGroupMappingEnabled),
	}
	if row.BusinessCentralURL != "" {
		values.BusinessCentralURL = new(row.BusinessCentralURL)
	}
	return values
}

// differences returns the wanted values that the row does not have, and their names.
func differences(want bc.SalesConnectionValues, row bc.SalesConnectionSetup) (values bc.SalesConnectionValues, names []string) {
	flags := []struct {
		name string
		want *bool
		is   bool
		to   **bool
	}{
		{"itemAvailabilityEnabled", want.ItemAvailabilityEnabled, row.ItemAvailabilityEnabled, &values.ItemAvailabilityEnabled},
		{"legacySalesOrders", want.LegacySalesOrders, row.LegacySalesOrders, &values.LegacySalesOrders},
		{"autoCreateSalesOrders", want.AutoCreateSalesOrders, row.AutoCreateSalesOrders, &values.AutoCreateSalesOrders},
		{"autoProcessSalesQuotes", want.AutoProcessSalesQuotes, row.AutoProcessSalesQuotes, &values.AutoProcessSalesQuotes},
		{"bidirectionalSalesOrders", want.BidirectionalSalesOrders, row.BidirectionalSalesOrders, &values.BidirectionalSalesOrders},
		{"unitGroupMappingEnabled", want.UnitGroupMappingEnabled, row.UnitGroupMappingEnabled, &values.UnitGroupMappingEnabled},
	}
	for _, f := range flags {
		if f.want != nil && *f.want != f.is {
			*f.to = f.want
			names = append(names, f.name)
		}
	}
	if want.ProxyVersion != nil && *want.ProxyVersion != row.ProxyVersion {
		values.ProxyVersion, names = want.ProxyVersion, append(names, "proxyVersion")
	}
	if want.BusinessCentralURL != nil && !sameClient(*want.BusinessCentralURL, row.BusinessCentralURL) {
		values.BusinessCentralURL, names = want.BusinessCentralURL, append(names, "businessCentralUrl")
	}
	return values, names
}

// needsOff reports whether the values can be written only while the connection is off.
func needsOff(values bc.SalesConnectionValues) bool {
	return values.ProxyVersion != nil || values.UnitGroupMappingEnabled != nil
}

// writeSettings brings the row to the wanted settings and returns it. Settings that exclude each other are turned off
// before others are turned on, because the service checks every step.
func (s salesSetup) writeSettings(ctx context.Context, row bc.SalesConnectionSetup, want bc.SalesConnectionValues) (bc.SalesConnectionSetup, error) {
	todo, names := differences(want, row)
	if len(names) == 0 {
		return row, nil
	}
	for _, step := range steps(todo) {
		if step == (bc.SalesConnectionValues{}) {
			continue
		}
		if err := s.change(ctx, row, step); err != nil {
			return row, refused("change the Sales connection setup ("+joined(names)+")", err)
		}
	}
	after, _, err := s.bc.SalesConnectionSetup(ctx, s.company)
	if err != nil {
		return row, err
	}
	if _, left := differences(want, after); len(left) > 0 {
		return after, framework.Errorf("Business Central did not take all settings",
			"Look at the setup's page in Business Central, and run terraform apply again.",
			"Business Central accepted the change of the Sales connection setup of company %s, but it still shows other values of: %s.", s.company, joined(left))
	}
	return after, nil
}

// steps orders changes: what excludes others is turned off first, what needs others is turned on last.
func steps(todo bc.SalesConnectionValues) [3]bc.SalesConnectionValues {
	var first, second bc.SalesConnectionValues
	last := todo
	if todo.AutoCreateSalesOrders != nil && !*todo.AutoCreateSalesOrders {
		first.AutoCreateSalesOrders, last.AutoCreateSalesOrders = todo.AutoCreateSalesOrders, nil
	}
	if todo.BidirectionalSalesOrders != nil && !*todo.BidirectionalSalesOrders {
		first.BidirectionalSalesOrders, last.BidirectionalSalesOrders = todo.BidirectionalSalesOrders, nil
	}
	if todo.LegacySalesOrders != nil {
		second.LegacySalesOrders, last.LegacySalesOrders = todo.LegacySalesOrders, nil
	}
	return [3]bc.SalesConnectionValues{first, second, last}
}

// copyConnection copies address and user of the Dataverse connection into the Sales connection setup, which is off.
func (s salesSetup) copyConnection(ctx context.Context, from bc.DataverseConnectionSetup, to bc.SalesConnectionSetup) error {
	var values bc.SalesConnectionValues
	if to.EnvironmentURL != from.EnvironmentURL {
		values.EnvironmentURL = new(from.EnvironmentURL)
	}
	if to.UserName != from.UserName {
		values.UserName = new(from.UserName)
	}
	if values == (bc.SalesConnectionValues{}) {
		return nil
	}
	return refused("copy address and user into the Sales connection setup", s.change(ctx, to, values))
}
