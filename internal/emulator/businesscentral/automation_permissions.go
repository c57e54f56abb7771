// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// permissionSets is page 30005 over table "Aggregate Permission Set": some of Microsoft's, the companion's while it is
// installed, and what the seed adds.
func permissionSets(c *odatasvc.Context) []store.Row {
	set := func(id, name, app, extension string) store.Row {
		return store.Row{columnID: id, "displayName": name, columnAppID: app, "extensionName": extension, columnScope: scopeSystem}
	}
	out := []store.Row{
		set(permissionSuper, "This role has all permissions.", emptyGUID, ""),
		set(permissionSecurity, "Assign permissions to users", emptyGUID, ""),
		set(permissionAutomation, "Dynamics 365 Automation", baseApplicationID, "Base Application"),
		set("D365 BASIC", "Dynamics 365 Basic access", baseApplicationID, "Base Application"),
		set(permissionFull, "Dynamics 365 Full Business Acc", baseApplicationID, "Base Application"),
		set(permissionRead, "Dynamics 365 Read access", baseApplicationID, "Base Application"),
		set("D365 SALESPERSON", "Salesperson", baseApplicationID, "Base Application"),
		set("D365 DYN CRM MGT", "Dynamics 365 CRM Management", baseApplicationID, "Base Application"),
		set("D365 DYN CRM READ", "Dynamics 365 CRM Read", baseApplicationID, "Base Application"),
		set(permissionExtensions, "Extension Management - Admin", systemApplicationID, "System Application"),
	}
	if c.World.Config.Companion != "" {
		out = append(out,
			set(permissionUse, "Sales Connector - Read", companionID, companionName),
			set(permissionAdminister, "Sales Connector - Administer", companionID, companionName),
			set("BCS APPROVE", "Sales Connector - Approve", companionID, companionName))
	}
	stored := c.World.Store.Table(store.BusinessCentral, setPermissionSets)
	out = slices.DeleteFunc(out, func(row store.Row) bool { return stored.Has(stored.Key(row)) })
	return append(out, stored.All()...)
}

// userPermissionSet is page 30059 over table "Access Control".
func userPermissionSet() odatasvc.Set {
	return odatasvc.Set{
		Global:       true,
		Rows:         userPermissions,
		BeforeInsert: insertPermission,
		AfterInsert: func(c *odatasvc.Context, row store.Row) error {
			grant(c, row)
			return nil
		},
		BeforeUpdate: func(c *odatasvc.Context, old, changes store.Row) error {
			row := old.Clone()
			maps.Copy(row, changes)
			ungrant(c, old)
			return checkPermission(c, row)
		},
		AfterUpdate: func(c *odatasvc.Context, _, row store.Row) error {
			grant(c, row)
			return nil
		},
		BeforeDelete: deletablePermission,
		AfterDelete: func(c *odatasvc.Context, row store.Row) error {
			ungrant(c, row)
			return nil
		},
		Computed: describePermission,
		StateInsert: func(c *odatasvc.Context, row store.Row) (store.Row, error) {
			row.SetDefault(columnID, c.World.NewID())
			row.SetDefault(columnCompany, "")
			row.SetDefault(columnAppID, emptyGUID)
			row.SetDefault(columnScope, scopeSystem)
			c.Table(setUserPermissions).Put(row)
			grant(c, row)
			return row, nil
		},
		StateUpdate: func(c *odatasvc.Context, key string, changes store.Row) (store.Row, bool, error) {
			old, ok := c.Find(setUserPermissions, key)
			if !ok {
				return nil, false, nil
			}
			row, err := c.Service.Replace(c, setUserPermissions, old, changes)
			if err != nil {
				return nil, true, err
			}
			ungrant(c, old)
			grant(c, row)
			return row, true, nil
		},
		StateDelete: func(c *odatasvc.Context, key string) (bool, error) {
			row, ok := c.Find(setUserPermissions, key)
			if ok {
				ungrant(c, row)
				c.Table(setUserPermissions).Delete(key)
			}
			return ok, nil
		},
	}
}

// userPermissions lists the permission sets granted to users. Those that an application has in all companies are
// kept with the application, where other rules look for them.
func userPermissions(c *odatasvc.Context) []store.Row {
	t := c.World.Store.Table(store.BusinessCentral, setUserPermissions)
	out := t.Where(func(r store.Row) bool {
		_, application := applicationOf(c, r.String(columnUser))
		return !application || r.String(columnCompany) != ""
	})
	sets := permissionSets(c)
	for _, application := range applications(c) {
		user := application.String(columnID)
		for _, role := range roles(application) {
			if row, ok := t.First(func(r store.Row) bool {
				return r.Equal(columnUser, user) && r.Equal(columnRole, role) && r.String(columnCompany) == ""
			}); ok {
				out = append(out, row)
				continue
			}
			row := store.Row{
				columnID: derivedID("permission", user, role), columnUser: user, columnRole: role, columnCompany: "",
				columnAppID: emptyGUID, columnScope: scopeSystem,
			}
			if i := slices.IndexFunc(sets, func(r store.Row) bool { return r.Equal(columnID, role) }); i >= 0 {
				row[columnAppID], row[columnScope] = sets[i][columnAppID], sets[i][columnScope]
			}
			out = append(out, row)
		}
	}
	return out
}

