// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// renameEnvironment gives an environment the rows of the first, as a renamed environment has them.
func renameEnvironment(env *acctest.Env, to string) {
	world := env.Emulator().World()
	world.Do(func() { world.Store.CopyTo(world.Store.In(to)) })
}

// setups are the company's connection setups in an environment.
func (p *party) setups(environment string) []acctest.Row {
	p.t.Helper()
	var out []acctest.Row
	for _, set := range []string{"dataverseConnectionSetups", "salesConnectionSetups"} {
		out = append(out, p.env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: set, Company: p.companyID(), Environment: environment})...)
	}
	return out
}

// TestAnotherEnvironment points the provider of a state to another environment: a plan warns once and names both, writes are
// refused, and destroy leaves what it finds there.
func TestAnotherEnvironment(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production", "Sandbox")
	p := newParty(t, env, "Production", 0)
	p.must(p.apply())
	renameEnvironment(env, "Sandbox") // a copy without the cleanup
	before := everything(env)
	p.environment = "Sandbox"
	p.warnings.Reset()
	p.settled()
	p.said("read", `the Business Central environment "Production"`, `the provider points to the Business Central environment "Sandbox"`, "take_over_connection", "workspace")
	if n := strings.Count(p.warnings.In("read")+p.warnings.In("plan"), "The provider and the state point to different environments"); n != 1 {
		t.Errorf("the plan warned %d times: %s", n, p.warnings.In("plan"))
	}
	p.setup = "enabled = false"
	p.refused(p.apply(), "The provider and the state point to different environments", `"Production"`, `"Sandbox"`, "Nothing was changed.")
	p.setup = "take_over_connection = false"
	p.settled()
	p.warnings.Reset()
	p.must(p.destroy())
	p.said("apply", `it is in the Business Central environment "Production"`, "Left in place: the Dataverse connection setup", "Left in place: the Sales connection setup", "Left in place: the user")
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("destroy has changed: %v", diff)
	}
	for _, row := range p.setups("Sandbox") {
		if row["isEnabled"] != true {
			t.Errorf("a setup of the other environment is off: %v", row)
		}
	}
}

// TestTakeOver follows an environment that was renamed, with everything that belongs to it or without, as after a copy that
// replaces it: the two setups follow first, then the rest, and destroy leaves no link.
func TestTakeOver(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, rename := range map[string]func(env *acctest.Env){
		"renamed": func(env *acctest.Env) { renameEnvironment(env, "Main") },
		"moved":   func(*acctest.Env) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 1, "Production", "Main")
			p := newParty(t, env, "Production", 0)
			p.must(p.apply())
			rename(env)
			p.environment, p.setup = "Main", "take_over_connection = true"
			p.must(p.apply())
			p.said("plan", `"Production"`, `"Main"`)
			p.connected()
			links := env.Rows(dataverseSet("nav_connections"))
			if len(links) != 1 || !strings.Contains(fmt.Sprint(links[0]["nav_dynamicsnavurl"]), "/Main?") {
				t.Errorf("Sales links to %v", links)
			}
			p.warnings.Reset()
			p.settled()
			if text := p.warnings.In("read") + p.warnings.In("plan"); strings.Contains(text, "another environment") {
				t.Errorf("a plan after the move warns: %s", text)
			}
			p.setup = "take_over_connection = false"
			p.must(p.apply())
			p.settled()
			p.must(p.destroy())
			if rows := p.setups("Main"); len(rows) != 0 {
				t.Errorf("destroy left %v", rows)
			}
			if links := env.Rows(dataverseSet("nav_connections")); len(links) != 0 {
				t.Errorf("destroy left %v", links)
			}
			if p.integrationUser()["isdisabled"] != true {
				t.Error("the user is not disabled")
			}
		})
	}
}

// TestTakeOverCreates takes a connection over with a new state.
func TestTakeOverCreates(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production", "Main")
	former := newParty(t, env, "Production", 0)
	former.must(former.apply())
	p := newParty(t, env, "Main", 0)
	p.user, p.setup = "adopt_existing = true", "take_over_connection = true"
	p.must(p.apply())
	p.connected()
	p.settled()
	if links := former.links(); len(links) != 0 {
		t.Errorf("Sales still links to %v", links)
	}
}

