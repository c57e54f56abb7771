// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// Values of ownership_model.
const (
	modelTeam   = "team"
	modelPerson = "person"
)

type dataverseModel struct {
	framework.Base
	CompanyID           customtypes.GUIDValue   `tfsdk:"company_id"`
	EnvironmentURL      types.String            `tfsdk:"environment_url"`
	UserName            customtypes.FoldedValue `tfsdk:"user_name"`
	Authentication      types.String            `tfsdk:"authentication"`
	OwnershipModel      types.String            `tfsdk:"ownership_model"`
	BusinessUnitID      customtypes.GUIDValue   `tfsdk:"business_unit_id"`
	BusinessUnitName    types.String            `tfsdk:"business_unit_name"`
	ProxyVersion        types.Int64             `tfsdk:"proxy_version"`
	Enabled             types.Bool              `tfsdk:"enabled"`
	ConsentAcknowledged types.Bool              `tfsdk:"consent_acknowledged"`
	AuthenticationType  types.String            `tfsdk:"authentication_type"`
	BaseCurrencyCode    types.String            `tfsdk:"base_currency_code"`
	TakeOver            types.Bool              `tfsdk:"take_over_connection"`
	DisableReason       types.String            `tfsdk:"disable_reason"`
	MappingSnapshotKept types.Bool              `tfsdk:"mapping_snapshot_kept"`
}

// set fills the remote values from the company's row. Values that differ only in spelling stay as they are.
func (m *dataverseModel) set(companyID string, row bc.DataverseConnectionSetup) {
	m.ID = types.StringValue(companyID)
	if !strings.EqualFold(m.CompanyID.ValueString(), companyID) {
		m.CompanyID = customtypes.NewGUID(companyID)
	}
	m.EnvironmentURL = keep(m.EnvironmentURL, row.EnvironmentURL, sameOrigin)
	m.UserName = customtypes.FoldedValue{StringValue: keep(m.UserName.StringValue, row.UserName, strings.EqualFold)}
	m.OwnershipModel = types.StringValue(strings.ToLower(strings.TrimSpace(string(row.OwnershipModel))))
	m.BusinessUnitID = customtypes.GUIDValue{StringValue: keep(m.BusinessUnitID.StringValue, row.BusinessUnitID, strings.EqualFold)}
	m.BusinessUnitName = types.StringValue(row.BusinessUnitName)
	m.ProxyVersion = types.Int64Value(row.ProxyVersion)
	m.Enabled = types.BoolValue(row.IsEnabled)
	if row.IsEnabled || m.ConsentAcknowledged.IsNull() || m.ConsentAcknowledged.IsUnknown() {
		m.ConsentAcknowledged = types.BoolValue(row.IsEnabled)
	}
	m.AuthenticationType = nullable(string(row.AuthenticationType))
	m.BaseCurrencyCode = nullable(row.BaseCurrencyCode)
	m.DisableReason = nullable(row.DisableReason)
	m.MappingSnapshotKept = types.BoolValue(row.IsMappingSnapshotKept)
}

// person reports whether the ownership model is Person.
func (m dataverseModel) person() bool { return m.OwnershipModel.ValueString() == modelPerson }

// unit returns the business unit.
func (m dataverseModel) unit() unit {
	return unit{id: m.BusinessUnitID.Canonical(), name: m.BusinessUnitName.ValueString()}
}

// option returns the ownership model as the service names it.
func (m dataverseModel) option() bc.Option {
	if m.person() {
		return bc.OwnershipPerson
	}
	return bc.OwnershipTeam
}

// connection returns the values that can be written only while the connection is off, as far as they differ from row.
func (m dataverseModel) connection(row bc.DataverseConnectionSetup) (values bc.DataverseConnectionValues, differ bool) {
	if !sameOrigin(m.EnvironmentURL.ValueString(), row.EnvironmentURL) {
		values.EnvironmentURL, differ = new(strings.TrimRight(m.EnvironmentURL.ValueString(), "/")), true
	}
	if !strings.EqualFold(m.UserName.ValueString(), row.UserName) {
		values.UserName, differ = new(m.UserName.ValueString()), true
	}
	if m.option() != row.OwnershipModel {
		values.OwnershipModel, differ = new(m.option()), true
	}
	if m.ProxyVersion.ValueInt64() != row.ProxyVersion {
		values.ProxyVersion, differ = new(m.ProxyVersion.ValueInt64()), true
	}
	return values, differ
}

