// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Permission sets that an Entra application of the environment can have in the emulator. The first three are
// Microsoft's: D365 AUTOMATION includes the job queue and the integration tables, and each of the three can read a
// company's records. The others are the companion's.
const (
	permissionAutomation = "D365 AUTOMATION"
	permissionFull       = "D365 BUS FULL ACCESS"
	permissionRead       = "D365 READ"
	permissionUse        = "BCS READ"
	permissionAdminister = "BCS ADMINISTER"
)

// standardSet finds the entity set in a path below the root of the standard API.
var standardSet = regexp.MustCompile(`^/?(?:companies\([^)]*\)/)?([A-Za-z]+)`)

// authorize answers 401 unless the caller's token has the application permission and the application is registered and enabled
// on the page "Microsoft Entra Applications" of the environment. That a permission is needed is documented (Microsoft Learn,
// "Using Service-to-Service (S2S) Authentication"); no public source shows the answer without it.
func authorize(c *odatasvc.Context, permission string) error {
	row, ok := c.World.Store.Table(store.BusinessCentral, setApplications).First(func(r store.Row) bool {
		return r.Equal("clientId", c.Caller.ApplicationID)
	})
	if !ok || !strings.EqualFold(row.String("state"), "Enabled") || !slices.Contains(c.Caller.Roles, permission) {
		return odatasvc.Errorf(http.StatusUnauthorized, "Authentication_InvalidCredentials", "The server has rejected the client credentials.")
	}
	c.User = row
	return checkIntent(c)
}

// checkIntent refuses writes to the read-only replica of the database, which the header Data-Access-Intent selects
// (Microsoft Learn, "Specifying Data Access Intent for GET requests"). Code and text are not documented.
func checkIntent(c *odatasvc.Context) error {
	if c.Request.Method == http.MethodGet || !strings.EqualFold(c.Request.Header.Get("Data-Access-Intent"), "ReadOnly") {
		return nil
	}
	return odatasvc.Errorf(http.StatusBadRequest, "BadRequest", "The header Data-Access-Intent is ReadOnly, and the method %s is not. Only GET can be read-only.", c.Request.Method)
}

// authorizeStandard is authorize, plus 403 for records that no permission set of the caller covers. The service
// document and $metadata require no permission set.
func authorizeStandard(c *odatasvc.Context) error {
	if err := authorize(c, entra.PermissionAPI); err != nil {
		return err
	}
	m := standardSet.FindStringSubmatch(strings.TrimPrefix(c.World.Config.Origin+c.Request.URL.EscapedPath(), c.Root))
	if m == nil {
		return nil
	}
	for _, set := range []string{permissionRead, permissionFull, permissionAutomation, permissionSuper} {
		if holds(c, set) {
			return nil
		}
	}
	return permissionError(standardTable(m[1]))
}

// standardTable returns the table that the permission sets lack to read a set of the standard API.
func standardTable(set string) string {
	switch set {
	case setCompanies:
		return "TableData 2000000006 Company Read: System"
	case setInformation:
		return "TableData 79 Company Information Read: Base Application"
	case setJobQueue:
		return "TableData 472 Job Queue Entry Read: Base Application"
	}
	for _, m := range masters() {
		if m.set == set {
			return fmt.Sprintf("TableData %d %s Read: Base Application", m.id, m.table)
		}
	}
	return "Page " + set + " Execute: _Exclude_APIV2_"
}

// authorizeCompanion is authorize, plus 404 if the companion is not installed
// and 403 without one of its permission sets.
func authorizeCompanion(c *odatasvc.Context) error {
	if err := authorize(c, entra.PermissionAPI); err != nil {
		return err
	}
	if err := installed(c); err != nil {
		return err
	}
	if !holds(c, permissionUse) && !holds(c, permissionAdminister) {
		return permissionError("Page BCSales Connector Execute: " + permissionUse)
	}
	return nil
}

// administer refuses an operation without the companion's administration permission set, as codeunit "BCS Access
// Control" does before every write and every action.
func administer(c *odatasvc.Context, operation string) error {
	if c.Request == nil || holds(c, permissionAdminister) {
		return nil
	}
	return ownError(ownPermission, operation)
}

// administeredAction is an action that requires the administration permission set.
func administeredAction(operation string, run odatasvc.Operation) odatasvc.Operation {
	return func(c *odatasvc.Context, bound store.Row, params map[string]any) (any, error) {
		if err := administer(c, operation); err != nil {
			return nil, err
		}
		return run(c, bound, params)
	}
}

// administeredSet requires the administration permission set for every write to a set; the operations are those for
// an insert, an update and a deletion.
func administeredSet(set odatasvc.Set, insert, update, remove string) odatasvc.Set {
	beforeInsert, beforeUpdate, beforeDelete := set.BeforeInsert, set.BeforeUpdate, set.BeforeDelete
	set.BeforeInsert = func(c *odatasvc.Context, row store.Row) error {
		if err := administer(c, insert); err != nil || beforeInsert == nil {
			return err
		}
		return beforeInsert(c, row)
	}
	set.BeforeUpdate = func(c *odatasvc.Context, old, changes store.Row) error {
		if err := administer(c, update); err != nil || beforeUpdate == nil {
			return err
		}
		return beforeUpdate(c, old, changes)
	}
	set.BeforeDelete = func(c *odatasvc.Context, row store.Row) error {
		if err := administer(c, remove); err != nil || beforeDelete == nil {
			return err
		}
		return beforeDelete(c, row)
	}
	return set
}

// mayScheduleJobs refuses job queue operations to an application without Microsoft's permission set.
func mayScheduleJobs(c *odatasvc.Context) error {
	if c.Request == nil || holds(c, permissionAutomation) {
		return nil
	}
	return permissionError("TableData 472 Job Queue Entry Insert: Base Application")
}

func holds(c *odatasvc.Context, permissionSet string) bool {
	if c.User == nil {
		return false
	}
	sets, _ := c.User["permissionSets"].([]any)
	for _, s := range sets {
		if name, ok := s.(string); ok && strings.EqualFold(name, permissionSet) {
			return true
		}
	}
	return holdsHere(c, permissionSet)
}

// Application is the row of an Entra application with every permission set that the provider needs, for seeds.
func Application(id, clientID, description string) store.Row {
	return store.Row{
		columnID: id, "clientId": clientID, "description": description, "state": "Enabled",
		"permissionSets": []any{permissionAutomation, permissionFull, permissionExtensions, permissionSecurity, permissionUse, permissionAdminister},
	}
}
