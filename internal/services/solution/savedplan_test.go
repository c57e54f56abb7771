// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSavedPlan applies a plan where the package is missing, or another one: what the plan promised is done or is an
// error, and nothing else is installed.
func TestSavedPlan(t *testing.T) {
	t.Parallel()
	one, two, three := pack(t, samples.BaseIntegration("1.0.0.0")), pack(t, samples.BaseIntegration("2.0.0.0")), pack(t, samples.BaseIntegration("3.0.0.0"))
	for name, test := range map[string]struct {
		acctest.SavedPlan
		more  string
		holds string // the version that is installed in the end; empty for none
	}{
		"upgrade, package there":           {SavedPlan: acctest.SavedPlan{Before: one, Planned: two, Found: two}, holds: "2.0.0.0"},
		"upgrade, package missing":         {SavedPlan: acctest.SavedPlan{Before: one, Planned: two, Want: `(?s)file \S+package\.zip does not exist here\. Version 1\.0\.0\.0 is installed`}, holds: "1.0.0.0"},
		"upgrade, older package":           {SavedPlan: acctest.SavedPlan{Before: one, Planned: two, Found: one, Want: `(?s)2\.0\.0\.0.*1\.0\.0\.0`}, holds: "1.0.0.0"},
		"upgrade, newer package":           {SavedPlan: acctest.SavedPlan{Before: one, Planned: two, Found: three, Want: `(?s)2\.0\.0\.0.*3\.0\.0\.0`}, holds: "1.0.0.0"},
		"install, package there":           {SavedPlan: acctest.SavedPlan{Planned: two, Found: two}, holds: "2.0.0.0"},
		"install, package missing":         {SavedPlan: acctest.SavedPlan{Planned: two, Want: `(?s)There is no file \S+package\.zip`}},
		"install by name, package missing": {SavedPlan: acctest.SavedPlan{Planned: two, Want: `(?s)is not installed.*There is no file \S+package\.zip`}, more: `unique_name = "` + baseName + `"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			at := filepath.ToSlash(filepath.Join(t.TempDir(), "package.zip"))
			test.Run(t, env, at, config(env, file(at), test.more))
			holds(t, env, test.holds)
		})
	}
}

// TestUpgradedSincePlan lets somebody install a newer version between plan and apply than the one that the plan promised: it stays, and
// that is said.
func TestUpgradedSincePlan(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]})
	for _, version := range []string{"1.0.0.0", "2.0.0.0"} {
		plan, err := w.Plan(t.Context(), config(env, file(pack(t, samples.BaseIntegration(version)))), inprocess.Mode{})
		if err != nil {
			t.Fatal(err)
		}
		if version == "2.0.0.0" {
			env.Patch(solutions, env.Find(solutions, "uniquename", baseName)["solutionid"].(string), acctest.Row{"version": "3.0.0.0"})
		}
		err = w.Apply(t.Context(), plan)
		if version == "1.0.0.0" && err != nil {
			t.Fatal(err)
		}
		if version == "2.0.0.0" && (err == nil || !strings.Contains(err.Error(), "The plan was made to install version 2.0.0.0, and version 3.0.0.0 is installed now.")) {
			t.Errorf("got %v", err)
		}
	}
	holds(t, env, "3.0.0.0")
}

// holds checks the installed version of the base solution; empty means none.
func holds(t *testing.T, env *acctest.Env, want string) {
	t.Helper()
	if err := installed(env, want)(nil); err != nil {
		t.Error(err)
	}
}
