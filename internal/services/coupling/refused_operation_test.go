// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// refusable are the sets that an operation on couplings needs.
var refusable = regexp.MustCompile(`/(recordCouplings|salespeoplePurchasers|customers|systemusers|teammemberships|teammembership_association|bcbi_companies|nav_connections)\b`)

// TestEachRequestRefused_byOperation refuses each request of each operation in turn: the refusal is told, and nobody stays a member of the owning
// team for a coupling that was not created.
func TestEachRequestRefused_byOperation(t *testing.T) {
	t.Parallel()
	const one, many, records = "bcsales_salesperson_coupling", "bcsales_salesperson_couplings", "bcsales_record_coupling"
	const jimsAddress = "jim.olive@contoso.example"
	renamed := func(f fixture) {
		f.Patch(inDataverse("systemusers"), userJim, acctest.Row{"internalemailaddress": "jim@contoso.example"})
	}
	for name, tc := range map[string]struct {
		kind     string
		before   func(f fixture) // happens before the creation
		given    map[string]any
		between  func(f fixture) // happens after it
		changed  map[string]any
		imported string // the import id
		conflict string // why the plan refuses the creation, if it does
	}{
		"one, by code": {
			kind: one, given: map[string]any{"salesperson_code": "JO", "system_user_id": userJim},
			changed: map[string]any{"system_user_id": userOtis}, imported: cronus + "/JO",
		},
		"one, by id and address": {
			kind: one, given: map[string]any{"salesperson_id": jim, "system_user_email": jimsAddress, "add_to_owning_team": false},
			changed: map[string]any{"add_to_owning_team": true},
		},
		"one, of a renamed user": {
			kind: one, given: map[string]any{"salesperson_code": "JO", "system_user_email": jimsAddress}, between: renamed,
			changed: map[string]any{"add_to_owning_team": false},
		},
		"one, replaced": {
			kind: one, given: map[string]any{"salesperson_code": "JO", "system_user_id": userJim}, between: func(f fixture) { f.couple(lina, userJim) },
			changed: map[string]any{"salesperson_id": lina, "salesperson_code": nil},
		},
		"many": {
			kind: many, given: map[string]any{"couplings": map[string]any{"JO": userJim, "LT": "lina.townsend@contoso.example"}},
			changed: map[string]any{"couplings": map[string]any{"JO": userOtis}}, imported: cronus,
		},
		"many, exclusive": {
			kind: many, before: func(f fixture) { f.couple(otis, userBen) }, given: map[string]any{"couplings": map[string]any{"JO": userJim}, "exclusive": true},
			changed: map[string]any{"add_to_owning_team": false},
		},
		"many, of a renamed user": {
			kind: many, given: map[string]any{"couplings": map[string]any{"JO": jimsAddress}}, between: renamed,
			changed: map[string]any{"couplings": map[string]any{"JO": jimsAddress, "LT": userLina}},
		},
		"many, one with another user": {
			kind: many, before: func(f fixture) { f.couple(jim, userLina) }, given: map[string]any{"couplings": map[string]any{"JO": userJim}},
			conflict: "is already coupled to",
		},
		"record": {
			kind: records, given: map[string]any{"table": "customer", "record_id": customer, "dataverse_id": account},
			changed: map[string]any{"dataverse_id": account2}, imported: cronus + "/customer/" + customer,
		},
		"record, replaced": {
			kind: records, given: map[string]any{"table": "customer", "record_id": customer, "dataverse_id": account},
			between: func(f fixture) { customerCoupled(f, another, account) }, changed: map[string]any{"record_id": another},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			traffic := &acctest.Traffic{}
			f := newFixture(t, acctest.WithoutRecord(), acctest.WithTraffic(traffic))
			if tc.before != nil {
				tc.before(f)
			}
			var none inprocess.Object
			session := f.Session(nil, nil)
			config := configured(t, session, tc.kind, tc.given)
			plan := func(prior inprocess.Object, config cty.Value) func(session *inprocess.Session) inprocess.Diagnostics {
				return func(session *inprocess.Session) inprocess.Diagnostics {
					_, said := session.Plan(t.Context(), tc.kind, prior, config)
					return said
				}
			}
			f.refusing(t, traffic, "plan", tc.conflict, plan(none, config))
			if tc.conflict != "" {
				return
			}
			planned, _ := session.Plan(t.Context(), tc.kind, none, config)
			apply := func(planned inprocess.Planned) func(session *inprocess.Session) inprocess.Diagnostics {
				return func(session *inprocess.Session) inprocess.Diagnostics {
					_, said := session.Apply(t.Context(), tc.kind, planned)
					if said.Failed() && !planned.Prior.Exists() && len(f.Rows(inDataverse("teammemberships"))) > len(f.Rows(inCompany("recordCouplings"))) {
						t.Errorf("a user is a member without a coupling after %s", said.Errors())
					}
					return said
				}
			}
			f.refusing(t, traffic, "create", "", apply(planned))
			made, said := session.Apply(t.Context(), tc.kind, planned)
			if said.Failed() {
				t.Fatal(said.Errors())
			}
			if tc.between != nil {
				tc.between(f)
			}
			f.refusing(t, traffic, "refresh", "", func(session *inprocess.Session) inprocess.Diagnostics {
				_, said := session.Refresh(t.Context(), tc.kind, made)
				return said
			})
			if tc.imported != "" {
				f.refusing(t, traffic, "import", "", func(session *inprocess.Session) inprocess.Diagnostics {
					_, said := session.Import(t.Context(), tc.kind, tc.imported, cty.NilVal)
					return said
				})
			}
			session = f.Session(nil, nil)
			made, _ = session.Refresh(t.Context(), tc.kind, made)
			maps.Copy(tc.given, tc.changed)
			config = configured(t, session, tc.kind, tc.given)
			f.refusing(t, traffic, "plan of the change", "", plan(made, config))
			if change, _ := session.Plan(t.Context(), tc.kind, made, config); !change.Replace {
				f.refusing(t, traffic, "update", "", apply(change))
			}
			destroy, _ := session.PlanDestroy(t.Context(), tc.kind, made)
			f.refusing(t, traffic, "destroy", "", apply(destroy))
		})
	}
}

