// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestPlannedBeforeTheProviderIsConfigured plans couplings while an argument of the provider comes from the same run.
func TestPlannedBeforeTheProviderIsConfigured(t *testing.T) {
	t.Parallel()
	session := newFixture(t).Session(nil, map[string]any{"dataverse_url": inprocess.Unknown})
	for kind, given := range map[string]map[string]any{
		"bcsales_salesperson_coupling":  {"salesperson_code": "JO", "system_user_id": userJim},
		"bcsales_salesperson_couplings": {"couplings": map[string]any{"JO": userJim}},
		"bcsales_record_coupling":       {"table": "customer", "record_id": customer, "dataverse_id": account},
	} {
		if _, answer := session.Plan(t.Context(), kind, inprocess.Object{}, configured(t, session, kind, given)); answer.Failed() {
			t.Errorf("%s: %s", kind, answer.Errors())
		}
	}
}

// TestPlannedLater_formerAddress plans for a user whose former address the configuration has, while an argument of the provider
// comes from the same run: nobody can be asked who has the address now.
func TestPlannedLater_formerAddress(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const kind = "bcsales_salesperson_coupling"
	given := map[string]any{"salesperson_code": "JO", "system_user_email": "jim.olive@contoso.example"}
	made := created(t, f.Session(nil, nil), kind, given)
	f.Patch(inDataverse("systemusers"), userJim, acctest.Row{"internalemailaddress": "jim@contoso.example"})
	made, said := f.Session(nil, nil).Refresh(t.Context(), kind, made)
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	later := f.Session(nil, map[string]any{"dataverse_url": inprocess.Unknown})
	if _, said := later.Plan(t.Context(), kind, made, configured(t, later, kind, given)); said.Failed() {
		t.Error(said.Errors())
	}
	// Nor is it known whether the address stands for the user in state, while the id that it must agree with is not.
	session := f.Session(nil, nil)
	given["system_user_id"] = inprocess.Unknown
	if planned, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, given)); said.Failed() || !planned.Changes() {
		t.Errorf("with an id that is not known yet: changes %t, errors %q", planned.Changes(), said.Errors())
	}
}

// TestSalespeople_userKnownLater plans a change of a user whom another resource of the run names. Users without an e-mail address
// are nobody's business there.
func TestSalespeople_userKnownLater(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.couple(jim, userJim)
	for n := range 2 {
		f.Insert(inDataverse("systemusers"), acctest.Row{"systemuserid": fmt.Sprintf("000000d2-0000-4000-8000-%012d", n), "internalemailaddress": "", "islicensed": true, "isdisabled": false})
	}
	const kind = "bcsales_salesperson_couplings"
	session := f.Session(nil, nil)
	prior := configured(t, session, kind, map[string]any{"id": cronus, "couplings": map[string]any{"JO": userJim}, "exclusive": false, "add_to_owning_team": false})
	config := configured(t, session, kind, map[string]any{"couplings": map[string]any{"JO": inprocess.Unknown}, "add_to_owning_team": false})
	planned, answer := session.Plan(t.Context(), kind, inprocess.Object{Value: prior}, config)
	if answer.Failed() {
		t.Fatal(answer.Errors())
	}
	if !planned.Changes() {
		t.Error("the plan changes nothing")
	}
}

// TestRecord_plannedLater plans to couple another record while the same run makes what says which one, or what the provider needs:
// nothing is asked before it is known.
func TestRecord_plannedLater(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const kind = "bcsales_record_coupling"
	given := map[string]any{"table": "customer", "record_id": customer, "dataverse_id": account}
	made := created(t, f.Session(nil, nil), kind, given)
	f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: "/(recordCouplings|customers)$", Action: "status", Status: http.StatusBadRequest})
	for name, test := range map[string]struct{ provider, changes map[string]any }{
		"the provider": {map[string]any{"dataverse_url": inprocess.Unknown}, map[string]any{"record_id": another}},
		"the company":  {nil, map[string]any{"company_id": inprocess.Unknown, "record_id": another}},
		"the table":    {nil, map[string]any{"table": inprocess.Unknown, "record_id": another}},
		"the record":   {nil, map[string]any{"record_id": inprocess.Unknown}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changed := maps.Clone(given)
			maps.Copy(changed, test.changes)
			session := f.Session(nil, test.provider)
			if planned, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, changed)); said.Failed() || !planned.Replace {
				t.Errorf("replaces: %t, errors: %q", planned.Replace, said.Errors())
			}
		})
	}
}
