// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package permissionset

import (
	"cmp"
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type listModel struct {
	UserSecurityID customtypes.GUIDValue `tfsdk:"user_security_id"`
}

// NewAssignmentList returns the list of bcsales_permission_set_assignment.
func NewAssignmentList() list.ListResource {
	return framework.NewList(NewAssignment(), framework.ListDefinition[listModel]{
		Description: "Lists the permission sets that users of the Business Central environment were given, in one company or in all.",
		Arguments:   map[string]schema.Attribute{"user_security_id": framework.IDArgument("Only the permission sets of the user with this security id.")},
		Find: func(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
			return findAssignments(ctx, clients.BusinessCentral, config.UserSecurityID.Canonical())
		},
	})
}

func findAssignments(ctx context.Context, client *businesscentral.Client, userID string) iter.Seq2[framework.Listed, error] {
	return func(yield func(framework.Listed, error) bool) {
		companies, err := client.Companies(ctx, businesscentral.CompanyQuery{})
		users := []businesscentral.PermittedUser{}
		if err == nil {
			users, err = client.PermittedUsers(ctx, userID)
		}
		if err != nil {
			yield(framework.Listed{}, err)
			return
		}
		ids := map[string]string{"": ""}
		for _, company := range companies {
			ids[strings.ToLower(company.Name)] = company.ID
		}
		for _, user := range users {
			for _, given := range user.Permissions {
				company, known := ids[strings.ToLower(given.Company)]
				if !known {
					continue // the company was deleted, or the provider's identity may not see it
				}
				m := assignmentModel{CompanyID: customtypes.GUIDOrNull(company), UserSecurityID: customtypes.NewGUID(user.ID)}
				m.set(given)
				if !yield(framework.Listed{ID: m.ID.ValueString(), Name: cmp.Or(given.Company, "All companies") + ": " + given.RoleID + " of " + user.Name}, nil) {
					return
				}
			}
		}
	}
}
