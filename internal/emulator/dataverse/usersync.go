// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"slices"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// How long Dataverse takes, at speed 1, to follow the accounts of the directory. Microsoft Learn gives no figure
// for additions and changes; deletions are reflected after 30 minutes to 6 hours ("Delete users in Power
// Platform").
const (
	SynchronizationDelay = 2 * time.Minute
	DeletionDelay        = 30 * time.Minute
)

// difference describes a change of an account.
type difference struct{ added, enabled, licensed, named, deleted bool }

// AccountChanged is called when an account of the directory changes, and lets Dataverse follow later. before is nil
// for a new account, after is nil for one that is permanently deleted.
func (o *Org) AccountChanged(before, after store.Row) {
	known := after
	if known == nil {
		known = before
	}
	id, world := known.String("id"), o.service.World
	was, is := standing(o.service, before), standing(o.service, after)
	diff := difference{
		added:    !was.active && is.active,
		enabled:  before != nil && was.enabled != is.enabled && !is.deleted,
		licensed: before != nil && was.licensed != is.licensed && !is.deleted,
		named:    before != nil && after != nil && !is.deleted && renamedAccount(before, after),
		deleted:  was.deleted != is.deleted || after == nil,
	}
	if diff == (difference{}) {
		return
	}
	delay := SynchronizationDelay
	if diff.deleted && (is.deleted || after == nil) {
		delay = DeletionDelay
	}
	world.After(delay, "dataverse user "+id, func() { o.follow(id, before, diff) })
}

// SynchronizeUsers lets Dataverse add, later, users for the seeded accounts that qualify
// and have none. Seeded users stay unchanged.
func (o *Org) SynchronizeUsers() {
	c := o.service.Background("")
	for _, account := range c.World.Store.Table(store.Graph, "users").All() {
		if _, ok := o.userOf(c, account); ok || !standing(o.service, account).active {
			continue
		}
		id := account.String("id")
		c.World.After(SynchronizationDelay, "dataverse user "+id, func() { o.follow(id, nil, difference{added: true}) })
	}
}

// condition is the state of an account that matters to Dataverse.
type condition struct{ enabled, licensed, deleted, active bool }

func standing(s *odatasvc.Service, account store.Row) condition {
	if account == nil {
		return condition{}
	}
	out := condition{
		enabled: account.Bool("accountEnabled"), licensed: licensedFor(s, account),
		deleted: account.String("deletedDateTime") != "",
	}
	out.active = out.enabled && out.licensed && !out.deleted
	return out
}

// includesDataverse returns parts of the names of products and service plans that include Dataverse, Dynamics 365
// or Power Platform, which are based on it (Microsoft Learn, "Product names and service plan identifiers for
// licensing").
func includesDataverse() []string {
	return []string{"DYN365", "D365", "DYNAMICS", "CRM", "CDS", "DATAVERSE", "POWERAPPS", "POWER_", "FLOW", "SALES"}
}

// licensedFor reports whether one of an account's licenses covers Dataverse. A product that the tenant does not
// list counts, because nothing is known about it.
func licensedFor(s *odatasvc.Service, account store.Row) bool {
	list, _ := account["assignedLicenses"].([]any)
	return slices.ContainsFunc(list, func(item any) bool {
		object, _ := item.(map[string]any)
		id, _ := object["skuId"].(string)
		sku, ok := s.World.Store.Table(store.Graph, "subscribedSkus").FirstBy("skuId", id, nil)
		return !ok || skuIncludes(sku, object["disabledPlans"])
	})
}

func skuIncludes(sku store.Row, disabled any) bool {
	off, _ := disabled.([]any)
	plans, _ := sku["servicePlans"].([]any)
	for _, item := range plans {
		plan, _ := item.(map[string]any)
		name, _ := plan["servicePlanName"].(string)
		if !slices.Contains(off, plan["servicePlanId"]) && marked(name) {
			return true
		}
	}
	return len(plans) == 0 && marked(sku.String("skuPartNumber"))
}

func marked(name string) bool {
	upper := strings.ToUpper(name)
	return slices.ContainsFunc(includesDataverse(), func(part string) bool { return strings.Contains(upper, part) })
}

// userOf finds the user of an account: by its object id or, for a user without one, by its name.
func (o *Org) userOf(c *odatasvc.Context, account store.Row) (odatasvc.Row, bool) {
	if account == nil {
		return nil, false
	}
	users := c.Table(setUsers)
	if user, ok := users.FirstBy("azureactivedirectoryobjectid", account.String("id"), nil); ok {
		return user, true
	}
	return users.FirstBy("domainname", account.String("userPrincipalName"), func(r odatasvc.Row) bool {
		return !isApplication(r) && r.String("azureactivedirectoryobjectid") == ""
	})
}
