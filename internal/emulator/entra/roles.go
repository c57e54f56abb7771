// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

import (
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// columnPermissions lists the application permissions of a service principal that an administrator has consented to, of all
// APIs together. A service principal without the column has all that the emulated APIs know.
const columnPermissions = "permissions"

// Application permissions of Business Central (Microsoft Learn, "Using Service-to-Service (S2S) Authentication").
const (
	PermissionAPI        = "API.ReadWrite.All"
	PermissionAutomation = "Automation.ReadWrite.All"
)

// appRoles are the application permissions of an API, which its tokens carry in the claim "roles" (Microsoft Learn, "Access
// token claims reference"). Dataverse has none: the rights of its application user count.
func appRoles(audience string) []string {
	switch audience {
	case AudienceBusinessCentral:
		return []string{PermissionAPI, PermissionAutomation}
	case AudienceGraph:
		return []string{
			"User.Read.All", "User.ReadWrite.All", "LicenseAssignment.Read.All", "LicenseAssignment.ReadWrite.All", "Organization.Read.All",
			"Directory.Read.All", "Directory.ReadWrite.All", "Application.Read.All", "Application.ReadWrite.OwnedBy", "Application.ReadWrite.All",
		}
	}
	return nil
}

// rolesFor lists the permissions that a token for an audience carries.
func rolesFor(principal store.Row, audience string) []string {
	known := appRoles(audience)
	given, limited := principal[columnPermissions].([]any)
	if !limited {
		return known
	}
	return slices.DeleteFunc(known, func(name string) bool {
		return !slices.ContainsFunc(given, func(item any) bool { return item == name })
	})
}
