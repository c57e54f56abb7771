// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// change writes values over those of the row before. What somebody else has written in between is not overwritten.
func (s dataverseSetup) change(ctx context.Context, before bc.DataverseConnectionSetup, wanted bc.DataverseConnectionValues) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (bc.DataverseConnectionSetup, bool, error) {
		now, found, err := s.bc.DataverseConnectionSetup(ctx, s.company)
		if err == nil && !found {
			err = gone("Dataverse", s.company)
		}
		if err != nil {
			return now, false, err
		}
		left, err := dataverseLeft(s.company, before, now, wanted)
		return now, left, err
	}, func(ctx context.Context, now bc.DataverseConnectionSetup) error {
		_, err := s.bc.UpdateDataverseConnectionSetup(ctx, s.company, now, wanted)
		return err
	})
}

// dataverseLeft reports whether a wanted value is left to be written, unless somebody else has written another one since before.
func dataverseLeft(company string, before, now bc.DataverseConnectionSetup, wanted bc.DataverseConnectionValues) (bool, error) {
	c := &framework.Contested{}
	framework.Value(c, "environment_url", before.EnvironmentURL, now.EnvironmentURL, wanted.EnvironmentURL)
	framework.Value(c, "user_name", before.UserName, now.UserName, wanted.UserName)
	framework.Value(c, "ownership_model", before.OwnershipModel, now.OwnershipModel, wanted.OwnershipModel)
	framework.Value(c, "business_unit_id", before.BusinessUnitID, now.BusinessUnitID, wanted.BusinessUnitID)
	framework.Value(c, "business_unit_name", before.BusinessUnitName, now.BusinessUnitName, wanted.BusinessUnitName)
	framework.Value(c, "proxy_version", before.ProxyVersion, now.ProxyVersion, wanted.ProxyVersion)
	return c.Left("Dataverse connection setup of company " + company)
}

// change writes values over those of the row before. What somebody else has written in between is not overwritten.
func (s salesSetup) change(ctx context.Context, before bc.SalesConnectionSetup, wanted bc.SalesConnectionValues) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (bc.SalesConnectionSetup, bool, error) {
		now, found, err := s.bc.SalesConnectionSetup(ctx, s.company)
		if err == nil && !found {
			err = gone("Sales", s.company)
		}
		if err != nil {
			return now, false, err
		}
		left, err := salesLeft(s.company, before, now, wanted)
		return now, left, err
	}, func(ctx context.Context, now bc.SalesConnectionSetup) error {
		_, err := s.bc.UpdateSalesConnectionSetup(ctx, s.company, now, wanted)
		return err
	})
}

// salesLeft is dataverseLeft for the Sales connection setup.
func salesLeft(company string, before, now bc.SalesConnectionSetup, wanted bc.SalesConnectionValues) (bool, error) {
	c := &framework.Contested{}
	framework.Value(c, "environment_url", before.EnvironmentURL, now.EnvironmentURL, wanted.EnvironmentURL)
	framework.Value(c, "user_name", before.UserName, now.UserName, wanted.UserName)
	framework.Value(c, "business_central_url", before.BusinessCentralURL, now.BusinessCentralURL, wanted.BusinessCentralURL)
	framework.Value(c, "proxy_version", before.ProxyVersion, now.ProxyVersion, wanted.ProxyVersion)
	framework.Value(c, "item_availability_enabled", before.ItemAvailabilityEnabled, now.ItemAvailabilityEnabled, wanted.ItemAvailabilityEnabled)
	framework.Value(c, "legacy_sales_orders", before.LegacySalesOrders, now.LegacySalesOrders, wanted.LegacySalesOrders)
	framework.Value(c, "auto_create_sales_orders", before.AutoCreateSalesOrders, now.AutoCreateSalesOrders, wanted.AutoCreateSalesOrders)
	framework.Value(c, "auto_process_sales_quotes", before.AutoProcessSalesQuotes, now.AutoProcessSalesQuotes, wanted.AutoProcessSalesQuotes)
	framework.Value(c, "bidirectional_sales_orders", before.BidirectionalSalesOrders, now.BidirectionalSalesOrders, wanted.BidirectionalSalesOrders)
	framework.Value(c, "unit_group_mapping_enabled", before.UnitGroupMappingEnabled, now.UnitGroupMappingEnabled, wanted.UnitGroupMappingEnabled)
	return c.Left("Sales connection setup of company " + company)
}

// remove deletes the setup, in whatever version it is: it is off, so nothing uses the values that somebody may have changed.
func (s dataverseSetup) remove(ctx context.Context) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (bc.DataverseConnectionSetup, bool, error) {
		return s.bc.DataverseConnectionSetup(ctx, s.company)
	}, func(ctx context.Context, now bc.DataverseConnectionSetup) error {
		return s.bc.DeleteDataverseConnectionSetup(ctx, s.company, now)
	})
}

// remove deletes the setup, which is off.
func (s salesSetup) remove(ctx context.Context) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (bc.SalesConnectionSetup, bool, error) {
		return s.bc.SalesConnectionSetup(ctx, s.company)
	}, func(ctx context.Context, now bc.SalesConnectionSetup) error {
		return s.bc.DeleteSalesConnectionSetup(ctx, s.company, now)
	})
}
