// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"net/url"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type userModel struct {
	framework.Base
	ApplicationID  customtypes.GUIDValue   `tfsdk:"application_id"`
	ObjectID       customtypes.GUIDValue   `tfsdk:"object_id"`
	BusinessUnitID customtypes.GUIDValue   `tfsdk:"business_unit_id"`
	Email          customtypes.FoldedValue `tfsdk:"internal_email_address"`
	AccessMode     types.String            `tfsdk:"access_mode"`
	Enabled        types.Bool              `tfsdk:"enabled"`
	AdoptExisting  types.Bool              `tfsdk:"adopt_existing"`
	DeletionPolicy types.String            `tfsdk:"deletion_policy"`
	FullName       types.String            `tfsdk:"full_name"`
	IsLicensed     types.Bool              `tfsdk:"is_licensed"`
}

// set fills the remote values: those that apply to the kind of user, so that a configuration generated from them is valid.
func (m *userModel) set(u dataverse.SystemUser) {
	m.ID = types.StringValue(u.ID)
	m.ApplicationID = customtypes.GUIDOrNull(u.ApplicationID)
	m.ObjectID = customtypes.GUIDOrNull(u.ObjectID)
	m.BusinessUnitID, m.Email, m.AccessMode = customtypes.GUIDNull(), customtypes.FoldedNull(), types.StringNull()
	if m.isApplication() {
		m.BusinessUnitID, m.Email = customtypes.GUIDOrNull(u.BusinessUnitID), customtypes.FoldedOrNull(u.Email)
	} else {
		m.AccessMode = types.StringValue(u.AccessMode.String())
	}
	m.Enabled = types.BoolValue(!u.Disabled)
	m.FullName = types.StringValue(u.FullName)
	m.IsLicensed = types.BoolValue(u.Licensed)
}

// before is the user as the state has it, as far as a change may write over it.
func (m userModel) before() dataverse.SystemUser {
	return dataverse.SystemUser{
		BusinessUnitID: m.BusinessUnitID.Canonical(), Email: m.Email.ValueString(),
		AccessMode: dataverse.AccessModes()[m.AccessMode.ValueString()], Disabled: !m.Enabled.ValueBool(),
	}
}

// isApplication reports whether the user is an application user, as far as that is known.
func (m userModel) isApplication() bool { return m.ApplicationID.ValueString() != "" }

// label names the user in messages: by e-mail address or, as that of a person is not in the state, by name.
func (m userModel) label() string {
	name := m.Email.ValueString()
	if name == "" {
		name = m.FullName.ValueString()
	}
	return name + " (" + m.ID.ValueString() + ")"
}

// defaultEmail is the address that a user without a configured one gets.
func defaultEmail(applicationID, origin string) string {
	host := origin
	if u, err := url.Parse(origin); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "bc-integration-" + applicationID[:min(8, len(applicationID))] + "@" + host
}
