// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// coupledJim are the two ways to couple one salesperson, by the address of the resource.
func coupledJim() map[string]string {
	return map[string]string{
		onePerson:  person("salesperson_code = \"JO\"\n  system_user_id = \"" + userJim + "\""),
		manyPeople: people("", "JO", userJim),
	}
}

// TestMembership_repaired ends a membership behind Terraform's back: nothing else differs, and the next apply makes it again.
func TestMembership_repaired(t *testing.T) {
	t.Parallel()
	for address, config := range coupledJim() {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.run(
				f.apply(config, creates(address)),
				f.after(func() {
					f.Delete(inDataverse("teammemberships"), fmt.Sprint(f.Find(inDataverse("teammemberships"), "systemuserid", userJim)["teammembershipid"]))
				}, config, updates(address)),
				f.after(func() { f.want(f.member(userJim), "Jim is a member again") }, config, unchanged(address)),
			)
		})
	}
}

// TestMembership_unread: a refresh that cannot see the coupling, the user, or whether the user is a member, or of what, fails. It does
// not take the coupling for one that is gone.
func TestMembership_unread(t *testing.T) {
	t.Parallel()
	for kind, given := range map[string]map[string]any{
		"bcsales_salesperson_coupling":  {"salesperson_code": "JO", "system_user_id": userJim},
		"bcsales_salesperson_couplings": {"couplings": map[string]any{"JO": "jim.olive@contoso.example"}},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			made := created(t, f.Session(nil, nil), kind, given)
			for _, path := range []string{"/recordCouplings$", "/systemusers$", "/teammemberships$", "/bcbi_companies$"} {
				f.Faults(acctest.Fault{Method: http.MethodGet, Path: path, Action: "status", Status: http.StatusBadRequest})
				if _, said := f.Session(nil, nil).Refresh(t.Context(), kind, made); !strings.Contains(said.Errors(), "400 Bad Request") {
					t.Errorf("%s: %q", path, said.Errors())
				}
			}
			f.Faults()
			session := f.Session(nil, nil)
			read, _ := session.Refresh(t.Context(), kind, made)
			if planned, said := session.Plan(t.Context(), kind, read, configured(t, session, kind, given)); said.Failed() || planned.Changes() {
				t.Errorf("the plan afterwards changes something: %s", said.Errors())
			}
		})
	}
}

// TestMembership_teamUnread: an update that cannot see the owning team does not take it for none, also when it can be read right
// afterwards.
func TestMembership_teamUnread(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const kind = "bcsales_salesperson_coupling"
	given := map[string]any{"salesperson_code": "JO", "system_user_id": userJim, "add_to_owning_team": false}
	session := f.Session(nil, nil)
	made := created(t, session, kind, given)
	given["add_to_owning_team"] = true
	update, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, given))
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	f.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: "/bcbi_companies$", Action: "status", Status: http.StatusBadRequest, Times: 1})
	if _, said := f.Session(nil, nil).Apply(t.Context(), kind, update); !strings.Contains(said.Errors(), "400 Bad Request") {
		t.Errorf("got %q", said.Errors())
	}
}

// TestMembership_connectionsHidden destroys couplings without the right to see whether another environment needs the membership: it
// stays, with a warning.
func TestMembership_connectionsHidden(t *testing.T) {
	t.Parallel()
	for kind, given := range map[string]map[string]any{
		"bcsales_salesperson_coupling":  {"salesperson_code": "JO", "system_user_id": userJim},
		"bcsales_salesperson_couplings": {"couplings": map[string]any{"JO": userJim}},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			made := created(t, f.Session(nil, nil), kind, given)
			f.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: "/nav_connections$", Action: "status", Status: http.StatusForbidden})
			session := f.Session(nil, nil)
			destroy, _ := session.PlanDestroy(t.Context(), kind, made)
			if _, said := session.Apply(t.Context(), kind, destroy); said.Failed() || !strings.Contains(said.Warnings(), "could not see who uses it") {
				t.Errorf("warnings: %q, errors: %q", said.Warnings(), said.Errors())
			}
			f.want(f.partner(jim) == "" && f.member(userJim), "the coupling is gone, and Jim is still a member")
		})
	}
}

