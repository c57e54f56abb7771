// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestSalesperson_refusedWhileJoining: coupling and membership are written at the same time. When the coupling is refused, a
// membership that was made goes again, and one that was there before stays.
func TestSalesperson_refusedWhileJoining(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]bool{"made": false, "there before": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			if before {
				f.Insert(inDataverse("teammemberships"), acctest.Row{"teamid": team, "systemuserid": userOtis})
			}
			f.Faults(acctest.Fault{
				API: acctest.BusinessCentral, Method: "POST", Path: "/recordCouplings$", Action: "status", Status: 400,
				Body: map[string]any{"error": map[string]string{"code": "Application_DialogException", "message": "Somebody refused it."}},
			})
			f.run(resource.TestStep{
				Config:      f.ProviderConfig() + person("salesperson_code = \"JO\"\n  system_user_id = \""+userOtis+"\""),
				ExpectError: regexp.MustCompile("Somebody refused it"),
			})
			if member := f.member(userOtis); member != before {
				t.Errorf("member: %v, before: %v", member, before)
			}
			if n := len(f.Rows(inCompany("recordCouplings"))); n != 0 {
				t.Errorf("%d couplings", n)
			}
		})
	}
}
