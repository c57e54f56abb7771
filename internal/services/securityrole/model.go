// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

type assignmentModel struct {
	framework.Base
	SystemUserID   customtypes.GUIDValue `tfsdk:"system_user_id"`
	TeamID         customtypes.GUIDValue `tfsdk:"team_id"`
	RoleID         customtypes.GUIDValue `tfsdk:"role_id"`
	RoleName       types.String          `tfsdk:"role_name"`
	RoleTemplateID customtypes.GUIDValue `tfsdk:"role_template_id"`
	AssignedRoleID customtypes.GUIDValue `tfsdk:"assigned_role_id"`
	BusinessUnitID customtypes.GUIDValue `tfsdk:"business_unit_id"`
}

// principal returns the principal; known is false while its id is not known.
func (m assignmentModel) principal() (p dataverse.Principal, known bool) {
	if !m.TeamID.IsNull() {
		return dataverse.Principal{Kind: dataverse.TeamPrincipal, ID: m.TeamID.Canonical()}, !m.TeamID.IsUnknown()
	}
	return dataverse.Principal{Kind: dataverse.UserPrincipal, ID: m.SystemUserID.Canonical()}, !m.SystemUserID.IsUnknown()
}

// rootRoleID returns the id of the assigned root role.
func (m assignmentModel) rootRoleID() string {
	_, role, _ := strings.Cut(m.ID.ValueString(), "/")
	return role
}

// named puts the configuration's name of the role back, by which the service itself has found it.
func (m *assignmentModel) named(config assignmentModel) {
	if !config.RoleName.IsNull() {
		m.RoleName = config.RoleName
	}
}

// set fills the remote values from the role that is assigned.
func (m *assignmentModel) set(p dataverse.Principal, role dataverse.Role) {
	m.identify(p, role)
	m.AssignedRoleID = customtypes.NewGUID(role.ID)
	m.BusinessUnitID = customtypes.NewGUID(role.BusinessUnitID)
}

// identify fills what is the same for all copies of the role. How the configuration names the role stays as it was
// written: the id of a copy names the same root role, and Dataverse finds a name by its collation.
func (m *assignmentModel) identify(p dataverse.Principal, role dataverse.Role) {
	m.ID = types.StringValue(p.ID + "/" + strings.ToLower(role.RootID))
	if m.RoleID.ValueString() == "" {
		m.RoleID = customtypes.NewGUID(role.RootID)
	}
	if !texts.SameLoosely(m.RoleName.ValueString(), role.Name) {
		m.RoleName = types.StringValue(role.Name)
	}
	if !strings.EqualFold(m.RoleTemplateID.ValueString(), role.TemplateID) || role.TemplateID == "" {
		m.RoleTemplateID = customtypes.GUIDOrNull(role.TemplateID)
	}
}
