// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

type companyModel struct {
	framework.Base
	CompanyID          customtypes.GUIDValue   `tfsdk:"company_id"`
	CompanyName        customtypes.FoldedValue `tfsdk:"company_name"`
	BusinessUnitID     customtypes.GUIDValue   `tfsdk:"business_unit_id"`
	Rename             types.Bool              `tfsdk:"rename"`
	DeletionPolicy     types.String            `tfsdk:"deletion_policy"`
	BusinessUnitName   types.String            `tfsdk:"business_unit_name"`
	TeamID             customtypes.GUIDValue   `tfsdk:"team_id"`
	TeamName           types.String            `tfsdk:"team_name"`
	DataverseCompanyID customtypes.GUIDValue   `tfsdk:"dataverse_company_id"`
}

func (m *companyModel) setUnit(unit dataverse.BusinessUnit) {
	m.ID = types.StringValue(m.CompanyID.Canonical())
	m.BusinessUnitID, m.BusinessUnitName = customtypes.NewGUID(unit.ID), types.StringValue(unit.Name)
}

func (m *companyModel) setTeam(team dataverse.Team) {
	m.TeamID, m.TeamName = customtypes.NewGUID(team.ID), types.StringValue(team.Name)
}

// maxTeamName is the length of the team's name column in UTF-16 units.
const maxTeamName = 160

// teamName is the name of the owning team of a business unit (BCApps, codeunit CDS Integration Impl.).
func teamName(unitName string) string {
	return texts.Cut("BCI - "+unitName, maxTeamName)
}
