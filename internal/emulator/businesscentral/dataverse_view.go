// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Fixed ids that the base application compares with (BCApps CDSIntegrationImpl.Codeunit.al,
// CRMConnectionSetup.Table.al).
const (
	roleBase                = "a2b18661-9ff5-e911-a812-000d3a0b9028"
	roleSalesAdministrator  = "8c8d4f51-a72b-e511-80d9-3863bb349780"
	roleSalesUser           = "6f960e32-a72b-e511-80d9-3863bb349780"
	templateAdministrator   = "627090ff-40a3-4053-8790-584edc5be201"
	solutionBase            = "bcbi_CdsBaseIntegration"
	solutionSales           = "MicrosoftDynamicsNavIntegration"
	setUsers                = "systemusers"
	setNavConnections       = "nav_connections"
	setOrganizations        = "organizations"
	setTransactionCurrency  = "transactioncurrencies"
	columnNavURL            = "nav_dynamicsnavurl"
	columnNavName           = "nav_name"
	columnModifiedBy        = "_modifiedby_value"
	salesOrderStateSubmit   = 1
	customerTypeCustomer    = 3
	customerTypeVendor      = 11
	columnSalesOrderLegacy  = "issopintegrationenabled"
	columnIntegrationUserID = "systemuserid"
)

// dataverse is the organization as Business Central sees it: rows of the store, without HTTP.
type dataverse struct{ world *world.World }

func (d dataverse) table(set string) *store.Table { return d.world.Store.Table(store.Dataverse, set) }

func (d dataverse) first(set string, match func(store.Row) bool) (store.Row, bool) {
	return d.table(set).First(match)
}

func (d dataverse) organization() (store.Row, bool) {
	return d.first(setOrganizations, func(store.Row) bool { return true })
}

// userByEmail finds the user as the base application does: by
// internalemailaddress, ignoring case and soft-deleted users.
func (d dataverse) userByEmail(email string) (store.Row, bool) {
	for _, r := range d.table(setUsers).By("internalemailaddress", email) {
		if r.Int("deletedstate") == 0 {
			return r, true
		}
	}
	return nil, false
}

func (d dataverse) user(id string) (store.Row, bool) { return d.table(setUsers).Get(id) }

func (d dataverse) role(id string) (store.Row, bool) { return d.table("roles").Get(id) }

// rolesOfUser lists the roles that the user has directly.
func (d dataverse) rolesOfUser(id string) []store.Row {
	return d.linked("systemuserrolescollection", columnIntegrationUserID, id, "roleid", "roles")
}

func (d dataverse) linked(link, ownColumn, own, otherColumn, other string) []store.Row {
	var out []store.Row
	for _, l := range d.table(link).By(ownColumn, own) {
		if row, ok := d.table(other).Get(l.String(otherColumn)); ok {
			out = append(out, row)
		}
	}
	return out
}

// roleCopy finds the copy of a root role in a business unit one level below the root.
func (d dataverse) roleCopy(businessUnit, parent string) (store.Row, bool) {
	return d.first("roles", func(r store.Row) bool {
		return r.Equal("_businessunitid_value", businessUnit) && r.Equal("_parentroleid_value", parent)
	})
}

func (d dataverse) teamHasRole(team, role string) bool {
	_, ok := d.first("teamrolescollection", func(r store.Row) bool { return r.Equal("teamid", team) && r.Equal("roleid", role) })
	return ok
}

func (d dataverse) team(id string) (store.Row, bool) { return d.table("teams").Get(id) }

func (d dataverse) businessUnit(id string) (store.Row, bool) {
	return d.table("businessunits").Get(id)
}

func (d dataverse) company(externalID string) (store.Row, bool) {
	return d.first("bcbi_companies", func(r store.Row) bool { return r.Equal("bcbi_externalid", externalID) })
}

func (d dataverse) solutionVersion(uniqueName string) (string, bool) {
	row, ok := d.first("solutions", func(r store.Row) bool { return r.Equal("uniquename", uniqueName) })
	return row.String("version"), ok
}

// salesTables reports whether the tables of the Sales solution can be read.
func (d dataverse) salesTables() bool {
	_, ok := d.solutionVersion(solutionSales)
	return ok
}

func (d dataverse) currency(iso string) (store.Row, bool) {
	if iso == "" {
		return nil, false
	}
	return d.first(setTransactionCurrency, func(r store.Row) bool { return r.Equal("isocurrencycode", iso) })
}

func (d dataverse) baseCurrency() (store.Row, bool) {
	org, ok := d.organization()
	if !ok {
		return nil, false
	}
	return d.table(setTransactionCurrency).Get(org.String("_basecurrencyid_value"))
}

// legacySalesOrders is the organization's setting for sales order integration.
func (d dataverse) legacySalesOrders() bool {
	org, ok := d.organization()
	return ok && org.Bool(columnSalesOrderLegacy)
}

func (d dataverse) setLegacySalesOrders(on bool) {
	t := d.table(setOrganizations)
	for _, org := range t.All() {
		t.Update(t.Key(org), store.Row{columnSalesOrderLegacy: on, "modifiedon": d.world.Timestamp()})
	}
}

func (d dataverse) submittedOrders() bool {
	_, ok := d.first("salesorders", func(r store.Row) bool { return r.Int("statecode") == salesOrderStateSubmit })
	return ok
}

// version is the organization's version in Business Central's format.
func (d dataverse) version() string {
	if org, ok := d.organization(); ok && org.String("version") != "" {
		return org.String("version")
	}
	return "9.2.26101.00150"
}

// missingPrivilege returns the privilege that the integration user lacks to create rows of a table, or "".
// Privileges come with the roles of the integration solutions; a user that is not found by its e-mail address is
// not examined.
func (d dataverse) missingPrivilege(email, table string) string {
	user, ok := d.userByEmail(email)
	if !ok {
		return ""
	}
	for _, r := range d.rolesOfUser(user.String(columnIntegrationUserID)) {
		switch strings.ToLower(r.String("roleid")) {
		case roleBase, roleSalesAdministrator, roleSalesUser:
			return ""
		}
		if r.Equal("_roletemplateid_value", templateAdministrator) {
			return ""
		}
	}
	return "prvCreate" + strings.ToUpper(table[:1]) + table[1:]
}

// insert adds a row as the integration user would: with key, times and state.
func (d dataverse) insert(set string, row store.Row) store.Row {
	t := d.table(set)
	if key := t.KeyColumns()[0]; row.String(key) == "" {
		row[key] = d.world.NewID()
	}
	now := d.world.Timestamp()
	row.SetDefault("createdon", now)
	row.SetDefault("modifiedon", now)
	row.SetDefault("statecode", int64(0))
	row.SetDefault("statuscode", int64(1))
	if org, ok := d.organization(); ok && (set == setNavConnections || set == setTransactionCurrency) { // tables owned by the organization
		row.SetDefault("_organizationid_value", org["organizationid"])
	}
	t.Put(row)
	return row
}

// key returns the id of a row of a set.
func (d dataverse) key(set string, row store.Row) string {
	return row.String(d.table(set).KeyColumns()[0])
}
