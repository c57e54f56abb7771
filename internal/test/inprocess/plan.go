// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/zclconf/go-cty/cty"
)

// Mode is the purpose of a plan.
type Mode struct {
	// Destroy plans to destroy everything.
	Destroy bool
	// NoRefresh plans from the state without reading.
	NoRefresh bool
	// refreshOnly reads and plans nothing.
	refreshOnly bool
}

// change is what is planned for an instance.
type change struct {
	address   address
	provider  string
	actions   tfjson.Actions
	before    Object
	planned   Planned
	importing string
	after     []string // from the state, for the order of destruction
}

// Plan is what a configuration changes.
type Plan struct {
	config  *config
	mode    Mode
	state   *state // refreshed
	mu      sync.Mutex
	changes map[string]change
	later   map[string]bool // data sources to read during the apply
}

func (p *Plan) add(c change) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changes[c.address.String()] = c
}

// Empty reports whether the plan changes nothing.
func (p *Plan) Empty() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.changes {
		if !c.actions.NoOp() && !c.actions.Read() {
			return false
		}
	}
	return true
}

// changed reports whether anything of a block changes.
func (p *Plan) changed(block string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.changes {
		if c.address.block() == block && !c.actions.NoOp() {
			return true
		}
	}
	return false
}

// planner creates a plan.
type planner struct {
	*command
	*Plan
}

func (p planner) run(ctx context.Context) error {
	nodes, providers := map[string]node{}, []string(nil)
	use := func(provider string) string {
		if !slices.Contains(providers, provider) {
			providers = append(providers, provider)
		}
		return "provider " + provider
	}
	for name, b := range p.command.config.blocks {
		if p.mode.Destroy && p.mode.NoRefresh {
			break
		}
		nodes[name] = node{append([]string{use(b.provider)}, b.after...), func() bool { return p.block(ctx, b) }}
	}
	for _, stored := range p.state.all() {
		if _, configured := nodes[stored.address.block()]; configured {
			continue
		}
		if stored.address.data {
			if p.command.config.blocks[stored.address.block()] == nil {
				p.state.remove(stored.address.String())
			}
			continue
		}
		nodes["orphan "+stored.address.String()] = node{[]string{use(stored.provider)}, func() bool { return p.orphan(ctx, stored) }}
	}
	return p.command.run(ctx, nodes, providers)
}

func (p planner) block(ctx context.Context, b *block) bool {
	session, seen := p.session(b.provider), map[string]bool{}
	var mu sync.Mutex
	ok := p.each(b, func(one expansion) (cty.Value, Diagnostics) {
		mu.Lock()
		seen[one.address.String()] = true
		mu.Unlock()
		if b.address.data {
			return p.data(ctx, session, b, one)
		}
		return p.resource(ctx, session, b, one)
	})
	for _, stored := range p.state.of(b.address.String()) {
		switch {
		case !ok || seen[stored.address.String()]:
		case stored.address.data:
			p.state.remove(stored.address.String())
		default:
			ok = p.orphan(ctx, stored) && ok
		}
	}
	return ok
}

// current is the object in the state, read again unless the plan skips that.
func (p planner) current(ctx context.Context, session *Session, stored instance) (Object, Diagnostics) {
	kind, name := stored.address.kind, stored.address.String()
	object, all := session.upgrade(ctx, kind, stored)
	if all.Failed() || p.mode.NoRefresh {
		return object, all
	}
	object, more := session.Refresh(ctx, kind, object)
	if all = append(all, more...); all.Failed() {
		return object, all
	}
	if !object.Exists() {
		p.state.remove(name)
		return object, all
	}
	return object, append(all, p.keep(session, stored, object)...)
}

// keep replaces an object in the plan's state.
func (p planner) keep(session *Session, stored instance, object Object) Diagnostics {
	fresh, err := session.store(stored.address.kind, object)
	if err != nil {
		return failure("State", err)
	}
	fresh.address, fresh.provider, fresh.tainted, fresh.after = stored.address, stored.provider, stored.tainted, stored.after
	p.state.put(fresh)
	return nil
}

