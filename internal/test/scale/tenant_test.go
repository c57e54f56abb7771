// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package scale_test counts the requests that many objects cost. The counts are bounds that a change must not exceed: what they
// bound is described in the guide "Limits and scale".
package scale_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// Ids of the demo tenant, and of what the tests add to it.
const (
	cronus   = "000000cc-0000-4000-8000-000000000001"
	rootUnit = "000000b0-0000-4000-8000-000000000001"
	team     = "000000ee-0000-4000-8000-000000000001"
)

func TestMain(m *testing.M) {
	if run := role(); run != nil {
		if err := run(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(acctest.Main(m))
}

func id(kind string, n int) string { return fmt.Sprintf("000000%s-0000-4000-8000-%012d", kind, n) }

// tenant is the demo tenant with n salespeople and as many users, of whom the last coupled are coupled with each other.
func tenant(tb testing.TB, n, coupled int, options ...acctest.Option) *acctest.Env {
	tb.Helper()
	env := acctest.New(tb, options...)
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "solutions"}, acctest.Row{"uniquename": "bcbi_CdsBaseIntegration", "friendlyname": "Base", "version": "2.0.0.0", "ismanaged": true})
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "teams"}, acctest.Row{"teamid": team, "name": "BCI - CRONUS", "_businessunitid_value": rootUnit, "teamtype": 0})
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "bcbi_companies"}, acctest.Row{"bcbi_externalid": cronus, "bcbi_name": "CRONUS", "_bcbi_defaultowningteam_value": team, "_ownerid_value": team})
	env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: cronus}, acctest.Row{"environmentUrl": env.Emulator().URL(), "ownershipModel": "Person"})
	world := env.Emulator().World()
	world.Do(func() {
		here := func(set string) *store.Table { return world.Store.Table(store.CompanyScope(cronus), set) }
		there := func(set string) *store.Table { return world.Store.Table(store.Dataverse, set) }
		for i := range n {
			here("salespeoplePurchasers").Put(store.Row{"id": id("ab", i), "code": fmt.Sprintf("S%05d", i), "displayName": "Person", "email": ""})
			there("systemusers").Put(store.Row{"systemuserid": id("ac", i), "fullname": fmt.Sprintf("User %d", i), "internalemailaddress": fmt.Sprintf("user%d@contoso.example", i), "isdisabled": false, "islicensed": true, "isintegrationuser": false, "accessmode": int64(0), "deletedstate": int64(0), "_businessunitid_value": rootUnit})
			if i >= n-coupled {
				here("recordCouplings").Put(store.Row{"id": id("ad", i), "tableId": int64(13), "recordId": id("ab", i), "recordKey": fmt.Sprintf("S%05d", i), "dataverseId": id("ac", i), "skipped": false})
			}
		}
	})
	return env
}

// counts are requests by method and route.
type counts map[string]int

// count runs a step and returns the requests that it cost, without those for tokens.
func count(t *testing.T, env *acctest.Env, what string, step func() error) counts {
	t.Helper()
	env.ResetRequests()
	if err := step(); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	found := counts{}
	for _, one := range env.Requests() {
		if one.API != acctest.Entra {
			found[one.Method+" "+one.Route] += one.Count
		}
	}
	t.Logf("%s: %s", what, found)
	return found
}

// of returns how many requests have one of the words in their route, without the parts of batches.
func (c counts) of(words ...string) int {
	total := 0
	for route, n := range c {
		if !strings.HasSuffix(route, "$batch/part") && slices.ContainsFunc(words, func(word string) bool { return strings.Contains(route, word) }) {
			total += n
		}
	}
	return total
}

// sent is the number of requests: the parts of a batch are sent in one.
func (c counts) sent() int { return c.of("/") }

// lines are the routes with their numbers of requests, the most first.
func (c counts) lines() []string {
	lines := make([]string, 0, len(c))
	for route, n := range c {
		lines = append(lines, fmt.Sprintf("%5d %s", n, route))
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	return lines
}

func (c counts) String() string {
	return fmt.Sprintf("%d requests\n  %s", c.sent(), strings.Join(c.lines(), "\n  "))
}

// reporter is told of what exceeds a bound: a test, or an attempt that may be repeated.
type reporter interface {
	Helper()
	Errorf(format string, arguments ...any)
}

// atMost reports more requests than the bound.
func (c counts) atMost(r reporter, what string, bound int, words ...string) {
	r.Helper()
	if n := c.of(words...); n > bound {
		r.Errorf("%s: %d requests, more than %d: %s", what, n, bound, c)
	}
}

// attempt keeps what exceeded its bounds.
type attempt struct{ exceeded []string }

func (*attempt) Helper() {}

func (a *attempt) Errorf(format string, arguments ...any) {
	a.exceeded = append(a.exceeded, fmt.Sprintf(format, arguments...))
}

// fewest measures up to three times, until the bounds are kept. Writes that follow each other within 50 ms travel together. On a
// busy machine some come later, so that there are more requests, but never fewer; code that sends too many always does.
func fewest(t *testing.T, measure func(r reporter)) {
	t.Helper()
	const attempts = 3
	for range attempts - 1 {
		a := &attempt{}
		measure(a)
		if len(a.exceeded) == 0 {
			return
		}
		t.Logf("measured again: %s", strings.Join(a.exceeded, "\n"))
	}
	measure(t)
}

// workspace returns an empty workspace.
func workspace(env *acctest.Env) *inprocess.Workspace {
	factories := map[string]inprocess.Factory{}
	maps.Copy(factories, env.Factories())
	return inprocess.NewWorkspace(factories)
}
