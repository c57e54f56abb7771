// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	manyPeople  = 1000
	manyRecords = 5000
	// manyBound is how many requests a report may cost, however many records there are, as long as they fit into a page.
	manyBound = 26
)

// many fills the company and the environment: each salesperson is coupled with a user, each customer names one and is
// coupled with an account that the user owns.
func many(env *acctest.Env) {
	id := func(kind, n int) string { return fmt.Sprintf("%08x-0000-4000-8000-%012x", 0xa0000000+kind, n) }
	world := env.Emulator().World()
	world.Do(func() {
		here := func(set string) *store.Table { return world.Store.Table(store.CompanyScope(cronus), set) }
		there := func(set string) *store.Table { return world.Store.Table(store.Dataverse, set) }
		team, _ := there("bcbi_companies").First(func(store.Row) bool { return true })
		for n := range manyPeople {
			here("salespeoplePurchasers").Put(store.Row{"id": id(1, n), "code": fmt.Sprintf("S%04d", n), "displayName": "Person", "email": ""})
			there("systemusers").Put(store.Row{"systemuserid": id(2, n), "fullname": fmt.Sprintf("User %d", n), "isdisabled": false, "islicensed": true, "isintegrationuser": false, "accessmode": int64(0), "deletedstate": int64(0)})
			there("teammemberships").Put(store.Row{"teammembershipid": id(3, n), "teamid": team.String("_bcbi_defaultowningteam_value"), "systemuserid": id(2, n)})
			here("recordCouplings").Put(store.Row{"id": id(4, n), "tableId": int64(13), "recordId": id(1, n), "dataverseId": id(2, n), "lastSynchResult": "Success", "skipped": false})
		}
		for n := range manyRecords {
			here("customers").Put(store.Row{"id": id(5, n), "number": fmt.Sprintf("M%05d", n), "displayName": "Customer", "salespersonCode": fmt.Sprintf("S%04d", n%manyPeople)})
			there("accounts").Put(store.Row{"accountid": id(6, n), "name": "Account", "statecode": int64(0), "customertypecode": int64(3), "_ownerid_value": id(2, n%manyPeople), "_owninguser_value": id(2, n%manyPeople)})
			here("recordCouplings").Put(store.Row{"id": id(7, n), "tableId": int64(18), "recordId": id(5, n), "dataverseId": id(6, n), "lastSynchResult": "Success", "skipped": false})
		}
	})
}

// spoil makes everything bad that there are many of.
func spoil(env *acctest.Env) {
	world := env.Emulator().World()
	world.Do(func() {
		couplings := world.Store.Table(store.CompanyScope(cronus), "recordCouplings")
		for n, row := range couplings.All() {
			changes := store.Row{"lastSynchResult": "Failure", "skipped": true}
			if row.Int("tableId") == 13 && n%2 == 0 {
				couplings.Delete(couplings.Key(row)) // the salesperson and the user are without a coupling
				continue
			}
			if row.Int("tableId") == 13 {
				changes["dataverseId"] = fmt.Sprintf("%08x-0000-4000-8000-%012x", 0xb0000000, n) // who does not exist
			}
			if row.Int("tableId") == 18 && n%2 == 0 {
				changes["dataverseId"] = fmt.Sprintf("%08x-0000-4000-8000-%012x", 0xc0000000, n) // which does not exist
			}
			couplings.Update(couplings.Key(row), changes)
		}
	})
}

// TestReadiness_requests counts the requests of a report on many salespeople and records: they do not grow with them.
func TestReadiness_requests(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	count := func(what string, want func(r report)) int {
		env.ResetRequests()
		r := read(t, env, cronus, nil)
		r.sound(t)
		want(r)
		total := 0
		for _, request := range env.Requests() {
			if strings.HasSuffix(request.Route, "$batch/part") {
				continue
			}
			if request.API != acctest.Entra {
				total += request.Count
			}
			if request.Count > 6 {
				t.Errorf("%s: %d times %s %s", what, request.Count, request.Method, request.Route)
			}
		}
		t.Logf("%s: %d requests", what, total)
		if total > manyBound {
			t.Errorf("%s: %d requests, more than %d: %v", what, total, manyBound, env.Requests())
		}
		return total
	}
	ready := func(r report) {
		if !r.ready {
			t.Errorf("not ready: %v", r.bad())
		}
	}
	acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: []resource.TestStep{{Config: guide(env), Check: func(*terraform.State) error {
		world := env.Emulator().World()
		var before *store.Snapshot
		world.Do(func() { before = world.Store.Snapshot() })
		// Destroy does not remove couplings that somebody else has changed.
		defer world.Do(func() { world.Store.Restore(before) })
		few := count("5 salespeople", ready)
		many(env)
		// Many accounts are compared with all rows of the company first.
		if n := count(fmt.Sprintf("%d salespeople, %d accounts", manyPeople, manyRecords), func(r report) {
			ready(r)
			if detail := r.checks["coupled_rows"].detail; !strings.Contains(detail, "a sample of 5000, those that were synchronized last,") {
				t.Errorf("of more than %d couplings it says: %s", manyRecords, detail)
			}
		}); n > few+1 {
			t.Errorf("%d requests with few records, %d with many", few, n)
		}
		spoil(env)
		count("all of them bad", func(r report) {
			for _, id := range []string{"salespeople_coupled", "coupled_users", "coupled_users_in_team", "sales_users_coupled", "coupled_rows", "failed_records"} {
				if _, bad := r.bad()[id]; !bad {
					t.Errorf("%s is %v", id, r.checks[id])
				}
			}
		})
		return nil
	}}}})
}