func (p planner) resource(ctx context.Context, session *Session, b *block, one expansion) (cty.Value, Diagnostics) {
	described, ok := session.resources[b.address.kind]
	if !ok {
		return cty.NilVal, failure("Invalid resource type", fmt.Errorf("the provider has no resource type %s", b.address.kind))
	}
	next := change{address: one.address, provider: b.provider, actions: tfjson.Actions{tfjson.ActionNoop}}
	stored, known := p.state.get(one.address.String())
	var all Diagnostics
	switch {
	case known:
		next.after, stored.provider = stored.after, b.provider
		next.before, all = p.current(ctx, session, stored)
	case !p.mode.Destroy && !p.mode.refreshOnly:
		next.before, next.importing, all = p.imported(ctx, session, b, one.address)
	}
	if all.Failed() {
		return cty.NilVal, all
	}
	switch {
	case p.mode.Destroy:
		return p.destroy(ctx, session, next)
	case p.mode.refreshOnly:
		if !next.before.Exists() {
			return cty.UnknownVal(described.kind), all
		}
		return next.before.Value, all
	}
	config, problems := p.scope.body(b.arguments(), described, one.more)
	if problems.Failed() {
		return cty.NilVal, problems
	}
	prior := next.before
	if stored.tainted {
		prior = Object{}
	}
	planned, more := session.Plan(ctx, b.address.kind, prior, config)
	if all = append(all, more...); all.Failed() {
		return cty.NilVal, all
	}
	replaced := stored.tainted && next.before.Exists()
	if planned.Replace {
		replaced = true
		// The object's private data goes with the plan to the destruction.
		planned, more = session.Plan(ctx, b.address.kind, Object{Private: planned.State.Private}, config)
		if all = append(all, more...); all.Failed() {
			return cty.NilVal, all
		}
	}
	next.planned = planned
	switch {
	case replaced:
		next.actions = tfjson.Actions{tfjson.ActionDelete, tfjson.ActionCreate}
	case !next.before.Exists():
		next.actions = tfjson.Actions{tfjson.ActionCreate}
	case planned.Changes():
		next.actions = tfjson.Actions{tfjson.ActionUpdate}
	}
	p.add(next)
	return planned.State.Value, all
}

func (p planner) data(ctx context.Context, session *Session, b *block, one expansion) (cty.Value, Diagnostics) {
	described, ok := session.dataSources[b.address.kind]
	if !ok {
		return cty.NilVal, failure("Invalid data source", fmt.Errorf("the provider has no data source %s", b.address.kind))
	}
	config, all := p.scope.body(b.arguments(), described, one.more)
	if all.Failed() {
		return cty.NilVal, all
	}
	if !config.IsWhollyKnown() || slices.ContainsFunc(b.explicit, p.changed) {
		p.Plan.mu.Lock()
		p.later[b.address.String()] = true
		p.Plan.mu.Unlock()
		value := propose(described.attributes, cty.NilVal, config)
		p.add(change{address: one.address, actions: tfjson.Actions{tfjson.ActionRead}, planned: Planned{State: Object{Value: value}}})
		return value, all
	}
	value, more := session.Read(ctx, b.address.kind, config)
	if all = append(all, more...); all.Failed() {
		return cty.NilVal, all
	}
	p.state.put(instance{address: one.address, provider: b.provider, value: value})
	return value, all
}

// orphan plans what happens to an object that is no longer configured.
func (p planner) orphan(ctx context.Context, stored instance) bool {
	p.slots <- struct{}{}
	defer func() { <-p.slots }()
	session := p.session(stored.provider)
	before, all := p.current(ctx, session, stored)
	next := change{address: stored.address, provider: stored.provider, before: before, after: stored.after}
	switch {
	case all.Failed() || p.mode.refreshOnly:
	case p.command.config.forgotten[stored.address.block()] && before.Exists():
		next.actions = tfjson.Actions{tfjson.ActionForget}
		p.add(next)
	default:
		var more Diagnostics
		_, more = p.destroy(ctx, session, next)
		all = append(all, more...)
	}
	return p.note(stored.address.String(), all)
}

// destroy plans the destruction of an existing object.
func (p planner) destroy(ctx context.Context, session *Session, next change) (cty.Value, Diagnostics) {
	kind := next.address.kind
	nothing := cty.NullVal(session.resources[kind].kind)
	if !next.before.Exists() {
		return nothing, nil
	}
	planned, all := session.PlanDestroy(ctx, kind, next.before)
	if all.Failed() {
		return nothing, all
	}
	if !planned.State.Value.IsNull() {
		return nothing, failure("Provider produced invalid plan", errors.New("a destroyed object is planned as something"))
	}
	next.planned, next.actions = planned, tfjson.Actions{tfjson.ActionDelete}
	p.add(next)
	return nothing, all
}

// Planned returns what is planned for a resource, also where nothing changes.
func (p *Plan) Planned(at string) (Planned, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, ok := p.changes[at]
	return c.planned, ok
}
