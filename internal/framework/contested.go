// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"fmt"
	"strings"
)

// Contested compares the values of an object before somebody else can have changed them with those that the service has now:
// the values that an update writes, or those of what a deletion removes.
type Contested struct {
	left    bool
	foreign []string
}

// Value adds a value: what it was, what it is now and what it is to be. A wanted value of nil stays as it is.
func Value[V comparable](c *Contested, name string, before, now V, wanted *V) {
	switch {
	case wanted == nil || now == *wanted:
		return
	case now != before:
		c.foreign = append(c.foreign, fmt.Sprintf("  - %s: was %v, is %v, and is to be %v", name, before, now, *wanted))
	}
	c.left = true
}

// Folded is Value for a text of which letter case does not matter.
func Folded(c *Contested, name, before, now string, wanted *string) {
	switch {
	case wanted != nil && strings.EqualFold(now, *wanted):
		now = *wanted
	case strings.EqualFold(now, before):
		now = before
	}
	Value(c, name, before, now, wanted)
}

// Kept adds a value of what a deletion removes, of which letter case does not matter. It is empty before when it is not known.
func (c *Contested) Kept(name, before, now string) {
	if before != "" && !strings.EqualFold(before, now) {
		c.foreign = append(c.foreign, fmt.Sprintf("  - %s: was %s, is %s", name, before, now))
	}
	c.left = true
}

// Left reports whether a value is left to be written, or to be deleted. It refuses to overwrite or delete one that is neither what it was nor what it
// is to be, and names both; what describes the object.
func (c *Contested) Left(what string) (bool, error) {
	if len(c.foreign) == 0 {
		return c.left, nil
	}
	return false, Errorf("Somebody else has changed the "+what,
		"Run terraform plan: it shows the current values. None of these values was changed.",
		"Between the plan and this change, somebody else gave the %s other values:\n%s", what, strings.Join(c.foreign, "\n"))
}
