// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// The matrix of faults: every HTTP call of every operation of every resource, with every fault. TestFaults runs a sample of it,
// of a new seed each time; the variables run all of it (all), a number of cells, and a seed again.
const (
	cellsVariable = "BCSALES_TEST_FAULTS"
	seedVariable  = "BCSALES_TEST_SEED"
	sampleSize    = 6
	// partsOfMatrix is how many emulators play it side by side.
	partsOfMatrix = 8
)

// moment is a point in the life of the guide: what the services hold, and the state that shows it.
type moment struct {
	config string
	world  *store.Snapshot
	state  *inprocess.Workspace
	counts map[string]int
}

// operation leads from one moment to another by changing one resource.
type operation struct {
	name     string
	from, to *moment
	refresh  bool
	calls    []acctest.Exchange
	// together is whether it changes several resources, and times how often each call was made, also within batches.
	together bool
	times    map[string]int
}

// cell is an operation with one of its calls hit by one fault.
type cell struct {
	operation *operation
	call      acctest.Exchange
	fault     string
	// skip is how many calls of the same kind come before the one that is hit: the first write of a kind is sent alone, and
	// those after it travel in a batch.
	skip int
}

func (c cell) String() string {
	which := ""
	if c.skip > 0 {
		which = "one that is not the first "
	}
	return fmt.Sprintf("%s, %s of %s%s %s", c.operation.name, c.fault, which, c.call.Method, path(c.call))
}

// pattern matches the path of a call in each of its runs: the services choose most ids again.
func pattern(e acctest.Exchange) string {
	return regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).ReplaceAllString(regexp.QuoteMeta(path(e)), "[0-9a-fA-F-]{36}")
}

func path(e acctest.Exchange) string {
	if u, err := url.Parse(e.URL); err == nil {
		return u.Path
	}
	return e.URL
}

// matrix plays the cells in one emulator.
type matrix struct {
	t       *testing.T
	env     *acctest.Env
	traffic *acctest.Traffic
	// warnings are those of the cell.
	warnings *acctest.Warnings
	// outcomes counts how the runs ended: well, or with which diagnostic.
	outcomes map[string]int
	// requestsLogged and requestsRecorded are whether the search for secrets has seen requests in the log and in the traffic.
	requestsLogged, requestsRecorded bool
}

// TestFaults plays a sample of the matrix. After each cell the run has succeeded, or says why not and what to do; the next apply
// converges; and nothing is there twice, or left over. More cells than the suite's sample are played in several emulators side by
// side, since most of a cell's time is waiting.
func TestFaults(t *testing.T) {
	if testing.Short() && os.Getenv(cellsVariable) == "" {
		t.Skip("it is not part of the quick loop")
	}
	t.Parallel()
	parts, number := 1, seedOfSample(t)
	if os.Getenv(cellsVariable) != "" {
		parts = partsOfMatrix
	}
	var mu sync.Mutex
	played, outcomes := 0, map[string]int{}
	t.Run("part", func(t *testing.T) {
		for part := range parts {
			t.Run(strconv.Itoa(part), func(t *testing.T) {
				t.Parallel()
				m := &matrix{t: t, traffic: &acctest.Traffic{}, outcomes: map[string]int{}}
				m.env = acctest.New(t, acctest.WithoutRecord(), acctest.WithTraffic(m.traffic), acctest.WithSpeed(1000))
				all := m.cells()
				if part == 0 {
					t.Logf("the matrix has %d cells", len(all))
				}
				chosen := slices.DeleteFunc(sample(all, number), func(c cell) bool { return c.part(parts) != part })
				for _, c := range chosen {
					m.play(c)
				}
				if len(chosen) > 0 && (!m.requestsLogged || !m.requestsRecorded) {
					t.Error("the search for secrets has seen no request in the log, or none in the recorded traffic")
				}
				mu.Lock()
				defer mu.Unlock()
				played += len(chosen)
				for outcome, n := range m.outcomes {
					outcomes[outcome] += n
				}
			})
		}
	})
	t.Logf("%d cells played, %d distinct outcomes", played, len(outcomes))
	for _, outcome := range slices.Sorted(maps.Keys(outcomes)) {
		t.Logf("%5d %s", outcomes[outcome], outcome)
	}
}

