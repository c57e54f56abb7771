// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"maps"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const (
	columnURL          = "businessCentralUrl"
	columnLegacy       = "legacySalesOrders"
	columnAutoCreate   = "autoCreateSalesOrders"
	columnAutoProcess  = "autoProcessSalesQuotes"
	columnBidi         = "bidirectionalSalesOrders"
	columnAvailability = "itemAvailabilityEnabled"
	columnUnitGroups   = "unitGroupMappingEnabled"
	columnRun          = "lastRunId"

	// columnURLNamed marks a write that contains the address, after which the row in Dataverse is written again.
	columnURLNamed = "emulatorUrlNamed"
)

// salesSetupSet holds the rules of table 5330 "CRM Connection Setup" (BCApps CRMConnectionSetup.Table.al) and of
// its page, behind the companion's page.
func salesSetupSet() odatasvc.Set {
	return odatasvc.Set{
		Defaults:     salesSetupDefaults,
		BeforeInsert: insertSalesSetup,
		AfterInsert: func(c *odatasvc.Context, row store.Row) error {
			return companyOf(c).applySalesChanges(store.Row{}, row)
		},
		BeforeUpdate: updateSalesSetup,
		AfterUpdate: func(c *odatasvc.Context, old, row store.Row) error {
			return companyOf(c).applySalesChanges(old, row)
		},
		BeforeDelete: deleteSetup(ownSalesDelete),
		Computed: func(c *odatasvc.Context, row store.Row) {
			refreshLegacySalesOrders(c, row)
			row[columnURL] = baseOf(row.String(columnURL))
			row["isIncomplete"] = incomplete(row)
		},
	}
}

func salesSetupDefaults(c *odatasvc.Context, row store.Row) {
	co := companyOf(c)
	if base, _ := co.setup(setDataverseSetup); c.Request == nil {
		connectionDefaults(row, base)
	}
	row.SetDefault(columnURL, "")
	row.SetDefault("proxyVersion", int64(100))
	row.SetDefault(columnEnabled, false)
	version := ""
	if row.Bool(columnEnabled) { // from the seed or the control interface: enabled as enabling leaves it
		version = co.dataverse().version()
	}
	row.SetDefault("isSolutionInstalled", row.Bool(columnEnabled))
	row.SetDefault("crmVersion", version)
	row.SetDefault(columnLegacy, co.dataverse().legacySalesOrders())
	for _, column := range []string{columnAvailability, columnAutoCreate, columnAutoProcess, columnBidi} {
		row.SetDefault(column, false)
	}
	row.SetDefault(columnUnitGroups, true)
	row.SetDefault(columnDisabledText, "")
	row.SetDefault(columnRun, emptyGUID)
	row.SetDefault(columnModified, c.World.Timestamp())
}

func insertSalesSetup(c *odatasvc.Context, row store.Row) error {
	co := companyOf(c)
	if _, exists := co.setup(setSalesSetup); exists {
		return ownError(ownSalesExists)
	}
	row[columnEnabled], row["isSolutionInstalled"], row["crmVersion"] = false, false, ""
	base, _ := co.setup(setDataverseSetup)
	if err := validateConnection(row); err != nil {
		return err
	}
	if err := testNewAddress(c, base, row); err != nil {
		return err
	}
	if err := co.validateSalesSetup(store.Row{}, row); err != nil {
		return err
	}
	connectionDefaults(row, base)
	return nil
}

// salesProperties are the properties whose changes are logged.
func salesProperties() []string {
	return []string{
		columnAddress, "userName", columnURL, "proxyVersion", columnAvailability, columnLegacy, columnAutoCreate, columnAutoProcess, columnBidi, columnUnitGroups,
	}
}

func updateSalesSetup(c *odatasvc.Context, old, changes store.Row) error {
	if err := validateConnection(changes); err != nil {
		return err
	}
	if err := testNewAddress(c, old, changes); err != nil {
		return err
	}
	if err := frozen(old, changes, columnAddress, "userName", "proxyVersion", columnUnitGroups); err != nil {
		return err
	}
	current := old.Clone()
	refreshLegacySalesOrders(c, current)
	co := companyOf(c)
	if err := co.validateSalesSetup(current, changes); err != nil {
		return err
	}
	if changed(current, changes, columnLegacy) && co.connected() {
		on, _ := changes[columnLegacy].(bool)
		co.dataverse().setLegacySalesOrders(on)
	}
	changes.SetDefault(columnLegacy, current.Bool(columnLegacy))
	changes[columnModified] = c.World.Timestamp()
	return nil
}

