// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// columnAuthor is SystemCreatedBy, which the companion's pages do not show.
const columnAuthor = "systemCreatedBy"

// authored records who inserted a row, and derives createdByCaller from it. Coupling a record with another partner
// creates a new row. Rows from the seed or the control interface name their author; otherwise they count as
// somebody else's.
func authored(set odatasvc.Set) odatasvc.Set {
	beforeInsert, beforeUpdate, computed := set.BeforeInsert, set.BeforeUpdate, set.Computed
	set.BeforeInsert = func(c *odatasvc.Context, row store.Row) error {
		if c.User != nil {
			row[columnAuthor] = c.User.String(columnID)
		}
		return beforeInsert(c, row)
	}
	set.BeforeUpdate = func(c *odatasvc.Context, old, changes store.Row) error {
		err := beforeUpdate(c, old, changes)
		if _, renewed := changes[columnID]; renewed && c.User != nil {
			changes[columnAuthor] = c.User.String(columnID)
		}
		return err
	}
	set.Computed = func(c *odatasvc.Context, row store.Row) {
		if computed != nil {
			computed(c, row)
		}
		if row.String(columnAuthor) == "" {
			row.SetDefault("createdByCaller", false)
			return
		}
		row["createdByCaller"] = c.User != nil && row.Equal(columnAuthor, c.User.String(columnID))
	}
	return set
}
