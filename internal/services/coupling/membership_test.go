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

// TestMembership_unread: a refresh that cannot see whether the user is a member, or of what, fails. It does not take the coupling for
// one that is gone.
func TestMembership_unread(t *testing.T) {
	t.Parallel()
	for address, config := range coupledJim() {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			steps := []resource.TestStep{f.apply(config, creates(address))}
			for _, path := range []string{"/teammemberships$", "/bcbi_companies$"} {
				unread := f.refused(func() {
					f.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: path, Action: "status", Status: http.StatusBadRequest})
				}, config, "400 Bad Request")
				unread.PlanOnly = true
				steps = append(steps, unread)
			}
			f.run(append(steps, f.after(func() { f.Faults() }, config, unchanged(address)))...)
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