// signsInElsewhere reports whether the environment or the user differs from row.
func (m dataverseModel) signsInElsewhere(row bc.DataverseConnectionSetup) bool {
	return !sameOrigin(m.EnvironmentURL.ValueString(), row.EnvironmentURL) || !strings.EqualFold(m.UserName.ValueString(), row.UserName)
}

// businessUnit returns the business unit as far as it differs from row.
func (m dataverseModel) businessUnit(row bc.DataverseConnectionSetup) (values bc.DataverseConnectionValues, differ bool) {
	if strings.EqualFold(m.BusinessUnitID.ValueString(), row.BusinessUnitID) && texts.Same(m.BusinessUnitName.ValueString(), row.BusinessUnitName) {
		return values, false
	}
	values.BusinessUnitID, values.BusinessUnitName = new(m.BusinessUnitID.Canonical()), new(m.BusinessUnitName.ValueString())
	return values, true
}

// all returns all values.
func (m dataverseModel) all() bc.DataverseConnectionValues {
	values, _ := m.connection(bc.DataverseConnectionSetup{})
	values.BusinessUnitID, values.BusinessUnitName = new(m.BusinessUnitID.Canonical()), new(m.BusinessUnitName.ValueString())
	return values
}

// matches reports whether the row has all configured values, whether it is on or off.
func (m dataverseModel) matches(row bc.DataverseConnectionSetup) bool {
	_, connection := m.connection(row)
	_, unit := m.businessUnit(row)
	return !connection && !unit
}

// keepSpelling gives configured values that are equal to those in state the spelling of the state, and ignores the
// consent while the setup is off and stays off.
func (m *dataverseModel) keepSpelling(state dataverseModel) {
	if strings.EqualFold(m.CompanyID.ValueString(), state.CompanyID.ValueString()) {
		m.CompanyID = state.CompanyID
	}
	if known(m.EnvironmentURL) && sameOrigin(m.EnvironmentURL.ValueString(), state.EnvironmentURL.ValueString()) {
		m.EnvironmentURL = state.EnvironmentURL
	}
	if strings.EqualFold(m.UserName.ValueString(), state.UserName.ValueString()) {
		m.UserName = state.UserName
	}
	if strings.EqualFold(m.BusinessUnitID.ValueString(), state.BusinessUnitID.ValueString()) {
		m.BusinessUnitID = state.BusinessUnitID
	}
	if !m.Enabled.IsUnknown() && !m.Enabled.ValueBool() && !state.Enabled.ValueBool() {
		m.ConsentAcknowledged = state.ConsentAcknowledged
	}
}

// sameConfiguration reports whether every configurable attribute is equal.
func (m dataverseModel) sameConfiguration(o dataverseModel) bool {
	return m.CompanyID.Equal(o.CompanyID) && m.EnvironmentURL.Equal(o.EnvironmentURL) && m.UserName.Equal(o.UserName) &&
		m.Authentication.Equal(o.Authentication) && m.OwnershipModel.Equal(o.OwnershipModel) &&
		m.BusinessUnitID.Equal(o.BusinessUnitID) && m.BusinessUnitName.Equal(o.BusinessUnitName) &&
		m.ProxyVersion.Equal(o.ProxyVersion) && m.Enabled.Equal(o.Enabled) &&
		m.ConsentAcknowledged.Equal(o.ConsentAcknowledged) && m.TakeOver.Equal(o.TakeOver) && m.Timeouts.Equal(o.Timeouts)
}

// reconnects reports whether the change of an enabled setup turns the connection off and on; a value that is not known
// yet counts as another one.
func (m dataverseModel) reconnects(o dataverseModel) bool {
	return !m.EnvironmentURL.Equal(o.EnvironmentURL) || !m.UserName.Equal(o.UserName) ||
		!m.OwnershipModel.Equal(o.OwnershipModel) || !m.ProxyVersion.Equal(o.ProxyVersion)
}

// isKnown reports whether all values that checks need are known.
func (m dataverseModel) isKnown() bool {
	return known(m.CompanyID) && known(m.EnvironmentURL) && known(m.UserName) && known(m.OwnershipModel) &&
		known(m.BusinessUnitID) && known(m.BusinessUnitName) && known(m.ProxyVersion) && known(m.Enabled)
}

func known(value interface{ IsUnknown() bool }) bool { return !value.IsUnknown() }
