// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// SavedPlan is a plan that installs a package and is applied where the package is missing, or another one. Its packages are files.
type SavedPlan struct {
	// Before is installed before the plan; empty for nothing.
	Before string
	// Planned is there when the plan is made, and Found when it is applied; empty for none.
	Planned, Found string
	// Want is the error of the apply, as a regular expression over its words; empty for none.
	Want string
}

// Run plays it with a configuration that installs the package in the file at.
func (s SavedPlan) Run(t *testing.T, env *Env, at, config string) {
	t.Helper()
	w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]})
	plan := func() *inprocess.Plan {
		t.Helper()
		plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
		if err != nil {
			t.Fatal(err)
		}
		return plan
	}
	if s.Before != "" {
		put(t, s.Before, at)
		if err := w.Apply(t.Context(), plan()); err != nil {
			t.Fatal(err)
		}
	}
	put(t, s.Planned, at)
	saved := plan()
	put(t, s.Found, at)
	err := w.Apply(t.Context(), saved)
	if s.Want == "" {
		if err != nil {
			t.Error(err)
		}
		return
	}
	if err == nil || !regexp.MustCompile(s.Want).MatchString(strings.Join(strings.Fields(err.Error()), " ")) {
		t.Errorf("the apply ended with %v, want %s", err, s.Want)
	}
}

// put copies a file, or removes the copy if the source is empty.
func put(t *testing.T, source, at string) {
	t.Helper()
	if source == "" {
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		return
	}
	content, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, content, 0o600); err != nil { //nolint:gosec // a file of the test
		t.Fatal(err)
	}
}
