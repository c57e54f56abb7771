// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole

import (
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type listModel struct {
	PrincipalType  types.String          `tfsdk:"principal_type"`
	PrincipalID    customtypes.GUIDValue `tfsdk:"principal_id"`
	BusinessUnitID customtypes.GUIDValue `tfsdk:"business_unit_id"`
	RoleID         customtypes.GUIDValue `tfsdk:"role_id"`
}

// NewAssignmentList returns the list of bcsales_security_role_assignment.
func NewAssignmentList() list.ListResource {
	return framework.NewList(NewAssignment(), framework.ListDefinition[listModel]{
		Description: "Lists the security roles that users and teams of the Dataverse environment have directly. Without arguments those are the roles of everybody: name what you look for.",
		Arguments: map[string]schema.Attribute{
			"principal_type": schema.StringAttribute{
				Optional: true, Validators: []validator.String{stringvalidator.OneOf(string(dataverse.UserPrincipal), string(dataverse.TeamPrincipal))},
				MarkdownDescription: "Only the roles of users (`user`), or of teams (`team`).",
			},
			"principal_id":     framework.IDArgument("Only the roles of the user or the team with this id."),
			"business_unit_id": framework.IDArgument("Only the roles of the users and teams of the business unit with this id."),
			"role_id":          framework.IDArgument("Only the assignments of the role with this id, which is that of the root role, whatever business unit its copy is in."),
		},
		Find: findAssignments,
	})
}

func findAssignments(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
	query := dataverse.PrincipalQuery{ID: config.PrincipalID.Canonical(), RootRoleID: config.RoleID.Canonical(), BusinessUnitID: config.BusinessUnitID.Canonical()}
	return func(yield func(framework.Listed, error) bool) {
		for _, kind := range []dataverse.PrincipalKind{dataverse.UserPrincipal, dataverse.TeamPrincipal} {
			if !config.PrincipalType.IsNull() && config.PrincipalType.ValueString() != string(kind) {
				continue
			}
			for p, err := range clients.Dataverse.EachPrincipal(ctx, kind, query) {
				if err != nil {
					yield(framework.Listed{}, err)
					return
				}
				for _, role := range p.Roles() {
					if query.RootRoleID != "" && !role.Is(query.RootRoleID) {
						continue
					}
					if !yield(framework.Listed{ID: strings.ToLower(p.ID() + "/" + role.RootID), Name: p.Name() + ": " + role.Name}, nil) {
						return
					}
				}
			}
		}
	}
}
