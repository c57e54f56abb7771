// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// validateSales refuses combinations of order settings that Business Central refuses.
func validateSales(_ context.Context, config salesModel) error {
	legacyKnown, legacy := !config.LegacySalesOrders.IsUnknown(), config.LegacySalesOrders.ValueBool()
	var errs []error
	if config.AutoCreateSalesOrders.ValueBool() && legacyKnown && !legacy {
		errs = append(errs, framework.Errorf("auto_create_sales_orders needs legacy_sales_orders",
			"Set legacy_sales_orders = true, or leave auto_create_sales_orders out.",
			"Business Central creates orders by itself only while the integration of submitted Sales orders is on. "+
				"Automatically Create Sales Orders can be enabled only while Legacy Sales Order Integration is enabled.").At("auto_create_sales_orders"))
	}
	if config.BidirectionalSalesOrders.ValueBool() && legacy {
		errs = append(errs, framework.Errorf("bidirectional_sales_orders excludes legacy_sales_orders",
			"Set one of the two to false.",
			"Business Central synchronizes orders either both ways or as submitted Sales orders. "+
				"Bidirectional Sales Order Integration can be enabled only while Legacy Sales Order Integration is not.").At("bidirectional_sales_orders"))
	}
	return errors.Join(errs...)
}

// planSales settles what is no change, warns of what turning the connection off and on costs, and refuses what is known
// to fail.
func planSales(ctx context.Context, p *framework.PlanOperation[salesModel]) error {
	if p.State != nil {
		p.Plan.keepSpelling(*p.State)
		if p.Plan.sameConfiguration(*p.State, !p.Configuration.BusinessCentralURL.IsNull()) {
			*p.Plan = *p.State
			return nil
		}
		if !strings.EqualFold(p.Plan.CompanyID.ValueString(), p.State.CompanyID.ValueString()) {
			return nil
		}
		if err := validateSales(ctx, *p.Plan); err != nil {
			return err
		}
		warnSales(p)
		return nil
	}
	if err := validateSales(ctx, *p.Plan); err != nil || !p.Ready() || p.Plan.CompanyID.IsUnknown() || p.Plan.Enabled.IsUnknown() {
		return err
	}
	client, err := p.Clients.BusinessCentral()
	if err != nil {
		return err
	}
	row, exists, err := client.SalesConnectionSetup(ctx, p.Plan.CompanyID.Canonical())
	if err != nil {
		if mayComeLater(err) {
			return nil
		}
		return err
	}
	if exists && row.IsEnabled {
		return otherSales(p.Plan.CompanyID.Canonical(), *p.Plan, row)
	}
	return nil
}

func warnSales(p *framework.PlanOperation[salesModel]) {
	if p.Plan.Enabled.IsUnknown() || !p.Plan.Enabled.ValueBool() {
		return
	}
	company := p.Plan.CompanyID.Canonical()
	unitsChange := !p.Plan.UnitGroupMapping.IsUnknown() && !p.Plan.UnitGroupMapping.Equal(p.State.UnitGroupMapping)
	switch {
	case unitsChange && p.Plan.UnitGroupMapping.ValueBool():
		p.Warn("Couplings of units of measure are removed", "Turning the unit group mapping of company "+company+" on removes all couplings of units of measure (mapping UNIT OF MEASURE). "+
			"Units have to be coupled or synchronized anew as unit groups. "+resetWarning)
	case unitsChange:
		p.Warn("Couplings of unit groups are removed", "Turning the unit group mapping of company "+company+" off removes all couplings of unit groups and of the units of items and resources "+
			"(mappings UNIT GROUP, ITEM UOM and RESOURCE UOM). Units have to be coupled or synchronized anew as units of measure. "+resetWarning)
	case !p.State.Enabled.ValueBool():
		p.Warn("The Sales connection is turned on", because(p.State.DisableReason.ValueString())+resetWarning)
	case !p.Plan.ProxyVersion.Equal(p.State.ProxyVersion):
		p.Warn("The Sales connection is turned off and on", "The planned change of the Sales connection of company "+company+" turns it off and on again. "+resetWarning)
	}
}
