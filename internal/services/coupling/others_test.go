// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestCouplingsOfOthers lets another administrator act between plan and apply, or right before the write. What the plan did
// not show is neither overwritten nor removed: the error names both partners. A change of something else is no obstacle,
// and neither is the wanted partner.
func TestCouplingsOfOthers(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	of := func(user string) string {
		return person("salesperson_code = \"JO\"\n  system_user_id = \"" + user + "\"\n  add_to_owning_team = false")
	}
	const (
		unnamed                               = "add_to_owning_team = false"
		partner, somethingElse, wantedPartner = "another partner", "something else", "the wanted partner"
	)
	kinds := []struct {
		name, record, first, second string
		// The partners in state, wanted by the update, and made by somebody else.
		before, wanted, other string
		// How the error names the first and the last, in small letters.
		named [2]string
	}{
		{"one salesperson", jim, of(userJim), of(userOtis), userJim, userOtis, userLina, [2]string{"jim", "lina townsend"}},
		{"salespeople", jim, people(unnamed, "JO", userJim), people(unnamed, "JO", userOtis), userJim, userOtis, userLina, [2]string{userJim, "lina townsend"}},
		{"salespeople by e-mail", jim, people(unnamed, "JO", "jim.olive@contoso.example"), people(unnamed, "JO", "otis.falls@contoso.example"), userJim, userOtis, userLina, [2]string{"jim", "lina townsend"}},
		{"record", customer, record("customer", customer, account), record("customer", customer, account2), account, account2, rootUnit, [2]string{account, rootUnit}},
	}
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			w := inprocess.NewWorkspace(f.Factories())
			f.apply1(w, kind.first)
			restore := f.snapshot()
			for _, change := range []string{partner, somethingElse, wantedPartner} {
				for _, destroy := range []bool{false, true} {
					for _, atTheWrite := range []bool{false, true} {
						if destroy && change == wantedPartner {
							continue
						}
						restore()
						name := fmt.Sprintf("%s, destroy %t, at the write %t", change, destroy, atTheWrite)
						act := func() {
							changes := map[string]acctest.Row{partner: {"dataverseId": kind.other}, somethingElse: {"skipped": true}, wantedPartner: {"dataverseId": kind.wanted}}
							f.Patch(inCompany("recordCouplings"), fmt.Sprint(f.Find(inCompany("recordCouplings"), "recordId", kind.record)["id"]), changes[change])
						}
						w := w.Clone()
						plan, err := w.Plan(t.Context(), f.ProviderConfig()+kind.second, inprocess.Mode{Destroy: destroy})
						if err != nil {
							t.Fatal(err)
						}
						if atTheWrite {
							f.Before(map[bool]string{true: "DELETE", false: "PATCH"}[destroy], "/recordCouplings", act)
						} else {
							act()
						}
						err = w.Apply(t.Context(), plan)
						after := map[bool]string{true: "", false: kind.wanted}[destroy]
						if change == partner {
							after = kind.other
							if text := strings.ToLower(fmt.Sprint(err)); !strings.Contains(text, "somebody else has changed the coupling") || !strings.Contains(text, kind.named[0]) || !strings.Contains(text, kind.named[1]) {
								t.Errorf("%s: got %v, want both partners, %s and %s", name, err, kind.named[0], kind.named[1])
							}
						} else if err != nil {
							t.Errorf("%s: %v", name, err)
						}
						f.want(f.partner(kind.record) == after, name+": the partner is "+after)
					}
				}
			}
		})
	}
}

// snapshot returns a function that brings everything back to what it is now.
func (f fixture) snapshot() func() {
	world := f.Emulator().World()
	var now *store.Snapshot
	world.Do(func() { now = world.Store.Snapshot() })
	return func() { world.Do(func() { world.Store.Restore(now) }) }
}

// apply1 applies a configuration in a workspace.
func (f fixture) apply1(w *inprocess.Workspace, config string) {
	f.t.Helper()
	plan, err := w.Plan(f.t.Context(), f.ProviderConfig()+config, inprocess.Mode{})
	if err == nil {
		err = w.Apply(f.t.Context(), plan)
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// TestSalesperson_twoCouplings refuses a salesperson with two couplings, and names both partners and the way out.
func TestSalesperson_twoCouplings(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]string{
		"one":  person("salesperson_code = \"JO\"\n  system_user_id = \"" + userJim + "\""),
		"many": people("", "JO", userJim),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.run(
				f.apply(config),
				f.refused(func() { f.couple(jim, userLina) }, config, "has 2 couplings of JO: to Jim Olive ("+userJim+"), and to Lina Townsend ("+userLina+")"),
				f.refused(nil, config, "delete its coupling until the right one is left"),
				f.after(func() {
					f.Delete(inCompany("recordCouplings"), fmt.Sprint(f.Find(inCompany("recordCouplings"), "dataverseId", userLina)["id"]))
				}, config),
			)
		})
	}
	t.Run("many, and another salesperson", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t)
		f.couple(lina, userLina)
		f.couple(lina, userOtis)
		f.run(f.apply(people("", "JO", userJim)))
	})
}

