// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"path/filepath"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
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

// holds checks the installed version of the base solution; empty means none.
func holds(t *testing.T, env *acctest.Env, want string) {
	t.Helper()
	if err := installed(env, want)(nil); err != nil {
		t.Error(err)
	}
}
