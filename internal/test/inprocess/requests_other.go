// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// Import imports a resource by its import id or, if that is empty, by its
// identity. It does not read the object yet.
func (s *Session) Import(ctx context.Context, kind, id string, by cty.Value) (Object, Diagnostics) {
	request := &tfprotov6.ImportResourceStateRequest{TypeName: kind, ID: id}
	if id == "" {
		encoded, err := encode(by)
		if err != nil {
			return Object{}, failure("Importing "+kind, err)
		}
		request.Identity = &tfprotov6.ResourceIdentityData{IdentityData: encoded}
	}
	answer, err := s.server.ImportResourceState(ctx, request)
	if err != nil {
		return Object{}, failure("Importing "+kind, err)
	}
	all := Diagnostics(answer.Diagnostics)
	if all.Failed() {
		return Object{}, all
	}
	if len(answer.ImportedResources) != 1 {
		return Object{}, append(all, failure("Importing "+kind, fmt.Errorf("%d objects", len(answer.ImportedResources)))...)
	}
	imported := answer.ImportedResources[0]
	value, err := decode(imported.State, s.resources[kind].kind)
	if err != nil {
		return Object{}, append(all, failure("Importing "+kind, err)...)
	}
	return Object{value, imported.Private, imported.Identity}, all
}

// Defers reads a data source like a Terraform that supports deferral, and reports whether the provider defers it.
func (s *Session) Defers(ctx context.Context, kind string, config cty.Value) (bool, Diagnostics) {
	encoded, err := encode(config)
	if err != nil {
		return false, failure("Reading "+kind, err)
	}
	answer, err := s.server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{
		TypeName: kind, Config: encoded, ClientCapabilities: &tfprotov6.ReadDataSourceClientCapabilities{DeferralAllowed: true},
	})
	if err != nil {
		return false, failure("Reading "+kind, err)
	}
	return answer.Deferred != nil, answer.Diagnostics
}

// Identify returns a value of the resource's identity, by attributes.
func (s *Session) Identify(kind string, given map[string]any) (cty.Value, error) {
	of, ok := s.identities[kind]
	if !ok {
		return cty.NilVal, fmt.Errorf("%s: %w", kind, errUnknownKind)
	}
	return convert(of.kind, given)
}

// upgrade reads a stored resource, as every command does when it begins.
func (s *Session) upgrade(ctx context.Context, kind string, stored instance) (Object, Diagnostics) {
	described, ok := s.resources[kind]
	if !ok {
		return Object{}, failure("Reading the state of "+kind, errUnknownKind)
	}
	answer, err := s.server.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{
		TypeName: kind, Version: stored.version, RawState: &tfprotov6.RawState{JSON: stored.attributes},
	})
	if err != nil {
		return Object{}, failure("Reading the state of "+kind, err)
	}
	all := Diagnostics(answer.Diagnostics)
	if all.Failed() {
		return Object{}, all
	}
	value, err := decode(answer.UpgradedState, described.kind)
	if err != nil {
		return Object{}, append(all, failure("Reading the state of "+kind, err)...)
	}
	return Object{value, stored.private, stored.identity}, all
}

// store writes a resource in the format of a state.
func (s *Session) store(kind string, o Object) (instance, error) {
	attributes, err := ctyjson.Marshal(o.Value, o.Value.Type())
	if err != nil {
		return instance{}, fmt.Errorf("storing %s: %w", kind, err)
	}
	return instance{version: s.resources[kind].version, attributes: attributes, private: o.Private, identity: o.Identity, known: s.identities[kind], value: o.Value}, nil
}

// Invocation is the output of an action.
type Invocation struct {
	Progress []string
	Diagnostics
}

// Invoke validates the configuration of an action, plans it and invokes it.
func (s *Session) Invoke(ctx context.Context, name string, config cty.Value) Invocation {
	actions, ok := s.server.(tfprotov6.ActionServer)
	if !ok {
		return Invocation{Diagnostics: failure("Invoking "+name, errors.New("the provider serves no actions"))}
	}
	encoded, err := encode(config)
	if err != nil {
		return Invocation{Diagnostics: failure("Invoking "+name, err)}
	}
	validated, err := actions.ValidateActionConfig(ctx, &tfprotov6.ValidateActionConfigRequest{ActionType: name, Config: encoded})
	if err != nil {
		return Invocation{Diagnostics: failure("Invoking "+name, err)}
	}
	result := Invocation{Diagnostics: validated.Diagnostics}
	if result.Failed() {
		return result
	}
	planned, err := actions.PlanAction(ctx, &tfprotov6.PlanActionRequest{ActionType: name, Config: encoded})
	if err != nil {
		return Invocation{Diagnostics: failure("Invoking "+name, err)}
	}
	if result.Diagnostics = append(result.Diagnostics, planned.Diagnostics...); result.Failed() {
		return result
	}
	stream, err := actions.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: name, Config: encoded})
	if err != nil {
		return Invocation{Diagnostics: failure("Invoking "+name, err)}
	}
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			result.Progress = append(result.Progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			result.Diagnostics = append(result.Diagnostics, event.Diagnostics...)
		}
	}
	return result
}
