// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// The control interface changes rows as another administrator would: whatever else the platform changes with a row
// changes too. Only the checks are skipped.

// stateInsert adds a row for the control interface, with the rows that the platform adds to it.
func stateInsert(set string, beside func(c *odatasvc.Context, row odatasvc.Row) error) func(c *odatasvc.Context, row odatasvc.Row) (odatasvc.Row, error) {
	return func(c *odatasvc.Context, row odatasvc.Row) (odatasvc.Row, error) {
		c.Service.FillDefaults(c, set, row)
		table := c.Table(set)
		if key := table.Key(row); table.Has(key) {
			return nil, odatasvc.Errorf(http.StatusConflict, "Conflict", "A row with the key %s exists.", key)
		}
		table.Put(row)
		return row, beside(c, row)
	}
}

// stateDelete deletes a row for the control interface, with the rows that depend on it.
func stateDelete(set string, inUse, forget func(c *odatasvc.Context, row odatasvc.Row) error) func(c *odatasvc.Context, key string) (bool, error) {
	return func(c *odatasvc.Context, key string) (bool, error) {
		table := c.Table(set)
		row, ok := table.Get(key)
		if !ok {
			return false, nil
		}
		if inUse != nil {
			if err := inUse(c, row); err != nil {
				return true, err
			}
		}
		table.Delete(key)
		return true, forget(c, row)
	}
}

// stateOwner changes a row of a user-owned set, including the columns that depend on the owner.
func stateOwner(set string) func(c *odatasvc.Context, key string, changes odatasvc.Row) (odatasvc.Row, bool, error) {
	return func(c *odatasvc.Context, key string, changes odatasvc.Row) (odatasvc.Row, bool, error) {
		if _, ok := changes["_ownerid_value"]; ok {
			deriveOwner(c, changes)
		}
		old, ok := c.Table(set).Get(key)
		if !ok {
			return nil, false, nil
		}
		row, err := c.Service.Replace(c, set, old, changes)
		return row, true, err
	}
}
