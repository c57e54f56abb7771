// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSalesperson_replaced plans to give up a coupling for that of another salesperson. It is refused where that one cannot be made, as
// far as the plan can see.
func TestSalesperson_replaced(t *testing.T) {
	t.Parallel()
	const kind = "bcsales_salesperson_coupling"
	taken := func(f fixture) { f.couple(lina, userBen) }
	for name, test := range map[string]struct {
		happens  func(f fixture)
		changes  map[string]any
		refuse   string // empty when a replacement is planned
		provider map[string]any
	}{
		"a free salesperson":           {changes: map[string]any{"salesperson_code": "LT"}},
		"a salesperson with a user":    {happens: taken, changes: map[string]any{"salesperson_code": "LT"}, refuse: "is already coupled to Benjamin Chiu"},
		"who is not there":             {changes: map[string]any{"salesperson_code": "XX"}, refuse: "XX"},
		"who is not known yet":         {happens: taken, changes: map[string]any{"salesperson_code": inprocess.Unknown}},
		"a user who is not known yet":  {happens: taken, changes: map[string]any{"salesperson_code": "LT", "system_user_id": inprocess.Unknown}},
		"a user who may be made":       {happens: taken, changes: map[string]any{"salesperson_code": "LT", "system_user_id": "000000ee-0000-4000-8000-0000000000ff"}},
		"the coupled user of that one": {happens: taken, changes: map[string]any{"salesperson_code": "LT", "system_user_id": userBen}},
		"in another company":           {happens: taken, changes: map[string]any{"salesperson_code": "LT", "company_id": "00000c77-0000-4000-8000-000000000077"}},
		"the provider is not known":    {happens: taken, changes: map[string]any{"salesperson_code": "LT"}, provider: map[string]any{"dataverse_url": inprocess.Unknown}},
		"users cannot be read": {happens: func(f fixture) {
			f.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: "/systemusers$", Action: "status", Status: http.StatusBadRequest})
		}, changes: map[string]any{"salesperson_code": "LT"}, refuse: "400 Bad Request"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			given := map[string]any{"salesperson_code": "JO", "system_user_id": userJim}
			made := created(t, f.Session(nil, nil), kind, given)
			if test.happens != nil {
				test.happens(f)
			}
			maps.Copy(given, test.changes)
			session := f.Session(nil, test.provider)
			planned, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, given))
			if said.Failed() != (test.refuse != "") || !strings.Contains(said.Errors(), test.refuse) || !said.Failed() && !planned.Replace {
				t.Errorf("replaces: %t, errors: %q, want %q", planned.Replace, said.Errors(), test.refuse)
			}
		})
	}
}

// TestRecord_replacedUnseen plans to couple another record, which the provider may not read: whether it exists is left to the apply.
func TestRecord_replacedUnseen(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const kind = "bcsales_record_coupling"
	given := map[string]any{"table": "customer", "record_id": customer, "dataverse_id": account}
	made := created(t, f.Session(nil, nil), kind, given)
	f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: "/customers$", Action: "status", Status: http.StatusForbidden})
	given["record_id"] = another
	session := f.Session(nil, nil)
	if planned, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, given)); said.Failed() || !planned.Replace {
		t.Errorf("replaces: %t, errors: %q", planned.Replace, said.Errors())
	}
}
