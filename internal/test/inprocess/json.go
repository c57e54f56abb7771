// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// plain is a value in JSON; unknown values are omitted from objects and null elsewhere.
func plain(value cty.Value) (any, error) {
	if value == cty.NilVal {
		return nil, nil
	}
	value = cty.UnknownAsNull(value)
	text, err := ctyjson.Marshal(value, value.Type())
	if err != nil {
		return nil, fmt.Errorf("writing a value as JSON: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var out any
	if err := decoder.Decode(&out); err != nil {
		return nil, fmt.Errorf("writing a value as JSON: %w", err)
	}
	return out, nil
}

// unknowns is true for an unknown value, and an object of the unknown attributes for an object.
func unknowns(value cty.Value) any {
	switch {
	case !value.IsKnown():
		return true
	case value.IsNull() || value.IsWhollyKnown():
		return map[string]any{}
	case value.Type().IsObjectType() || value.Type().IsMapType():
		all := map[string]any{}
		for name, one := range value.AsValueMap() {
			if !one.IsWhollyKnown() {
				all[name] = unknowns(one)
			}
		}
		return all
	}
	var all []any
	for _, one := range value.AsValueSlice() {
		all = append(all, unknowns(one))
	}
	return all
}

// known removes unknown attributes from an object.
func known(value cty.Value, shown any) any {
	object, ok := shown.(map[string]any)
	if !ok || value.IsNull() || !value.Type().IsObjectType() {
		return shown
	}
	for name, one := range value.AsValueMap() {
		if !one.IsKnown() {
			delete(object, name)
		}
	}
	return object
}

func mode(a address) tfjson.ResourceMode {
	if a.data {
		return tfjson.DataResourceMode
	}
	return tfjson.ManagedResourceMode
}

// JSON returns the plan as Terraform shows it in JSON.
func (p *Plan) JSON() (*tfjson.Plan, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := &tfjson.Plan{FormatVersion: "1.2", TerraformVersion: terraformVersion}
	for _, name := range slices.Sorted(maps.Keys(p.changes)) {
		c := p.changes[name]
		planned := c.planned.State.Value
		after, err := plain(planned)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		before, err := plain(c.before.Value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		change := &tfjson.Change{Actions: c.actions, Before: before, After: after, AfterUnknown: map[string]any{}}
		if planned != cty.NilVal {
			change.AfterUnknown, change.After = unknowns(planned), known(planned, after)
		}
		if c.importing != "" {
			change.Importing = &tfjson.Importing{ID: c.importing}
		}
		out.ResourceChanges = append(out.ResourceChanges, &tfjson.ResourceChange{
			Address: name, Mode: mode(c.address), Type: c.address.kind, Name: c.address.name, Index: c.address.index, ProviderName: c.provider, Change: change,
		})
	}
	return out, nil
}

// empty reports whether the plan changes nothing.
func empty(plan *tfjson.Plan) bool {
	for _, change := range plan.ResourceChanges {
		if !change.Change.Actions.NoOp() {
			return false
		}
	}
	return true
}

// summary lists what changes, for a message.
func summary(plan *tfjson.Plan) string {
	var out bytes.Buffer
	for _, change := range plan.ResourceChanges {
		if change.Change.Actions.NoOp() {
			continue
		}
		fmt.Fprintf(&out, "%s: %v\n", change.Address, change.Change.Actions)
		before, _ := change.Change.Before.(map[string]any)
		after, _ := change.Change.After.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(before)) {
			if was, is := fmt.Sprint(before[name]), fmt.Sprint(after[name]); after != nil && was != is {
				fmt.Fprintf(&out, "  %s: %s -> %s\n", name, was, is)
			}
		}
	}
	return out.String()
}

// State returns the state as Terraform shows it in JSON.
func (w *Workspace) State() (*tfjson.State, error) {
	module := &tfjson.StateModule{}
	for _, stored := range w.state.all() {
		values, err := plain(stored.value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", stored.address, err)
		}
		attributes, _ := values.(map[string]any)
		resource := &tfjson.StateResource{
			Address: stored.address.String(), Mode: mode(stored.address), Type: stored.address.kind, Name: stored.address.name, Index: stored.address.index,
			ProviderName: stored.provider, SchemaVersion: uint64(max(stored.version, 0)), AttributeValues: attributes, Tainted: stored.tainted, DependsOn: stored.after,
		}
		if resource.IdentityValues, resource.IdentitySchemaVersion, err = w.identify(stored); err != nil {
			return nil, fmt.Errorf("%s: %w", stored.address, err)
		}
		module.Resources = append(module.Resources, resource)
	}
	return &tfjson.State{FormatVersion: "1.0", TerraformVersion: terraformVersion, Values: &tfjson.StateValues{RootModule: module}}, nil
}

// identify returns the values of an object's identity.
func (w *Workspace) identify(stored instance) (map[string]any, *uint64, error) {
	if stored.identity == nil || stored.identity.IdentityData == nil {
		return nil, nil, nil
	}
	value, err := decode(stored.identity.IdentityData, stored.known.kind)
	if err != nil {
		return nil, nil, err
	}
	shown, err := plain(value)
	if err != nil {
		return nil, nil, err
	}
	values, _ := shown.(map[string]any)
	return values, &stored.known.version, nil
}
