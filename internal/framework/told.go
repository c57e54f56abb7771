// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import "sync"

// told remembers the warnings that this provider process has given. Terraform plans each creation once more right before
// it, in the same process, but hands nothing of that plan to the creation.
type told struct {
	mu   sync.Mutex
	keys map[string]struct{}
}

// Tell remembers that a warning was given.
func (c *Clients) Tell(key string) {
	c.Announce(key)
}

// Announce remembers that a warning was given and reports whether it was news, so that one of many gives it.
func (c *Clients) Announce(key string) bool {
	c.told.mu.Lock()
	defer c.told.mu.Unlock()
	if _, known := c.told.keys[key]; known {
		return false
	}
	if c.told.keys == nil {
		c.told.keys = map[string]struct{}{}
	}
	c.told.keys[key] = struct{}{}
	return true
}

// Told reports whether this process gave a warning already.
func (c *Clients) Told(key string) bool {
	c.told.mu.Lock()
	defer c.told.mu.Unlock()
	_, ok := c.told.keys[key]
	return ok
}
