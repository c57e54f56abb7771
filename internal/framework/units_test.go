// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// TestSameMeaning: what the services take for the same, in lists, sets and maps too.
func TestSameMeaning(t *testing.T) {
	t.Parallel()
	kind := customtypes.FoldedType{}
	fold := func(texts ...string) []attr.Value {
		all := make([]attr.Value, 0, len(texts))
		for _, text := range texts {
			all = append(all, customtypes.NewFolded(text))
		}
		return all
	}
	list := func(texts ...string) attr.Value { return types.ListValueMust(kind, fold(texts...)) }
	set := func(texts ...string) attr.Value { return types.SetValueMust(kind, fold(texts...)) }
	one := func(key, text string) attr.Value {
		return types.MapValueMust(kind, map[string]attr.Value{key: customtypes.NewFolded(text)})
	}
	exact := func(key string) attr.Value {
		return types.MapValueMust(types.StringType, map[string]attr.Value{key: types.StringValue("x")})
	}
	for name, tc := range map[string]struct {
		a, b attr.Value
		want bool
	}{
		"texts":                       {fold("A")[0], fold("a")[0], true},
		"other texts":                 {fold("A")[0], fold("b")[0], false},
		"a text and none":             {fold("A")[0], types.StringNull(), false},
		"none and a text":             {types.StringNull(), fold("A")[0], false},
		"an empty text and none":      {fold("")[0], customtypes.FoldedNull(), false},
		"none and an empty text":      {customtypes.FoldedNull(), fold("")[0], false},
		"texts where the case counts": {types.StringValue("A"), types.StringValue("a"), false},
		"a text and a number":         {fold("1")[0], types.Int64Value(1), false},
		"lists":                       {list("A", "b"), list("a", "B"), true},
		"lists in another order":      {list("A", "b"), list("B", "a"), false},
		"a list and a set":            {list("A"), set("a"), false},
		"an empty list and none":      {list(), types.ListNull(kind), false},
		"sets in another order":       {set("A", "b"), set("B", "a"), true},
		"other sets":                  {set("A", "b"), set("A", "c"), false},
		"a smaller set":               {set("A", "b"), set("a"), false},
		"a larger set":                {set("A"), set("a", "b"), false},
		"a set and a list":            {set("A"), list("a"), false},
		"maps":                        {one("Key", "A"), one("KEY", "a"), true},
		"maps with other keys":        {one("Key", "A"), one("other", "a"), false},
		"maps with other values":      {one("Key", "A"), one("key", "b"), false},
		"maps where the case counts":  {exact("Key"), exact("KEY"), false},
		"a map and a larger one":      {one("a", "A"), types.MapValueMust(kind, map[string]attr.Value{"A": fold("a")[0], "b": fold("b")[0]}), false},
		"a map and a list":            {one("a", "A"), list("A"), false},
		"numbers":                     {types.Int64Value(1), types.Int64Value(2), false},
	} {
		if got := sameMeaning(t.Context(), tc.a, tc.b); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestThePlanKeepsTheSpellingOfTheState where a service takes two for the same, and with it, where nothing else differs, what is not
// configured.
func TestThePlanKeepsTheSpellingOfTheState(t *testing.T) {
	t.Parallel()
	r := setResource()
	r.def.Noun, r.clients = "thing", NewClients(ClientSet{})
	r.def.Schema.Attributes["name"] = schema.StringAttribute{Optional: true, CustomType: customtypes.FoldedType{}}
	state := values("a", "calm", "1")
	request := func(plan, config tftypes.Value) resource.ModifyPlanRequest {
		return resource.ModifyPlanRequest{
			Plan: tfsdk.Plan{Schema: r.def.Schema, Raw: plan}, State: tfsdk.State{Schema: r.def.Schema, Raw: state}, Config: tfsdk.Config{Schema: r.def.Schema, Raw: config},
		}
	}
	for name, tc := range map[string]struct{ plan, config, want tftypes.Value }{
		"another spelling":                          {values("A", "calm", "?"), values("A", "calm", ""), state},
		"another spelling beside a change":          {values("A", "wild", "?"), values("A", "wild", ""), values("a", "wild", "?")},
		"another spelling beside what is not known": {values("A", "?", "?"), values("A", "?", ""), values("a", "?", "?")},
		"another value":                             {values("b", "calm", "?"), values("b", "calm", ""), values("b", "calm", "?")},
		"a change":                                  {values("a", "wild", "?"), values("a", "wild", ""), values("a", "wild", "?")},
	} {
		got, err := r.keepSpelling(t.Context(), request(tc.plan, tc.config))
		if err != nil || !got.Equal(tc.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	var resp resource.ModifyPlanResponse
	r.ModifyPlan(t.Context(), request(tftypes.NewValue(tftypes.String, "no object"), state), &resp)
	if err := DiagnosticsError(resp.Diagnostics); err == nil || !strings.Contains(err.Error(), "Could not plan the thing: Reading the plan") {
		t.Errorf("a plan that is no object: %v", err)
	}
}

// TestContested: a value that somebody else has changed is neither overwritten nor deleted.
func TestContested(t *testing.T) {
	t.Parallel()
	to := func(text string) *string { return &text }
	for name, tc := range map[string]struct {
		add     func(c *Contested)
		left    bool
		foreign string
	}{
		"nothing":                        {func(*Contested) {}, false, ""},
		"nothing wanted":                 {func(c *Contested) { Value(c, "color", "red", "blue", nil) }, false, ""},
		"written already":                {func(c *Contested) { Value(c, "color", "red", "blue", to("blue")) }, false, ""},
		"to be written":                  {func(c *Contested) { Value(c, "color", "red", "red", to("blue")) }, true, ""},
		"somebody else's":                {func(c *Contested) { Value(c, "color", "red", "green", to("blue")) }, false, "color: was red, is green, and is to be blue"},
		"folded, written already":        {func(c *Contested) { Folded(c, "color", "red", "BLUE", to("blue")) }, false, ""},
		"folded, to be written":          {func(c *Contested) { Folded(c, "color", "red", "RED", to("blue")) }, true, ""},
		"folded, nothing wanted":         {func(c *Contested) { Folded(c, "color", "red", "green", nil) }, false, ""},
		"folded, somebody else's":        {func(c *Contested) { Folded(c, "color", "red", "green", to("blue")) }, false, "was red, is green"},
		"to be deleted":                  {func(c *Contested) { c.Kept("partner", "a", "A") }, true, ""},
		"to be deleted, not known":       {func(c *Contested) { c.Kept("partner", "", "b") }, true, ""},
		"to be deleted, somebody else's": {func(c *Contested) { c.Kept("partner", "a", "b") }, false, "partner: was a, is b"},
	} {
		c := &Contested{}
		tc.add(c)
		left, err := c.Left("thing")
		if left != tc.left || (err != nil) != (tc.foreign != "") || err != nil && !strings.Contains(err.Error(), tc.foreign) {
			t.Errorf("%s: %v, %v", name, left, err)
		}
	}
}

// TestLocks: one at a time by key, and a wait ends with its context.
func TestLocks(t *testing.T) {
	t.Parallel()
	locks := newLocks()
	unlock, err := locks.Lock(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := locks.Lock(ended, "a"); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "other work on a") {
		t.Errorf("the same key: %v", err)
	}
	other, err := locks.Lock(t.Context(), "b")
	if err != nil {
		t.Fatal(err)
	}
	other()
	unlock()
	if unlock, err = locks.Lock(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	unlock()
}

// TestAWaitForARemovalEndsWithItsContext, whether to take the object up, to change it, or to remove it.
func TestAWaitForARemovalEndsWithItsContext(t *testing.T) {
	t.Parallel()
	clients, object := NewClients(ClientSet{}), Object{Type: "thing", ID: "a"}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	done, err := clients.Remove(t.Context(), object, func() error {
		if err := clients.TakeUp(ended, object); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "removed thing a") {
			t.Errorf("taken up: %v", err)
		}
		thing := &Resource[set, *set]{clients: clients, def: Definition[set]{Name: "thing", Update: func(context.Context, *Operation[set], set, set) error {
			t.Error("changed")
			return nil
		}}}
		state := set{Base: Base{ID: types.StringValue("a")}}
		if err := thing.update(ended, &Operation[set]{}, state, state); !errors.Is(err, context.Canceled) {
			t.Errorf("changed: %v", err)
		}
		if again, err := clients.Remove(ended, object, func() error { return nil }); again || !errors.Is(err, context.Canceled) {
			t.Errorf("removed again: %v, %v", again, err)
		}
		return nil
	})
	if !done || err != nil {
		t.Errorf("%v, %v", done, err)
	}
	if err := clients.TakeUp(t.Context(), object); err != nil {
		t.Error(err)
	}
	if done, err = clients.Remove(t.Context(), object, func() error { return nil }); done || err != nil {
		t.Errorf("an object that is needed: %v, %v", done, err)
	}
	clients.Release(object)
	if done, err = clients.Remove(t.Context(), object, func() error { return nil }); !done || err != nil {
		t.Errorf("an object that is released: %v, %v", done, err)
	}
}

// TestCombinations of arguments; one that is not known yet may be either.
func TestCombinations(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, mode       string // "" is null, "?" unknown
		exactly, atLeast bool
	}{{"a", "", true, true}, {"", "b", true, true}, {"a", "b", false, true}, {"", "", false, false}, {"?", "", true, true}, {"a", "?", true, true}} {
		for want, rule := range map[*bool]validator.String{&tc.exactly: ExactlyOneOf("name", "mode"), &tc.atLeast: AtLeastOneOf("name", "mode")} {
			var resp validator.StringResponse
			rule.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("name"), Config: tfsdk.Config{Raw: values(tc.name, tc.mode, "")}}, &resp)
			if resp.Diagnostics.HasError() == *want {
				t.Errorf("%q and %q, %s: %v", tc.name, tc.mode, rule.Description(t.Context()), resp.Diagnostics)
			}
			for _, d := range resp.Diagnostics {
				if !strings.HasSuffix(d.Detail(), " one of name, mode must be set.") {
					t.Errorf("%q", d.Detail())
				}
			}
		}
	}
}

// TestRows yields all, or the error alone, and ends when nobody wants more.
func TestRows(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	var got []int
	for row, err := range Rows([]int{1, 2}, nil) {
		if got = append(got, row); err != nil {
			t.Error(err)
		}
	}
	if !slices.Equal(got, []int{1, 2}) {
		t.Errorf("%v", got)
	}
	n := 0
	for row, err := range Rows([]int{1, 2}, failed) {
		if n++; row != 0 || !errors.Is(err, failed) {
			t.Errorf("%d, %v", row, err)
		}
	}
	for _, err := range Rows([]int{1, 2}, nil) {
		if n++; err != nil {
			t.Error(err)
		}
		break
	}
	if n != 2 {
		t.Errorf("%d rows", n)
	}
}
