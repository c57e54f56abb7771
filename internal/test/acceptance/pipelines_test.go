// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// atOnce carries out a step of several parties at the same time.
func atOnce(t *testing.T, steps ...func() error) {
	t.Helper()
	failed := make([]error, len(steps))
	var group sync.WaitGroup
	for i, step := range steps {
		group.Go(func() { failed[i] = step() })
	}
	group.Wait()
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
}

// nothingLeft fails the test when something is left that the parties made.
func nothingLeft(t *testing.T, env *acctest.Env) {
	t.Helper()
	for set, n := range map[string]int{"nav_connections": 0, "bcbi_companies": 0, "businessunits": 1, "teams": 1} {
		if rows := env.Rows(dataverseSet(set)); len(rows) != n {
			t.Errorf("%d rows of %s are left: %v", len(rows), set, rows)
		}
	}
	for _, row := range env.Rows(dataverseSet("systemusers")) {
		if id := row["applicationid"]; (id == applicationID || id == secondApplication) && row["isdisabled"] != true {
			t.Errorf("the user %v is enabled", row["internalemailaddress"])
		}
	}
}

// TestPipelinesAtOnce lets two and four pipelines work on one Dataverse at the same time, from two environments of Business
// Central: they create, change and destroy together, and some destroy while others create and change.
func TestPipelinesAtOnce(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	for name, tc := range map[string]struct {
		parties int
		policy  string
		named   bool
	}{"two": {2, "disable", false}, "four": {4, "delete", false}, "two, named": {2, "disable", true}, "four, named": {4, "disable", true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 3, "Production", "Branch")
			all := []*party{newParty(t, env, "Production", 0), newParty(t, env, "Production", 1), newParty(t, env, "Branch", 2), newParty(t, env, "Branch", 0)}[:tc.parties]
			for i, p := range all {
				p.owner = `deletion_policy = "delete"`
				p.user = fmt.Sprintf("deletion_policy = %q", tc.policy)
				if tc.named {
					p.configuration = fmt.Sprintf("party-%d", i)
					p.user += "\n  adopt_existing = true"
				}
				if i == 3 {
					p.id = renumber(env, "Branch")
				}
				if p.environment == "Branch" {
					p.application = secondApplication
					p.user += "\n  internal_email_address = \"branch@contoso.example\""
				}
			}
			steps := func(step func(p *party) error) []func() error {
				out := make([]func() error, len(all))
				for i, p := range all {
					out[i] = func() error { return step(p) }
				}
				return out
			}
			expect := func(which ...*party) {
				t.Helper()
				for _, p := range which {
					p.connected()
					p.settled()
				}
			}
			atOnce(t, steps((*party).apply)...)
			expect(all...)
			for _, p := range all {
				p.setup = "timeouts = { create = \"15m\" }\n  proxy_version = 101"
			}
			atOnce(t, steps((*party).apply)...)
			expect(all...)

			// Every second destroys while the others change; then they create while the others destroy.
			mixed := make([]func() error, len(all))
			for i, p := range all {
				if mixed[i] = p.destroy; i%2 == 1 {
					p.setup = "proxy_version = 100"
					mixed[i] = p.apply
				}
			}
			atOnce(t, mixed...)
			for i, p := range all {
				if i%2 == 1 {
					expect(p)
				}
				// While nothing shows yet that a new state needs the user, the destruction of the one that made it takes it away: then
				// it says so, and the next apply makes it again.
				if mixed[i] = func() error { _ = p.apply(); return nil }; i%2 == 1 {
					mixed[i] = p.destroy
				}
			}
			atOnce(t, mixed...)
			for i, p := range all {
				if i%2 == 0 {
					p.must(p.apply())
					expect(p)
				}
			}
			atOnce(t, steps((*party).destroy)...)
			if tc.named {
				leftByFinders(t, env, all)
			}
			nothingLeft(t, env)
		})
	}
}

