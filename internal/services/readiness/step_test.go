// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// way says how a step of a remedy is followed.
type way string

const (
	// apply applies a configuration.
	apply way = "applied"
	// invoke runs an action of the provider.
	invoke way = "invoked"
	// call does through the service's own API what the remedy says to do in an admin center or on a page.
	call way = "called"
	// byHand is for what no API offers that the emulator serves: a person does it, and the test does the same in the
	// person's place.
	byHand way = "by hand"
)

// step is one thing that a remedy says to do.
type step struct {
	way way
	// edit is what an applied step wants in the guide's configuration.
	edit edit
	// do follows a step of another kind.
	do func(s service)
}

// edit changes the guide's configuration.
type edit func(t *testing.T, config string) string

// applied applies the guide's configuration with the edits, or as it is.
func applied(edits ...edit) step {
	return step{way: apply, edit: func(t *testing.T, config string) string {
		t.Helper()
		for _, e := range edits {
			config = e(t, config)
		}
		return config
	}}
}

// elsewhere applies a configuration of its own, which makes the resource: what belongs to the environment or to a person,
// and not to one company. The resource stays.
func elsewhere(address string, makes edit) step {
	return step{way: apply, do: func(s service) {
		s.t.Helper()
		acctest.Run(s.t, resource.TestCase{
			ProtoV6ProviderFactories: s.Factories(),
			Steps: []resource.TestStep{
				{Config: makes(s.t, s.ProviderConfig())},
				{Config: s.ProviderConfig() + forgetting(address)},
			},
		})
	}}
}

// forgetting takes resources out of the state, and leaves them in the services.
func forgetting(addresses ...string) string {
	var blocks strings.Builder
	for _, address := range addresses {
		blocks.WriteString("\nremoved {\n  from = " + address + "\n  lifecycle {\n    destroy = false\n  }\n}\n")
	}
	return blocks.String()
}

// invoked runs an action of the provider for the company.
func invoked(action string, arguments map[string]any) step {
	return step{way: invoke, do: func(s service) {
		s.t.Helper()
		arguments["company_id"] = cronus
		if got := s.Invoke(action, arguments); got.Errors != "" {
			s.t.Fatalf("%s: %s", action, got.Errors)
		}
	}}
}

// reset resets the mappings of a connection.
func reset(setup string) step {
	return invoked("bcsales_reset_configuration", map[string]any{"setup": setup})
}

// customersSynchronized runs the mapping of customers once, and waits for its job.
func customersSynchronized() step {
	const mapping = "CUSTOMER"
	run := invoked("bcsales_synchronize_table_mapping", map[string]any{"name": mapping})
	return step{way: invoke, do: func(s service) {
		s.t.Helper()
		since := strings.TrimSuffix(s.nextSecond(), "Z") // so that its job is the latest
		run.do(s)
		s.await("a job of "+mapping, func() bool {
			for _, job := range s.Rows(inCompany("synchronizationJobs")) {
				if job["mappingName"] == mapping && fmt.Sprint(job["startDateTime"]) >= since && job["finishDateTime"] != nil {
					return true
				}
			}
			return false
		})
	}}
}

// whole makes the next run of a mapping look at all records, as the page Integration Table Mappings does for Run Full
// Synchronization.
func whole(mapping string) step {
	return person(func(s service) {
		s.t.Helper()
		id := fmt.Sprint(s.Find(inCompany("tableMappings"), "name", mapping)["id"])
		world := s.Emulator().World()
		world.Do(func() {
			world.Store.Table(store.CompanyScope(cronus), "tableMappings").Update(id, store.Row{"emulatorSeenLocalVersion": int64(0), "emulatorSeenRemoteVersion": int64(0)})
		})
	})
}

// uncoupled deletes the couplings of a table, as the page Integration Table Mappings does.
func uncoupled(table float64) step {
	return person(func(s service) {
		s.t.Helper()
		for _, row := range s.Rows(inCompany("recordCouplings")) {
			if row["tableId"] == table {
				s.remove(inCompany("recordCouplings"), row)
			}
		}
	})
}

func called(do func(s service)) step { return step{way: call, do: do} }

// restarted restarts the job that has the value in the column, as the page Job Queue Entries does.
func restarted(column string, value any) step {
	return called(func(s service) {
		s.t.Helper()
		job := s.Find(inCompany("jobQueueEntries"), column, value)
		s.send(http.MethodPost, s.standard(fmt.Sprintf("jobQueueEntries(%v)/Microsoft.NAV.restart", job["id"])), nil)
	})
}

// person does what only a person can.
func person(do func(s service)) step { return step{way: byHand, do: do} }
