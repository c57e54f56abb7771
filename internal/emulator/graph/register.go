// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package graph holds the rules of Microsoft Graph's directory: accounts, licenses, applications and deleted items.
// Rules and texts follow Microsoft Learn and responses quoted in public issues; whatever lacks a public source says
// so.
package graph

import (
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Entity sets and tables. The API has no entity set for deleted items; the control
// interface shows their table under this name.
const (
	setUsers        = "users"
	setSKUs         = "subscribedSkus"
	setPrincipals   = "servicePrincipals"
	setApplications = "applications"
	setObjects      = "directoryObjects"
	setDeleted      = "deletedItems"
)

// Durations at speed 1.
const (
	// ReplicationDelay is how long a new object stays invisible to readers. The directory is eventually consistent
	// (Microsoft Learn, "Consistency in Microsoft Graph").
	ReplicationDelay = 20 * time.Second
	// Retention is how long deleted items can be restored (Microsoft Learn, "deletedItems").
	Retention = 30 * 24 * time.Hour
)

// AccountChanged is called for every change of an account. before is nil for a new account and after is nil for one
// that is permanently deleted; a deleted account that can still be restored has a deletedDateTime.
type AccountChanged func(before, after store.Row)

// directory is the tenant's directory.
type directory struct {
	changed AccountChanged
}

// Register adds the rules to the Graph service. changed may be nil.
func Register(s *odatasvc.Service, changed AccountChanged) {
	if changed == nil {
		changed = func(store.Row, store.Row) {}
	}
	d := &directory{changed: changed}
	s.RegisterAuthorize(authorize)
	s.RegisterSet(setUsers, d.userRules())
	s.RegisterSet(setSKUs, d.skuRules())
	s.RegisterSet(setPrincipals, d.principalRules())
	applications := d.applicationRules()
	applications.Select = withoutStreams(s.Model.Types["application"])
	s.RegisterSet(setApplications, applications)
	s.RegisterSet(setObjects, d.objectRules())
	s.RegisterSet(setDeleted, odatasvc.Set{Key: []string{"id"}})
	s.RegisterNavigation("directory", setDeleted, odatasvc.Navigation{
		List: func(c *odatasvc.Context, _ odatasvc.Row) []odatasvc.Row { return c.Table(setDeleted).All() },
	})
	s.RegisterBoundOperation("user", "assignLicense", d.assignLicense)
	s.RegisterBoundOperation("user", "reprocessLicenseAssignment", func(_ *odatasvc.Context, user odatasvc.Row, _ map[string]any) (any, error) {
		return user, nil
	})
	s.RegisterOperation("restore", d.restore)
	s.RegisterSeeded(d.seeded)
}

// withoutStreams returns the properties that a response contains. A stream,
// such as a logo, has to be read separately.
func withoutStreams(t *model.EntityType) []string {
	var names []string
	for name, property := range t.Properties {
		if property.Type != "Edm.Stream" {
			names = append(names, name)
		}
	}
	return names
}

// replicating is the name of the scheduled work that makes a new object visible to readers.
func replicating(id string) string { return "graph replication " + id }

// replicate hides a new object from readers until it has been replicated.
func replicate(c *odatasvc.Context, row odatasvc.Row) {
	if c.Request != nil {
		c.World.After(ReplicationDelay, replicating(row.String("id")), func() {})
	}
}

// replicated lists the rows of a set that requests can see. Background work sees all of them.
func replicated(set string) func(c *odatasvc.Context) []odatasvc.Row {
	return func(c *odatasvc.Context) []odatasvc.Row {
		if c.Request == nil || c.World.Pending(replicating("")) == 0 {
			return c.Table(set).All()
		}
		return c.Table(set).Where(func(row odatasvc.Row) bool { return c.World.Pending(replicating(row.String("id"))) == 0 })
	}
}

// taken reports whether another object of the set has the value in a column.
func taken(c *odatasvc.Context, set, column, value, except string) bool {
	_, ok := c.Table(set).FirstBy(column, value, func(row odatasvc.Row) bool { return row.String("id") != except })
	return ok
}
