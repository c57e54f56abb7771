// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// address identifies a resource or data source, or one instance of it.
type address struct {
	data       bool
	kind, name string
	key        string // "[0]" or `["a"]`
	index      any    // 0 or "a"
}

// block is the address without the instance.
func (a address) block() string {
	base := a.kind + "." + a.name
	if a.data {
		base = "data." + base
	}
	return base
}

func (a address) String() string { return a.block() + a.key }

// at returns the address of an instance.
func (a address) at(index any) address {
	a.index = index
	switch index := index.(type) {
	case int:
		a.key = fmt.Sprintf("[%d]", index)
	case string:
		a.key = fmt.Sprintf("[%q]", index)
	}
	return a
}

// instance is a resource or a data source in a state.
type instance struct {
	address    address
	provider   string
	version    int64
	attributes []byte // JSON, as a state file has them
	value      cty.Value
	private    []byte
	identity   *tfprotov6.ResourceIdentityData
	known      identity // the type of the identity
	tainted    bool
	// after are the blocks that it depends on, directly or indirectly.
	after []string
}

// state is what Terraform keeps between commands. It is safe for concurrent use.
type state struct {
	mu        sync.Mutex
	instances map[string]instance
}

func newState() *state { return &state{instances: map[string]instance{}} }

func (s *state) clone() *state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &state{instances: maps.Clone(s.instances)}
}

func (s *state) get(address string) (instance, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stored, ok := s.instances[address]
	return stored, ok
}

func (s *state) put(one instance) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.instances[one.address.String()] = one
}

func (s *state) remove(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.instances, address)
}

// all returns the instances in the order of their addresses.
func (s *state) all() []instance {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.SortedFunc(maps.Values(s.instances), func(a, b instance) int {
		return strings.Compare(a.address.String(), b.address.String())
	})
}

// of returns the instances of a block.
func (s *state) of(block string) []instance {
	return slices.DeleteFunc(s.all(), func(one instance) bool { return one.address.block() != block })
}
