// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// command is one Terraform command: like each command, it starts and configures the providers that it needs.
type command struct {
	providers *installation
	config    *config
	scope     *scope
	slots     chan struct{}

	mu       sync.Mutex
	sessions map[string]*Session
	failures map[string]error
}

func newCommand(providers *installation, c *config) *command {
	return &command{
		providers: providers, config: c, scope: newScope(c), slots: make(chan struct{}, providers.parallelism),
		sessions: map[string]*Session{}, failures: map[string]error{},
	}
}

// note keeps the errors of a node and reports whether there are none.
func (c *command) note(address string, diagnostics Diagnostics) bool {
	err := diagnostics.about(address)
	if err == nil {
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures[address] = errors.Join(c.failures[address], err)
	return false
}

// failed returns all errors in the order of their addresses.
func (c *command) failed() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]error, 0, len(c.failures))
	for _, address := range slices.Sorted(maps.Keys(c.failures)) {
		all = append(all, c.failures[address])
	}
	return errors.Join(all...)
}

// run executes the nodes and those of the providers that they use.
func (c *command) run(ctx context.Context, nodes map[string]node, providers []string) error {
	for _, name := range providers {
		body, ok := c.config.providers[name]
		if !ok && strings.Contains(name, ".") {
			return fmt.Errorf("Error: Provider configuration not present\n\n%s", name) //nolint:staticcheck // as Terraform shows it
		}
		one := node{do: func() bool { return c.note("provider "+name, c.start(ctx, name, body)) }}
		if body != nil {
			one.after = c.config.references(body)
		}
		nodes["provider "+name] = one
	}
	if at := cycle(nodes); at != "" {
		return fmt.Errorf("Error: Cycle: %s", at) //nolint:staticcheck // as Terraform shows it
	}
	walk(nodes)
	return c.failed()
}

func (c *command) start(ctx context.Context, name string, body *hclsyntax.Body) Diagnostics {
	kind, _, _ := strings.Cut(name, ".")
	session, err := c.providers.start(ctx, kind)
	if err != nil {
		return failure("Provider", err)
	}
	if body == nil {
		body = &hclsyntax.Body{}
	}
	value, diagnostics := c.scope.body(body, session.provider, nil)
	if diagnostics.Failed() {
		return diagnostics
	}
	diagnostics = session.Configure(ctx, value)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sessions[name] = session
	return diagnostics
}

func (c *command) session(provider string) *Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sessions[provider]
}

// expansion is an instance of a block, with its values of each and count.
type expansion struct {
	address address
	more    map[string]cty.Value
}

func (c *command) expand(b *block) ([]expansion, Diagnostics) {
	switch {
	case b.count != nil:
		return c.expandCount(b)
	case b.forEach != nil:
		return c.expandEach(b)
	}
	return []expansion{{address: b.address}}, nil
}

func (c *command) expandCount(b *block) ([]expansion, Diagnostics) {
	value, diagnostics := c.scope.expression(b.count)
	if diagnostics.Failed() {
		return nil, diagnostics
	}
	if !value.IsKnown() || value.IsNull() {
		return nil, failure("Invalid count argument", errors.New("the value is not known yet"))
	}
	n, _ := value.AsBigFloat().Int64()
	all := make([]expansion, n)
	for i := range all {
		all[i] = expansion{b.address.at(i), map[string]cty.Value{"count": cty.ObjectVal(map[string]cty.Value{"index": cty.NumberIntVal(int64(i))})}}
	}
	return all, nil
}

func (c *command) expandEach(b *block) ([]expansion, Diagnostics) {
	value, diagnostics := c.scope.expression(b.forEach)
	if diagnostics.Failed() {
		return nil, diagnostics
	}
	if !value.IsKnown() || value.IsNull() {
		return nil, failure("Invalid for_each argument", errors.New("the value is not known yet"))
	}
	var all []expansion
	for it := value.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if value.Type().IsSetType() {
			key = element
		}
		all = append(all, expansion{b.address.at(key.AsString()), map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": key, "value": element})}})
	}
	return all, nil
}

// each runs a function for all instances of a block in parallel, and adds their values to the scope.
func (c *command) each(b *block, do func(one expansion) (cty.Value, Diagnostics)) bool {
	all, diagnostics := c.expand(b)
	if !c.note(b.address.String(), diagnostics) {
		return false
	}
	values, ok := make([]cty.Value, len(all)), make([]bool, len(all))
	var group sync.WaitGroup
	for i, one := range all {
		group.Go(func() {
			c.slots <- struct{}{}
			defer func() { <-c.slots }()
			value, problems := do(one)
			values[i], ok[i] = value, c.note(one.address.String(), problems)
		})
	}
	group.Wait()
	if slices.Contains(ok, false) {
		return false
	}
	c.scope.set(b.address.String(), gathered(b, all, values))
	return true
}

// gathered is the value of a block with all of its instances.
func gathered(b *block, all []expansion, values []cty.Value) cty.Value {
	switch {
	case b.count != nil:
		return cty.TupleVal(values)
	case b.forEach != nil:
		named := map[string]cty.Value{}
		for i, one := range all {
			named[one.address.index.(string)] = values[i]
		}
		return cty.ObjectVal(named)
	}
	return values[0]
}
