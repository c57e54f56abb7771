// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestInitial_waitsForUnitGroups generates no review while the job that enabling scheduled has not created the unit groups.
func TestInitial_waitsForUnitGroups(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, c := range map[string]struct {
		status string
		waits  bool
	}{"ready": {"Ready", true}, "running": {"In Process", true}, "failed": {"Error", false}, "on hold": {"On Hold", false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, "Team")
			job := f.Insert(inCompany("jobQueueEntries"), acctest.Row{"objectIdToRun": 5367, "description": "Updating CRM Unit Group Mapping", "status": c.status})
			reviewed := func() bool { return len(f.Rows(inCompany("fullSynchronizationLines"))) > 0 }
			early := make(chan bool, 1)
			config := f.config(`match_fields = { CUSTOMER = ["E-Mail"] }`)
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.factories,
				Steps: []resource.TestStep{{
					PreConfig: func() {
						if !c.waits {
							early <- false
							return
						}
						time.AfterFunc(500*time.Millisecond, func() {
							early <- reviewed()
							f.Delete(inCompany("jobQueueEntries"), fmt.Sprint(job["id"]))
						})
					},
					Config: config,
				}},
			})
			if <-early {
				t.Error("the review was generated before the job had run")
			}
			if !reviewed() {
				t.Error("there is no review")
			}
		})
	}
}
