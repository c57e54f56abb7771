// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package permissionset

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// candidates lists the permission sets with the configured id, and those among them that app and scope leave.
func candidates(ctx context.Context, client *businesscentral.Client, m assignmentModel) (all, left []businesscentral.PermissionSet, err error) {
	all, err = client.PermissionSets(ctx, strings.ToUpper(m.PermissionSetID.ValueString()))
	for _, set := range all {
		if m.matches(businesscentral.UserPermission{RoleID: set.RoleID, AppID: set.AppID, Scope: set.Scope}, "") {
			left = append(left, set)
		}
	}
	return all, left, err
}

// resolve finds the one permission set that the configuration names.
func resolve(ctx context.Context, client *businesscentral.Client, m assignmentModel) (businesscentral.PermissionSet, error) {
	all, left, err := candidates(ctx, client, m)
	switch {
	case err != nil:
		return businesscentral.PermissionSet{}, err
	case len(left) == 0:
		return businesscentral.PermissionSet{}, framework.Errorf("There is no such permission set",
			"Check the id. A permission set that an extension brings exists once the extension is installed: let the assignment depend on it.",
			"Business Central has no permission set %s%s.", strings.ToUpper(m.PermissionSetID.ValueString()), others(all)).At("permission_set_id")
	case len(left) > 1:
		return businesscentral.PermissionSet{}, ambiguous(left)
	}
	return left[0], nil
}

func ambiguous(sets []businesscentral.PermissionSet) error {
	return framework.Errorf("More than one permission set matches", "Set app_id, or scope, to one of those above.",
		"The permission set %s is defined multiple times in this context. Business Central has %d of that id:%s", sets[0].RoleID, len(sets), bullets(sets)).At("permission_set_id")
}

func others(sets []businesscentral.PermissionSet) string {
	if len(sets) == 0 {
		return ""
	}
	return " with that app_id and scope; it has:" + bullets(sets)
}

func bullets(sets []businesscentral.PermissionSet) string {
	var lines strings.Builder
	for _, set := range sets {
		fmt.Fprintf(&lines, "\n  - app_id %s (%s), scope %s", orNone(appOf(set.AppID)), orNone(set.ExtensionName), set.Scope)
	}
	return lines.String()
}
