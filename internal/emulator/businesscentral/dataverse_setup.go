// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// dataverseSetupSet holds the rules of table 7200 "CDS Connection Setup" (BCApps
// CDSConnectionSetup.Table.al) behind the companion's page.
func dataverseSetupSet() odatasvc.Set {
	return odatasvc.Set{
		Defaults:     dataverseSetupDefaults,
		BeforeInsert: insertDataverseSetup,
		BeforeUpdate: updateDataverseSetup,
		BeforeDelete: deleteSetup,
	}
}

func dataverseSetupDefaults(c *odatasvc.Context, row store.Row) {
	row.SetDefault("environmentUrl", "")
	row.SetDefault("userName", "")
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
		return existsError("Dataverse Connection Setup", "Primary Key", "")
	}
	row[columnEnabled], row["authenticationType"] = false, "Office365"
	return co.validateDataverseSetup(row)
}

func updateDataverseSetup(c *odatasvc.Context, old, changes store.Row) error {
	co := companyOf(c)
	if err := co.validateDataverseSetup(changes); err != nil {
		return err
	}
	if old.Bool(columnEnabled) {
		for _, f := range []struct{ column, caption string }{
			{"environmentUrl", "Environment URL"},
			{"userName", "User Name"},
			{"ownershipModel", "Ownership Model"},
			{"proxyVersion", "Proxy Version"},
		} {
			if changed(old, changes, f.column) {
				return dialogError(ownChangeWhileEnabled, f.caption)
			}
		}
	}
	changes[columnModified] = c.World.Timestamp()
	return nil
}

// validateDataverseSetup runs the field triggers of the columns that are written.
func (co company) validateDataverseSetup(row store.Row) error {
	if v, ok := row["environmentUrl"]; ok {
		text, _ := v.(string)
		address, err := checkAddress(text, textDataverseHTTPS)
		if err != nil {
			return err
		}
		row["environmentUrl"] = address
	}
	if v, ok := row["userName"]; ok {
		text, _ := v.(string)
		name, err := checkUserName(text)
		if err != nil {
			return err
		}
		row["userName"] = name
	}
	if v, ok := row["ownershipModel"]; ok {
		if model, _ := v.(string); model != "Person" && model != "Team" {
			return dialogError(ownOwnershipModel)
		}
	}
	if v, ok := row["businessUnitId"]; ok {
		unit, _ := v.(string)
		return co.checkBusinessUnit(unit)
	}
	return nil
}

// checkBusinessUnit follows table 7201 "CDS Coupled Business Unit": a unit that another company
// is coupled with needs a confirmation, which a web service cannot give.
func (co company) checkBusinessUnit(unit string) error {
	if unit == "" || unit == emptyGUID {
		return nil
	}
	taken := false
	co.others(func(other company) {
		if row, ok := other.setup(setDataverseSetup); ok && row.Equal("businessUnitId", unit) {
			taken = true
		}
	})
	if taken {
		return confirmError(textUnitCoupledElsewhere)
	}
	return nil
}

// deleteSetup refuses the deletion of either setup row while its connection is on.
func deleteSetup(_ *odatasvc.Context, row store.Row) error {
	if row.Bool(columnEnabled) {
		return dialogError(ownDeleteWhileEnabled)
	}
	return nil
}

// changed reports whether a column is written with another value; text compares without the
// case of GUIDs and addresses.
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
