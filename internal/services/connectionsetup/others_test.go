// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSetups_changedByOthers lets another administrator change a setup that is off between plan and apply, or right before
// the write. A managed value that the plan did not show is not overwritten, and the error names both.
func TestSetups_changedByOthers(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	dataverse := func(f fixture, version string) string {
		return f.prelude + f.dataverse("enabled = false", "proxy_version = "+version)
	}
	sales := func(f fixture, version string) string {
		return dataverse(f, "100") + f.sales("enabled = false", "proxy_version = "+version)
	}
	for kind, of := range map[string]struct {
		set    acctest.Set
		config func(f fixture, version string) string
	}{
		"Dataverse": {dataverseSetups(), dataverse},
		"Sales":     {salesSetups(), sales},
	} {
		for name, tc := range map[string]struct {
			change acctest.Row
			after  string
			fails  bool
		}{
			"to the wanted value": {acctest.Row{"proxyVersion": 91}, "91", false},
			"an unrelated column": {acctest.Row{"disableReason": "Maintenance"}, "91", false},
			"a managed value":     {acctest.Row{"proxyVersion": 92}, "92", true},
		} {
			for _, atTheWrite := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, %s, at the write %t", kind, name, atTheWrite), func(t *testing.T) {
					t.Parallel()
					f := arrange(t)
					w := inprocess.NewWorkspace(f.Factories())
					plan, err := w.Plan(t.Context(), of.config(f, "100"), inprocess.Mode{})
					if err == nil {
						err = w.Apply(t.Context(), plan)
					}
					if err == nil {
						plan, err = w.Plan(t.Context(), of.config(f, "91"), inprocess.Mode{})
					}
					if err != nil {
						t.Fatal(err)
					}
					act := func() { f.Patch(of.set, id(f.only(t, of.set)), tc.change) }
					if atTheWrite {
						f.Before("PATCH", "/"+of.set.Name, act)
					} else {
						act()
					}
					err = w.Apply(t.Context(), plan)
					if tc.fails != (err != nil) {
						t.Errorf("got %v, want an error %t", err, tc.fails)
					}
					if text := fmt.Sprint(err); tc.fails && !strings.Contains(text, "proxy_version: was 100, is 92, and is to be 91") {
						t.Errorf("got %s, want both values", text)
					}
					if got := fmt.Sprint(f.only(t, of.set)["proxyVersion"]); got != tc.after {
						t.Errorf("the version is %s, want %s", got, tc.after)
					}
				})
			}
		}
	}
}
