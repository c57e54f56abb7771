// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Entity sets of the automation API v2.0 that have rules (BCApps APIV2/app/src/pages, pages 30001 to 30007 and 30059).
const (
	setAutomationCompanies = "automationCompanies"
	setBCUsers             = "users"
	setUserPermissions     = "userPermissions"
	setPermissionSets      = "permissionSets"
	setExtensions          = "extensions"
	setExtensionUpload     = "extensionUpload"
	setDeployments         = "extensionDeploymentStatus"

	columnUser    = "userSecurityId"
	columnRole    = "roleId"
	columnCompany = "company"
	columnAppID   = "appId"
	columnScope   = "scope"
	columnState   = "state"
	stateEnabled  = "Enabled"
	scopeSystem   = "System"
)

// Permission sets that the automation API's rules check.
const (
	permissionExtensions = "EXTEN. MGT. - ADMIN"
	permissionSecurity   = "SECURITY"
	permissionSuper      = "SUPER"
)

// Texts of the pages and of codeunits 153 and 2500. The platform checks SUPER and SECURITY; its
// text comes from microsoft/AL issue 6722.
const (
	textUserNotSpecified   = "You must specify a User Security ID to access user permissions."
	textSeveralRoles       = "The permission set %s is defined multiple times in this context."
	textLastSuper          = "There should be at least one enabled 'SUPER' user."
	textMayNotGrant        = "You have not been granted rights to add, modify, or delete this permission set for this user in this company. To obtain rights, you must be granted either the SUPER or SECURITY permission set."
	textMayNotInstall      = "You do not have the required permissions to install the selected app. Contact your Partner or system administrator to install the app or assign you permissions."
	textMayNotManage       = "You do not have sufficient permissions to manage extensions. Please contact your administrator."
	textInstalled          = "The extension %s is already installed."
	textNotInstalled       = "The extension %s is not installed."
	textUnpublishUsed      = "The extension %s cannot be unpublished because it is installed."
	textContentEmpty       = "Extension content is empty"
	textNotAnExtension     = "The specified file is not an extension file. (Parameter 'stream')"
	textLastCompany        = "Cannot delete this company. It's the only company you have, and you must have at least one."
	textCurrentCompany     = "The company %s cannot be deleted by a request that is made in it. Send the request to another company."
	textSuperOfApplication = "The permission set SUPER cannot be assigned to the application %s."
)

// registerAutomation adds the rules of the automation API v2.0 to its service.
func registerAutomation(s *odatasvc.Service) {
	s.RegisterAuthorize(authorizeAutomation)
	s.RegisterSet(setAutomationCompanies, automationCompanySet())
	s.RegisterSet(setBCUsers, userSet())
	s.RegisterSet(setUserPermissions, userPermissionSet())
	s.RegisterNavigation("user", setUserPermissions, odatasvc.Navigation{List: permissionsOf, Create: permissionFor})
	s.RegisterSet(setPermissionSets, odatasvc.Set{Global: true, Rows: permissionSets})
	s.RegisterSet(setExtensions, extensionSet())
	s.RegisterSet(setExtensionUpload, extensionUploadSet())
	s.RegisterSet(setDeployments, odatasvc.Set{Global: true, Rows: deployments, State: []string{columnDetails}})

	// Tables shared by all companies (DataPerCompany = false).
	for _, set := range []string{
		"accessControls", "features", "profiles", "securityGroupMembers", "securityGroups", "userPermissionSets", "usersPermissions",
	} {
		s.RegisterSet(set, odatasvc.Set{Global: true})
	}

	s.RegisterBoundOperation("extension", "install", installExtension)
	s.RegisterBoundOperation("extension", "uninstall", uninstallExtension)
	s.RegisterBoundOperation("extension", "uninstallAndDeleteExtensionData", uninstallExtension)
	s.RegisterBoundOperation("extension", "unpublish", unpublishExtension)
	s.RegisterBoundOperation("extensionUpload", "upload", uploadExtension)
}

var (
	automationSet   = regexp.MustCompile(`/companies\([^)]*\)/([A-Za-z]+)`)
	companyOfPath   = regexp.MustCompile(`/companies\(([^)]*)\)`)
	barePermissions = regexp.MustCompile(`/companies\([^)]*\)/userPermissions(\(|$)`)
)

// automationPages lists the pages that require permission to execute.
func automationPages() map[string]string {
	return map[string]string{
		setAutomationCompanies: "30001 APIV2 - Aut. Companies", setBCUsers: "30004 APIV2 - Aut. Users",
		setPermissionSets: "30005 APIV2 - Aut. Permission Sets", setUserPermissions: "30059 APIV2 - Aut. User Permissions",
		setExtensions: "30002 APIV2 - Aut. Extensions", setExtensionUpload: "30006 APIV2 - Aut. Extension Upload",
		setDeployments: "30007 APIV2 - Aut. Extension Depl.",
	}
}

// authorizeAutomation is authorize, plus the checks that the pages make when they open.
func authorizeAutomation(c *odatasvc.Context) error {
	if err := authorize(c, entra.PermissionAutomation); err != nil {
		return err
	}
	path := c.Request.URL.Path
	m := automationSet.FindStringSubmatch(path)
	if m == nil {
		return nil
	}
	page := automationPages()[m[1]]
	if page != "" && !holds(c, permissionAutomation) {
		return permissionError("Page " + page + " Execute: _Exclude_APIV2_")
	}
	switch {
	case barePermissions.MatchString(path):
		return dialogError(textUserNotSpecified)
	case m[1] == setExtensions && !holds(c, permissionExtensions):
		return dialogError(textMayNotInstall)
	case m[1] == setDeployments && !holds(c, permissionExtensions):
		return dialogError(textMayNotManage)
	}
	return nil
}

// holdsHere reports whether the caller has a permission set for the company of the request only.
func holdsHere(c *odatasvc.Context, permissionSet string) bool {
	if c.Request == nil {
		return false
	}
	m := companyOfPath.FindStringSubmatch(c.Request.URL.Path)
	if m == nil {
		return false
	}
	company, ok := c.World.Store.Table(store.BusinessCentral, setCompanies).Get(m[1])
	if !ok {
		return false
	}
	_, given := c.World.Store.Table(store.BusinessCentral, setUserPermissions).First(func(r store.Row) bool {
		return r.Equal(columnUser, c.User.String(columnID)) && r.Equal(columnRole, permissionSet) && r.Equal(columnCompany, company.String("name"))
	})
	return given
}

// derivedID is the stable id of a row that is composed from others.
func derivedID(parts ...string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("bcsales/emulator/"+strings.ToLower(strings.Join(parts, "/")))).String()
}

// roles returns the permission sets of a registered application.
func roles(application store.Row) []string {
	list, _ := application["permissionSets"].([]any)
	var out []string
	for _, item := range list {
		if name, ok := item.(string); ok && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
