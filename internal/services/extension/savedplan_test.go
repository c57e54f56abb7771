// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSavedPlan applies a plan where the package is missing, or another one: what the plan promised is done or is an
// error, and nothing else is installed.
func TestSavedPlan(t *testing.T) {
	t.Parallel()
	one, two, three := hello(t, "1.0.0.0"), hello(t, "2.0.0.0"), hello(t, "3.0.0.0")
	for name, test := range map[string]struct {
		acctest.SavedPlan
		holds string // the version that is installed in the end; empty for none
	}{
		"upgrade, package there":   {SavedPlan: acctest.SavedPlan{Before: one, Planned: two, Found: two}, holds: "2.0.0.0"},
		"upgrade, package missing": {SavedPlan: acctest.SavedPlan{Before: one, Planned: two, Want: `(?s)file \S+package\.app does not exist here\. Version 1\.0\.0\.0 is installed`}, holds: "1.0.0.0"},
		"upgrade, older package":   {SavedPlan: acctest.SavedPlan{Before: one, Planned: two, Found: one, Want: `(?s)2\.0\.0\.0.*1\.0\.0\.0`}, holds: "1.0.0.0"},
		"upgrade, newer package":   {SavedPlan: acctest.SavedPlan{Before: one, Planned: two, Found: three, Want: `(?s)2\.0\.0\.0.*3\.0\.0\.0`}, holds: "1.0.0.0"},
		"install, package there":   {SavedPlan: acctest.SavedPlan{Planned: two, Found: two}, holds: "2.0.0.0"},
		"install, package missing": {SavedPlan: acctest.SavedPlan{Planned: two, Want: `(?s)file \S+package\.app does not exist`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			at := filepath.ToSlash(filepath.Join(t.TempDir(), "package.app"))
			test.Run(t, env, at, config(env, at, ""))
			holds(t, env, test.holds)
		})
	}
}

// holds checks the installed version of the extension; empty means none.
func holds(t *testing.T, env *acctest.Env, want string) {
	t.Helper()
	if err := has(env, helloID, want)(nil); err != nil {
		t.Error(err)
	}
}

// TestAbsentPackage: a plan that refreshes says that a package is missing, and keeps what is installed.
func TestAbsentPackage(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	factories, warnings := env.Warnings()
	w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": factories["bcsales"]})
	plan, err := w.Plan(t.Context(), config(env, hello(t, "1.0.0.0"), ""), inprocess.Mode{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Apply(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	absent := config(env, filepath.ToSlash(filepath.Join(t.TempDir(), "absent.app")), `deletion_policy = "uninstall"`)
	if plan, err = w.Plan(t.Context(), absent, inprocess.Mode{}); err != nil {
		t.Fatal(err)
	}
	if said := warnings.In("plan"); !strings.Contains(said, "absent.app does not exist") {
		t.Errorf("the plan says %q", said)
	}
	// Only the policy is changed, for which no package is needed.
	if err := w.Apply(t.Context(), plan); err != nil {
		t.Error(err)
	}
}
