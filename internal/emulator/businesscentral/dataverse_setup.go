// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"maps"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// dataverseSetupSet holds the rules of table 7200 "CDS Connection Setup" (BCApps CDSConnectionSetup.Table.al)
// behind the companion's page.
func dataverseSetupSet() odatasvc.Set {
	return odatasvc.Set{
		Defaults:     dataverseSetupDefaults,
		BeforeInsert: insertDataverseSetup,
		BeforeUpdate: updateDataverseSetup,
		BeforeDelete: deleteSetup(ownDataverseDelete),
	}
}

func dataverseSetupDefaults(c *odatasvc.Context, row store.Row) {
	if c.Request == nil { // a seed's row is complete at once; a request's row shows what was sent until it is checked
		connectionDefaults(row, store.Row{})
	}
	row.SetDefault("authenticationType", "Office365")
	row.SetDefault("ownershipModel", "Team")
	row.SetDefault("businessUnitId", emptyGUID)
	row.SetDefault("businessUnitName", "")
	row.SetDefault("proxyVersion", int64(100))
	row.SetDefault(columnEnabled, false)
	row.SetDefault(columnDisabledText, "")
	row.SetDefault("baseCurrencyCode", "")
	row.SetDefault(columnModified, c.World.Timestamp())
}

func insertDataverseSetup(c *odatasvc.Context, row store.Row) error {
	co := companyOf(c)
	if _, exists := co.setup(setDataverseSetup); exists {
		return ownError(ownDataverseExists)
	}
	row[columnEnabled], row["authenticationType"] = false, "Office365"
	if err := validateDataverseSetup(row); err != nil {
		return err
	}
	if err := testNewAddress(c, store.Row{}, row); err != nil {
		return err
	}
	connectionDefaults(row, store.Row{})
	return co.checkUnit(store.Row{}, row)
}

// dataverseProperties are the properties whose changes are logged.
func dataverseProperties() []string {
	return []string{columnAddress, "userName", "ownershipModel", "businessUnitId", "businessUnitName", "proxyVersion"}
}

func updateDataverseSetup(c *odatasvc.Context, old, changes store.Row) error {
	co := companyOf(c)
	if err := validateDataverseSetup(changes); err != nil {
		return err
	}
	if err := testNewAddress(c, old, changes); err != nil {
		return err
	}
	if err := frozen(old, changes, "environmentUrl", "userName", "proxyVersion", "ownershipModel"); err != nil {
		return err
	}
	after := old.Clone()
	maps.Copy(after, changes)
	if err := co.checkUnit(old, after); err != nil {
		return err
	}
	changes[columnModified] = c.World.Timestamp()
	return nil
}

// frozen refuses changes to the connection's parameters while the setup is enabled.
func frozen(old, changes store.Row, columns ...string) error {
	for _, column := range columns {
		if old.Bool(columnEnabled) && changed(old, changes, column) {
			return ownError(ownChangeWhileEnabled, column)
		}
	}
	return nil
}

// connectionDefaults completes a new setup.
func connectionDefaults(row, from store.Row) {
	row.SetDefault("environmentUrl", from.String("environmentUrl"))
	row.SetDefault("userName", from.String("userName"))
}

// validateConnection checks the written columns that both setups share.
func validateConnection(row store.Row) error {
	if text, ok := row["environmentUrl"].(string); ok {
		address, err := checkAddress(text)
		if err != nil {
			return err
		}
		row["environmentUrl"] = address
	}
	if text, ok := row["userName"].(string); ok {
		name, err := checkUserName(text)
		if err != nil {
			return err
		}
		row["userName"] = name
	}
	return nil
}

func validateDataverseSetup(row store.Row) error {
	if err := validateConnection(row); err != nil {
		return err
	}
	if v, ok := row["ownershipModel"]; ok {
		if model, _ := v.(string); model != "Person" && model != "Team" {
			return ownError(ownOwnershipModel)
		}
	}
	return nil
}

// checkUnit requires the business unit's id and name together or not at all, and a newly
// chosen unit not to be another company's.
func (co company) checkUnit(old, row store.Row) error {
	unit := row.String("businessUnitId")
	if empty(unit) != (row.String("businessUnitName") == "") {
		return ownError(ownBusinessUnit)
	}
	if old.Equal("businessUnitId", unit) {
		return nil // people can share one on purpose
	}
	return co.checkBusinessUnit(unit)
}

// checkBusinessUnit follows table 7201 "CDS Coupled Business Unit". For a unit that another company is coupled
// with, the table asks for confirmation, which a web service cannot give; the companion refuses earlier.
func (co company) checkBusinessUnit(unit string) error {
	if empty(unit) {
		return nil
	}
	taken := false
	co.others(func(other company) {
		if row, ok := other.setup(setDataverseSetup); ok && row.Equal("businessUnitId", unit) {
			taken = true
		}
	})
	if taken {
		return ownError(ownBusinessUnitTaken, braces(unit))
	}
	return nil
}

// deleteSetup refuses to delete a setup while its connection is enabled.
func deleteSetup(text string) func(*odatasvc.Context, store.Row) error {
	return func(_ *odatasvc.Context, row store.Row) error {
		if row.Bool(columnEnabled) {
			return ownError(text)
		}
		return nil
	}
}

// changed reports whether a write changes a column; texts are compared ignoring the case of GUIDs and addresses.
func changed(old, changes store.Row, column string) bool {
	v, ok := changes[column]
	if !ok {
		return false
	}
	if text, isText := v.(string); isText {
		return !strings.EqualFold(text, old.String(column))
	}
	if b, isBool := v.(bool); isBool {
		return b != old.Bool(column)
	}
	return store.Row{column: v}.Int(column) != old.Int(column)
}
