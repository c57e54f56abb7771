// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Names of the changed objects in the companion's log (constants ObjectTok of its codeunits).
const (
	objectDataverseSetup  = "dataverseConnectionSetup"
	objectSalesSetup      = "salesConnectionSetup"
	objectCoupling        = "recordCoupling"
	objectMapping         = "tableMapping"
	objectFieldMapping    = "fieldMapping"
	objectSynchronization = "fullSynchronization"
	objectSnapshot        = "mappingSnapshot"
	objectAllowed         = "allowedEnvironment"
)

// Results of a log entry.
const (
	logSucceeded = "Succeeded"
	logStarted   = "Started"
	logFailed    = "Failed"
)

const columnCompanyName = "companyName"

// logSet is the companion's log, table 72801 "BCS Log Entry": one for the environment, of which each company sees
// its own entries. Entries older than a year are deleted; the emulator does not run that long.
func logSet() odatasvc.Set {
	return odatasvc.Set{Global: true, Rows: func(c *odatasvc.Context) []store.Row {
		rows := logTable(c)
		if c.Company == "" { // the control interface
			return rows.All()
		}
		name := companyOf(c).name
		return rows.Where(func(r store.Row) bool { return r.String(columnCompanyName) == name })
	}}
}

func logTable(c *odatasvc.Context) *store.Table {
	return c.World.Store.Table(store.BusinessCentral, setLog)
}

// change is the content of a log entry.
type change struct {
	object, key, operation, property, before, after, result string
}

// log adds an entry, which belongs to the transaction of the change, and returns its id.
func (co company) log(ch change) string {
	t := logTable(co.c)
	user, name := emptyGUID, "ADMIN"
	if co.c.User != nil {
		user, name = co.c.User.String(columnID), strings.ToUpper(co.c.User.String("description"))
	}
	if ch.result == "" {
		ch.result = logSucceeded
	}
	id := co.world.NewID()
	t.Put(store.Row{
		columnID: id, "entryNo": int64(t.Len() + 1), "dateTime": co.world.Timestamp(), "userSecurityId": user, "userName": name, columnCompanyName: co.name,
		"objectName": ch.object, "objectKey": ch.key, "operation": ch.operation, "property": ch.property, "oldValue": ch.before, "newValue": ch.after,
		"result": ch.result, "failureText": "",
	})
	return id
}

// logAttempt adds an entry for the start of an operation, and keeps it whatever follows (Log.Started, Commit).
func (co company) logAttempt(ch change) string {
	ch.result = logStarted
	id := co.log(ch)
	co.c.Commit()
	return id
}

func (co company) logFinished(id string) {
	logTable(co.c).Update(id, store.Row{"result": logSucceeded})
}

// logFailure records how an attempt ended, and keeps that although the request fails.
func (co company) logFailure(id, text string) {
	logTable(co.c).Update(id, store.Row{"result": logFailed, "failureText": text})
	co.c.Commit()
}

// logDifferences adds an entry for each property that changed.
func (co company) logDifferences(ch change, properties []string, old, row store.Row) {
	for _, property := range properties {
		ch.property, ch.before, ch.after = property, logText(old[property]), logText(row[property])
		if ch.before != ch.after {
			co.log(ch)
		}
	}
}

// logText writes a value as AL's Format(…, 0, 9) does; empty ids, blank
// options and absent values become empty text.
func logText(v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case string:
		if v == emptyGUID {
			return ""
		}
		return strings.TrimSpace(v)
	}
	return ""
}

// loggedSetup logs changes to a setup. A new setup is compared with one
// that has all flags off and all numbers zero.
func loggedSetup(set odatasvc.Set, object string, properties []string) odatasvc.Set {
	afterInsert, afterUpdate := set.AfterInsert, set.AfterUpdate
	set.AfterInsert = func(c *odatasvc.Context, row store.Row) error {
		co := companyOf(c)
		co.log(change{object: object, operation: "create"})
		blank := store.Row{}
		for _, property := range properties {
			switch row[property].(type) {
			case bool:
				blank[property] = false
			case int64:
				blank[property] = int64(0)
			}
		}
		co.logDifferences(change{object: object, operation: "create"}, properties, blank, row)
		if afterInsert == nil {
			return nil
		}
		return afterInsert(c, row)
	}
	set.AfterUpdate = func(c *odatasvc.Context, old, row store.Row) error {
		companyOf(c).logDifferences(change{object: object, operation: "update"}, properties, old, row)
		if afterUpdate == nil {
			return nil
		}
		return afterUpdate(c, old, row)
	}
	set.AfterDelete = func(c *odatasvc.Context, row store.Row) error {
		co := companyOf(c)
		co.log(change{object: object, operation: "delete"})
		co.logDifferences(change{object: object, operation: "delete"}, []string{columnAddress, "userName", columnURL}, row, store.Row{})
		return nil
	}
	return set
}

// logged logs the changed properties of a mapping or a field mapping; the key is taken from the row.
func logged(set odatasvc.Set, object string, key func(store.Row) string, properties ...string) odatasvc.Set {
	set.AfterUpdate = func(c *odatasvc.Context, old, row store.Row) error {
		companyOf(c).logDifferences(change{object: object, key: key(row), operation: "update"}, properties, old, row)
		return nil
	}
	return set
}
