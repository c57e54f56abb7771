// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"net/http"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// authorize refuses what the application permissions in the caller's token do not cover.
func authorize(c *odatasvc.Context) error {
	if c.Request == nil {
		return nil
	}
	for _, permission := range allowing(c.Request.Method, c.Request.URL.Path) {
		if slices.Contains(c.Caller.Roles, permission) {
			return nil
		}
	}
	return odatasvc.Errorf(http.StatusForbidden, codeDenied, textPrivileges)
}

// allowing lists the application permissions any one of which allows a request, least privileged first
// (https://learn.microsoft.com/graph/permissions-reference and the pages of the operations).
func allowing(method, path string) []string {
	_, path, _ = strings.Cut(strings.TrimPrefix(path, "/"), "/")
	set, _, _ := strings.Cut(path, "/")
	reads := method == http.MethodGet
	switch {
	case strings.HasSuffix(path, "LicenseAssignment"), strings.HasSuffix(path, "assignLicense"):
		return []string{"LicenseAssignment.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"}
	case strings.EqualFold(set, setSKUs):
		return []string{"LicenseAssignment.Read.All", "LicenseAssignment.ReadWrite.All", "Organization.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"}
	case strings.EqualFold(set, setUsers) && reads:
		return []string{"User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"}
	case strings.EqualFold(set, setUsers):
		return []string{"User.ReadWrite.All", "Directory.ReadWrite.All"}
	case strings.HasPrefix(set, setApplications), strings.HasPrefix(set, setPrincipals):
		if reads {
			return []string{"Application.Read.All", "Application.ReadWrite.OwnedBy", "Application.ReadWrite.All", "Directory.Read.All"}
		}
		return []string{"Application.ReadWrite.OwnedBy", "Application.ReadWrite.All"}
	case reads:
		return []string{"Directory.Read.All", "Directory.ReadWrite.All", "User.Read.All", "User.ReadWrite.All", "Application.Read.All", "Application.ReadWrite.All"}
	}
	return []string{"User.ReadWrite.All", "Application.ReadWrite.All", "Directory.ReadWrite.All"}
}