// leftByFinders disables the users that are left because those who found them leave them in place, which they have said.
func leftByFinders(t *testing.T, env *acctest.Env, all []*party) {
	t.Helper()
	for _, p := range all {
		user := env.Find(dataverseSet("systemusers"), "applicationid", p.application)
		if user["isdisabled"] == true {
			continue
		}
		if !slices.ContainsFunc(all, func(other *party) bool {
			return other.application == p.application && strings.Contains(flat(other.warnings.In("apply")), "Left in place: the user")
		}) {
			t.Errorf("nobody said that the user %v is left", user["internalemailaddress"])
		}
		env.Patch(dataverseSet("systemusers"), fmt.Sprint(user["systemuserid"]), acctest.Row{"isdisabled": true})
	}
}

// killed begins an apply whose request hangs, and leaves it for ever: the state knows nothing of what it did.
func (p *party) killed(method, path string) {
	p.t.Helper()
	w := p.w.Clone()
	ctx, cancel := context.WithCancel(p.t.Context())
	p.t.Cleanup(cancel)
	plan, err := w.Plan(ctx, p.config(), inprocess.Mode{})
	p.must(err)
	p.env.Faults(acctest.Fault{Method: method, Path: path, Action: "hang", Times: 1})
	ended := make(chan error, 1)
	go func() { ended <- w.Apply(ctx, plan) }()
	for last, quiet := -1, 0; quiet < 5; {
		select {
		case err := <-ended:
			p.t.Fatalf("the apply never came to %s %s: %v", method, path, err)
		case <-time.After(20 * time.Millisecond):
		}
		total := 0
		for _, count := range p.env.Requests() {
			total += count.Count
		}
		if quiet++; total != last || p.env.Fired() == 0 {
			last, quiet = total, 0
		}
	}
	p.env.Faults()
}

// TestKilledBetween kills an apply of one state between those of another, with one identity: both orders of destruction leave
// the other connected, and nothing in the end.
func TestKilledBetween(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	type row struct {
		at, method, path string
		named, again     bool
	}
	var rows []row
	for _, at := range [][3]string{
		{"the user is made", "POST", "teamroles_association"},
		{"the company is made", "POST", "dataverseConnectionSetups$"},
		{"the Dataverse setup is made", "POST", "dataverseConnectionSetups.*enable"},
		{"the Sales setup is made", "POST", "salesConnectionSetups.*enable"},
		{"the link is written", "POST", "salesConnectionSetups.*testConnection"},
	} {
		for _, named := range []bool{false, true} {
			for _, again := range []bool{false, true} {
				rows = append(rows, row{at[0], at[1], at[2], named, again})
			}
		}
	}
	for _, tc := range acctest.Sample(rows) {
		t.Run(fmt.Sprintf("%s, named %v, again %v", tc.at, tc.named, tc.again), func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 2, "Production")
			both := []*party{newParty(t, env, "Production", 0), newParty(t, env, "Production", 1)}
			for i, p := range both {
				p.owner = `deletion_policy = "delete"`
				if tc.named {
					p.configuration = fmt.Sprintf("party-%d", i)
				}
			}
			first, second := both[0], both[1]
			if tc.named {
				second.user = "adopt_existing = true"
			}
			first.must(first.apply())
			second.killed(tc.method, tc.path)
			first.connected()
			first.settled()
			if tc.again { // the killed one goes on, and goes first
				second.must(second.apply())
				second.connected()
				first.connected()
				second.must(second.destroy())
				first.connected()
				first.settled()
				first.must(first.destroy())
				nothingLeft(t, env)
				return
			}
			first.must(first.destroy())
			second.must(second.apply())
			second.connected()
			second.settled()
			second.must(second.destroy())
			if user := second.integrationUser(); tc.named && user["isdisabled"] != true {
				// The second had found the user, and said that it stays.
				second.said("apply", "Left in place: the user")
				env.Patch(dataverseSet("systemusers"), fmt.Sprint(user["systemuserid"]), acctest.Row{"isdisabled": true})
			}
			nothingLeft(t, env)
		})
	}
}
