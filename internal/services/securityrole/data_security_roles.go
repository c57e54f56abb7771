// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type rolesModel struct {
	framework.Bounded

	Name           types.String          `tfsdk:"name"`
	RootRoleID     customtypes.GUIDValue `tfsdk:"root_role_id"`
	RoleTemplateID customtypes.GUIDValue `tfsdk:"role_template_id"`
	BusinessUnitID customtypes.GUIDValue `tfsdk:"business_unit_id"`
	SecurityRoles  []roleModel           `tfsdk:"security_roles"`
}

type roleModel struct {
	ID             customtypes.GUIDValue `tfsdk:"id"`
	Name           types.String          `tfsdk:"name"`
	RootRoleID     customtypes.GUIDValue `tfsdk:"root_role_id"`
	RoleTemplateID customtypes.GUIDValue `tfsdk:"role_template_id"`
	BusinessUnitID customtypes.GUIDValue `tfsdk:"business_unit_id"`
}

// NewRoles returns the data source bcsales_security_roles.
func NewRoles() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[rolesModel]{
		Name:        "security_roles",
		Noun:        "security roles",
		Schema:      rolesSchema(),
		Needs:       framework.Dataverse,
		Permissions: framework.Permissions{Dataverse: "a role that may read security roles."},
		Read:        readRoles,
	})
}

func rolesSchema() schema.Schema {
	guid := customtypes.GUIDType{}
	return schema.Schema{
		MarkdownDescription: "Lists the security roles of the Dataverse environment, in the order of their names. Each business unit has its own copy of every role, and each copy is listed. Each argument that is set narrows the list; Dataverse does the filtering.",
		Attributes: map[string]schema.Attribute{
			"name":             schema.StringAttribute{Optional: true, Validators: []validator.String{framework.TextLength(1, 100)}, MarkdownDescription: "Only roles with this name."},
			"root_role_id":     schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only the root role with this id and its copies."},
			"role_template_id": schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only roles of the platform's role template with this id; `627090ff-40a3-4053-8790-584edc5be201` for System Administrator."},
			"business_unit_id": schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only the roles of the business unit with this id."},
			"security_roles": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The roles.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":               schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the role in its business unit."},
					"name":             schema.StringAttribute{Computed: true, MarkdownDescription: "Name."},
					"root_role_id":     schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the root role, which all copies share."},
					"role_template_id": schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the platform's role template; null if the role has none."},
					"business_unit_id": schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the business unit."},
				}},
			},
		},
	}
}

func readRoles(ctx context.Context, clients *framework.Clients, config rolesModel) (rolesModel, error) {
	roles, err := clients.Dataverse.Roles(ctx, dataverse.RoleQuery{
		Name: config.Name.ValueString(), RootID: config.RootRoleID.Canonical(),
		TemplateID: config.RoleTemplateID.Canonical(), BusinessUnitID: config.BusinessUnitID.Canonical(),
	})
	if err != nil {
		return config, err
	}
	config.SecurityRoles = make([]roleModel, len(roles))
	for i, role := range roles {
		config.SecurityRoles[i] = roleModel{
			ID:             customtypes.NewGUID(role.ID),
			Name:           types.StringValue(role.Name),
			RootRoleID:     customtypes.GUIDOrNull(role.RootID),
			RoleTemplateID: customtypes.GUIDOrNull(role.TemplateID),
			BusinessUnitID: customtypes.GUIDOrNull(role.BusinessUnitID),
		}
	}
	return config, nil
}
