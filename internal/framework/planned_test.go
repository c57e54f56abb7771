// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// set is a model of the attributes that a plan can treat in different ways.
type set struct {
	Base
	Name types.String `tfsdk:"name"`
}

func setResource() *Resource[set, *set] {
	return &Resource[set, *set]{def: Definition[set]{
		Local: map[string]string{"mode": "is the provider's own"},
		Schema: schema.Schema{Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{Optional: true, Computed: true}, "mode": schema.StringAttribute{Optional: true},
			"version": schema.StringAttribute{Computed: true},
		}},
	}}
}

// values is an object of texts; "?" is unknown, "" is null.
func values(name, mode, version string) tftypes.Value {
	kinds, content := map[string]tftypes.Type{}, map[string]tftypes.Value{}
	for attribute, text := range map[string]string{"name": name, "mode": mode, "version": version} {
		kinds[attribute] = tftypes.String
		switch text {
		case "?":
			content[attribute] = tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
		case "":
			content[attribute] = tftypes.NewValue(tftypes.String, nil)
		default:
			content[attribute] = tftypes.NewValue(tftypes.String, text)
		}
	}
	return tftypes.NewValue(tftypes.Object{AttributeTypes: kinds}, content)
}

// TestOnlyLocalSettingsKeepWhatIsComputed: a plan that changes something in a service says that the rest is not known yet.
func TestOnlyLocalSettingsKeepWhatIsComputed(t *testing.T) {
	t.Parallel()
	state := values("a", "calm", "1")
	for name, tc := range map[string]struct{ plan, want tftypes.Value }{
		"nothing":                     {state, state},
		"a local setting":             {values("a", "wild", "?"), values("a", "wild", "1")},
		"a value of the service":      {values("b", "calm", "?"), values("b", "calm", "?")},
		"both":                        {values("b", "wild", "?"), values("b", "wild", "?")},
		"one that is not known yet":   {values("?", "wild", "?"), values("?", "wild", "?")},
		"a computed one, of the plan": {values("a", "wild", "2"), values("a", "wild", "2")},
	} {
		if got, err := setResource().keepComputed(tc.plan, state); err != nil || !got.Equal(tc.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	broken := tftypes.NewValue(tftypes.String, "no object")
	if _, err := setResource().keepComputed(broken, state); err == nil {
		t.Error("a plan that is no object: no error")
	}
	if _, err := setResource().keepComputed(state, broken); err == nil {
		t.Error("a state that is no object: no error")
	}
}

// TestAnUpdateKeepsWhatThePlanPromised: what only the provider sets and the plan left as it was stays so until the next refresh.
func TestAnUpdateKeepsWhatThePlanPromised(t *testing.T) {
	t.Parallel()
	before := values("a", "calm", "1")
	for name, tc := range map[string]struct{ plan, now, want tftypes.Value }{
		"changed by somebody else":    {values("b", "calm", "1"), values("b", "calm", "2"), values("b", "calm", "1")},
		"not known in the plan":       {values("b", "calm", "?"), values("b", "calm", "2"), values("b", "calm", "2")},
		"planned otherwise":           {values("b", "calm", "3"), values("b", "calm", "2"), values("b", "calm", "2")},
		"an argument, of the service": {values("a", "calm", "1"), values("c", "calm", "1"), values("c", "calm", "1")},
	} {
		if got, err := setResource().asPlanned(tc.now, tc.plan, before); err != nil || !got.Equal(tc.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	broken := tftypes.NewValue(tftypes.String, "no object")
	for i, v := range [][3]tftypes.Value{{broken, before, before}, {before, broken, before}, {before, before, broken}} {
		if _, err := setResource().asPlanned(v[0], v[1], v[2]); err == nil {
			t.Errorf("%d: no error", i)
		}
	}
}
