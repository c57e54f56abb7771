// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// When the control interface changes a row from which others are derived, it acts as another administrator would,
// so that the rest of the environment follows.

// extensionSet lets the control interface install, uninstall and unpublish.
func extensionSet() odatasvc.Set {
	return odatasvc.Set{
		Global: true, Rows: extensions, State: []string{columnDependsOn},
		StateUpdate: func(c *odatasvc.Context, key string, changes store.Row) (store.Row, bool, error) {
			old, ok := c.Find(setExtensions, key)
			if !ok {
				return nil, false, nil
			}
			row, err := c.Service.Replace(c, setExtensions, old, changes)
			if err != nil {
				return nil, true, err
			}
			followCompanion(c, old, row)
			return row, true, nil
		},
		StateDelete: func(c *odatasvc.Context, key string) (bool, error) {
			row, ok := c.Find(setExtensions, key)
			if !ok {
				return false, nil
			}
			if row.Equal("publisher", publisherMicrosoft) {
				return true, odatasvc.Errorf(409, "Conflict", "The environment cannot be without %s.", row.String("displayName"))
			}
			c.Table(setExtensions).Delete(key)
			followCompanion(c, row, store.Row{})
			return true, nil
		},
	}
}

// followCompanion updates the rest of the environment with the installed version of the companion.
func followCompanion(c *odatasvc.Context, old, row store.Row) {
	switch {
	case row.Equal(columnID, companionID) && row.Bool(columnInstalled):
		setInstalled(c, companionID, row.String(columnPackage), versionOf(row).String())
	case old.Equal(columnID, companionID) && old.Bool(columnInstalled):
		c.World.Config.Companion = ""
	}
}

// connectorSet is the companion's row about itself. A version written by the
// control interface becomes the installed one.
func connectorSet() odatasvc.Set {
	return odatasvc.Set{
		Rows: connectors,
		StateUpdate: func(c *odatasvc.Context, key string, changes store.Row) (store.Row, bool, error) {
			old, ok := c.Find(setConnectors, key)
			if !ok {
				return nil, false, nil
			}
			row, err := c.Service.Replace(c, setConnectors, old, changes)
			if version := changes.String("version"); version != "" {
				c.World.Config.Companion = version
			}
			return row, true, err
		},
	}
}
