// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// Values of the argument setup. The framework reserves the name connection.
const (
	setupDataverse = "dataverse"
	setupSales     = "sales"
	setupBoth      = "both"
)

// actionModel is the configuration of the actions on connection setups.
type actionModel struct {
	framework.Bounded

	CompanyID customtypes.GUIDValue `tfsdk:"company_id"`
	Setup     types.String          `tfsdk:"setup"`
}

func actionPermissions() framework.Permissions {
	return framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralRuns}
}

func actionSchema(description string, setup schema.StringAttribute, values ...string) schema.Schema {
	setup.Validators = []validator.String{stringvalidator.OneOf(values...)}
	return schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"setup":      setup,
		},
	}
}

// noSetup says that the company lacks the setup of the connection "Dataverse" or "Sales".
func noSetup(company, connection, resource string) error {
	return framework.Errorf("There is no "+connection+" connection setup",
		"Create it with "+resource+", then run the action again.",
		"Company %s has no %s connection setup.", company, connection)
}

// notEnabled says that the setup is off, and why, when Business Central turned it off.
func (s companyAccess) notEnabled(connection, resource, reason string) error {
	detail := "The " + connection + " connection of company " + s.company + " is off. Nothing was done."
	if reason != "" {
		detail += " Business Central says: " + reason
	}
	return framework.Errorf("The "+connection+" connection is not enabled", "Enable it with "+resource+", and run the action after it.", "%s", detail)
}
