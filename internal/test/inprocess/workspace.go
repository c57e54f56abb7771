// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"fmt"

	"github.com/zclconf/go-cty/cty"
)

// Workspace is a state and the providers that change it. It runs one command at a time.
type Workspace struct {
	providers *installation
	state     *state
}

// NewWorkspace returns a workspace without state.
func NewWorkspace(factories map[string]Factory) *Workspace {
	return &Workspace{install(factories), newState()}
}

// Parallel makes the workspace work on n objects at the same time, as -parallelism does. It returns the workspace.
func (w *Workspace) Parallel(n int) *Workspace {
	w.providers.parallelism = n
	return w
}

// Plan plans a configuration.
func (w *Workspace) Plan(ctx context.Context, source string, mode Mode) (*Plan, error) {
	c, diagnostics := parse(source)
	if diagnostics.Failed() {
		return nil, diagnostics.about("main.tf")
	}
	plan := &Plan{config: c, mode: mode, state: w.state.clone(), changes: map[string]change{}, later: map[string]bool{}}
	return plan, planner{newCommand(w.providers, c), plan}.run(ctx)
}

// Apply applies a plan.
func (w *Workspace) Apply(ctx context.Context, plan *Plan) error {
	w.state = plan.state.clone()
	command := newCommand(w.providers, plan.config)
	err := applier{command, plan, w.state}.run(ctx)
	if plan.mode.Destroy {
		for _, stored := range w.state.all() {
			if stored.address.data {
				w.state.remove(stored.address.String())
			}
		}
	}
	return err
}

// Refresh reads everything again.
func (w *Workspace) Refresh(ctx context.Context, source string) error {
	plan, err := w.Plan(ctx, source, Mode{refreshOnly: true})
	if plan != nil {
		w.state = plan.state
	}
	return err
}

// Import imports an object to an address in the configuration.
func (w *Workspace) Import(ctx context.Context, source, at, id string) error {
	c, diagnostics := parse(source)
	if diagnostics.Failed() {
		return diagnostics.about("main.tf")
	}
	b := c.blocks[at]
	if b == nil {
		return fmt.Errorf("Error: resource address %q does not exist in the configuration", at) //nolint:staticcheck // as Terraform shows it
	}
	if _, managed := w.state.get(at); managed {
		return fmt.Errorf("Error: Resource already managed by Terraform\n\n%s", at) //nolint:staticcheck // as Terraform shows it
	}
	command := newCommand(w.providers, c)
	p := planner{command, &Plan{config: c, state: w.state}}
	return command.run(ctx, map[string]node{at: {after: []string{"provider " + b.provider}, do: func() bool {
		_, all := p.importInto(ctx, command.session(b.provider), b, b.address, id, cty.NilVal)
		return command.note(at, all)
	}}}, []string{b.provider})
}

// Taint marks an object for replacement.
func (w *Workspace) Taint(at string) error {
	stored, ok := w.state.get(at)
	if !ok {
		return fmt.Errorf("tainting %s: the state has no such object", at)
	}
	stored.tainted = true
	w.state.put(stored)
	return nil
}

// Forget removes an object from the state.
func (w *Workspace) Forget(at string) { w.state.remove(at) }

// Clone returns another workspace with the same state.
func (w *Workspace) Clone() *Workspace { return &Workspace{w.providers, w.state.clone()} }

// Empty reports whether there is nothing to destroy.
func (w *Workspace) Empty() bool { return len(w.state.all()) == 0 }
