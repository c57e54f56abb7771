// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"fmt"
	"strings"
)

// Contested compares the values that an update writes with those that the service has: before somebody else can have
// changed them, and now.
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

// Left reports whether a value is left to be written. It refuses to overwrite one that is neither what it was nor what it
// is to be, and names both; what describes the object.
func (c *Contested) Left(what string) (bool, error) {
	if len(c.foreign) == 0 {
		return c.left, nil
	}
	return false, Errorf("Somebody else has changed the "+what,
		"Run terraform plan: it shows what Business Central has now. These values were not changed.",
		"Between the plan and this change, somebody else gave the %s other values:\n%s", what, strings.Join(c.foreign, "\n"))
}
