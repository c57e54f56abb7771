// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type salesModel struct {
	framework.Base
	CompanyID                customtypes.GUIDValue `tfsdk:"company_id"`
	BusinessCentralURL       types.String          `tfsdk:"business_central_url"`
	ProxyVersion             types.Int64           `tfsdk:"proxy_version"`
	Enabled                  types.Bool            `tfsdk:"enabled"`
	ItemAvailability         types.Bool            `tfsdk:"item_availability"`
	LegacySalesOrders        types.Bool            `tfsdk:"legacy_sales_orders"`
	AutoCreateSalesOrders    types.Bool            `tfsdk:"auto_create_sales_orders"`
	BidirectionalSalesOrders types.Bool            `tfsdk:"bidirectional_sales_orders"`
	AutoProcessSalesQuotes   types.Bool            `tfsdk:"auto_process_sales_quotes"`
	UnitGroupMapping         types.Bool            `tfsdk:"unit_group_mapping"`
	EnvironmentURL           types.String          `tfsdk:"environment_url"`
	UserName                 types.String          `tfsdk:"user_name"`
	SolutionInstalled        types.Bool            `tfsdk:"solution_installed"`
	CRMVersion               types.String          `tfsdk:"crm_version"`
	TakeOver                 types.Bool            `tfsdk:"take_over_connection"`
	DisableReason            types.String          `tfsdk:"disable_reason"`
}

// set fills the remote values from the company's row. Values that differ only in spelling stay as they are.
func (m *salesModel) set(companyID string, row bc.SalesConnectionSetup) {
	m.ID = types.StringValue(companyID)
	if !strings.EqualFold(m.CompanyID.ValueString(), companyID) {
		m.CompanyID = customtypes.NewGUID(companyID)
	}
	if url := keep(m.BusinessCentralURL, bc.ParseWebClient(row.BusinessCentralURL).Address, sameClient); url.ValueString() != "" {
		m.BusinessCentralURL = url
	} else {
		m.BusinessCentralURL = types.StringNull()
	}
	m.ProxyVersion = types.Int64Value(row.ProxyVersion)
	m.Enabled = types.BoolValue(row.IsEnabled)
	if row.IsIncomplete {
		m.Enabled = types.BoolNull() // neither on nor off: whatever the configuration wants, it has to be brought about
	}
	m.ItemAvailability = types.BoolValue(row.ItemAvailabilityEnabled)
	m.LegacySalesOrders = types.BoolValue(row.LegacySalesOrders)
	m.AutoCreateSalesOrders = types.BoolValue(row.AutoCreateSalesOrders)
	m.BidirectionalSalesOrders = types.BoolValue(row.BidirectionalSalesOrders)
	m.AutoProcessSalesQuotes = types.BoolValue(row.AutoProcessSalesQuotes)
	m.UnitGroupMapping = types.BoolValue(row.UnitGroupMappingEnabled)
	m.EnvironmentURL = nullable(row.EnvironmentURL)
	m.UserName = nullable(row.UserName)
	m.SolutionInstalled = types.BoolValue(row.IsSolutionInstalled)
	m.CRMVersion = nullable(row.CRMVersion)
	m.DisableReason = nullable(row.DisableReason)
}

// wanted returns the configured values; what a plan does not know yet and an address that is not configured are nil.
func (m salesModel) wanted() bc.SalesConnectionValues {
	values := bc.SalesConnectionValues{
		ItemAvailabilityEnabled:  flagOf(m.ItemAvailability),
		LegacySalesOrders:        flagOf(m.LegacySalesOrders),
		AutoCreateSalesOrders:    flagOf(m.AutoCreateSalesOrders),
		AutoProcessSalesQuotes:   flagOf(m.AutoProcessSalesQuotes),
		BidirectionalSalesOrders: flagOf(m.BidirectionalSalesOrders),
		UnitGroupMappingEnabled:  flagOf(m.UnitGroupMapping),
	}
	if known(m.ProxyVersion) {
		values.ProxyVersion = new(m.ProxyVersion.ValueInt64())
	}
	if url := m.BusinessCentralURL.ValueString(); url != "" {
		values.BusinessCentralURL = new(url)
	}
	return values
}

// flagOf returns the value; nil when it is not known yet.
func flagOf(value types.Bool) *bool {
	if value.IsUnknown() {
		return nil
	}
	return new(value.ValueBool())
}

// keepSpelling gives configured values that are equal to those in state the spelling of the state.
func (m *salesModel) keepSpelling(state salesModel) {
	if strings.EqualFold(m.CompanyID.ValueString(), state.CompanyID.ValueString()) {
		m.CompanyID = state.CompanyID
	}
	if known(m.BusinessCentralURL) && sameClient(m.BusinessCentralURL.ValueString(), state.BusinessCentralURL.ValueString()) {
		m.BusinessCentralURL = state.BusinessCentralURL
	}
}

// sameConfiguration reports whether every configurable attribute is equal; an address that is not configured is the
// service's own affair.
func (m salesModel) sameConfiguration(o salesModel, urlConfigured bool) bool {
	return m.CompanyID.Equal(o.CompanyID) && (!urlConfigured || m.BusinessCentralURL.Equal(o.BusinessCentralURL)) &&
		m.ProxyVersion.Equal(o.ProxyVersion) && m.Enabled.Equal(o.Enabled) &&
		m.ItemAvailability.Equal(o.ItemAvailability) && m.LegacySalesOrders.Equal(o.LegacySalesOrders) &&
		m.AutoCreateSalesOrders.Equal(o.AutoCreateSalesOrders) && m.BidirectionalSalesOrders.Equal(o.BidirectionalSalesOrders) &&
		m.AutoProcessSalesQuotes.Equal(o.AutoProcessSalesQuotes) && m.UnitGroupMapping.Equal(o.UnitGroupMapping) &&
		m.TakeOver.Equal(o.TakeOver) && m.Timeouts.Equal(o.Timeouts)
}
