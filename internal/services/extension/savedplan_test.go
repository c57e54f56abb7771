// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension_test

import (
	"os"
	"path/filepath"
	"regexp"
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
		before  string // installed before the plan
		planned string
		found   string // where the plan is applied; empty for no package
		more    string
		want    string
	}{
		"upgrade, package there":   {before: one, planned: two, found: two},
		"upgrade, package missing": {before: one, planned: two, want: `(?s)file \S+package\.app does not exist here\. Version 1\.0\.0\.0 is installed`},
		"upgrade, older package":   {before: one, planned: two, found: one, want: `(?s)2\.0\.0\.0.*1\.0\.0\.0`},
		"upgrade, newer package":   {before: one, planned: two, found: three, want: `(?s)2\.0\.0\.0.*3\.0\.0\.0`},
		"install, package there":   {planned: two, found: two},
		"install, package missing": {planned: two, want: `(?s)file \S+package\.app does not exist`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			at := filepath.ToSlash(filepath.Join(t.TempDir(), "package.app"))
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
			w, config := inprocess.NewWorkspace(factories), config(env, at, test.more)
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