// refusing runs an operation again and again in the same world: first without a refusal, when it succeeds or fails with the words in
// ends, and then with each of its requests refused in turn. A write is refused once; a read, which may be made ahead and again when it
// is needed, as often as it is made from there on.
func (f fixture) refusing(t *testing.T, traffic *acctest.Traffic, name, ends string, operation func(session *inprocess.Session) inprocess.Diagnostics) {
	t.Helper()
	world := f.Emulator().World()
	var before *store.Snapshot
	world.Do(func() { before = world.Store.Snapshot() })
	run := func() inprocess.Diagnostics {
		session := f.Session(nil, nil)
		traffic.Reset()
		said := operation(session)
		world.Do(func() { world.Store.Restore(before) })
		return said
	}
	if said := run(); said.Failed() != (ends != "") || !strings.Contains(said.Errors(), ends) {
		t.Errorf("%s, without a refusal: %s", name, said.Errors())
	}
	type request struct{ method, set string }
	seen := map[request]int{}
	for _, e := range traffic.Exchanges(t) {
		r := request{e.Method, refusable.FindString(e.URL)}
		if r.set == "" {
			continue
		}
		fault := acctest.Fault{
			Method: r.method, Path: regexp.QuoteMeta(r.set) + `\b`, Skip: seen[r], Action: "status", Status: http.StatusBadRequest,
			Body: map[string]any{"error": map[string]string{"code": "Application_DialogException", "message": "Not now."}},
		}
		if r.method != http.MethodGet {
			fault.Times = 1
		}
		f.Faults(fault)
		said := run()
		fired := f.Fired() > 0
		f.Faults()
		if fired && !strings.Contains(said.Errors()+said.Warnings(), "Not now") {
			t.Errorf("%s: the refusal of %s %s, number %d, is not told: %s", name, r.method, r.set, seen[r], said.Errors())
		}
		seen[r]++
	}
}
