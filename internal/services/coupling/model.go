// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

type salespersonModel struct {
	framework.Base
	CompanyID       customtypes.GUIDValue   `tfsdk:"company_id"`
	SalespersonCode customtypes.FoldedValue `tfsdk:"salesperson_code"`
	SalespersonID   customtypes.GUIDValue   `tfsdk:"salesperson_id"`
	SystemUserID    customtypes.GUIDValue   `tfsdk:"system_user_id"`
	SystemUserEmail customtypes.FoldedValue `tfsdk:"system_user_email"`
	AddToOwningTeam types.Bool              `tfsdk:"add_to_owning_team"`
}

// salesperson returns what the configuration names the salesperson by; known is false while a value is not known.
func (m salespersonModel) salesperson() (ref salespersonRef, known bool) {
	return salespersonRef{code: m.SalespersonCode.ValueString(), id: m.SalespersonID.Canonical()},
		!m.SalespersonCode.IsUnknown() && !m.SalespersonID.IsUnknown() && !m.CompanyID.IsUnknown()
}

// user returns what the configuration names the user by; known is false while a value is not known.
func (m salespersonModel) user() (ref userRef, known bool) {
	return userRef{id: m.SystemUserID.Canonical(), email: m.SystemUserEmail.ValueString()},
		!m.SystemUserID.IsUnknown() && !m.SystemUserEmail.IsUnknown()
}

// warning names the coupling for the warning about it.
func (m salespersonModel) warning() string {
	return "coupling/" + m.CompanyID.Canonical() + "/" + texts.Code(m.SalespersonCode.ValueString()) + "/" + m.SalespersonID.Canonical()
}

func (m *salespersonModel) setSalesperson(s businesscentral.Salesperson) {
	m.ID = types.StringValue(m.CompanyID.Canonical() + "/" + strings.ToLower(s.ID))
	m.SalespersonID = customtypes.NewGUID(s.ID)
	m.SalespersonCode = customtypes.NewFolded(s.Code)
}

func (m *salespersonModel) setUser(u dataverse.SalesUser) {
	m.SystemUserID = customtypes.NewGUID(u.ID)
	m.SystemUserEmail = customtypes.FoldedOrNull(u.Email)
}
