// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const columnAddress = "environmentUrl"

// allowedSet is the list of Dataverse environments that the Business Central environment may connect to, table
// 72802 "BCS Allowed Environment". No API writes to it: the control interface takes the role of the person who
// edits the page.
func allowedSet() odatasvc.Set {
	return odatasvc.Set{
		Global: true,
		Defaults: func(c *odatasvc.Context, row store.Row) {
			row[columnAddress] = listed(row.String(columnAddress))
			row.SetDefault("description", "")
			row.SetDefault(columnModified, c.World.Timestamp())
		},
		StateInsert: func(c *odatasvc.Context, row store.Row) (store.Row, error) {
			c.Service.FillDefaults(c, setAllowed, row)
			address := row.String(columnAddress)
			t := c.Table(setAllowed)
			if _, there := t.First(func(r store.Row) bool { return r.String(columnAddress) == address }); there {
				return nil, odatasvc.Errorf(http.StatusConflict, "Conflict", "%s is on the list already.", address)
			}
			t.Put(row)
			person(c).log(change{object: objectAllowed, key: address, operation: "create", property: columnAddress, after: address})
			return row, nil
		},
		StateUpdate: func(c *odatasvc.Context, key string, changes store.Row) (store.Row, bool, error) {
			old, ok := c.Find(setAllowed, key)
			if !ok {
				return nil, false, nil
			}
			if _, named := changes[columnAddress]; named {
				changes[columnAddress] = listed(changes.String(columnAddress))
			}
			row, err := c.Service.Replace(c, setAllowed, old, changes)
			person(c).logDifferences(change{object: objectAllowed, key: old.String(columnAddress), operation: "update"}, []string{columnAddress}, old, row)
			return row, true, err
		},
		StateDelete: func(c *odatasvc.Context, key string) (bool, error) {
			row, ok := c.Find(setAllowed, key)
			if ok {
				address := row.String(columnAddress)
				c.Table(setAllowed).Delete(key)
				person(c).log(change{object: objectAllowed, key: address, operation: "delete", property: columnAddress, before: address})
			}
			return ok, nil
		},
	}
}

// person is the first company, in which the user of the control interface works.
func person(c *odatasvc.Context) company {
	row, ok := c.World.Store.Table(store.BusinessCentral, setCompanies).First(func(store.Row) bool { return true })
	if !ok {
		return companyOf(c)
	}
	return companyOf(c.InCompany(row.String(columnID)))
}

// listed returns an address as the list stores it.
func listed(address string) string {
	return strings.ToLower(strings.TrimRight(strings.TrimSpace(address), "/"))
}

// testAllowed requires an address to be on the list (codeunit "BCS Allow List", TestAllowed).
func testAllowed(c *odatasvc.Context, address string) error {
	wanted := listed(address)
	_, ok := c.World.Store.Table(store.BusinessCentral, setAllowed).First(func(r store.Row) bool { return r.String(columnAddress) == wanted })
	if !ok {
		return ownError(ownURLNotAllowed, address)
	}
	return nil
}

// testNewAddress requires an address that differs from the stored one to be on the list.
func testNewAddress(c *odatasvc.Context, old, changes store.Row) error {
	if address, ok := changes[columnAddress].(string); ok && address != "" && changed(old, changes, columnAddress) {
		return testAllowed(c, address)
	}
	return nil
}

// listStoredSetups lists the addresses of setups that existed before the companion, as its install code does.
func listStoredSetups(c *odatasvc.Context) {
	t := c.World.Store.Table(store.BusinessCentral, setAllowed)
	for _, row := range c.World.Store.Table(store.BusinessCentral, setCompanies).All() {
		co := companyOf(c.InCompany(row.String(columnID)))
		for _, set := range []string{setDataverseSetup, setSalesSetup} {
			setup, _ := co.setup(set)
			address, err := checkAddress(setup.String(columnAddress))
			if err != nil || testAllowed(c, address) == nil {
				continue
			}
			t.Put(store.Row{
				columnID: c.World.NewID(), columnAddress: listed(address), columnModified: c.World.Timestamp(),
				"description": "Used by a connection setup when the connector was installed",
			})
		}
	}
}
