// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestDestroyThatCannotLook lets a look-up of a destroy fail: neither the coupling nor the membership is removed, so that the next
// destroy finds both.
func TestDestroyThatCannotLook(t *testing.T) {
	t.Parallel()
	one, many := person("salesperson_code = \"JO\"\n  system_user_id = \""+userJim+"\""), people("", "JO", "jim.olive@contoso.example")
	for name, test := range map[string]struct{ config, api, path string }{
		"one, the coupling": {one, acctest.BusinessCentral, "/recordCouplings$"},
		"one, the company":  {one, acctest.Dataverse, "/bcbi_companies$"},
		"many, the user":    {many, acctest.Dataverse, "/systemusers$"},
		"many, the company": {many, acctest.Dataverse, "/bcbi_companies$"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			w := inprocess.NewWorkspace(f.Factories())
			f.apply1(w, test.config)
			plan, err := w.Plan(t.Context(), f.ProviderConfig()+test.config, inprocess.Mode{Destroy: true})
			if err != nil {
				t.Fatal(err)
			}
			f.Faults(acctest.Fault{
				API: test.api, Method: http.MethodGet, Path: test.path, Action: "status", Status: http.StatusBadRequest,
				Body: map[string]any{"error": map[string]string{"code": "BadRequest", "message": "Not now."}},
			})
			if err := w.Apply(t.Context(), plan); err == nil || !strings.Contains(err.Error(), "Not now") {
				t.Errorf("got %v", err)
			}
			f.want(f.partner(jim) == userJim && f.member(userJim), "coupling and membership are there")
		})
	}
}

// TestDestroyLeavesWhatIsTakenUp destroys a map after another resource of the run has taken its coupling up: it stays, which is said.
func TestDestroyLeavesWhatIsTakenUp(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const many, one = "bcsales_salesperson_couplings", "bcsales_salesperson_coupling"
	made := created(t, f.Session(nil, nil), many, map[string]any{"couplings": map[string]any{"JO": userJim}})
	session := f.Session(nil, nil)
	destroy, _ := session.PlanDestroy(t.Context(), many, made)
	created(t, session, one, map[string]any{"salesperson_code": "JO", "system_user_id": userJim})
	_, said := session.Apply(t.Context(), many, destroy)
	if said.Failed() || !strings.Contains(said.Warnings(), "Not removed: the couplings of the salespeople JO") {
		t.Errorf("errors %q, warnings %q", said.Errors(), said.Warnings())
	}
	f.want(f.partner(jim) == userJim && f.member(userJim), "coupling and membership are there")
}