// cells are all cells of the matrix.
func (m *matrix) cells() []cell {
	var cells []cell
	for _, o := range m.operations() {
		for _, call := range o.calls {
			for _, fault := range faultNames() {
				cells = append(cells, cell{o, call, fault, 0})
				if o.together && call.Method != http.MethodGet && m.repeated(o, call) {
					cells = append(cells, cell{o, call, fault, 1})
				}
			}
		}
	}
	return cells
}

// part is the one of so many parts in which the cell is played.
func (c cell) part(parts int) int {
	h := fnv.New32a()
	_, _ = fmt.Fprint(h, c.operation.name, c.call.Method, pattern(c.call), c.fault, c.skip)
	return int(h.Sum32() % uint32(parts))
}

// seedOfSample returns the seed of the sample, and prints it.
func seedOfSample(t *testing.T) uint64 {
	t.Helper()
	number, err := strconv.ParseUint(os.Getenv(seedVariable), 10, 64)
	switch {
	case err == nil:
	case os.Getenv(cellsVariable) == "":
		// The suite plays the same cells each time, so that it fails only for what a change has broken.
		number = 1
	default:
		number = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d (%s)", number, seedVariable)
	return number
}

// sample chooses the cells to play.
func sample(cells []cell, seed uint64) []cell {
	wanted := os.Getenv(cellsVariable)
	if wanted == "all" {
		return cells
	}
	size := sampleSize
	if n, err := strconv.Atoi(wanted); err == nil {
		size = n
	}
	random := rand.New(rand.NewPCG(seed, 0))
	random.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
	return cells[:min(size, len(cells))]
}

// operations makes the guide resource by resource, and records what each creation, refresh and destruction calls.
func (m *matrix) operations() []*operation {
	g := deletionGuide(m.t, m.env)
	order := slices.Clone(g.order)
	var all []*operation
	var known []acctest.Exchange
	factories, warnings := m.env.Warnings()
	m.warnings = warnings
	before := m.now(g.first(order, 0), workspaceOf(factories))
	for i, address := range order {
		if address == "bcsales_salesperson_coupling.jim" {
			all = append(all, m.together(before)...)
		}
		after := m.now(g.first(order, i+1), before.state.Clone())
		create := &operation{name: "creating " + address, from: before, to: after}
		create.calls = m.recorded(func() { m.must(after.state, after.config) })
		*after = *m.now(after.config, after.state)
		refresh := &operation{name: "refreshing " + address, from: after, to: after, refresh: true}
		refresh.calls = m.recorded(func() { m.must(after.state.Clone(), after.config) })
		m.restore(after)
		destroy := &operation{name: "destroying " + address, from: after}
		destroy.calls = m.recorded(func() { m.must(after.state.Clone(), before.config) })
		destroy.to = m.now(before.config, before.state) // with what a destruction leaves in place
		m.restore(after)
		// What the refresh of the resources before it calls as well is hit there.
		earlier := known
		known = append(known, refresh.calls...)
		for _, o := range []*operation{create, refresh, destroy} {
			o.calls = slices.DeleteFunc(o.calls, func(e acctest.Exchange) bool { return has(earlier, e) })
			all = append(all, o)
		}
		before = after
	}
	return all
}

// has reports whether a call is among others.
func has(calls []acctest.Exchange, one acctest.Exchange) bool {
	return slices.ContainsFunc(calls, func(other acctest.Exchange) bool { return other.Method == one.Method && pattern(other) == pattern(one) })
}

// first returns the configuration of the first n resources, with little patience.
func (g *guide) first(order []string, n int) string {
	c := g.clone()
	c.order = order[:n]
	return patient(c.config())
}

// patient gives each resource little time.
func patient(config string) string {
	return regexp.MustCompile(`(?m)^(resource "bcsales_.*\{)$`).
		ReplaceAllString(config, "$1\n  timeouts = { create = \"10s\", read = \"10s\", update = \"10s\", delete = \"10s\" }")
}

// now is the present moment.
func (m *matrix) now(config string, state *inprocess.Workspace) *moment {
	w := m.env.Emulator().World()
	present := &moment{config: config, state: state, counts: map[string]int{}}
	w.Do(func() { present.world = w.Store.Snapshot() })
	for _, set := range countedSets() {
		present.counts[set.Name] = len(m.env.Rows(set))
	}
	return present
}

func countedSets() []acctest.Set {
	var sets []acctest.Set
	for _, name := range []string{"solutions", "systemusers", "teams", "businessunits", "bcbi_companies", "systemuserrolescollection", "teamrolescollection", "teammemberships"} {
		sets = append(sets, dataverseSet(name))
	}
	for _, name := range []string{"dataverseConnectionSetups", "salesConnectionSetups", "recordCouplings"} {
		sets = append(sets, companySet(name))
	}
	return sets
}

func (m *matrix) restore(to *moment) {
	w := m.env.Emulator().World()
	w.Do(func() { w.Store.Restore(to.world) })
}

// recorded returns the calls of a run, each once.
func (m *matrix) recorded(run func()) []acctest.Exchange {
	m.traffic.Reset()
	run()
	var calls []acctest.Exchange
	for _, e := range m.traffic.Exchanges(m.t) {
		if !has(calls, e) {
			calls = append(calls, e)
		}
	}
	return calls
}

func (m *matrix) must(w *inprocess.Workspace, config string) {
	m.t.Helper()
	if err := planAndApply(m.t.Context(), w, config); err != nil {
		m.t.Fatal(err)
	}
}

// play plays a cell.
func (m *matrix) play(c cell) {
	m.t.Helper()
	m.restore(c.operation.from)
	w := c.operation.from.state.Clone()
	fault := faults(m.env.Emulator().ClientSecret())[c.fault]
	if c.fault == ownNotFound {
		fault = acctest.Fault{Action: "status", Status: 404, Body: ownNotFoundBody(path(c.call)), Times: 1}
	}
	fault.Method, fault.Path, fault.Skip = c.call.Method, "^"+pattern(c.call)+"$", c.skip
	m.env.Faults(fault)
	m.traffic.Reset()
	m.warnings.Reset()
	var log lockedLog
	err := planAndApply(tflogtest.RootLogger(m.t.Context(), &log), w, c.operation.to.config)
	if m.env.Fired() == 0 {
		m.t.Errorf("%s: the fault did not fire", c)
	}
	m.env.Faults()
	m.silent(c, w, err, &log)
	m.outcomes[outcome(err)]++
	if err != nil {
		for report := range strings.SplitSeq(err.Error(), "Error: ") {
			if strings.TrimSpace(report) != "" && !strings.Contains(report, "What to do: ") {
				m.t.Errorf("%s: the diagnostic does not say what to do:\n%s", c, report)
			}
		}
	}
	if err := planAndApply(m.t.Context(), w, c.operation.to.config); err != nil {
		m.t.Errorf("%s: the next apply does not converge: %v", c, err)
		return
	}
	plan, err := w.Plan(m.t.Context(), c.operation.to.config, inprocess.Mode{})
	if err != nil {
		m.t.Errorf("%s: the plan after it: %v", c, err)
		return
	}
	if !plan.Empty() {
		m.t.Errorf("%s: the plan after it is not empty", c)
	}
	// What somebody may use who cannot be seen stays, with a warning.
	stay := strings.Count(m.warnings.In("apply"), "because it could not see who uses it")
	for _, set := range countedSets() {
		got, want := len(m.env.Rows(set)), c.operation.to.counts[set.Name]
		if got > want {
			left := min(got-want, stay)
			got, stay = got-left, stay-left
		}
		if got != want {
			m.t.Errorf("%s: %d rows in %s, want %d", c, got, set.Name, want)
		}
	}
}
