// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestPlan_refused: what is wrong with a package is said in the plan, before anything is changed.
func TestPlan_refused(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	factories := map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]}
	for want, arguments := range map[string][]string{
		"package is unmanaged":          {file(pack(t, samples.Solution{UniqueName: "a", Version: "1.0.0.0", Unmanaged: true}))},
		"package is another solution's": {file(pack(t, samples.BaseIntegration("1.0.0.0"))), `unique_name = "other"`},
	} {
		_, err := inprocess.NewWorkspace(factories).Plan(t.Context(), config(env, arguments...), inprocess.Mode{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the plan ended with %v, want %s", err, want)
		}
	}
}

// TestPlan_unread: what cannot be read is not planned for a solution that is not installed.
func TestPlan_unread(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Faults(acctest.Fault{
		API: acctest.Dataverse, Method: http.MethodGet, Path: "/solutions$", Action: "status", Status: http.StatusForbidden,
		Body: map[string]any{"error": map[string]any{"code": "0x80040220", "message": "The user lacks prvReadSolution."}},
	})
	_, err := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]}).
		Plan(t.Context(), config(env, file(pack(t, samples.BaseIntegration("1.0.0.0")))), inprocess.Mode{})
	if err == nil || !strings.Contains(err.Error(), "prvReadSolution") {
		t.Errorf("the plan ended with %v", err)
	}
}

// TestPlan_absentPackage takes up what is installed, and says that it cannot be compared with the package unless a version is named.
// What has to be installed or upgraded waits for the package, and nothing is asked of a configuration without one.
func TestPlan_absentPackage(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Insert(solutions, acctest.Row{"uniquename": baseName, "friendlyname": "Base", "version": "1.5.0.0", "ismanaged": true})
	factories, warnings := env.Warnings()
	absent, named := file(filepath.ToSlash(filepath.Join(t.TempDir(), "absent.zip"))), `unique_name = "`+baseName+`"`
	for _, tc := range []struct {
		arguments []string
		want      string
	}{
		{[]string{absent, named}, "cannot be compared with version 1.5.0.0"},
		{[]string{absent, named, `minimum_version = "1.0"`}, ""},
		{[]string{absent, named, `minimum_version = "2.0"`}, "Version 1.5.0.0 of " + baseName + " is installed, and 2.0.0.0 is wanted."},
		{[]string{absent, `unique_name = "other"`}, "The solution other is not installed and has to be installed from it."},
		{[]string{absent}, "Apply looks for it again"},
		{[]string{named}, ""},
		{[]string{`unique_name = "other"`}, ""},
	} {
		warnings.Reset()
		acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: []resource.TestStep{
			{Config: config(env, tc.arguments...), PlanOnly: true, ExpectNonEmptyPlan: true},
		}})
		if text := warnings.In("plan"); (text == "") != (tc.want == "") || !strings.Contains(text, tc.want) {
			t.Errorf("%q: the plan warns %q, want %q", tc.arguments, text, tc.want)
		}
	}
}

// TestPlan_packageGone: a package that was there when its solution was installed and is not any more leaves the solution as it is. A
// plan that has not read the solution may be the apply of an upgrade, and fails unless another setting is its reason.
func TestPlan_packageGone(t *testing.T) {
	t.Parallel()
	const minimum, compared, gone = `minimum_version = "1.0"`, "cannot be compared with version 1.0.0.0", "A plan that may upgrade the solution"
	for name, tc := range map[string]struct {
		before, after string
		unread        bool
		warns, fails  string
		replaces      bool
	}{
		"read":                               {warns: compared},
		"read, minimum named":                {before: minimum, after: minimum},
		"unread":                             {unread: true, fails: gone},
		"unread, minimum named":              {before: minimum, after: minimum, unread: true},
		"unread, minimum named now":          {after: minimum, unread: true},
		"unread, minimum not named any more": {before: minimum, unread: true, warns: compared},
		"unread, another policy":             {after: `deletion_policy = "uninstall"`, unread: true, warns: compared},
		"a newer minimum":                    {after: `minimum_version = "1.1"`, fails: "is too old"},
		"another name":                       {after: `unique_name = "other"`, warns: "has to be installed from it", replaces: true},
		"the same name in capitals":          {after: `unique_name = "` + strings.ToUpper(baseName) + `"`, warns: compared},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			factories, warnings := env.Warnings()
			w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": factories["bcsales"]})
			at := pack(t, samples.BaseIntegration("1.0.0.0"))
			plan, err := w.Plan(t.Context(), config(env, file(at), tc.before), inprocess.Mode{})
			if err == nil {
				err = w.Apply(t.Context(), plan)
			}
			if err == nil {
				err = os.Remove(at)
			}
			if err != nil {
				t.Fatal(err)
			}
			warnings.Reset()
			plan, err = w.Plan(t.Context(), config(env, file(at), tc.after), inprocess.Mode{NoRefresh: tc.unread})
			if (err != nil) != (tc.fails != "") || err != nil && !strings.Contains(err.Error(), tc.fails) {
				t.Fatalf("the plan ended with %v", err)
			}
			if text := warnings.In("plan"); (text != "") != (tc.warns != "") || !strings.Contains(text, tc.warns) {
				t.Errorf("the plan warns: %s", text)
			}
			if err != nil {
				return
			}
			shown, err := plan.JSON()
			if err != nil {
				t.Fatal(err)
			}
			change := shown.ResourceChanges[0].Change
			after, _ := change.After.(map[string]any)
			if change.Actions.Replace() != tc.replaces || !tc.replaces && after["version"] != "1.0.0.0" || tc.replaces && (after["version"] != nil || after["unique_name"] != "other") {
				t.Errorf("%v: %v", change.Actions, after)
			}
		})
	}
}
