// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

import "github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"

// SalesRoles returns the ids of the root roles that the Sales connection requires of the integration user.
func SalesRoles() []string {
	return []string{dataverse.IntegrationAdministratorRole, dataverse.IntegrationUserRole}
}

// UserRoles returns the root roles that the integration user has, and those that it lacks. A copy of a role in
// another business unit does not count.
func UserRoles(user dataverse.ConnectionUser, roots []dataverse.Role) (held, lacking []string) {
	return split(roots, user.HasRole)
}

// TeamRoles returns the root roles whose copy in its business unit the team has, and those that it lacks.
func TeamRoles(team dataverse.PrincipalRoles, roots []dataverse.Role) (held, lacking []string) {
	return split(roots, func(id string) bool {
		_, has := team.RoleWithRoot(id)
		return has
	})
}

func split(roots []dataverse.Role, has func(id string) bool) (held, lacking []string) {
	for _, root := range roots {
		if has(root.ID) {
			held = append(held, root.Name)
		} else {
			lacking = append(lacking, root.Name)
		}
	}
	return held, lacking
}

// Administrator returns the role System Administrator if the integration user has it; Business Central refuses to
// connect as such a user (BCApps, table CRM Connection Setup, TestIntegrationUserRequirements).
func Administrator(user dataverse.ConnectionUser) (dataverse.Role, bool) {
	return user.RoleOfTemplate(dataverse.SystemAdministratorTemplate)
}
