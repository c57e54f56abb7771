// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Entity sets of the companion, and those of the standard API that its rules use.
const (
	setCompanies       = "companies"
	setInformation     = "companyInformation"
	setSalespeople     = "salespeoplePurchasers"
	setCurrencies      = "currencies"
	setExchangeRates   = "currencyExchangeRates"
	setJobQueue        = "jobQueueEntries"
	setJobQueueLog     = "jobQueueLogEntries"
	setDataverseSetup  = "dataverseConnectionSetups"
	setSalesSetup      = "salesConnectionSetups"
	setCouplings       = "recordCouplings"
	setMappings        = "tableMappings"
	setFieldMappings   = "fieldMappings"
	setLines           = "fullSynchronizationLines"
	setProposals       = "fullSynchronizationProposals"
	setSynchJobs       = "synchronizationJobs"
	setSynchErrors     = "synchronizationErrors"
	setConnectors      = "connectors"
	setLog             = "logEntries"
	setAllowed         = "allowedEnvironments"
	setSnapshots       = "mappingSnapshots"
	setApplications    = "entraApplications" // state only: page "Microsoft Entra Applications"
	emptyGUID          = "00000000-0000-0000-0000-000000000000"
	columnID           = "id"
	columnModified     = "lastModifiedDateTime"
	columnEnabled      = "isEnabled"
	columnDisabledText = "disableReason"
)

// company is one company's tables.
type company struct {
	c     *odatasvc.Context
	world *world.World
	id    string
	name  string
}

func companyOf(c *odatasvc.Context) company {
	co := company{c: c, world: c.World, id: c.Company}
	if row, ok := c.World.Store.Table(store.BusinessCentral, setCompanies).Get(c.Company); ok {
		co.name = row.String("name")
	}
	return co
}

func (co company) table(set string) *store.Table {
	return co.world.Store.Table(store.CompanyScope(co.id), set)
}

func (co company) dataverse() dataverse { return dataverse{world: co.world} }

// insert adds a row, with an id and a modification time unless it has them.
func (co company) insert(set string, row store.Row) store.Row {
	if row.String(columnID) == "" {
		row[columnID] = co.world.NewID()
	}
	row.SetDefault(columnModified, co.world.Timestamp())
	co.table(set).Put(row)
	return row
}

// update changes columns of a row.
func (co company) update(set, id string, changes store.Row) store.Row {
	changes[columnModified] = co.world.Timestamp()
	row, _ := co.table(set).Update(id, changes)
	return row
}

// remove deletes the rows that match.
func (co company) remove(set string, match func(store.Row) bool) {
	t := co.table(set)
	for _, row := range t.Where(match) {
		t.Delete(t.Key(row))
	}
}

// setup returns the one row of a setup table.
func (co company) setup(set string) (store.Row, bool) {
	return co.table(set).First(func(store.Row) bool { return true })
}

// enabled reports whether the connection of a setup table is enabled.
func (co company) enabled(set string) bool {
	row, ok := co.setup(set)
	return ok && row.Bool(columnEnabled)
}

// localCurrency is LCY Code of General Ledger Setup, which companyInformation shows.
func (co company) localCurrency() string {
	row, ok := co.table(setInformation).First(func(store.Row) bool { return true })
	if !ok {
		return ""
	}
	return row.String("currencyCode")
}

// person reports whether records are owned by persons (Ownership Model).
func (co company) person() bool {
	row, ok := co.setup(setDataverseSetup)
	return ok && row.String("ownershipModel") == "Person"
}

// others calls f for the tables of every other company.
func (co company) others(f func(other company)) {
	for _, row := range co.world.Store.Table(store.BusinessCentral, setCompanies).All() {
		if id := row.String(columnID); id != co.id {
			f(company{c: co.c.InCompany(id), world: co.world, id: id, name: row.String("name")})
		}
	}
}
