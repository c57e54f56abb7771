// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package permissionset

import (
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

const (
	nullGUID = "00000000-0000-0000-0000-000000000000"
	// none stands in an id for all companies, and for a permission set without an app.
	none = "-"
)

type assignmentModel struct {
	framework.Base
	CompanyID       customtypes.GUIDValue   `tfsdk:"company_id"`
	UserSecurityID  customtypes.GUIDValue   `tfsdk:"user_security_id"`
	PermissionSetID customtypes.FoldedValue `tfsdk:"permission_set_id"`
	AppID           customtypes.GUIDValue   `tfsdk:"app_id"`
	Scope           types.String            `tfsdk:"scope"`
}

// set fills the remote values; the company and the user are the configuration's own.
func (m *assignmentModel) set(p businesscentral.UserPermission) {
	if !strings.EqualFold(m.PermissionSetID.ValueString(), p.RoleID) {
		m.PermissionSetID = customtypes.NewFolded(p.RoleID)
	}
	if !strings.EqualFold(m.AppID.ValueString(), p.AppID) || p.AppID == nullGUID {
		m.AppID = customtypes.GUIDOrNull(p.AppID)
	}
	m.Scope = types.StringValue(p.Scope)
	m.ID = types.StringValue(strings.Join([]string{
		orNone(m.CompanyID.Canonical()), m.UserSecurityID.Canonical(), escape(p.RoleID), orNone(appOf(p.AppID)),
	}, "/"))
}

// matches reports whether p is the assignment, in the company of the name. A part that is not known yet matches all.
func (m assignmentModel) matches(p businesscentral.UserPermission, company string) bool {
	return strings.EqualFold(m.PermissionSetID.ValueString(), p.RoleID) && strings.EqualFold(p.Company, company) &&
		(m.AppID.ValueString() == "" || strings.EqualFold(m.AppID.ValueString(), p.AppID)) &&
		(m.Scope.ValueString() == "" || strings.EqualFold(m.Scope.ValueString(), p.Scope))
}

// exact reports whether p is the assignment in state, of which every part is known.
func (m assignmentModel) exact(p businesscentral.UserPermission, company string) bool {
	return m.matches(p, company) && strings.EqualFold(m.AppID.Canonical(), appOf(p.AppID))
}

// appOf is an app id, or empty for the null GUID.
func appOf(id string) string {
	if id == nullGUID {
		return ""
	}
	return strings.ToLower(id)
}

func orNone(text string) string {
	if text == "" {
		return none
	}
	return text
}

// escape keeps a slash in the id of a permission set from separating parts of the resource's id.
func escape(role string) string {
	return strings.NewReplacer("%", "%25", "/", "%2F").Replace(role)
}

func unescape(part string) string {
	if text, err := url.PathUnescape(part); err == nil {
		return text
	}
	return part
}
