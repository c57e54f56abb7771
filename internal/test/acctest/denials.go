// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// refusalCode is the code of a refusal that no service sends.
const refusalCode = "RefusedByTheTest"

// refusable is the path of requests to an API, and of the parts of batches in place of the batches.
const refusable = `/api/(.*/)?[^$/][^/]*$`

// refusalsVariable is the environment variable that refuses every request in turn; without it one of refusalStep is refused,
// another one with each configuration, and in the quick loop one of shortRefusalStep.
const (
	refusalsVariable = "BCSALES_TEST_REFUSALS"
	refusalStep      = 5
	shortRefusalStep = 20
)

// Denials applies configurations with each of their requests refused in turn, and compares the requests with those that the
// package lists in its folder testdata/requests.
type Denials struct {
	// Tolerated are the paths whose refusal changes nothing, as a regular expression; empty for none.
	Tolerated string
	// Warns says that the configuration is applied with warnings also when nothing is refused.
	Warns bool
	// Spared are the paths to which nothing is written after an error that comes before the first write, as a regular expression; empty
	// where independent objects are changed. Only Once looks at it.
	Spared string
	// Polled are the paths that are asked until something has ended, as a regular expression; empty for none. How often is not
	// compared.
	Polled string
	// Unlisted leaves the requests out of the comparison: several are made at the same time, and how many travel together differs
	// from one run to the next.
	Unlisted  bool
	t         *testing.T
	env       *Env
	traffic   *Traffic
	warnings  *Warnings
	workspace *inprocess.Workspace
	list      *requestList
	steps     int
}

// Options are what the emulator of Denials needs.
func (r *Denials) Options() []Option {
	r.traffic = &Traffic{}
	return []Option{WithoutRecord(), WithTraffic(r.traffic)}
}

// In makes r work in an emulator that was started with its options.
func (r *Denials) In(t *testing.T, env *Env) {
	t.Helper()
	r.t, r.env, r.list = t, env, openRequestList(t)
	factories, warnings := env.Warnings()
	all := map[string]inprocess.Factory{}
	maps.Copy(all, factories)
	r.workspace, r.warnings = inprocess.NewWorkspace(all), warnings
}

// Apply applies a configuration, which must succeed, without a warning unless r.Warns, and then again for each of the requests
// that it made, from the same state in the same world, with that request refused, however often it is made from there on. Each
// refusal must show in the errors or warnings. After a refused write, and when everything after a write is refused so that nothing can be
// finished or taken back, the next apply must end well and leave nothing to change.
func (r *Denials) Apply(config string) {
	r.t.Helper()
	r.each(config, func(n int, calls []call, again func()) {
		call := calls[n]
		r.refused(call, config)
		if !call.writes() {
			return
		}
		r.converges("the refusal of "+call.String(), config)
		again()
		r.env.Faults(refusal(Fault{Path: refusable, Skip: n + 1}))
		_ = r.apply(config) // It is interrupted.
		r.env.Faults()
		r.converges("an interruption after "+call.String(), config)
	})
}

// Once applies a configuration like [Denials.Apply], with each request refused a single time, and for a reason that no right would
// change. Each refusal must show in the errors or warnings, unless the request is made again, and an error before the first write
// keeps what is spared from being written.
func (r *Denials) Once(config string) {
	r.t.Helper()
	r.each(config, func(n int, calls []call, _ func()) {
		r.traffic.Reset()
		r.warnings.Reset()
		fault := refusal(Fault{Path: refusable, Skip: n, Times: 1})
		fault.Status = http.StatusBadRequest
		r.env.Faults(fault)
		err := r.apply(config)
		r.env.Faults()
		said := r.said()
		if err != nil {
			said += err.Error()
		}
		made := r.exchanges()
		// Which of the parts of a batch comes n-th differs.
		i := slices.IndexFunc(made, func(e exchange) bool { return strings.Contains(string(e.ResponseBody), refusalCode) })
		if i < 0 {
			return
		}
		refused := made[i].call
		if !strings.Contains(said, refusalCode) && !repeated(refused, made, calls) && !r.tolerates(refused) {
			r.t.Errorf("nothing is said of the refusal of %s: %v", refused, err)
		}
		if err == nil || r.Spared == "" || slices.ContainsFunc(made[:i], exchange.writes) {
			return
		}
		for _, later := range made[i+1:] {
			if later.writes() && regexp.MustCompile(r.Spared).MatchString(later.call.path) {
				r.t.Errorf("%s follows the refusal of %s", later.call, refused)
			}
		}
	})
}

// repeated reports whether a call was made more often than without its refusal.
func repeated(c call, made []exchange, whole []call) bool {
	times := 0
	for _, e := range made {
		if e.call.method == c.method && e.call.path == c.path {
			times++
		}
	}
	for _, other := range whole {
		if other.method == c.method && other.path == c.path {
			times--
		}
	}
	return times > 0
}

