// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// validateSales refuses combinations of order settings that Business Central refuses.
func validateSales(_ context.Context, config salesModel) error {
	orders := rules.SalesOrders{
		Legacy:        config.LegacySalesOrders.ValueBool(),
		AutoCreate:    config.AutoCreateSalesOrders.ValueBool(),
		Bidirectional: config.BidirectionalSalesOrders.ValueBool(),
	}
	var errs []error
	if orders.LacksLegacy() && known(config.LegacySalesOrders) {
		errs = append(errs, framework.Errorf("auto_create_sales_orders needs legacy_sales_orders",
			"Set legacy_sales_orders = true, or leave auto_create_sales_orders out.",
			"Business Central creates orders automatically only while the integration of submitted Sales orders is on. "+
				"Automatically Create Sales Orders can be enabled only while Legacy Sales Order Integration is enabled.").At("auto_create_sales_orders"))
	}
	if orders.ExcludesLegacy() {
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
		if p.Configuration.TakeOver.IsNull() && p.State.TakeOver.IsNull() {
			p.Plan.TakeOver = p.State.TakeOver // a state of an earlier version, which is no change
		}
		if p.Following() {
			p.Plan.DisableReason = types.StringUnknown()
			if p.Configuration.BusinessCentralURL.IsNull() {
				p.Plan.BusinessCentralURL = types.StringUnknown()
			}
		} else if p.Plan.sameConfiguration(*p.State, !p.Configuration.BusinessCentralURL.IsNull()) {
			*p.Plan = *p.State
			return warnRenamed(ctx, p)
		}
		if !strings.EqualFold(p.Plan.CompanyID.ValueString(), p.State.CompanyID.ValueString()) {
			return nil
		}
		if err := validateSales(ctx, *p.Plan); err != nil {
			return err
		}
		return warnSales(ctx, p)
	}
	if err := validateSales(ctx, *p.Plan); err != nil || !p.Ready() || p.Plan.CompanyID.IsUnknown() || p.Plan.Enabled.IsUnknown() {
		return err
	}
	if !p.Plan.TakeOver.IsUnknown() {
		if err := newSetups(p.Clients, p.Plan.CompanyID.Canonical()).refuseElsewhereInPlan(ctx, p.Plan.TakeOver.ValueBool()); err != nil {
			return err
		}
	}
	row, _, err := p.BusinessCentral.SalesConnectionSetup(ctx, p.Plan.CompanyID.Canonical())
	if err != nil {
		if mayComeLater(err) {
			return nil
		}
		return err
	}
	if row.IsEnabled && !row.IsIncomplete {
		return otherSales(p.Plan.CompanyID.Canonical(), *p.Plan, row)
	}
	return warnFormerUnits(ctx, p)
}

// warnFormerUnits warns of couplings of units that an earlier connection left and that a new one removes.
func warnFormerUnits(ctx context.Context, p *framework.PlanOperation[salesModel]) error {
	if !p.Plan.Enabled.ValueBool() || p.Plan.UnitGroupMapping.IsUnknown() {
		return nil
	}
	company := p.Plan.CompanyID.Canonical()
	units, err := countUnits(ctx, p, company, p.Plan.UnitGroupMapping.ValueBool())
	if err != nil || !units.any() {
		return err
	}
	p.Warn(&framework.Problem{
		Summary: "Couplings of units are removed",
		Detail: "The Sales connection of company " + company + " is turned on with unit_group_mapping = " +
			strconv.FormatBool(p.Plan.UnitGroupMapping.ValueBool()) + ". " + units.sentence(),
	})
	return nil
}

// warnSales warns of what turning the connection on, or off and on, costs.
func warnSales(ctx context.Context, p *framework.PlanOperation[salesModel]) error {
	if p.Plan.Enabled.IsUnknown() || !p.Plan.Enabled.ValueBool() {
		return nil
	}
	company := p.Plan.CompanyID.Canonical()
	unitGroups := p.Plan.UnitGroupMapping.ValueBool()
	var summary, what string
	switch {
	case p.Plan.UnitGroupMapping.IsUnknown():
		unitGroups = !p.State.UnitGroupMapping.ValueBool()
		summary, what = "The Sales connection may be turned off and on", "Depending on the value of unit_group_mapping, which is not known yet, the Sales connection of company "+company+" is turned off and on again. "
	case !p.Plan.UnitGroupMapping.Equal(p.State.UnitGroupMapping):
		summary, what = "Couplings of units are removed", "The unit group mapping of company "+company+" is turned "+onOff(unitGroups)+", for which the Sales connection is turned off and on again. "
	case !p.State.Enabled.ValueBool():
		summary, what = "The Sales connection is turned on", because(p.State.DisableReason.ValueString())
	case !p.Plan.ProxyVersion.Equal(p.State.ProxyVersion):
		summary, what = "The Sales connection is turned off and on", "The planned change of the Sales connection of company "+company+" turns it off and on again. "
	default:
		return nil
	}
	units, err := countUnits(ctx, p, company, unitGroups)
	if err != nil {
		return err
	}
	p.Warn(&framework.Problem{Summary: summary, Detail: what + resetWarning + " " + units.sentence()})
	return nil
}
