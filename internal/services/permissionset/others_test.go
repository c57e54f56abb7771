// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package permissionset_test

import (
	"fmt"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestChangedByOthers lets another administrator make another assignment of the one that destroy removes, between plan and
// apply, or right before the deletion: it stays, as the one in state is gone. A new version of the same one is removed.
func TestChangedByOthers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change acctest.Row
		stays  bool
	}{
		"another permission set": {acctest.Row{"roleId": "D365 BASIC"}, true},
		"the same":               {acctest.Row{"company": ""}, false},
	} {
		for _, atTheWrite := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, at the write %t", name, atTheWrite), func(t *testing.T) {
				t.Parallel()
				env := acctest.New(t)
				lina := person(env)
				w := inprocess.NewWorkspace(env.Factories())
				source := config(env, lina, "SECURITY", "")
				plan, err := w.Plan(t.Context(), source, inprocess.Mode{})
				if err == nil {
					err = w.Apply(t.Context(), plan)
				}
				if err == nil {
					plan, err = w.Plan(t.Context(), source, inprocess.Mode{Destroy: true})
				}
				if err != nil {
					t.Fatal(err)
				}
				row, _ := given(env, lina, "SECURITY", "")
				id := fmt.Sprint(row["id"])
				act := func() { env.Patch(set("userPermissions"), id, tc.change) }
				if atTheWrite {
					env.Before("DELETE", `/userPermissions\(`, act)
				} else {
					act()
				}
				if err := w.Apply(t.Context(), plan); err != nil {
					t.Error(err)
				}
				left := false
				for _, row := range env.Rows(set("userPermissions")) {
					left = left || fmt.Sprint(row["id"]) == id
				}
				if left != tc.stays {
					t.Errorf("the assignment is there: %t, want %t", left, tc.stays)
				}
			})
		}
	}
}