func permissionsOf(c *odatasvc.Context, user store.Row) []store.Row {
	var out []store.Row
	for _, row := range userPermissions(c) {
		if row.Equal(columnUser, user.String(columnUser)) {
			out = append(out, row)
		}
	}
	return out
}

// permissionFor links a posted row to the user in its URL.
func permissionFor(_ *odatasvc.Context, user, row store.Row) error {
	row[columnUser] = user.String(columnUser)
	return nil
}

// describePermission fills in the names from the permission set.
func describePermission(c *odatasvc.Context, row store.Row) {
	for _, set := range permissionSets(c) {
		if set.Equal(columnID, row.String(columnRole)) && set.Equal(columnAppID, row.String(columnAppID)) {
			row["displayName"], row["extensionName"] = set["displayName"], set["extensionName"]
		}
	}
}

// insertPermission is OnInsertRecord of page 30059 and the checks of the platform.
func insertPermission(c *odatasvc.Context, row store.Row) error {
	row[columnRole] = strings.ToUpper(strings.TrimSpace(row.String(columnRole)))
	row.SetDefault(columnCompany, "")
	row.SetDefault(columnAppID, emptyGUID)
	set, err := matchingSet(c, row)
	if err != nil {
		return err
	}
	row[columnAppID], row[columnScope] = set[columnAppID], set[columnScope]
	return checkPermission(c, row)
}

// matchingSet finds the only permission set that matches the given role, app and scope.
func matchingSet(c *odatasvc.Context, row store.Row) (store.Row, error) {
	var filters []string
	role, app, scope := row.String(columnRole), row.String(columnAppID), row.String(columnScope)
	if role != "" {
		filters = append(filters, "Role ID: "+role)
	}
	if app != emptyGUID {
		filters = append(filters, "App ID: "+braces(app))
	}
	if scope != "" {
		filters = append(filters, "Scope: "+scope)
	}
	var found []store.Row
	for _, set := range permissionSets(c) {
		if (role == "" || set.Equal(columnID, role)) && (app == emptyGUID || set.Equal(columnAppID, app)) && (scope == "" || set.Equal(columnScope, scope)) {
			found = append(found, set)
		}
	}
	switch len(found) {
	case 0:
		return nil, odatasvc.Errorf(http.StatusNotFound, "Internal_DataNotFoundFilter",
			"There is no Aggregate Permission Set within the filter.  Filters: %s", strings.Join(filters, ", "))
	case 1:
		return found[0], nil
	}
	return nil, dialogError(textSeveralRoles, role)
}

// checkPermission makes the platform's checks of a row of table "Access Control".
func checkPermission(c *odatasvc.Context, row store.Row) error {
	if !mayGrant(c) {
		return dialogError(textMayNotGrant)
	}
	if company := row.String(columnCompany); company != "" {
		if _, ok := c.World.Store.Table(store.BusinessCentral, setCompanies).First(func(r store.Row) bool { return r.String("name") == company }); !ok {
			return relationError("Company Name", "Access Control", company)
		}
	}
	if application, ok := applicationOf(c, row.String(columnUser)); ok && row.Equal(columnRole, permissionSuper) {
		return dialogError(textSuperOfApplication, application.String("description"))
	}
	for _, other := range userPermissions(c) {
		if samePermission(row, other) && !other.Equal(columnID, row.String(columnID)) {
			return odatasvc.Errorf(http.StatusConflict, "Internal_EntityWithSameKeyExists",
				"The record in table Access Control already exists. Identification fields and values: User Security ID='%s',Role ID='%s',Company Name='%s',Scope='%s',App ID='%s'",
				braces(row.String(columnUser)), row.String(columnRole), row.String(columnCompany), row.String(columnScope), braces(row.String(columnAppID)))
		}
	}
	return nil
}

func samePermission(a, b store.Row) bool {
	for _, column := range []string{columnUser, columnRole, columnCompany, columnScope, columnAppID} {
		if !a.Equal(column, b.String(column)) {
			return false
		}
	}
	return true
}

func mayGrant(c *odatasvc.Context) bool {
	return c.Request == nil || holds(c, permissionSecurity) || holds(c, permissionSuper)
}

func deletablePermission(c *odatasvc.Context, row store.Row) error {
	if !mayGrant(c) {
		return dialogError(textMayNotGrant)
	}
	if superEverywhere(row) && !otherSuper(c, row) {
		return dialogError(textLastSuper)
	}
	return nil
}

// grant records a permission set that an application has in all companies.
func grant(c *odatasvc.Context, row store.Row) {
	application, ok := applicationOf(c, row.String(columnUser))
	if !ok || row.String(columnCompany) != "" {
		return
	}
	held := roles(application)
	if slices.ContainsFunc(held, func(role string) bool { return strings.EqualFold(role, row.String(columnRole)) }) {
		return
	}
	setRoles(c, application, append(held, row.String(columnRole)))
}

// ungrant reverts grant.
func ungrant(c *odatasvc.Context, row store.Row) {
	application, ok := applicationOf(c, row.String(columnUser))
	if !ok || row.String(columnCompany) != "" {
		return
	}
	setRoles(c, application, slices.DeleteFunc(roles(application), func(role string) bool { return strings.EqualFold(role, row.String(columnRole)) }))
}

func setRoles(c *odatasvc.Context, application store.Row, held []string) {
	list := make([]any, len(held))
	for i, role := range held {
		list[i] = role
	}
	c.World.Store.Table(store.BusinessCentral, setApplications).Update(application.String(columnID), store.Row{"permissionSets": list})
}
