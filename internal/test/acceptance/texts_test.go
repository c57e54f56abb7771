// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// provoked is a service's text that a configuration provokes, with the remedy that the diagnostic adds.
type provoked struct {
	name string
	// terraform uses Terraform itself for this row and those that follow; the others run in this process.
	terraform bool
	texts     []string // names of the emulator's constants
	with      []acctest.Option
	before    func(t *testing.T, env *acctest.Env)
	first     func(g *guide) string // applied before, if given
	change    func(env *acctest.Env)
	during    during // what another administrator does during the run
	config    func(g *guide) string
	// invoke runs an action on what was applied first, instead of config; destroy destroys that.
	invoke  func(env *acctest.Env) acctest.Invocation
	destroy bool
	repair  func(env *acctest.Env) // restores what was applied first, so that it passes again and can be destroyed
	last    func(g *guide) string  // applied after the repair instead of first
	summary string                 // of the diagnostic, if it names who refused
	want    string
	remedy  string
	// again are more rows on the same emulator. Each runs after the previous one's repair, and with its
	// configuration unless it has its own.
	again []provoked
}

// during is what another administrator does right before a request.
type during struct {
	method, path string
	change       func(env *acctest.Env)
}

// all returns the row and those that follow it.
func (p provoked) all() []provoked { return append([]provoked{p}, p.again...) }

// spaced matches a text in a diagnostic, in which terraform wraps lines.
func spaced(text string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(text), " ", `[\s│]+`)
}

// permit gives the provider's own application exactly these permission sets.
func permit(env *acctest.Env, sets ...string) {
	applications := acctest.Set{API: acctest.BusinessCentral, Name: "entraApplications"}
	env.Patch(applications, fmt.Sprint(env.Find(applications, "clientId", emulator.ClientID)["id"]), acctest.Row{"permissionSets": sets})
}

func ownUser(env *acctest.Env) string {
	return fmt.Sprint(env.Find(dataverseSet("systemusers"), "applicationid", emulator.ClientID)["systemuserid"])
}

// roleOf returns the id of a root role by its template or its name.
func roleOf(env *acctest.Env, column, value string) string {
	for _, row := range env.Rows(dataverseSet("roles")) {
		if row[column] == value && row["_parentroleid_value"] == nil {
			return fmt.Sprint(row["roleid"])
		}
	}
	return ""
}

const (
	textTeam = "000000ee-0000-4000-8000-000000000010"
	textUnit = "000000ee-0000-4000-8000-000000000011"
)

func (g *guide) block(kind, lines string) string {
	return g.env.ProviderConfig() + fmt.Sprintf("resource %q \"text\" {\n%s\n}\n", kind, lines)
}

// as is a configuration whose provider signs in as another application.
func (g *guide) as(clientID, config string) string {
	return g.env.ProviderBlock("", clientID) + strings.TrimPrefix(config, g.env.ProviderConfig())
}

// unassign removes every role from the provider's own application user.
func unassign(env *acctest.Env) {
	own := ownUser(env)
	for _, row := range env.Rows(dataverseSet("systemuserrolescollection")) {
		if row["systemuserid"] == own {
			env.Delete(dataverseSet("systemuserrolescollection"), fmt.Sprint(row["systemuserroleid"]))
		}
	}
}

// connected is the guide up to the two connections.
func (g *guide) connected() *guide {
	return g.clone().drop("bcsales_salesperson_coupling.jim").drop("bcsales_salesperson_coupling.lina").drop("bcsales_initial_synchronization.this")
}

// attempt is the step that provokes the text.
func (p provoked) attempt(t *testing.T, g *guide) resource.TestStep {
	t.Helper()
	pattern := regexp.MustCompile(`(?s)` + spaced(p.summary) + `.*` + spaced(strings.TrimSuffix(p.want, ".")) + `.*` +
		spaced("What to do: ") + `.*` + spaced(strings.TrimPrefix(p.remedy, "What to do: ")))
	arrange := func() {
		if p.change != nil {
			p.change(g.env)
		}
		if d := p.during; d.change != nil {
			g.env.Before(d.method, d.path, func() { d.change(g.env) })
		}
	}
	if p.invoke != nil {
		return resource.TestStep{Config: p.first(g), Check: func(*terraform.State) error {
			arrange()
			if got := p.invoke(g.env).Errors; !pattern.MatchString(got) {
				t.Errorf("%s: the action says %q, want %q and %q", p.name, got, p.want, p.remedy)
			}
			if p.repair != nil {
				p.repair(g.env)
			}
			return nil
		}}
	}
	step := resource.TestStep{PreConfig: arrange, ExpectError: pattern}
	if p.destroy {
		step.Config, step.Destroy = p.first(g), true
	} else {
		step.Config = p.config(g)
	}
	return step
}

func (p provoked) fix(env *acctest.Env) {
	if p.repair != nil {
		p.repair(env)
	}
}

func (p provoked) run(t *testing.T) {
	t.Helper()
	env := acctest.New(t, p.with...)
	if p.before != nil {
		p.before(t, env)
	}
	g := newGuide(t, env)
	var steps []resource.TestStep
	if p.first != nil {
		steps = append(steps, resource.TestStep{Config: p.first(g)})
	}
	repair := func(*acctest.Env) {}
	for _, next := range p.all() {
		next.config, next.first = either(next.config, p.config), either(next.first, p.first)
		step, repaired := next.attempt(t, g), repair
		repair = func(*acctest.Env) {}
		if change := step.PreConfig; change != nil {
			step.PreConfig = func() { repaired(env); change() }
		}
		steps = append(steps, step)
		switch {
		case next.last != nil:
			steps = append(steps, resource.TestStep{PreConfig: func() { next.fix(env) }, Config: next.last(g)})
		case next.repair == nil || next.invoke != nil:
		case next.first == nil:
			repair = next.repair
		default:
			steps = append(steps, resource.TestStep{PreConfig: func() { next.fix(env) }, Config: next.first(g)})
		}
	}
	carryOut := acctest.Run
	if p.terraform {
		carryOut = acctest.Terraform
	}
	carryOut(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: steps})
}

// TestTexts provokes each text with a configuration: the user sees it together with what to do.
func TestTexts(t *testing.T) {
	t.Parallel()
	rows := 0
	for _, service := range services() {
		for _, row := range acctest.Sample(service.texts()) {
			rows += len(row.all())
			t.Run(row.name, func(t *testing.T) {
				t.Parallel()
				row.run(t)
			})
		}
	}
	t.Logf("%d rows", rows)
}

func either(one, other func(g *guide) string) func(g *guide) string {
	if one != nil {
		return one
	}
	return other
}
