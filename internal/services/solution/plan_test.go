// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
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

// TestPlan_absentPackage takes up what is installed, and says that it cannot be compared with the package unless a version is named.
func TestPlan_absentPackage(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Insert(solutions, acctest.Row{"uniquename": baseName, "friendlyname": "Base", "version": "1.5.0.0", "ismanaged": true})
	factories, warnings := env.Warnings()
	absent := file(filepath.ToSlash(filepath.Join(t.TempDir(), "absent.zip")))
	for minimum, want := range map[string]string{
		"":                        "cannot be compared with version 1.5.0.0",
		`minimum_version = "1.0"`: "",
	} {
		warnings.Reset()
		acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: []resource.TestStep{
			{Config: config(env, absent, `unique_name = "`+baseName+`"`, minimum), PlanOnly: true, ExpectNonEmptyPlan: true},
		}})
		if text := warnings.In("plan"); (text == "") != (want == "") || !strings.Contains(text, want) {
			t.Errorf("%q: the plan warns %q, want %q", minimum, text, want)
		}
	}
}
