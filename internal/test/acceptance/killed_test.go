// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// hang is a request without a response: everything before it is done, nothing after it.
type hang struct{ api, method, route string }

// path matches the request's path.
func (h hang) path() string {
	return strings.ReplaceAll(regexp.QuoteMeta(h.route), regexp.QuoteMeta("({id})"), `\([^)]*\)`) + "$"
}

// killed applies until only the hanging request is in progress, and then kills terraform and the
// provider without letting them save anything.
func (w *workspace) killed(env *acctest.Env, at hang) {
	w.t.Helper()
	env.Faults(acctest.Fault{API: at.api, Method: at.method, Path: at.path(), Action: "delay", Delay: "10m"})
	env.ResetRequests()
	var output bytes.Buffer
	command := exec.CommandContext(w.t.Context(), builtIn.cli.Path, "apply", "-auto-approve", "-no-color")
	command.Dir, command.Env = w.dir, w.environ()
	command.Stdout, command.Stderr = &output, &output
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the provider is in terraform's process group
	if err := command.Start(); err != nil {
		w.t.Fatalf("terraform apply: %v", err)
	}
	done := make(chan struct{})
	go func() {
		_ = command.Wait() // it is killed, or its output shows why it ended
		close(done)
	}()
	if !w.idle(env, at, done) {
		w.t.Fatalf("terraform apply never came to %s %s:\n%s", at.method, at.route, output.String())
	}
	if err := syscall.Kill(-command.Process.Pid, syscall.SIGKILL); err != nil {
		w.t.Fatalf("killing terraform: %v", err)
	}
	<-done
	env.Faults()
}

// idle waits until the request hangs and no other has arrived for a while; it
// returns false if terraform ended before.
func (w *workspace) idle(env *acctest.Env, at hang, done <-chan struct{}) bool {
	last, quiet := 0, 0
	for {
		select {
		case <-done:
			return false
		case <-time.After(250 * time.Millisecond):
		}
		total, hangs := 0, false
		for _, count := range env.Requests() {
			total += count.Count
			hangs = hangs || count.API == at.api && count.Method == at.method && strings.HasSuffix(count.Route, at.route)
		}
		if quiet++; total != last || !hangs {
			last, quiet = total, 0
		}
		if quiet == 4 {
			return true
		}
	}
}

// killPoints are requests of the guide's apply, in order. Before each, something
// was created that no state has recorded yet.
func killPoints() []hang {
	const dataverse, business = acctest.Dataverse, acctest.BusinessCentral
	return []hang{
		{dataverse, "POST", "/teams"},                                  // the unit is made
		{dataverse, "POST", "/teams({id})/teamroles_association/$ref"}, // the team is made
		{dataverse, "POST", "/bcbi_companies"},                         // the team has its role
		{business, "POST", "/dataverseConnectionSetups"},               // the company is made
		{business, "POST", "/dataverseConnectionSetups({id})/Microsoft.NAV.enable"},
		{business, "POST", "/dataverseConnectionSetups({id})/Microsoft.NAV.testConnection"},
		{business, "POST", "/salesConnectionSetups({id})/Microsoft.NAV.enable"},
		{business, "POST", "/salesConnectionSetups({id})/Microsoft.NAV.testConnection"},
		{dataverse, "POST", "/teams({id})/teammembership_association/$ref"},                       // the couplings are made
		{business, "POST", "/salesConnectionSetups({id})/Microsoft.NAV.startFullSynchronization"}, // the review is made
	}
}

// someKills leaves out two points of three, unless BCSALES_TEST_KILLS asks for all: each costs a start of Terraform and the time
// after which nothing else can be on its way.
func someKills(points []hang) []hang {
	if os.Getenv(killsVariable) != "" {
		return points
	}
	some := points[:0:0]
	for i := 0; i < len(points); i += 3 {
		some = append(some, points[i])
	}
	return some
}

// TestKilledApply kills the guide's apply repeatedly, each time a little later: the apply that is finally let
// through creates nothing twice, and destroy leaves the same as after an undisturbed apply.
func TestKilledApply(t *testing.T) {
	t.Parallel()
	leaves := func(kills []hang) []string {
		env := acctest.New(t)
		w := newWorkspace(t, newGuide(t, env).config())
		seed := everything(env)
		for _, at := range kills {
			w.killed(env, at)
		}
		w.apply()
		w.expectEmptyPlan()
		w.destroy()
		return remembered(compare(seed, everything(env)).lines())
	}
	if diff := cmp.Diff(leaves(nil), leaves(someKills(killPoints()))); diff != "" {
		t.Errorf("after destroy (- undisturbed, + killed):\n%s", diff)
	}
}

// remembered excludes the companion's log, which records every attempt, and what is lost when OpenTofu is killed.
// Terraform writes each change of a state to its file at once, OpenTofu every 20 seconds, and nothing in the
// services records who granted a role or a membership: what is not in the state then counts as existing before, and
// destroy leaves it.
func remembered(lines []string) []string {
	lines = slices.DeleteFunc(lines, func(line string) bool { return strings.Contains(line, "/logEntries ") })
	if builtIn.cli.Kind != terraformcli.OpenTofu {
		return lines
	}
	return slices.DeleteFunc(lines, func(line string) bool {
		return strings.Contains(line, "/systemuserrolescollection ") || strings.Contains(line, "/teamrolescollection ") || strings.Contains(line, "/teammemberships ")
	})
}

// TestKilledChange kills the orchestrated change of a running integration at each
// of its steps: the next apply completes it.
func TestKilledChange(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	g := newGuide(t, env)
	before, after := g.config(), changedModel(g).config()
	w := newWorkspace(t, before)
	w.apply()
	const business = acctest.BusinessCentral
	for i, at := range someKills([]hang{
		{business, "POST", "/dataverseConnectionSetups({id})/Microsoft.NAV.disable"}, // Sales is off
		{business, "PATCH", "/dataverseConnectionSetups({id})"},                      // both are off
		{business, "POST", "/dataverseConnectionSetups({id})/Microsoft.NAV.enable"},  // the new values are written
		{business, "POST", "/salesConnectionSetups({id})/Microsoft.NAV.enable"},      // Dataverse is on
	}) {
		w.write([]string{after, before}[i%2])
		w.killed(env, at)
		w.apply()
		w.expectEmptyPlan()
		for _, set := range []string{"dataverseConnectionSetups", "salesConnectionSetups"} {
			if rows := env.Rows(companySet(set)); len(rows) != 1 || rows[0]["isEnabled"] != true {
				t.Errorf("killed at %s: %s are %v", at.route, set, rows)
			}
		}
	}
	if !slices.Contains(w.owners(), "person") {
		t.Errorf("the last change did not come through: %v", w.owners())
	}
	w.destroy()
}

// changedModel is the guide with the other ownership model and without unit groups.
func changedModel(g *guide) *guide {
	c := g.clone()
	c.set("bcsales_dataverse_connection_setup.this", g.dataverseSetup("integration@contoso.example", "team", 101))
	return c.set("bcsales_sales_connection_setup.this", salesSetup(map[string]string{"unit_group_mapping": "false"}))
}

// owners lists the ownership models in state.
func (w *workspace) owners() []string {
	w.t.Helper()
	var models []string
	for _, attributes := range w.attributes() {
		if model, ok := attributes["ownership_model"].(string); ok {
			models = append(models, model)
		}
	}
	return models
}
