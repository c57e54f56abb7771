// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package permissionset

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// importAssignment finds the assignment that the parts name. A dash for the app stands for none, or for the one app
// whose permission set of that id the user has.
func importAssignment(ctx context.Context, op *framework.Operation[assignmentModel], parts []string) (map[string]any, error) {
	client := op.BusinessCentral
	var m assignmentModel
	if parts[0] != none {
		m.CompanyID = customtypes.NewGUID(strings.ToLower(parts[0]))
	}
	m.UserSecurityID, m.PermissionSetID = customtypes.NewGUID(strings.ToLower(parts[1])), customtypes.NewFolded(unescape(parts[2]))
	if parts[3] != none {
		m.AppID = customtypes.NewGUID(strings.ToLower(parts[3]))
	}
	for i, value := range []string{parts[0], parts[1], parts[3]} {
		if !customtypes.IsGUID(value) && (value != none || i == 1) {
			return nil, framework.Errorf("The import id is not valid", "Specify the ids of the company (or -), the user, the permission set and the app (or -).", "%q is no id.", value)
		}
	}
	company, found, err := companyName(ctx, client, m.CompanyID.Canonical())
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, framework.Errorf("There is no such company", "Check the id; the data source bcsales_companies lists the companies.", "Business Central has no company %s.", parts[0])
	}
	rows, err := permissionsOf(ctx, client, m)
	if err != nil {
		return nil, err
	}
	var matching []businesscentral.UserPermission
	for _, row := range rows {
		if m.exact(row, company) {
			matching = []businesscentral.UserPermission{row}
			break
		}
		if m.matches(row, company) {
			matching = append(matching, row)
		}
	}
	if len(matching) != 1 {
		return nil, framework.Errorf("The permission set assignment cannot be imported", "Check the parts of the id; give the app's id when the user has permission sets of several apps with the same id.",
			"The user %s has %d permission sets %s that match.", parts[1], len(matching), m.PermissionSetID.ValueString())
	}
	m.set(matching[0])
	return map[string]any{
		"id": m.ID.ValueString(), "company_id": m.CompanyID, "user_security_id": m.UserSecurityID,
		"permission_set_id": m.PermissionSetID, "app_id": m.AppID, "scope": m.Scope,
	}, nil
}
