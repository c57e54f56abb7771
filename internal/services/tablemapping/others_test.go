// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestMapping_changedByOthers lets another administrator change the mapping between plan and apply, or right before the
// write. A managed value that the plan did not show is not overwritten, and the error names both.
func TestMapping_changedByOthers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change acctest.Row
		after  string
		fails  bool
	}{
		"to the wanted value": {acctest.Row{"direction": "FromIntegrationTable"}, "FromIntegrationTable", false},
		"an unrelated column": {acctest.Row{"dependencyFilter": "CURRENCY"}, "FromIntegrationTable", false},
		"a managed value":     {acctest.Row{"direction": "Bidirectional"}, "Bidirectional", true},
	} {
		for _, atTheWrite := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, at the write %t", name, atTheWrite), func(t *testing.T) {
				t.Parallel()
				env := newEnv(t)
				w := inprocess.NewWorkspace(env.Factories())
				plan, err := w.Plan(t.Context(), config(env, "name = \"CUSTOMER\"\n  direction = \"to_dataverse\""), inprocess.Mode{})
				if err == nil {
					err = w.Apply(t.Context(), plan)
				}
				if err == nil {
					plan, err = w.Plan(t.Context(), config(env, "name = \"CUSTOMER\"\n  direction = \"from_dataverse\""), inprocess.Mode{})
				}
				if err != nil {
					t.Fatal(err)
				}
				act := func() { env.Patch(inCompany("tableMappings"), fmt.Sprint(mapping(env)["id"]), tc.change) }
				if atTheWrite {
					env.Before("PATCH", "/tableMappings", act)
				} else {
					act()
				}
				err = w.Apply(t.Context(), plan)
				if tc.fails != (err != nil) {
					t.Errorf("got %v, want an error %t", err, tc.fails)
				}
				if text := fmt.Sprint(err); tc.fails && !strings.Contains(text, "direction: was ToIntegrationTable, is Bidirectional, and is to be FromIntegrationTable") {
					t.Errorf("got %s, want both values", text)
				}
				if got := mapping(env)["direction"]; got != tc.after {
					t.Errorf("the direction is %v, want %s", got, tc.after)
				}
			})
		}
	}
}
