// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func (d *directory) userRules() odatasvc.Set {
	return odatasvc.Set{
		// Properties that a read without $select returns: https://learn.microsoft.com/graph/api/user-get.
		Select: []string{
			"businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation",
			"preferredLanguage", "surname", "userPrincipalName",
		},
		Rows:         replicated(setUsers),
		State:        []string{"tenantAdministrator"},
		Defaults:     userDefaults,
		BeforeInsert: createUser,
		AfterInsert: func(c *odatasvc.Context, row odatasvc.Row) error {
			replicate(c, row)
			d.moved(c, nil, row)
			return nil
		},
		BeforeUpdate: updateUser,
		AfterUpdate: func(c *odatasvc.Context, old, row odatasvc.Row) error {
			d.moved(c, old, row)
			return nil
		},
		BeforeDelete: func(c *odatasvc.Context, row odatasvc.Row) error { return d.remove(c, setUsers, row) },
		StateInsert:  d.stateInsertUser,
		StateUpdate:  d.stateUpdateUser,
		StateDelete:  d.stateDelete(setUsers),
	}
}

// userDefaults fills in what a row omits. A request must contain everything that a new account needs.
func userDefaults(c *odatasvc.Context, row odatasvc.Row) {
	row.SetDefault("userType", "Member")
	row.SetDefault("businessPhones", []any{})
	if c.Request != nil {
		row["createdDateTime"] = c.World.Timestamp()
	} else {
		row.SetDefault("createdDateTime", c.World.Timestamp())
		row.SetDefault("accountEnabled", true)
		if local, _, ok := strings.Cut(row.String("userPrincipalName"), "@"); ok {
			row.SetDefault("mailNickname", local)
		}
	}
	states := readStates(row)
	states.complete(row)
	states.write(row)
}

// createUser implements https://learn.microsoft.com/graph/api/user-post-users.
func createUser(c *odatasvc.Context, row odatasvc.Row) error {
	if _, ok := row["accountEnabled"].(bool); !ok {
		return required("accountEnabled", "User")
	}
	for _, name := range []string{"displayName", "mailNickname", "userPrincipalName"} {
		if row.String(name) == "" {
			return required(name, "User")
		}
	}
	profile, _ := row["passwordProfile"].(map[string]any)
	if password, _ := profile["password"].(string); password == "" {
		return bad(textPassword)
	}
	delete(row, "passwordProfile") // never readable
	return checkUser(c, row, row.String("id"))
}

func updateUser(c *odatasvc.Context, old, changes odatasvc.Row) error {
	delete(changes, "passwordProfile")
	for _, name := range []string{"displayName", "mailNickname", "userPrincipalName", "accountEnabled"} {
		if v, ok := changes[name]; ok && (v == nil || v == "") {
			return invalid(name, "User")
		}
	}
	return checkUser(c, changes, old.String("id"))
}

var country = regexp.MustCompile("^[A-Z]{2}$")

// checkUser checks the properties that a request writes.
func checkUser(c *odatasvc.Context, row odatasvc.Row, id string) error {
	if name := row.String("userPrincipalName"); name != "" {
		local, domain, ok := strings.Cut(name, "@")
		if !ok || local == "" {
			return invalid("userPrincipalName", "User")
		}
		if !verified(c, domain) {
			return bad(textDomain)
		}
		if taken(c, setUsers, "userPrincipalName", name, id) {
			return sameValue("userPrincipalName")
		}
	}
	if location, ok := row["usageLocation"].(string); ok && !country.MatchString(location) {
		return invalid("usageLocation", "User")
	}
	return nil
}

// verified reports whether the domain of an account is one of the tenant's.
func verified(c *odatasvc.Context, domain string) bool {
	has, unnamed := c.World.HasDomain(domain)
	return has || unnamed
}

// moved updates the units in use and announces the change of an account.
func (d *directory) moved(c *odatasvc.Context, before, after store.Row) {
	adjustSeats(c, licensesOf(before), licensesOf(after))
	d.changed(before, after)
}

func (d *directory) stateInsertUser(c *odatasvc.Context, row odatasvc.Row) (odatasvc.Row, error) {
	c.Service.FillDefaults(c, setUsers, row)
	table := c.Table(setUsers)
	if table.Has(row.String("id")) {
		return nil, sameValue("id")
	}
	table.Put(row)
	d.moved(c, nil, row)
	return row, nil
}

// stateUpdateUser keeps the two properties in which Graph shows licenses consistent when only one is changed.
func (d *directory) stateUpdateUser(c *odatasvc.Context, key string, changes odatasvc.Row) (odatasvc.Row, bool, error) {
	table := c.Table(setUsers)
	old, ok := table.Get(key)
	if !ok {
		return nil, false, nil
	}
	_, licenses := changes["assignedLicenses"]
	_, states := changes["licenseAssignmentStates"]
	switch {
	case licenses && !states:
		kept := readStates(old)
		kept.keep(changes)
		kept.complete(changes)
		kept.write(changes)
	case states && !licenses:
		readStates(changes).write(changes)
	}
	row, err := c.Service.Replace(c, setUsers, old, changes)
	if err != nil {
		return nil, true, err
	}
	d.moved(c, old, row)
	return row, true, nil
}
