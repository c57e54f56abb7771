// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// ReplicationDelay is how long a new service principal stays unknown to Dataverse.
const ReplicationDelay = 20 * time.Second

// createUser handles POST systemusers. Defaults have been applied already.
func (o *Org) createUser(c *odatasvc.Context, row odatasvc.Row) error {
	if err := o.need(c, "prvCreateUser", "systemuser", row); err != nil {
		return err
	}
	if err := o.unitAccepts(c, row.String("_businessunitid_value")); err != nil {
		return err
	}
	if isApplication(row) {
		if err := o.createApplicationUser(c, row); err != nil {
			return err
		}
	} else if err := o.createPerson(c, row); err != nil {
		return err
	}
	if row.Int("accessmode") == accessNonInteractive && !isApplication(row) && o.nonInteractive(c, "") >= nonInteractiveQuota {
		return nonInteractiveFull()
	}
	return o.uniqueEmail(c, row.String("systemuserid"), row.String("internalemailaddress"))
}

// createApplicationUser follows Microsoft Learn, "Manage application users in the Power Platform admin center":
// each application, whose service principal must exist in the tenant, has at most one application user. A
// soft-deleted one counts.
func (o *Org) createApplicationUser(c *odatasvc.Context, row odatasvc.Row) error {
	app := row.String("applicationid")
	if old, ok := c.Table(setUsers).First(func(r odatasvc.Row) bool { return r.Equal("applicationid", app) }); ok {
		if old.Int("deletedstate") != 0 {
			return duplicateRecord()
		}
		return bad(codeDuplicateAppUser, "You are attempting to create an Application ID = %s that already exists.", app)
	}
	principal, ok := o.servicePrincipal(c, app)
	if !ok {
		return bad(codeAppNotRegistered, "Application needs to be registered and enabled at deployment level before it can be created for this organization")
	}
	if !o.replicated(c, principal) {
		return bad(codeNotInDirectory, "The specified application (Id = %s) was not found in the directory of the tenant. It may not be replicated yet.", app)
	}
	switch row.Int("accessmode") {
	case accessReadWrite, accessNonInteractive:
		return nil
	}
	return applicationAccessMode()
}

// replicated reports whether a service principal is old enough for Dataverse to know it. Seeded ones have no
// creation time and count as old.
func (o *Org) replicated(c *odatasvc.Context, principal odatasvc.Row) bool {
	at, err := time.Parse(time.RFC3339, principal.String("createdDateTime"))
	if err != nil {
		return true
	}
	delay := time.Duration(float64(o.Durations.Replication) / c.World.Config.Speed)
	return !c.World.Now().Before(at.Add(delay))
}

// createPerson adds a person, who must have an account and a license. Normally the platform adds people; see
// Microsoft Learn, "Create users".
func (o *Org) createPerson(c *odatasvc.Context, row odatasvc.Row) error {
	account, ok := o.account(c, row)
	if !ok {
		return bad(codeNotInDirectory, "The specified user (%s) was not found in the directory of the tenant.", row.String("domainname"))
	}
	oid, name := account.String("id"), account.String("userPrincipalName")
	if _, ok := c.Table(setUsers).First(func(r odatasvc.Row) bool {
		return r.Equal("azureactivedirectoryobjectid", oid) || name != "" && o.same(r, "domainname", name)
	}); ok {
		return bad(codeUserExists, "The specified Active Directory user already exists as a Dynamics 365 user.")
	}
	if licenses, _ := account["assignedLicenses"].([]any); len(licenses) == 0 && row.Int("accessmode") != accessAdministrative {
		return bad(codeNoLicense, "The user has not been assigned any License")
	}
	return nil
}

// uniqueEmail requires primary e-mail addresses to be unique. That Dataverse does so follows from Business Central,
// which tries the next address when inserting its user fails (BCApps CDSIntegrationImpl.Codeunit.al,
// FindOrCreateIntegrationUser).
func (o *Org) uniqueEmail(c *odatasvc.Context, id, email string) error {
	if email == "" {
		return nil
	}
	if _, ok := c.Table(setUsers).First(func(r odatasvc.Row) bool {
		return o.same(r, "internalemailaddress", email) && !r.Equal("systemuserid", id)
	}); ok {
		return duplicateRecord()
	}
	return nil
}

// nonInteractive counts the people, except one, who are non-interactive users.
func (o *Org) nonInteractive(c *odatasvc.Context, except string) int {
	return len(c.Table(setUsers).Where(func(r odatasvc.Row) bool {
		return r.Int("accessmode") == accessNonInteractive && !isApplication(r) && !r.Bool("isdisabled") && !r.Equal("systemuserid", except)
	}))
}

func nonInteractiveFull() error {
	return bad(codeNonInteractive, "You have reached the maximum number of non-interactive users/")
}

func applicationAccessMode() error {
	return bad(codeAccessModeApp, "An application user's access mode cannot be changed.")
}

// unitAccepts refuses an absent or disabled business unit for a user or a team.
func (o *Org) unitAccepts(c *odatasvc.Context, id string) error {
	unit, ok := c.Table(setUnits).Get(id)
	if !ok {
		return absent("businessunit", id)
	}
	if unit.Bool("isdisabled") {
		return bad(codeDisabledUnit, "The specified business unit cannot be assigned to because it is disabled.")
	}
	return nil
}
