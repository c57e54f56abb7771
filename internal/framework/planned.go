// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// keepComputed returns the plan with the state's values of what only the provider sets where nothing but local settings
// differs: writing those changes nothing in a service.
func (r *Resource[M, P]) keepComputed(plan, state tftypes.Value) (tftypes.Value, error) {
	planned, prior, err := attributesOf(plan, state)
	if err != nil {
		return plan, err
	}
	var kept []string
	for name, value := range planned {
		_, local := r.def.Local[name]
		switch {
		case value.Equal(prior[name]) || local || name == timeoutsAttribute:
		case onlyComputed(r.def.Schema, name) && !value.IsKnown():
			kept = append(kept, name)
		default:
			return plan, nil
		}
	}
	for _, name := range kept {
		planned[name] = prior[name]
	}
	return tftypes.NewValue(plan.Type(), planned), nil
}

// asPlanned returns the new state with the values of what only the provider sets as the plan left them. Where the service
// shows another one by now, somebody else has changed it since the plan, and the next refresh says so; Terraform takes a
// difference from the plan for a defect of the provider.
func (r *Resource[M, P]) asPlanned(now, plan, before tftypes.Value) (tftypes.Value, error) {
	planned, prior, err := attributesOf(plan, before)
	if err != nil {
		return now, err
	}
	var values map[string]tftypes.Value
	if err := now.As(&values); err != nil {
		return now, fmt.Errorf("reading the state: %w", err)
	}
	for name, value := range planned {
		if onlyComputed(r.def.Schema, name) && value.IsFullyKnown() && value.Equal(prior[name]) {
			values[name] = value
		}
	}
	return tftypes.NewValue(now.Type(), values), nil
}

func attributesOf(plan, state tftypes.Value) (planned, prior map[string]tftypes.Value, err error) {
	if err = plan.As(&planned); err == nil {
		err = state.As(&prior)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading the plan: %w", err)
	}
	return planned, prior, nil
}

// onlyComputed reports whether only the provider sets the attribute.
func onlyComputed(of schema.Schema, name string) bool {
	a, ok := of.Attributes[name]
	return ok && a.IsComputed() && !a.IsOptional()
}
