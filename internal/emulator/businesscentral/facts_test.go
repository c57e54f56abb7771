// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"slices"
	"strings"
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
		"skipping": skippingFacts(), "people": peopleFacts(), "contacts": contactFacts(), "matching": matchingFacts(),
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

// named finds a row by its column name.
func (s *scene) named(set, name string) store.Row {
	s.t.Helper()
	return s.bench.row(cronus, set, func(r store.Row) bool { return r.String("name") == name })
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
		s.put(cronus, setMappings, s.named(setMappings, mapping).String("id"), changes.Clone())
	}
}

// synchronized runs a mapping to its end. The jobs and errors of runs before are forgotten.
func synchronized(mapping string) step {
	return func(s *scene) {
		s.clear(setSynchJobs)
		s.clear(setSynchErrors)
		s.must(action(cronus, setMappings, s.named(setMappings, mapping).String("id"), "synchronize"))
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

// jobOf expects what the one job of a mapping in a direction counted, for example "modified 1 failed 2".
func jobOf(mapping, direction, counted string) step {
	return func(s *scene) {
		s.t.Helper()
		var got []string
		for _, job := range s.list(in(cronus, setSynchJobs)) {
			if job["mappingName"] != mapping || job["direction"] != direction {
				continue
			}
			var counts []string
			for _, action := range []string{"inserted", "modified", "unchanged", "skipped", "failed", "coupled"} {
				if n, _ := job[action].(float64); n != 0 {
					counts = append(counts, fmt.Sprintf("%s %v", action, n))
				}
			}
			got = append(got, strings.Join(counts, " "))
		}
		s.equal("jobs of "+mapping+" "+direction, fmt.Sprintf("%q", got), fmt.Sprintf("%q", []string{counted}))
	}
}

// errorsAre expects the errors of the last run.
func errorsAre(texts ...string) step {
	return func(s *scene) {
		s.t.Helper()
		got := []string{}
		for _, e := range s.list(in(cronus, setSynchErrors)) {
			got = append(got, fmt.Sprint(e["errorMessage"]))
		}
		slices.Sort(got)
		slices.Sort(texts)
		s.equal("errors", fmt.Sprintf("%q", got), fmt.Sprintf("%q", texts))
	}
}

// recordIs and rowIs expect values of a record and of a row of Dataverse.
func recordIs(set, id string, want store.Row) step {
	return func(s *scene) {
		s.t.Helper()
		found, ok := s.table(set).Get(id)
		s.values("record of "+set, found, ok, want)
	}
}

func rowIs(set, id string, want store.Row) step {
	return func(s *scene) {
		s.t.Helper()
		found, ok := s.world.Store.Table(store.Dataverse, set).Get(id)
		s.values("row of "+set, found, ok, want)
	}
}

func (s *scene) values(what string, found store.Row, ok bool, want store.Row) {
	s.t.Helper()
	if !ok {
		s.equal(what, "none", want)
		return
	}
	for column, value := range want {
		s.equal(what+", "+column, fmt.Sprintf("%v", found[column]), fmt.Sprintf("%v", value))
	}
}

// recordsAre and rowsAre expect one column of all rows of a set, in order.
func recordsAre(set, column string, want ...string) step {
	return func(s *scene) { s.t.Helper(); s.column(s.table(set).All(), set, column, want) }
}

func rowsAre(set, column string, want ...string) step {
	return func(s *scene) {
		s.t.Helper()
		s.column(s.world.Store.Table(store.Dataverse, set).All(), set, column, want)
	}
}

func (s *scene) column(rows []store.Row, set, column string, want []string) {
	s.t.Helper()
	got := []string{}
	for _, r := range rows {
		text := ""
		if r[column] != nil {
			text = fmt.Sprint(r[column])
		}
		got = append(got, text)
	}
	slices.Sort(got)
	slices.Sort(want)
	s.equal(column+" of "+set, fmt.Sprintf("%q", got), fmt.Sprintf("%q", want))
}

// coupling expects the results of a coupling from and to Dataverse, and whether it is skipped.
func couplingIs(record, from, to string, skipped bool) step {
	return func(s *scene) {
		s.t.Helper()
		found, ok := s.table(setCouplings).First(func(r store.Row) bool { return r.Equal("recordId", record) })
		if !ok {
			s.equal("coupling", "none", record)
			return
		}
		s.equal("coupling", fmt.Sprintf("%q %q %v", found.String("lastSynchResult"), found.String("lastSynchCrmResult"), found.Bool("skipped")), fmt.Sprintf("%q %q %v", from, to, skipped))
	}
}

func noCoupling(record string) step {
	return func(s *scene) {
		s.t.Helper()
		s.equal("couplings", len(s.table(setCouplings).By("recordId", record)), 0)
	}
}

// pair couples the customer with an account and sends it there once, after which both are alike.
func pair(model string) step {
	return all(
		enabled(model),
		row("accounts", store.Row{"accountid": oneAccount, "name": "Name", "address1_city": "City", "customertypecode": int64(3), "statecode": int64(0)}),
		coupled(18, customerOne, oneAccount),
		set("CUSTOMER", store.Row{"direction": "ToIntegrationTable"}), synchronized("CUSTOMER"), set("CUSTOMER", store.Row{"direction": "Bidirectional"}),
	)
}

// customer and account change the pair; both does.
func customer(changes store.Row) step { return here("customers", customerOne, changes) }
func account(changes store.Row) step  { return there("accounts", oneAccount, changes) }

func customerIs(want store.Row) step { return recordIs("customers", customerOne, want) }
func accountIs(want store.Row) step  { return rowIs("accounts", oneAccount, want) }

const (
	toDataverse   = "ToIntegrationTable"
	fromDataverse = "FromIntegrationTable"
)
