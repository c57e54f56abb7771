// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestPrivilegeRemedies names who lacks which privilege, and the roles that would give it.
func TestPrivilegeRemedies(t *testing.T) {
	t.Parallel()
	const id = "000000e1-0000-4000-8000-000000000001"
	team := dataverse.Principal{Kind: dataverse.TeamPrincipal, ID: id}
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"a role without the privilege": {
			&dataverse.MissingPrivilegeError{Principal: team, Name: "Käufer", Privilege: "prvReadAccount", Roles: []dataverse.Role{{Name: "Verkäufer"}, {Name: "Leser"}}},
			`Let the team "Käufer" (` + id + `) have the privilege prvReadAccount: add the privilege to a security role that it has ("Verkäufer", "Leser"), or assign it a security role with the privilege`,
		},
		"a role that is missing": {
			&dataverse.MissingPrivilegeError{Principal: team, Name: "Käufer", Privilege: "prvReadbcbi_company", Lacking: dataverse.Role{Name: "Business Central-Integration"}},
			`have the privilege prvReadbcbi_company: assign it the security role "Business Central-Integration"`,
		},
		"what cannot be read": {
			&dataverse.MissingPrivilegeError{Principal: dataverse.Principal{Kind: dataverse.UserPrincipal, ID: id}, Privilege: "prvReadAccount"},
			"Let the user " + id + " have the privilege prvReadAccount: assign it a security role with the privilege",
		},
		"the caller's own": {
			&odata.Error{Service: "Dataverse", StatusCode: 403, Code: "0x80040220", Message: "Principal user (Id=" + id + ", type=8) is missing prvReadnav_connection privilege (Id=" + id + ")"},
			"a role of the caller. This call lacks the privilege prvReadnav_connection.",
		},
		"the caller's own, without a role": {
			&odata.Error{Service: "Dataverse", StatusCode: 403, Code: "0x80042f09", Message: "The user has not been assigned any roles. They need a role with the prvReadUser privilege."},
			"a role of the caller. This call lacks the privilege prvReadUser.",
		},
		"a text that nobody knows": {
			&odata.Error{Service: "Dataverse", StatusCode: 403, Code: "0x80040299", Message: "No."},
			"Give the team or user that the service names a security role",
		},
	} {
		var diags diag.Diagnostics
		if e, ok := errors.AsType[*dataverse.MissingPrivilegeError](test.err); ok {
			e.Err = &odata.Error{Service: "Dataverse", StatusCode: 403, Code: "0x80040299", Message: "Principal is missing a privilege."}
		}
		framework.AddError(&diags, "try", framework.Permissions{Dataverse: "a role of the caller."}, test.err)
		if detail := diags[0].Detail(); !strings.Contains(detail, "What to do: ") || !strings.Contains(detail, test.want) {
			t.Errorf("%s: %s", name, detail)
		}
	}
}