// each applies a configuration, and then does something for a sample of the requests that this made, from the same state in the same
// world each time; again returns to these once more.
func (r *Denials) each(config string, do func(n int, calls []call, again func())) {
	r.t.Helper()
	world, state := r.now(), r.workspace
	r.workspace = state.Clone()
	calls := r.calls(config)
	done, result := r.now(), r.workspace
	step := refusalStep
	switch {
	case os.Getenv(refusalsVariable) != "":
		step = 1
	case testing.Short():
		step = shortRefusalStep
	}
	again := func() {
		r.restore(world)
		r.workspace = state.Clone()
	}
	for n := r.steps % step; n < len(calls); n += step {
		again()
		do(n, calls, again)
	}
	r.restore(done)
	r.workspace = result
	r.steps++
}

// Make applies a configuration, whose requests must be those that are listed, and refuses none.
func (r *Denials) Make(config string) {
	r.t.Helper()
	r.calls(config)
	r.steps++
}

// calls applies and returns the requests.
func (r *Denials) calls(config string) (calls []call) {
	r.t.Helper()
	r.traffic.Reset()
	r.warnings.Reset()
	if err := r.apply(config); err != nil {
		r.t.Fatalf("without a refusal: %v", err)
	}
	if said := r.said(); said != "" != r.Warns {
		r.t.Errorf("the warnings without a refusal: %s", said)
	}
	exchanges := r.exchanges()
	made := make([]Exchange, len(exchanges))
	for i, e := range exchanges {
		made[i] = e.Exchange
		calls = append(calls, e.call)
	}
	if !r.Unlisted {
		r.list.expect(r.steps, r.Polled, made)
	}
	return calls
}

// exchange is a request that can be refused.
type exchange struct {
	Exchange
	call call
}

func (e exchange) writes() bool { return e.call.writes() }

// exchanges returns the requests since the traffic was reset.
func (r *Denials) exchanges() (made []exchange) {
	r.t.Helper()
	seen := map[call]int{}
	for _, e := range r.traffic.Exchanges(r.t) {
		at, err := url.Parse(e.URL)
		if err != nil {
			r.t.Fatal(err)
		}
		if !regexp.MustCompile(refusable).MatchString(at.Path) {
			continue
		}
		c := call{method: e.Method, path: at.Path}
		made = append(made, exchange{e, call{c.method, c.path, seen[c]}})
		seen[c]++
	}
	return made
}

// refused applies with a call refused.
func (r *Denials) refused(c call, config string) {
	r.t.Helper()
	r.warnings.Reset()
	path := "^" + guid.ReplaceAllLiteralString(regexp.QuoteMeta(c.path), guid.String()) + "$"
	r.env.Faults(refusal(Fault{Method: c.method, Path: path, Skip: c.before}))
	err := r.apply(config)
	fired := r.env.Fired() > 0
	r.env.Faults()
	said := r.said()
	if err != nil {
		said += err.Error()
	}
	switch {
	case !fired && err != nil:
		r.t.Errorf("without a refusal of %s: %v", c, err)
	case fired && !strings.Contains(said, refusalCode) && !r.tolerates(c):
		r.t.Errorf("nothing is said of the refusal of %s", c)
	default:
	}
}

// tolerates reports whether nothing need be said of the refusal of a call.
func (r *Denials) tolerates(c call) bool {
	return r.Tolerated != "" && regexp.MustCompile(r.Tolerated).MatchString(c.String())
}

func refusal(f Fault) Fault {
	f.Action, f.Status = "status", http.StatusForbidden
	f.Body = map[string]any{"error": map[string]any{"code": refusalCode, "message": "The test refuses this."}}
	return f
}

func (r *Denials) said() string {
	return r.warnings.In("read") + r.warnings.In("plan") + r.warnings.In("apply")
}

// call is a request, and how often it was made before.
type call struct {
	method, path string
	before       int
}

func (c call) String() string { return fmt.Sprintf("%s %s (%d before)", c.method, c.path, c.before) }

func (c call) writes() bool { return c.method != http.MethodGet }

// guid matches the ids that differ from one apply to the next.
var guid = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

func (r *Denials) converges(after, config string) {
	r.t.Helper()
	if err := r.apply(config); err != nil {
		r.t.Errorf("the apply after %s: %v", after, err)
		return
	}
	plan, err := r.workspace.Plan(r.t.Context(), config, inprocess.Mode{})
	if err != nil || !plan.Empty() {
		r.t.Errorf("the plan after %s is not empty: %v", after, err)
	}
}

func (r *Denials) apply(config string) error {
	plan, err := r.workspace.Plan(r.t.Context(), config, inprocess.Mode{})
	if err != nil {
		return err
	}
	return r.workspace.Apply(r.t.Context(), plan)
}

func (r *Denials) now() (now *store.Snapshot) {
	w := r.env.Emulator().World()
	w.Do(func() { now = w.Store.Snapshot() })
	return now
}

func (r *Denials) restore(to *store.Snapshot) {
	w := r.env.Emulator().World()
	w.Do(func() { w.Store.Restore(to) })
}
