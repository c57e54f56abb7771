// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func peopleFaults() []fault {
	users, couplings, accounts := inDataverse("systemusers"), inCompany("recordCouplings"), acctest.Set{API: acctest.Graph, Name: "users"}
	const (
		couple = "Couple them with bcsales_salesperson_coupling or bcsales_salesperson_couplings. The data source bcsales_salesperson_matches pairs salespeople and users by e-mail address."
		accept = "Give the users a license with bcsales_license_assignment, and enable them in the Power Platform admin center. Or couple the salespeople with other users."
	)
	license := "\nresource \"bcsales_license_assignment\" \"remedy\" {\n  user_id = \"" + accountJim + "\"\n  sku_id  = \"" + licenseSales + "\"\n}\n"
	licensed := step{way: apply, do: func(s service) {
		s.await("license of Jim Olive in Dataverse", func() bool {
			user := s.Find(users, "systemuserid", userJim)
			return user["islicensed"] == true && user["isdisabled"] == false
		})
	}}
	return []fault{
		{
			check: "salespeople_coupled", name: "customer of another", status: failing,
			given: func(s service) {
				s.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"code": "ZZ", "displayName": "Ada Admin", "email": "ada.admin@contoso.example"})
			},
			change: func(s service) {
				customers := inCompany("customers")
				s.set(customers, s.Find(customers, "id", customerFirst), acctest.Row{"salespersonCode": "ZZ"})
			},
			remedy: couple,
			follow: []step{applied()},
		},
		{
			check: "coupled_users", name: "disabled", status: failing,
			change: func(s service) { s.set(users, s.Find(users, "systemuserid", userJim), acctest.Row{"isdisabled": true}) },
			remedy: accept,
			follow: []step{called(func(s service) {
				s.send(http.MethodPatch, s.dataverse("systemusers("+userJim+")"), map[string]any{"isdisabled": false})
			})},
		},
		{
			check: "coupled_users", name: "license taken away", status: failing,
			change: func(s service) {
				s.Patch(accounts, accountJim, acctest.Row{"assignedLicenses": []any{}})
				s.await("loss of the license in Dataverse", func() bool { return s.Find(users, "systemuserid", userJim)["islicensed"] == false })
			},
			remedy: accept,
			follow: []step{elsewhere("bcsales_license_assignment.remedy", adding(license)), licensed},
		},
		{
			check: "coupled_users_in_team", name: "left", status: warning,
			change: func(s service) {
				s.remove(inDataverse("teammemberships"), s.link("teammemberships", "teamid", s.team(), "systemuserid", userJim))
			},
			remedy: "Set add_to_owning_team = true in bcsales_salesperson_coupling or bcsales_salesperson_couplings, or add the users with bcsales_team_membership.",
			follow: []step{applied()},
		},
		{
			check: "owning_team_members", name: "left by an interrupted destroy", status: warning,
			given: func(s service) {
				s.Insert(users, acctest.Row{"systemuserid": userFormer, "fullname": "Max Former", "internalemailaddress": "max.former@contoso.example", "isdisabled": false, "islicensed": true, "accessmode": 0})
			},
			change: func(s service) {
				s.Insert(inDataverse("teammemberships"), acctest.Row{"teamid": s.team(), "systemuserid": userFormer})
			},
			remedy: "Remove those who must not see the company's records from the team, in the Power Platform admin center: an interrupted apply or destroy may have left them. " +
				"Couple the others with bcsales_salesperson_coupling or bcsales_salesperson_couplings. Members who are meant to see the records without a coupling, such as those of bcsales_team_membership, can stay.",
			follow: []step{called(func(s service) {
				s.send(http.MethodDelete, s.dataverse(fmt.Sprintf("teams(%v)/teammembership_association(%s)/$ref", s.team(), userFormer)), nil)
			})},
		},
		{
			check: "sales_users_coupled", name: "owner of an account", status: failing,
			given: func(s service) {
				s.Insert(inDataverse("accounts"), acctest.Row{"accountid": nowhere, "name": "Fourth Coffee", "statecode": 0, "customertypecode": 3, "_ownerid_value": userOtis, "_owninguser_value": userOtis})
			},
			change: func(s service) { s.remove(couplings, s.Find(couplings, "recordId", personOtis)) },
			also:   map[string]string{"owning_team_members": "the user stays a member of the owning team"},
			remedy: couple + " Or assign the rows to the owning team in Sales.",
			follow: []step{applied()},
		},
		{
			check: "sales_users_coupled", name: "owner of an opportunity", status: failing,
			given: func(s service) {
				s.Insert(inDataverse("opportunities"), acctest.Row{"opportunityid": nowhere, "name": "Fabrikam", "statecode": 0, "_ownerid_value": userLina, "_owninguser_value": userLina})
			},
			change: func(s service) { s.remove(couplings, s.Find(couplings, "dataverseId", userLina)) },
			also:   map[string]string{"owning_team_members": "the user stays a member of the owning team"},
			remedy: couple + " Or assign the rows to the owning team in Sales.",
			follow: []step{applied()},
		},
	}
}
