// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph_test

import "testing"

// TestPermissions has, for each kind of request, insufficient permissions and a sufficient one.
func TestPermissions(t *testing.T) {
	t.Parallel()
	for _, rule := range []struct {
		method, path, body string
		lacking, enough    string
		status             int
	}{
		{"GET", "users", "", "LicenseAssignment.ReadWrite.All", "User.Read.All", 200},
		{"GET", "users/" + ann + "?$select=usageLocation", "", "LicenseAssignment.Read.All", "Directory.Read.All", 200},
		{"POST", "users", newUser, "User.Read.All", "User.ReadWrite.All", 201},
		{"PATCH", "users/" + bob, `{"usageLocation":"DE"}`, "User.Read.All", "User.ReadWrite.All", 204},
		{"DELETE", "users/" + bob, "", "User.Read.All", "User.ReadWrite.All", 204},
		{"POST", "users/" + ann + "/assignLicense", add(office), "User.Read.All", "LicenseAssignment.ReadWrite.All", 200},
		{"POST", "users/" + ann + "/reprocessLicenseAssignment", "", "LicenseAssignment.Read.All", "User.ReadWrite.All", 200},
		{"GET", "subscribedSkus", "", "User.Read.All", "LicenseAssignment.Read.All", 200},
		{"GET", "servicePrincipals(appId='" + app + "')", "", "User.Read.All", "Application.Read.All", 200},
		{"POST", "applications", `{"displayName":"New"}`, "Application.Read.All", "Application.ReadWrite.OwnedBy", 201},
		{"GET", "directoryObjects/" + ann, "", "LicenseAssignment.Read.All", "Directory.Read.All", 200},
		{"DELETE", "directoryObjects/" + bob, "", "Directory.Read.All", "Directory.ReadWrite.All", 204},
	} {
		t.Run(rule.method+" "+rule.path, func(t *testing.T) {
			t.Parallel()
			h := newTenant(t)
			h.roles = []string{rule.lacking}
			h.want(rule.method, rule.path, rule.body, 403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
			h.roles = []string{rule.enough}
			h.ok(rule.method, rule.path, rule.body, rule.status)
		})
	}
}
