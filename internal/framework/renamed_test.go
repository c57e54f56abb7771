// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// privateMap is private state, which may refuse.
type privateMap struct {
	values map[string][]byte
	fail   bool
}

func (p privateMap) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) {
	return p.values[key], p.diags()
}

func (p privateMap) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	p.values[key] = value
	return p.diags()
}

func (p privateMap) diags() (diags diag.Diagnostics) {
	if p.fail {
		diags.AddError("refused", "")
	}
	return diags
}

// TestRenamed remembers every name that an object had, each once, and none where nothing was renamed.
func TestRenamed(t *testing.T) {
	t.Parallel()
	private := privateMap{values: map[string][]byte{}}
	op := &Operation[struct{}]{private: private, readable: private}
	for _, step := range [][2]string{{"", "A"}, {"A", "a"}, {"A", "B"}, {"B", "C"}, {"C", "A"}, {"A", "B"}, {"D", "d"}} {
		if err := op.Renamed(t.Context(), "name", step[0], step[1], strings.EqualFold); err != nil {
			t.Fatal(err)
		}
	}
	if names, err := op.FormerNames(t.Context(), "name"); err != nil || !slices.Equal(names, []string{"A", "B", "C"}) {
		t.Errorf("%v, %v", names, err)
	}
	for name, want := range map[string]bool{"a": true, "C": true, "D": false} {
		if was, err := op.WasNamed(t.Context(), "name", name, strings.EqualFold); was != want || err != nil {
			t.Errorf("%s: %v, %v", name, was, err)
		}
	}
	if names, err := op.FormerNames(t.Context(), "other"); len(names) > 0 || err != nil {
		t.Errorf("of another attribute: %v, %v", names, err)
	}
	private.values["former_damaged"] = []byte("{")
	if _, err := op.WasNamed(t.Context(), "damaged", "A", strings.EqualFold); err == nil {
		t.Error("damaged names are no error")
	}
	failing := privateMap{values: map[string][]byte{}, fail: true}
	op = &Operation[struct{}]{private: failing, readable: failing}
	if err := op.Renamed(t.Context(), "name", "A", "B", strings.EqualFold); err == nil {
		t.Error("a private state that cannot be read is no error")
	}
}

// TestLacking keeps problems for later, and returns every other error at once.
func TestLacking(t *testing.T) {
	t.Parallel()
	var l Lacking
	if l.Err() != nil || l.Add(nil) != nil {
		t.Error("nothing is lacking")
	}
	if err := l.Add(context.Canceled); err == nil || l.Err() != nil {
		t.Errorf("another error: %v, %v", err, l.Err())
	}
	for _, what := range []string{"user", "role"} {
		if err := l.Add(Errorf("There is no "+what, "", "No.")); err != nil {
			t.Error(err)
		}
	}
	var diags diag.Diagnostics
	AddError(&diags, "try", Permissions{}, l.Err())
	if len(diags) != 2 || diags[0].Summary() != "There is no user" || diags[1].Summary() != "There is no role" {
		t.Errorf("%v", diags)
	}
}
