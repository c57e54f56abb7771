// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func userFaults() []fault {
	users, roles := inDataverse("systemusers"), inDataverse("systemuserrolescollection")
	change := func(changes acctest.Row) func(s service) {
		return func(s service) { s.set(users, s.integrationUser(), changes) }
	}
	lose := func(role string) func(s service) {
		return func(s service) {
			s.remove(roles, s.link(roles.Name, "systemuserid", s.integrationUser()["systemuserid"], "roleid", role))
		}
	}
	const give = "Give the role to the user with bcsales_security_role_assignment and system_user_id."
	root := with(user, fmt.Sprintf("business_unit_id = %q", rootUnit))
	return []fault{
		{
			check: "integration_user", name: "another address", status: failing,
			change: change(acctest.Row{"internalemailaddress": "moved@contoso.example"}),
			remedy: "Create the user with bcsales_integration_user, and set user_name of bcsales_dataverse_connection_setup to its internal_email_address.",
			follow: []step{applied()},
		},
		{
			check: "integration_user", name: "two", status: failing,
			change: func(s service) {
				s.Insert(users, acctest.Row{"systemuserid": nowhere, "fullname": "Twin", "internalemailaddress": "integration@contoso.example"})
			},
			remedy: "Give the integration user an e-mail address of its own: change internal_email_address of bcsales_integration_user, and let user_name of bcsales_dataverse_connection_setup refer to it.",
			follow: []step{applied(replacing("integration@contoso.example", "connector@contoso.example"))},
			leave:  func(s service) { s.Delete(users, nowhere) },
		},
		{
			check: "integration_user_enabled", name: "disabled", status: failing,
			change: change(acctest.Row{"isdisabled": true}),
			remedy: "Enable the user: enabled = true in bcsales_integration_user.",
			follow: []step{applied()},
		},
		{check: "integration_user_base_role", name: "lost", status: failing, change: lose(baseRole), remedy: give, follow: []step{applied()}},
		{check: "integration_user_sales_roles", name: "administrator lost", status: failing, change: lose(administratorRole), remedy: give, follow: []step{applied()}},
		{check: "integration_user_sales_roles", name: "user lost", status: failing, change: lose(userRole), remedy: give, follow: []step{applied()}},
		{
			check: "integration_user_not_administrator", name: "administrator", status: failing,
			change: func(s service) {
				s.Insert(roles, acctest.Row{"systemuserid": s.integrationUser()["systemuserid"], "roleid": s.rootRole(adminTemplate)["roleid"]})
			},
			remedy: "Take the role System Administrator from the user in the Power Platform admin center. Or name another user in user_name of bcsales_dataverse_connection_setup.",
			follow: []step{called(func(s service) {
				s.send(http.MethodDelete, s.dataverse(fmt.Sprintf("systemusers(%v)/systemuserroles_association(%v)/$ref", s.integrationUser()["systemuserid"], s.rootRole(adminTemplate)["roleid"])), nil)
			})},
		},
		{
			check: "integration_user_business_unit", name: "moved", status: failing,
			change: func(s service) {
				s.set(users, s.integrationUser(), acctest.Row{"_businessunitid_value": s.unit()["businessunitid"]})
			},
			remedy: "Set business_unit_id = \"" + rootUnit + "\" in bcsales_integration_user, and apply again when it has moved: moving takes the user's roles away.",
			follow: []step{applied(root), applied(root)},
		},
		{
			check: "integration_user_application", name: "two users", status: failing,
			change: func(s service) {
				s.Insert(users, acctest.Row{"systemuserid": nowhere, "fullname": "Other", "internalemailaddress": "other@contoso.example", "applicationid": applicationID})
			},
			remedy: "Deactivate and delete the other application users of the application in the Power Platform admin center.",
			follow: []step{called(func(s service) {
				other := s.dataverse("systemusers(" + nowhere + ")")
				s.send(http.MethodPatch, other, map[string]any{"isdisabled": true})
				s.send(http.MethodDelete, other, nil)
			})},
		},
	}
}
