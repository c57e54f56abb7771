// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"os"
	"path/filepath"
	"regexp"
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
		before  string // installed before the plan
		planned string
		found   string // where the plan is applied; empty for no package
		more    string
		want    string
	}{
		"upgrade, package there":           {before: one, planned: two, found: two},
		"upgrade, package missing":         {before: one, planned: two, want: `(?s)file \S+package\.zip does not exist here\. Version 1\.0\.0\.0 is installed`},
		"upgrade, older package":           {before: one, planned: two, found: one, want: `(?s)2\.0\.0\.0.*1\.0\.0\.0`},
		"upgrade, newer package":           {before: one, planned: two, found: three, want: `(?s)2\.0\.0\.0.*3\.0\.0\.0`},
		"install, package there":           {planned: two, found: two},
		"install, package missing":         {planned: two, want: `(?s)There is no file \S+package\.zip`},
		"install by name, package missing": {planned: two, more: `unique_name = "` + baseName + `"`, want: `(?s)is not installed.*There is no file \S+package\.zip`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			at := filepath.ToSlash(filepath.Join(t.TempDir(), "package.zip"))
			put := func(source string) {
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
				if err := os.WriteFile(at, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			factories := map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]}
			w, config := inprocess.NewWorkspace(factories), config(env, file(at), test.more)
			plan := func() *inprocess.Plan {
				t.Helper()
				plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
				if err != nil {
					t.Fatal(err)
				}
				return plan
			}
			if test.before != "" {
				put(test.before)
				if err := w.Apply(t.Context(), plan()); err != nil {
					t.Fatal(err)
				}
			}
			put(test.planned)
			saved := plan()
			put(test.found)
			err := w.Apply(t.Context(), saved)
			if test.want == "" {
				if err != nil {
					t.Error(err)
				}
				holds(t, env, "2.0.0.0")
				return
			}
			if err == nil || !regexp.MustCompile(test.want).MatchString(strings.Join(strings.Fields(err.Error()), " ")) {
				t.Errorf("the apply ended with %v, want %s", err, test.want)
			}
			left := ""
			if test.before != "" {
				left = "1.0.0.0"
			}
			holds(t, env, left)
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
