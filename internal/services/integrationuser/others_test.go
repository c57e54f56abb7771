// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestChangedByOthers lets another administrator change the user between plan and apply, or right before the write. A managed
// value that the plan did not show is neither overwritten nor deleted, and the error names both; a change of something else is
// no obstacle, and neither is the wanted value.
func TestChangedByOthers(t *testing.T) {
	t.Parallel()
	const wanted, other = "wanted@contoso.example", "other@contoso.example"
	address := func(email string) acctest.Row { return acctest.Row{"internalemailaddress": email} }
	for name, tc := range map[string]struct {
		second string // empty for destroy
		policy string
		write  string
		change acctest.Row
		fails  string
		after  acctest.Row // nil for a user who is gone
	}{
		"update, the wanted value": {second: wanted, write: "PATCH", change: address(wanted), after: address(wanted)},
		"update, something else":   {second: wanted, write: "PATCH", change: acctest.Row{"isintegrationuser": true}, after: acctest.Row{"internalemailaddress": wanted, "isintegrationuser": true}},
		"update, another value": {
			second: wanted, write: "PATCH", change: address(other), after: address(other),
			fails: "internal_email_address: was " + email + ", is " + other + ", and is to be " + wanted,
		},
		"update, another managed value": {
			second: wanted, write: "PATCH", change: acctest.Row{"isdisabled": true}, after: acctest.Row{"internalemailaddress": email, "isdisabled": true},
			fails: "enabled: was true, is false, and is to be true",
		},
		"disabling, the wanted value": {policy: "disable", write: "PATCH", change: acctest.Row{"isdisabled": true}, after: acctest.Row{"isdisabled": true}},
		"disabling, something else":   {policy: "disable", write: "PATCH", change: address(other), after: acctest.Row{"internalemailaddress": other, "isdisabled": true}},
		"deletion, something else":    {policy: "delete", write: "DELETE", change: acctest.Row{"isintegrationuser": true}},
		"deletion, another value": {
			policy: "delete", write: "DELETE", change: address(other), after: acctest.Row{"internalemailaddress": other, "deletedstate": float64(0)},
			fails: "internal_email_address: was " + email + ", is " + other,
		},
	} {
		for _, atTheWrite := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, at the write %t", name, atTheWrite), func(t *testing.T) {
				t.Parallel()
				env := acctest.New(t)
				w := inprocess.NewWorkspace(env.Factories())
				policy := ""
				if tc.policy != "" {
					policy = fmt.Sprintf("deletion_policy = %q", tc.policy)
				}
				config := applicationUser(env, policy)
				plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
				if err == nil {
					err = w.Apply(t.Context(), plan)
				}
				if tc.second != "" {
					config = applicationUser(env, fmt.Sprintf("internal_email_address = %q", tc.second))
				}
				if err == nil {
					plan, err = w.Plan(t.Context(), config, inprocess.Mode{Destroy: tc.second == ""})
				}
				if err != nil {
					t.Fatal(err)
				}
				id := fmt.Sprint(env.Find(users, "applicationid", application)["systemuserid"])
				act := func() { env.Patch(users, id, tc.change) }
				if atTheWrite {
					env.Before(tc.write, `/systemusers\(`, act)
				} else {
					act()
				}
				err = w.Apply(t.Context(), plan)
				if text := fmt.Sprint(err); (err != nil) != (tc.fails != "") || !strings.Contains(text, tc.fails) {
					t.Errorf("got %v, want %q", err, tc.fails)
				}
				if tc.after == nil {
					for _, row := range env.Rows(users) {
						if row["systemuserid"] == id {
							t.Errorf("the user is still there: %v", row)
						}
					}
					return
				}
				row := env.Find(users, "systemuserid", id)
				for column, want := range tc.after {
					if row[column] != want {
						t.Errorf("%s is %v, want %v", column, row[column], want)
					}
				}
			})
		}
	}
}