// TestMembership_noTeam imports couplings of a company that has no owning team yet: nobody is a member.
func TestMembership_noTeam(t *testing.T) {
	t.Parallel()
	for address, id := range map[string]string{onePerson: cronus + "/jo", manyPeople: cronus} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.couple(jim, userJim)
			f.Delete(inDataverse("bcbi_companies"), fmt.Sprint(f.Find(inDataverse("bcbi_companies"), "bcbi_externalid", cronus)["bcbi_companyid"]))
			config := strings.Replace(coupledJim()[address], "company_id", "add_to_owning_team = false\n  company_id", 1)
			f.run(
				resource.TestStep{Config: f.ProviderConfig() + config, ResourceName: address, ImportState: true, ImportStateId: id, ImportStatePersist: true},
				f.apply(config, unchanged(address)),
			)
		})
	}
}

// TestMembership_before leaves a membership that was there before on destroy.
func TestMembership_before(t *testing.T) {
	t.Parallel()
	for address, config := range coupledJim() {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.Insert(inDataverse("teammemberships"), acctest.Row{"teamid": team, "systemuserid": userJim})
			f.run(f.apply(config, creates(address)), f.apply(" ", plannedDestroy(address)))
			f.want(f.partner(jim) == "" && f.member(userJim), "the coupling is gone, and Jim is still a member")
		})
	}
}

// TestMembership_notTakenBack says so when a membership that was made for a coupling which was refused cannot be ended.
func TestMembership_notTakenBack(t *testing.T) {
	t.Parallel()
	for address, config := range coupledJim() {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			refused := func(api, method, path, message string) acctest.Fault {
				return acctest.Fault{
					API: api, Method: method, Path: path, Action: "status", Status: http.StatusBadRequest, Times: 1,
					Body: map[string]any{"error": map[string]string{"code": "Application_DialogException", "message": message}},
				}
			}
			f.Faults(
				refused(acctest.BusinessCentral, http.MethodPost, "/recordCouplings$", "No coupling."),
				refused(acctest.Dataverse, http.MethodDelete, "teammembership_association", "No way back."),
			)
			f.run(resource.TestStep{Config: f.ProviderConfig() + config, ExpectError: regexp.MustCompile(`(?s)No coupling.*No way back|No way back.*No coupling`)})
		})
	}
}

// TestMembership_ofOthers ends memberships that were made here, with another user or after a coupling that was refused. Who becomes a
// member again is somebody else's doing, and stays on destroy.
func TestMembership_ofOthers(t *testing.T) {
	t.Parallel()
	refused := acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodPost, Path: "/recordCouplings$", Action: "status", Status: http.StatusBadRequest, Times: 1}
	for name, test := range map[string]struct {
		address, first, second string
		faults                 []acctest.Fault
		user                   string
	}{
		"one, another user":  {onePerson, coupledJim()[onePerson], person("salesperson_code = \"JO\"\n  system_user_id = \"" + userOtis + "\""), nil, userJim},
		"many, another user": {manyPeople, coupledJim()[manyPeople], people("", "JO", userOtis), nil, userJim},
		"many, refused":      {manyPeople, coupledJim()[manyPeople], people("", "JO", userJim, "LT", userLina), []acctest.Fault{refused}, userLina},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			second := f.apply(test.second, updates(test.address))
			if test.faults != nil {
				second = f.refused(func() { f.Faults(test.faults...) }, test.second, "Could not update")
			}
			f.run(
				f.apply(test.first, creates(test.address)), second,
				f.after(func() {
					f.want(!f.member(test.user), "the membership has ended")
					f.Insert(inDataverse("teammemberships"), acctest.Row{"teamid": team, "systemuserid": test.user})
				}, " ", plannedDestroy(test.address)),
			)
			f.want(f.member(test.user), "who was made a member by somebody else still is")
		})
	}
}
