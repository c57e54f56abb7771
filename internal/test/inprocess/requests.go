// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// Planned is what a provider plans for a resource.
type Planned struct {
	Prior, State Object
	Config       cty.Value
	// Replace reports whether the change requires replacing the object.
	Replace bool
}

// Changes reports whether the plan changes anything.
func (p Planned) Changes() bool {
	return p.Replace || p.Prior.Exists() != p.State.Exists() || p.State.Exists() && !p.State.Value.RawEquals(p.Prior.Value)
}

// Plan validates the configuration of a resource and plans it.
func (s *Session) Plan(ctx context.Context, kind string, prior Object, config cty.Value) (Planned, Diagnostics) {
	encoded, err := encode(config)
	if err != nil {
		return Planned{}, failure("Planning "+kind, err)
	}
	validated, err := s.server.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{
		TypeName: kind, Config: encoded, ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
	})
	if err != nil {
		return Planned{}, failure("Planning "+kind, err)
	}
	all := Diagnostics(validated.Diagnostics)
	if all.Failed() {
		return Planned{}, all
	}
	planned, more := s.plan(ctx, kind, prior, config)
	return planned, append(all, more...)
}

// PlanDestroy plans the destruction of a resource.
func (s *Session) PlanDestroy(ctx context.Context, kind string, prior Object) (Planned, Diagnostics) {
	return s.plan(ctx, kind, prior, cty.NullVal(s.resources[kind].kind))
}

func (s *Session) plan(ctx context.Context, kind string, prior Object, config cty.Value) (Planned, Diagnostics) {
	described := s.resources[kind]
	if !prior.Exists() {
		prior.Value = cty.NullVal(described.kind)
	}
	proposed := config
	if !config.IsNull() {
		proposed = propose(described.attributes, prior.Value, config)
	}
	values, err := encodeAll(prior.Value, proposed, config)
	if err != nil {
		return Planned{}, failure("Planning "+kind, err)
	}
	answer, err := s.server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: kind, PriorState: values[0], ProposedNewState: values[1], Config: values[2],
		PriorPrivate: prior.Private, PriorIdentity: prior.Identity,
	})
	if err != nil {
		return Planned{}, failure("Planning "+kind, err)
	}
	all := Diagnostics(answer.Diagnostics)
	if all.Failed() {
		return Planned{}, all
	}
	state, err := decode(answer.PlannedState, described.kind)
	if err != nil {
		return Planned{}, failure("Planning "+kind, err)
	}
	planned := Planned{Prior: prior, State: Object{state, answer.PlannedPrivate, answer.PlannedIdentity}, Config: config}
	if config.IsNull() {
		return planned, all
	}
	if faults := validPlan(described.attributes, prior.Value, config, state); len(faults) > 0 {
		return Planned{}, append(all, failure("Provider produced invalid plan", errors.New(strings.Join(faults, "\n")))...)
	}
	planned.Replace = prior.Exists() && differs(answer.RequiresReplace, prior.Value, state)
	return planned, all
}

// differs reports whether a value at one of the paths changes. Replacement is requested by whole attributes.
func differs(paths []*tftypes.AttributePath, prior, planned cty.Value) bool {
	for _, path := range paths {
		steps := path.Steps()
		if len(steps) == 0 {
			return true
		}
		name, ok := steps[0].(tftypes.AttributeName)
		if !ok || !prior.GetAttr(string(name)).RawEquals(planned.GetAttr(string(name))) {
			return true
		}
	}
	return false
}

// Apply applies a plan. The returned object exists even after a failure, if the provider says so.
func (s *Session) Apply(ctx context.Context, kind string, p Planned) (Object, Diagnostics) {
	described := s.resources[kind]
	nothing := Object{Value: cty.NullVal(described.kind)}
	values, err := encodeAll(p.Prior.Value, p.State.Value, p.Config)
	if err != nil {
		return p.Prior, failure("Applying "+kind, err)
	}
	answer, err := s.server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: kind, PriorState: values[0], PlannedState: values[1], Config: values[2],
		PlannedPrivate: p.State.Private, PlannedIdentity: p.State.Identity,
	})
	if err != nil {
		return p.Prior, failure("Applying "+kind, err)
	}
	all := Diagnostics(answer.Diagnostics)
	value, err := decode(answer.NewState, described.kind)
	if err != nil {
		return p.Prior, append(all, failure("Applying "+kind, err)...)
	}
	applied := Object{value, answer.Private, answer.NewIdentity}
	switch {
	case !value.IsNull() && !value.IsWhollyKnown():
		return p.Prior, append(all, failure("Provider returned invalid result object after apply", errors.New("it holds unknown values"))...)
	case all.Failed():
		return applied, all
	case value.IsNull():
		if !p.State.Value.IsNull() {
			all = append(all, failure("Provider produced inconsistent result after apply", errors.New("the object is absent"))...)
		}
		return nothing, all
	}
	if faults := asPlanned("", p.State.Value, value); len(faults) > 0 {
		all = append(all, failure("Provider produced inconsistent result after apply", errors.New(strings.Join(faults, "\n")))...)
	}
	return applied, all
}

// Refresh reads a resource. An object that is gone is returned as not existing.
func (s *Session) Refresh(ctx context.Context, kind string, current Object) (Object, Diagnostics) {
	described := s.resources[kind]
	encoded, err := encode(current.Value)
	if err != nil {
		return current, failure("Reading "+kind, err)
	}
	answer, err := s.server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: kind, CurrentState: encoded, Private: current.Private, CurrentIdentity: current.Identity,
	})
	if err != nil {
		return current, failure("Reading "+kind, err)
	}
	all := Diagnostics(answer.Diagnostics)
	if all.Failed() {
		return current, all
	}
	value, err := decode(answer.NewState, described.kind)
	if err == nil && !value.IsWhollyKnown() {
		err = errors.New("the provider read unknown values")
	}
	if err != nil {
		return current, append(all, failure("Reading "+kind, err)...)
	}
	return Object{value, answer.Private, answer.NewIdentity}, all
}

// Read validates the configuration of a data source and reads it.
func (s *Session) Read(ctx context.Context, kind string, config cty.Value) (cty.Value, Diagnostics) {
	described, ok := s.dataSources[kind]
	if !ok {
		return cty.NilVal, failure("Reading "+kind, errUnknownKind)
	}
	encoded, err := encode(config)
	if err != nil {
		return cty.NilVal, failure("Reading "+kind, err)
	}
	validated, err := s.server.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: kind, Config: encoded})
	if err != nil {
		return cty.NilVal, failure("Reading "+kind, err)
	}
	all := Diagnostics(validated.Diagnostics)
	if all.Failed() {
		return cty.NilVal, all
	}
	answer, err := s.server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: kind, Config: encoded})
	if err != nil {
		return cty.NilVal, append(all, failure("Reading "+kind, err)...)
	}
	all = append(all, answer.Diagnostics...)
	if all.Failed() {
		return cty.NilVal, all
	}
	value, err := decode(answer.State, described.kind)
	if err != nil {
		return cty.NilVal, append(all, failure("Reading "+kind, err)...)
	}
	return value, all
}

func encodeAll(values ...cty.Value) ([]*tfprotov6.DynamicValue, error) {
	all := make([]*tfprotov6.DynamicValue, len(values))
	for i, value := range values {
		var err error
		if all[i], err = encode(value); err != nil {
			return nil, fmt.Errorf("value %d: %w", i, err)
		}
	}
	return all, nil
}
