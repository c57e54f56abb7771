// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"errors"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/zclconf/go-cty/cty"
)

// applier applies a plan. Its changes are in the state at once, even if something else fails.
type applier struct {
	*command
	plan  *Plan
	state *state
}

func (a applier) run(ctx context.Context) error {
	nodes, providers := map[string]node{}, []string(nil)
	use := func(provider string) string {
		if !slices.Contains(providers, provider) {
			providers = append(providers, provider)
		}
		return "provider " + provider
	}
	for _, c := range a.plan.changes {
		name := c.address.String()
		switch {
		case slices.Contains(c.actions, tfjson.ActionForget):
			a.state.remove(name)
		case slices.Contains(c.actions, tfjson.ActionDelete):
			nodes["destroy "+name] = node{append(a.dependents(c.address.block()), use(c.provider)), func() bool { return a.destroy(ctx, c) }}
		}
	}
	for name, b := range a.config.blocks {
		if a.plan.mode.Destroy {
			break
		}
		after := append([]string{use(b.provider)}, b.after...)
		for _, c := range a.plan.changes {
			if c.address.block() == name {
				after = append(after, "destroy "+c.address.String())
			}
		}
		nodes[name] = node{append(after, a.dependents(name)...), func() bool { return a.block(ctx, b) }}
	}
	return a.command.run(ctx, nodes, providers)
}

// dependents are the deletions of whatever depends on a block: they come first.
func (a applier) dependents(block string) []string {
	var all []string
	for _, c := range a.plan.changes {
		if slices.Contains(c.actions, tfjson.ActionDelete) && slices.Contains(c.after, block) {
			all = append(all, "destroy "+c.address.String())
		}
	}
	return all
}

func (a applier) destroy(ctx context.Context, c change) bool {
	a.slots <- struct{}{}
	defer func() { <-a.slots }()
	session, name := a.session(c.provider), c.address.String()
	gone := Planned{Prior: c.before, State: Object{Value: cty.NullVal(c.before.Value.Type()), Private: c.planned.State.Private}, Config: cty.NullVal(c.before.Value.Type())}
	object, all := session.Apply(ctx, c.address.kind, gone)
	if !object.Exists() {
		a.state.remove(name)
		return a.note(name, all)
	}
	if !all.Failed() {
		all = append(all, failure("Provider returned invalid result object after apply", errors.New("the destroyed object still exists"))...)
	}
	stored, _ := a.state.get(name)
	return a.note(name, append(all, a.store(session, stored, object)...))
}

func (a applier) block(ctx context.Context, b *block) bool {
	session := a.session(b.provider)
	return a.each(b, func(one expansion) (cty.Value, Diagnostics) {
		name := one.address.String()
		a.plan.mu.Lock()
		c, planned := a.plan.changes[name]
		a.plan.mu.Unlock()
		switch {
		case a.plan.later[b.address.String()]:
			return a.read(ctx, session, b, one)
		case planned && !c.actions.NoOp():
			return a.change(ctx, session, b, one, c)
		}
		stored, ok := a.state.get(name)
		if !ok {
			return cty.NilVal, failure("State", errors.New(name+" was not planned"))
		}
		return stored.value, nil
	})
}

func (a applier) read(ctx context.Context, session *Session, b *block, one expansion) (cty.Value, Diagnostics) {
	config, all := a.scope.body(b.arguments(), session.dataSources[b.address.kind], one.more)
	if all.Failed() {
		return cty.NilVal, all
	}
	value, more := session.Read(ctx, b.address.kind, config)
	if all = append(all, more...); all.Failed() {
		return cty.NilVal, all
	}
	a.state.put(instance{address: one.address, provider: b.provider, value: value})
	return value, all
}

// change creates or updates a resource, after planning it again with the values known now.
func (a applier) change(ctx context.Context, session *Session, b *block, one expansion, c change) (cty.Value, Diagnostics) {
	kind := b.address.kind
	config, all := a.scope.body(b.arguments(), session.resources[kind], one.more)
	if all.Failed() {
		return cty.NilVal, all
	}
	prior := c.before
	if slices.Contains(c.actions, tfjson.ActionCreate) {
		prior = Object{}
	}
	planned, more := session.Plan(ctx, kind, prior, config)
	if all = append(all, more...); all.Failed() {
		return cty.NilVal, all
	}
	if faults := asPlanned("", c.planned.State.Value, planned.State.Value); len(faults) > 0 {
		return cty.NilVal, append(all, failure("Provider produced inconsistent final plan", errors.New(strings.Join(faults, "\n")))...)
	}
	object, more := session.Apply(ctx, kind, planned)
	all = append(all, more...)
	if object.Exists() {
		tainted := all.Failed() && !prior.Exists()
		all = append(all, a.store(session, instance{address: one.address, provider: b.provider, tainted: tainted, after: a.config.all(b)}, object)...)
	} else {
		a.state.remove(one.address.String())
	}
	return object.Value, all
}

func (a applier) store(session *Session, stored instance, object Object) Diagnostics {
	fresh, err := session.store(stored.address.kind, object)
	if err != nil {
		return failure("State", err)
	}
	fresh.address, fresh.provider, fresh.tainted, fresh.after = stored.address, stored.provider, stored.tainted, stored.after
	a.state.put(fresh)
	return nil
}
