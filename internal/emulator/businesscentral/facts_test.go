// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// fact is what a test of Microsoft's asserts about the integration (BCApps, src/Layers/W1/Tests/CRM integration), in steps
// on the emulator.
type fact struct {
	test  string // number of the codeunit and procedure; BASE is read in the base application itself
	says  string
	steps []step
}

// step prepares, changes, synchronizes or expects.
type step func(s *scene)

// scene is the company of a fact: one customer without a salesperson, and what the steps make of it.
type scene struct {
	*bench
	expected int // how much the steps have compared
	sales    string
	runs     int
}

const oneAccount = "ac000000-0000-4000-8000-000000000001"

// TestFacts is the table of the facts of Microsoft's own tests.
func TestFacts(t *testing.T) {
	t.Parallel()
	total := 0
	for topic, facts := range map[string][]fact{
		"setup": setupFacts(), "jobs": jobFacts(), "couplings": couplingFacts(), "mappings": mappingFacts(), "filters": filterFacts(),
		"full": fullFacts(), "records": recordFacts(), "directions": directionFacts(), "conflicts": conflictFacts(), "deletions": deletionFacts(),
		"skipping": skippingFacts(), "people": peopleFacts(), "contacts": contactFacts(), "matching": matchingFacts(), "items": itemFacts(),
	} {
		total += len(facts)
		for _, f := range facts {
			t.Run(topic+"/"+f.test+"/"+f.says, func(t *testing.T) {
				t.Parallel()
				f.run(t)
			})
		}
	}
	t.Logf("%d facts", total)
}

func (f fact) run(t *testing.T) {
	t.Helper()
	s := &scene{bench: newBench(t)}
	s.clear("customers")
	s.bc(cronus, "customers", store.Row{"id": customerOne, "number": "C00001", "displayName": "Name", "city": "City"})
	for _, take := range f.steps {
		take(s)
	}
	if s.expected == 0 {
		t.Error("the fact expects nothing")
	}
}

func (s *scene) clear(set string) {
	t := s.table(set)
	for _, row := range t.All() {
		t.Delete(row.String("id"))
	}
}

func (s *scene) table(set string) *store.Table {
	return s.world.Store.Table(store.CompanyScope(cronus), set)
}

// equal compares by text.
func (s *scene) equal(what string, got, want any) {
	s.t.Helper()
	s.expected++
	if fmt.Sprint(got) != fmt.Sprint(want) {
		s.t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// mapping finds a mapping by its name.
func (s *scene) mapping(name string) store.Row {
	s.t.Helper()
	return s.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == name })
}

// all takes steps one after the other.
func all(steps ...step) step {
	return func(s *scene) {
		for _, take := range steps {
			take(s)
		}
	}
}

// enabled turns the Dataverse connection on.
func enabled(model string) step {
	return func(s *scene) { s.connectDataverse(cronus, cronusUnit, model) }
}

// salesEnabled turns both connections on; body is that of the Sales setup.
func salesEnabled(model, body string) step {
	return func(s *scene) { s.sales = s.connectSales(cronus, cronusUnit, model, body) }
}

// record adds a row of the company, row one of Dataverse.
func record(set string, r store.Row) step { return func(s *scene) { s.bc(cronus, set, r.Clone()) } }
func row(set string, r store.Row) step    { return func(s *scene) { s.dv(set, r.Clone()) } }

// gone deletes a record, goneThere a row of Dataverse; nobody's rule is asked.
func gone(set, id string) step      { return func(s *scene) { s.table(set).Delete(id) } }
func goneThere(set, id string) step { return func(s *scene) { s.unset(set, id) } }

// here changes a record, there a row of Dataverse.
func here(set, id string, changes store.Row) step {
	return func(s *scene) { s.put(cronus, set, id, changes.Clone()) }
}

func there(set, id string, changes store.Row) step {
	return func(s *scene) { s.set(set, id, changes.Clone()) }
}

func coupled(table int, id, remote string) step {
	return func(s *scene) { s.must(couple(table, id, remote)) }
}

// set changes the settings of a mapping.
func set(mapping string, changes store.Row) step {
	return func(s *scene) {
		s.put(cronus, setMappings, s.mapping(mapping).String("id"), changes.Clone())
	}
}

// synchronized runs a mapping to its end. The jobs and errors of runs before are forgotten.
func synchronized(mapping string) step {
	return func(s *scene) {
		s.clear(setSynchJobs)
		s.clear(setSynchErrors)
		s.must(action(cronus, setMappings, s.mapping(mapping).String("id"), "synchronize"))
		s.pass(10 * time.Second)
	}
}

// reviewed generates the review, started starts it with mappings, full does both and waits.
func reviewed() step { return func(s *scene) { s.review(s.sales) } }

func started(mappings ...string) step {
	return func(s *scene) {
		s.runs++
		s.start(s.sales, fmt.Sprintf("99000000-0000-4000-8000-%012d", s.runs), mappings...)
	}
}

func full(mappings ...string) step {
	return all(func(s *scene) {
		s.clear(setSynchJobs)
		s.clear(setSynchErrors)
	}, reviewed(), started(mappings...), waited(20*time.Second))
}

func waited(d time.Duration) step { return func(s *scene) { s.pass(d) } }
