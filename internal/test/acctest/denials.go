// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// refusalCode is the code of a refusal that no service sends.
const refusalCode = "RefusedByTheTest"

// Denials applies configurations with each of their requests refused in turn.
type Denials struct {
	// Tolerated are the paths whose refusal changes nothing, as a regular expression; empty for none.
	Tolerated string

	t         *testing.T
	env       *Env
	traffic   *Traffic
	warnings  *Warnings
	workspace *inprocess.Workspace
}

// Options are what the emulator of Denials needs.
func (r *Denials) Options() []Option {
	r.traffic = &Traffic{}
	return []Option{WithoutRecord(), WithTraffic(r.traffic)}
}

// In makes r work in an emulator that was started with its options.
func (r *Denials) In(t *testing.T, env *Env) {
	t.Helper()
	r.t, r.env = t, env
	factories, warnings := env.Warnings()
	all := map[string]inprocess.Factory{}
	maps.Copy(all, factories)
	r.workspace, r.warnings = inprocess.NewWorkspace(all), warnings
}

// Apply applies a configuration as often as it makes requests, from the same state in the same world, with another one
// refused each time, and at last with none. Each refusal must show in the errors or warnings, and the apply after it must
// end well and leave nothing to change.
func (r *Denials) Apply(config string) {
	r.t.Helper()
	world, state := r.now(), r.workspace
	for n := 0; ; n++ {
		r.restore(world)
		r.workspace = state.Clone()
		if !r.refused(n, config) {
			return
		}
		r.converges(n, config)
	}
}

// refused applies with the n-th request refused; it reports false when there are not as many.
func (r *Denials) refused(n int, config string) bool {
	r.t.Helper()
	r.traffic.Reset()
	r.warnings.Reset()
	r.env.Faults(Fault{
		Path: "/api/", Action: "status", Status: http.StatusForbidden, Skip: n, Times: 1,
		Body: map[string]any{"error": map[string]any{"code": refusalCode, "message": "The test refuses this."}},
	})
	err := r.apply(config)
	fired := r.env.Fired() > 0
	r.env.Faults()
	if !fired {
		if err != nil {
			r.t.Fatalf("without a refusal: %v", err)
		}
		return false
	}
	said := r.warnings.In("read") + r.warnings.In("plan") + r.warnings.In("apply")
	if err != nil {
		said += err.Error()
	}
	if strings.Contains(said, refusalCode) {
		return true
	}
	if call := r.call(); r.Tolerated == "" || !regexp.MustCompile(r.Tolerated).MatchString(call) {
		r.t.Errorf("nothing is said of the refusal of request %d, %s", n, call)
	}
	return true
}

// call is the request that was refused last.
func (r *Denials) call() string {
	r.t.Helper()
	for _, e := range r.traffic.Exchanges(r.t) {
		if strings.Contains(string(e.ResponseBody), refusalCode) {
			return e.Method + " " + e.URL
		}
	}
	return "of nobody"
}

func (r *Denials) converges(n int, config string) {
	r.t.Helper()
	call := r.call()
	if err := r.apply(config); err != nil {
		r.t.Errorf("the apply after the refusal of request %d, %s: %v", n, call, err)
		return
	}
	plan, err := r.workspace.Plan(r.t.Context(), config, inprocess.Mode{})
	if err != nil || !plan.Empty() {
		r.t.Errorf("the plan after the refusal of request %d, %s, is not empty: %v", n, call, err)
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