// replaceOrganization gives the organization another id; all rows stay, as in a copy.
func replaceOrganization(env *acctest.Env, id string) {
	organizations := dataverseSet("organizations")
	row := env.Rows(organizations)[0]
	env.Delete(organizations, fmt.Sprint(row["organizationid"]))
	row["organizationid"] = id
	for name := range row {
		if strings.Contains(name, "@") {
			delete(row, name)
		}
	}
	env.Insert(organizations, row)
}

// TestAnotherOrganization points the provider of a state to an address where another organization answers.
func TestAnotherOrganization(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 1, "Production")
	p := newParty(t, env, "Production", 0)
	p.must(p.apply())
	const other = "0000000a-0000-4000-8000-0000000000ff"
	former := fmt.Sprint(env.Rows(dataverseSet("organizations"))[0]["organizationid"])
	change := func(id string) { replaceOrganization(env, id) }
	change(other)
	before := everything(env)
	p.warnings.Reset()
	p.settled()
	p.said("read", "the Dataverse organization "+former, "the Dataverse organization "+other)
	p.user = "enabled = false"
	p.refused(p.apply(), "The provider and the state point to different environments", former, other)
	p.user = ""
	gone := p.w.Clone()
	p.must(p.destroy())
	p.said("apply", "it is in the Dataverse organization "+former)
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("destroy has changed: %v", diff)
	}
	p.w = gone
	change(former)
	p.settled()
	p.must(p.destroy())
	if rows := p.setups("Production"); len(rows) != 0 {
		t.Errorf("destroy left %v", rows)
	}
}

// TestLostState applies a configuration whose state is lost: what names and marks identify is its own again, nothing changes,
// and nothing is said. Who assigned a role is recorded nowhere, so destroy leaves the roles.
func TestLostState(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 1, "Production")
	former := newParty(t, env, "Production", 0)
	former.must(former.apply())
	before := everything(env)
	p := newParty(t, env, "Production", 0)
	p.must(p.apply())
	if text := p.warnings.In("plan") + p.warnings.In("apply"); text != "" {
		t.Errorf("the apply warns: %s", text)
	}
	if diff := compare(before, everything(env)).lines(); len(diff) != 0 {
		t.Errorf("the apply has changed: %v", diff)
	}
	p.settled()
	p.must(p.destroy())
	p.said("apply", "Left in place: the security role")
	if rows := p.setups("Production"); len(rows) != 0 {
		t.Errorf("destroy left %v", rows)
	}
	if p.integrationUser()["isdisabled"] != true {
		t.Error("the user is not disabled")
	}
}

// TestCompanyDeleted deletes a company in Business Central under its state: the plan is refused, and with it an apply.
func TestCompanyDeleted(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 2, "Production")
	p := newParty(t, env, "Production", 0)
	p.must(p.apply())
	env.Delete(acctest.Set{API: acctest.BusinessCentral, Name: "companies", Environment: "Production"}, p.companyID())
	_, err := p.plan()
	p.refused(err, "The company is gone", "no longer has the company "+p.companyID(), "set company_id")
	p.refused(p.apply(), "The company is gone")
}

// TestReplacedOrganization begins with an empty state where another organization has copies of all rows: off, both setups
// are brought in line with what is found there.
func TestReplacedOrganization(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := sharedDataverse(t, 1, "Production")
	former := newParty(t, env, "Production", 0)
	former.must(former.apply())
	former.setup = "enabled = false"
	former.must(former.apply())
	replaceOrganization(env, "0000000a-0000-4000-8000-0000000000ff")
	p := newParty(t, env, "Production", 0)
	_, err := p.plan()
	p.refused(err, "The application has a user already", "adopt_existing")
	p.user = "adopt_existing = true"
	p.must(p.apply())
	p.connected()
	p.settled()
}