// TestUserByEmail takes the only user with an address who can be coupled.
func TestUserByEmail(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const spare = "000000d1-0000-4000-8000-0000000000%02d"
	address := "jim.olive@contoso.example"
	add := func(f fixture, n int, changes acctest.Row) {
		row := acctest.Row{
			"systemuserid": fmt.Sprintf(spare, n), "fullname": fmt.Sprintf("Spare %d", n), "internalemailaddress": address,
			"domainname": fmt.Sprintf("spare%d@contoso.example", n), "islicensed": true, "isdisabled": false, "_businessunitid_value": rootUnit,
		}
		maps.Copy(row, changes)
		f.Insert(inDataverse("systemusers"), row)
	}
	for name, tc := range map[string]struct {
		others []acctest.Row
		jim    acctest.Row
		fails  string
	}{
		"disabled":         {others: []acctest.Row{{"isdisabled": true}}},
		"deleted":          {others: []acctest.Row{{"deletedstate": 1}}},
		"unlicensed":       {others: []acctest.Row{{"islicensed": false}}},
		"application":      {others: []acctest.Row{{"applicationid": "0000001a-0000-4000-8000-0000000000aa"}}},
		"integration user": {others: []acctest.Row{{"isintegrationuser": true}}},
		"all of them":      {others: []acctest.Row{{"isdisabled": true}, {"islicensed": false}}},
		"two who can":      {others: []acctest.Row{{}, {"isdisabled": true}}, fails: "More than one user has the e-mail address"},
		"none who can":     {others: []acctest.Row{{"isdisabled": true}}, jim: acctest.Row{"islicensed": false}, fails: "None of the users in Dataverse with jim.olive@contoso.example can be coupled"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			for i, changes := range tc.others {
				add(f, i+10, changes)
			}
			if tc.jim != nil {
				f.Patch(inDataverse("systemusers"), userJim, tc.jim)
			}
			for _, config := range []string{person("salesperson_code = \"JO\"\n  system_user_email = \"" + address + "\""), people("", "JO", address)} {
				if tc.fails != "" {
					f.run(f.refused(nil, config, tc.fails))
					continue
				}
				f.run(f.after(nil, config), f.after(func() { f.want(f.partner(jim) == userJim, "the one who can be coupled is") }, config))
			}
		})
	}
}

// TestSinglesBecomeOneMap replaces twenty single couplings by one resource, and the other way round, while removals are slow:
// no coupling and no membership is lost.
func TestSinglesBecomeOneMap(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const n = 20
	f := newFixture(t)
	var singles, pairs []string
	for i := range n {
		code, user := fmt.Sprintf("S%02d", i), fmt.Sprintf("000000d2-0000-4000-8000-%012d", i)
		f.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"id": fmt.Sprintf("000000ce-0000-4000-8000-0000000002%02d", i), "code": code, "displayName": code})
		f.Insert(inDataverse("systemusers"), acctest.Row{
			"systemuserid": user, "fullname": "User " + code, "internalemailaddress": code + "@contoso.example", "domainname": code + "@contoso.example",
			"islicensed": true, "isdisabled": false, "_businessunitid_value": rootUnit,
		})
		singles = append(singles, strings.Replace(person("salesperson_code = \""+code+"\"\n  system_user_id = \""+user+"\""), `" "this"`, `" "`+strings.ToLower(code)+`"`, 1))
		pairs = append(pairs, code, user)
	}
	w := inprocess.NewWorkspace(f.Factories())
	f.apply1(w, strings.Join(singles, ""))
	f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: "DELETE", Path: "/recordCouplings", Action: "delay", Delay: "20ms"})
	for _, config := range []string{people("", pairs...), strings.Join(singles, ""), people("", pairs...)} {
		f.apply1(w, config)
		for i := 1; i < len(pairs); i += 2 {
			f.want(f.member(pairs[i]), pairs[i]+" is a member")
		}
		f.want(len(f.Rows(inCompany("recordCouplings"))) == n, "all are coupled")
	}
}
