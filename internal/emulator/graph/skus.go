// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// defaultUnits is how many units a product has unless the seed says otherwise.
const defaultUnits = 25

// skuRules apply to the products that the tenant has subscribed to. The number of units in use follows the
// accounts, on top of the number that a seed or another administrator sets.
func (d *directory) skuRules() odatasvc.Set {
	return odatasvc.Set{
		NewKey: func(c *odatasvc.Context, row odatasvc.Row) string {
			if row.String("skuId") == "" {
				row["skuId"] = c.World.NewID()
			}
			return c.World.Config.TenantID + "_" + row.String("skuId")
		},
		Defaults: func(c *odatasvc.Context, row odatasvc.Row) {
			if id := row.String("id"); row.String("skuId") == "" { // the id is <tenant>_<skuId>
				row["skuId"] = store.NormalizeKey(id[strings.LastIndex(id, "_")+1:])
			}
			row.SetDefault("appliesTo", "User")
			row.SetDefault("capabilityStatus", "Enabled")
			row.SetDefault("servicePlans", []any{})
			row.SetDefault("subscriptionIds", []any{})
			row.SetDefault("accountId", c.World.Config.TenantID)
			units := map[string]any{"enabled": int64(defaultUnits), "suspended": int64(0), "warning": int64(0), "lockedOut": int64(0)}
			if given, ok := row["prepaidUnits"].(map[string]any); ok {
				units["enabled"] = int64(0)
				maps.Copy(units, given)
			}
			row["prepaidUnits"] = units
		},
		Computed: func(c *odatasvc.Context, row odatasvc.Row) { row["consumedUnits"] = consumed(c, row) },
	}
}

// seeded counts at least the seeded accounts as users of a product.
func (d *directory) seeded(c *odatasvc.Context) error {
	table := c.Table(setSKUs)
	for _, row := range table.All() {
		if _, given := row["consumedUnits"]; given {
			table.Update(row.String("id"), odatasvc.Row{"consumedUnits": max(row.Int("consumedUnits"), holders(c, row.String("skuId")))})
		}
	}
	return nil
}

func holders(c *odatasvc.Context, sku string) int64 {
	n := int64(0)
	for _, user := range c.Table(setUsers).All() {
		if slices.Contains(licensesOf(user), sku) {
			n++
		}
	}
	return n
}

func consumed(c *odatasvc.Context, sku odatasvc.Row) int64 {
	if sku["consumedUnits"] == nil {
		return holders(c, sku.String("skuId"))
	}
	return sku.Int("consumedUnits")
}

// available returns how many units of a product are left.
func available(c *odatasvc.Context, sku odatasvc.Row) int64 {
	if status := sku.String("capabilityStatus"); status != "Enabled" && status != "Warning" {
		return 0
	}
	units, _ := sku["prepaidUnits"].(map[string]any)
	prepaid := odatasvc.Row(units)
	return prepaid.Int("enabled") + prepaid.Int("warning") - consumed(c, sku)
}

// adjustSeats moves the units in use from the products that an account had to those that it has.
func adjustSeats(c *odatasvc.Context, before, after []string) {
	table := c.Table(setSKUs)
	for _, sku := range table.All() {
		if sku["consumedUnits"] == nil {
			continue
		}
		id := sku.String("skuId")
		had, has := slices.Contains(before, id), slices.Contains(after, id)
		switch n := sku.Int("consumedUnits"); {
		case has && !had:
			table.Update(sku.String("id"), odatasvc.Row{"consumedUnits": n + 1})
		case had && !has:
			table.Update(sku.String("id"), odatasvc.Row{"consumedUnits": max(n-1, 0)})
		}
	}
}

// product finds a subscribed product by its skuId.
func product(c *odatasvc.Context, sku string) (odatasvc.Row, bool) {
	return c.Table(setSKUs).FirstBy("skuId", sku, nil)
}
