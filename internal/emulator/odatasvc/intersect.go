// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Intersect describes a many-to-many relationship that is stored in an intersect set, for
// example systemuserrolescollection with the columns systemuserid and roleid.
type Intersect struct {
	Set         string // intersect set
	Left, Right string // its columns
	LeftSet     string
	RightSet    string
}

// Linked reports whether the two rows are linked, and returns the intersect row.
func (i Intersect) Linked(c *Context, left, right string) (Row, bool) {
	return c.Table(i.Set).First(func(row Row) bool {
		return row.Equal(i.Left, left) && row.Equal(i.Right, right)
	})
}

// Add links two rows; it does nothing when they are linked.
func (i Intersect) Add(c *Context, left, right string) {
	if _, ok := i.Linked(c, left, right); ok {
		return
	}
	row := Row{i.Left: store.NormalizeKey(left), i.Right: store.NormalizeKey(right)}
	c.Service.GenerateKey(c, i.Set, row)
	c.Table(i.Set).Put(row)
}

// Remove unlinks two rows and reports whether they were linked.
func (i Intersect) Remove(c *Context, left, right string) bool {
	row, ok := i.Linked(c, left, right)
	if !ok {
		return false
	}
	table := c.Table(i.Set)
	return table.Delete(table.Key(row))
}

// Rights lists the right-hand rows that a left-hand row is linked with.
func (i Intersect) Rights(c *Context, left string) []Row {
	return i.side(c, i.Left, left, i.Right, i.RightSet)
}

// Lefts lists the left-hand rows that a right-hand row is linked with.
func (i Intersect) Lefts(c *Context, right string) []Row {
	return i.side(c, i.Right, right, i.Left, i.LeftSet)
}

func (i Intersect) side(c *Context, column, key, other, set string) []Row {
	var out []Row
	for _, row := range c.Table(i.Set).All() {
		if !row.Equal(column, key) {
			continue
		}
		if found, ok := c.Find(set, row.String(other)); ok {
			out = append(out, found)
		}
	}
	return out
}