// validateSalesSetup checks a write against the resulting row.
func (co company) validateSalesSetup(old, changes store.Row) error {
	if sent, ok := changes[columnURL].(string); ok {
		if err := co.testURL(sent); err != nil {
			return err
		}
		changes[columnSent], changes[columnSentIn], changes[columnURLNamed] = baseOf(sent), baseOf(co.webClientURL()), true
	}
	after := old.Clone()
	maps.Copy(after, changes)
	if old.Bool(columnLegacy) && !after.Bool(columnLegacy) {
		if co.connected() && co.dataverse().submittedOrders() {
			return dialogError(textSubmittedOrders)
		}
		if _, named := changes[columnAutoCreate]; !named { // Validate("Auto Create Sales Orders", false)
			changes[columnAutoCreate], after[columnAutoCreate] = false, false
		}
	}
	return checkOrderSettings(after)
}

// checkOrderSettings follows the page's rules for orders, when a setup is written and when it is enabled.
func checkOrderSettings(setup store.Row) error {
	switch {
	case setup.Bool(columnBidi) && setup.Bool(columnLegacy):
		return ownError(ownBidirectional)
	case setup.Bool(columnAutoCreate) && !setup.Bool(columnLegacy):
		return ownError(ownAutoCreate)
	}
	return nil
}

// connected reports whether Business Central has a connection to Dataverse.
func (co company) connected() bool { return co.enabled(setDataverseSetup) || co.enabled(setSalesSetup) }

// applySalesChanges does what the field triggers of table 5330 do outside the row: the organization's setting,
// jobs, mappings and this company's row in nav_connection.
func (co company) applySalesChanges(old, row store.Row) error {
	if d := co.dataverse(); len(old) == 0 && row.Bool(columnLegacy) && co.connected() {
		d.setLegacySalesOrders(true)
	}
	co.rememberLegacySalesOrders(row)
	if !row.Bool(columnEnabled) {
		return nil
	}
	if row.Bool(columnURLNamed) {
		co.update(setSalesSetup, row.String(columnID), store.Row{columnURLNamed: false})
		co.writeOwnURL(row.String(columnID), co.sent(row), co.sent(old))
	}
	if err := mayScheduleJobs(co.c); err != nil && jobsChanged(old, row) {
		return err
	}
	if row.Bool(columnBidi) != old.Bool(columnBidi) || row.Bool(columnLegacy) != old.Bool(columnLegacy) {
		co.resetSalesOrders(row)
	}
	co.switchSettingJobs(old, row)
	return nil
}

func jobsChanged(old, row store.Row) bool {
	for _, column := range []string{columnAvailability, columnAutoCreate, columnAutoProcess, columnBidi, columnLegacy} {
		if row.Bool(column) != old.Bool(column) {
			return true
		}
	}
	return false
}

// columnSeenLegacy records the organization's setting when legacySalesOrders was last written or read back, so that
// a change on either side is noticed.
const columnSeenLegacy = "emulatorSeenLegacySalesOrders"

func (co company) rememberLegacySalesOrders(row store.Row) {
	if co.connected() {
		t := co.table(setSalesSetup)
		t.Update(t.Key(row), store.Row{columnSeenLegacy: co.dataverse().legacySalesOrders()})
	}
}

// refreshLegacySalesOrders shows organization.issopintegrationenabled while the connection is enabled, as the
// page's RefreshDataFromCRM does.
func refreshLegacySalesOrders(c *odatasvc.Context, row store.Row) {
	seen, known := row[columnSeenLegacy].(bool)
	if !known || !row.Bool(columnEnabled) {
		return
	}
	if now := (dataverse{world: c.World}).legacySalesOrders(); now != seen {
		row[columnLegacy] = now
	}
}
