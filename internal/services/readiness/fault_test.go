// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	failing = "fail"
	warning = "warn"
)

// fault is one change that makes one check fail or warn, and what the check's remedy leads to.
type fault struct {
	check  string
	name   string
	status string
	// given is what there was before; with it the report is still as after the guide.
	given func(s service)
	// change is the one change that another administrator makes.
	change func(s service)
	// also names other checks that cannot but turn bad with it, and why.
	also map[string]string
	// remedy is the check's own text, word for word.
	remedy string
	// follow follows it.
	follow []step
	// leave takes away what the row brought, but for the configuration, which is the guide's again afterwards.
	leave func(s service)
	// forget names resources that the remedy brought and that stay in the services.
	forget []string
}

// faults is the table: at least one row for every check. Each group gets an emulator of its own.
func faults() map[string][]fault {
	return map[string][]fault{
		"environment": environmentFaults(), "solutions": solutionFaults(), "user": userFaults(), "company": companyFaults(), "unit": unitFaults(), "currency": currencyFaults(),
		"connections": connectionFaults(), "people": peopleFaults(), "mappings": mappingFaults(), "synchronization": synchronizationFaults(),
	}
}

// TestReadiness_everyCheck applies the guide, then makes each check fail by one change, and follows its remedy: the
// report is as before then.
func TestReadiness_everyCheck(t *testing.T) {
	t.Parallel()
	rows := slices.Concat(slices.Collect(maps.Values(faults()))...)
	ids := read(t, acctest.New(t), cronus, nil).order
	for _, id := range ids {
		if id != "company" && !slices.ContainsFunc(rows, func(f fault) bool { return f.check == id }) { // see TestReadiness_companyGone
			t.Errorf("no row of the table makes the check %s fail", id)
		}
	}
	count := map[way]int{}
	for _, f := range rows {
		count[f.way()]++
		if f.way() == byHand {
			t.Logf("by hand: %s/%s: %s", f.check, f.name, f.remedy)
		}
	}
	t.Logf("%d checks, %d changes, by the way in which their remedy is followed: %v", len(ids), len(rows)+1, count)
	for group, rows := range acctest.SampleOf(faults()) {
		t.Run(group, func(t *testing.T) {
			t.Parallel()
			// One group runs with Terraform itself, the others in this process.
			carryOut := acctest.Run
			if group == "currency" {
				carryOut = acctest.Terraform
			}
			if group == "mappings" {
				acctest.Long(t) // a reset of the mappings also undoes what the rows before it set, so none can be left out
			}
			rows = acctest.Sample(rows)
			breakAll(t, carryOut, rows)
		})
	}
}

// way is how the remedy is followed on the whole: by hand when a part of it is.
func (f fault) way() way {
	for _, w := range []way{byHand, call, invoke} {
		if slices.ContainsFunc(f.follow, func(s step) bool { return s.way == w }) {
			return w
		}
	}
	return apply
}

// group runs the rows of a group one after the other.
type group struct {
	service
	config string
	steps  []resource.TestStep
	// first is done before the next step.
	first []func()
	// before is the report after the guide.
	before report
}

func breakAll(t *testing.T, carryOut func(t *testing.T, c resource.TestCase), rows []fault) {
	t.Helper()
	env := acctest.New(t)
	g := &group{service: service{env, t}, config: guide(env)}
	g.steps = []resource.TestStep{{Config: g.config, Check: func(*terraform.State) error {
		g.before = read(t, env, cronus, nil)
		for id, check := range g.before.checks {
			if check.status != "pass" {
				t.Errorf("%s does not pass after the guide: %v", id, check)
			}
		}
		return nil
	}}}
	for _, f := range rows {
		g.add(f)
	}
	g.step(resource.TestStep{Config: g.config, PlanOnly: true})
	carryOut(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: g.steps})
}

// step adds a step that does first what waits for it.
func (g *group) step(s resource.TestStep) {
	first := g.first
	g.first = nil
	s.PreConfig = func() {
		for _, do := range first {
			do()
		}
	}
	g.steps = append(g.steps, s)
}

// add adds the steps of a row.
func (g *group) add(f fault) {
	g.first = append(g.first, func() { g.breaks(f) })
	config := g.config
	for _, s := range f.follow {
		if s.edit == nil {
			g.first = append(g.first, func() { s.do(g.service) })
			continue
		}
		config = s.edit(g.t, g.config)
		g.step(resource.TestStep{Config: config})
	}
	fixed := func(when string) func() { return func() { g.fixed(f, when) } }
	g.first = append(g.first, fixed("after the remedy"))
	if f.leave != nil {
		g.first = append(g.first, func() { f.leave(g.service) })
	}
	if config != g.config {
		g.step(resource.TestStep{Config: g.config + forgetting(f.forget...)})
	}
	if f.leave != nil || config != g.config {
		g.first = append(g.first, fixed("at its end"))
	}
}

// breaks makes the check fail, and nothing else.
func (g *group) breaks(f fault) {
	g.t.Helper()
	if f.given != nil {
		f.given(g.service)
		g.fixed(f, "before its change")
	}
	f.change(g.service)
	broken := read(g.t, g.Env, cronus, nil)
	bad := broken.bad()
	check, others := bad[f.check], map[string]string{}
	for id, other := range bad {
		if id != f.check {
			others[id] = f.also[id]
			g.t.Logf("%s/%s: also %s, because %s: %s", f.check, f.name, id, f.also[id], other.detail)
		}
	}
	if !maps.Equal(others, f.also) && len(others)+len(f.also) > 0 {
		g.t.Errorf("%s/%s: these are bad: %v", f.check, f.name, bad)
	}
	if check.status != f.status || check.detail == "" {
		g.t.Errorf("%s/%s: status %q, wanted %q; detail %q", f.check, f.name, check.status, f.status, check.detail)
	}
	if check.remedy != f.remedy || f.remedy == "" {
		g.t.Errorf("%s/%s: the remedy is\n%s\nand the row follows\n%s", f.check, f.name, check.remedy, f.remedy)
	}
	if broken.ready != (f.status == warning) {
		g.t.Errorf("%s/%s: ready is %v", f.check, f.name, broken.ready)
	}
	g.t.Logf("%s/%s (%s): %s What to do: %s", f.check, f.name, f.way(), check.detail, check.remedy)
}

// fixed checks that the report is as after the guide.
func (g *group) fixed(f fault, when string) {
	g.t.Helper()
	after := read(g.t, g.Env, cronus, nil)
	for id, check := range after.checks {
		if check.status != g.before.checks[id].status {
			g.t.Errorf("%s/%s: %s %s is %v", f.check, f.name, when, id, check)
		}
	}
}
