// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func roleRules() []rule {
	create := func(body string, status int, code, text string) try {
		return try{method: "POST", path: "roles", body: body, status: status, code: code, text: text}
	}
	remove := func(role string, status int, code, text string) try {
		return try{method: "DELETE", path: "roles({" + role + "})", status: status, code: code, text: text}
	}
	rename := func(role string, status int, code, text string) try {
		return try{method: "PATCH", path: "roles({" + role + "})", body: `{"name": "Renamed"}`, status: status, code: code, text: text}
	}
	own := func(h *organization) {
		h.put("roles", "own", store.Row{"name": "Own", "_businessunitid_value": h.vars["root"]})
	}
	valid := create(`{"name": "New", "businessunitid@odata.bind": "/businessunits({root})"}`, 204, "", "")
	return []rule{
		{name: "names are unique in a business unit", refused: create(`{"name": "Basic User", "businessunitid@odata.bind": "/businessunits({root})"}`, 400, "0x80041403", "A role with the specified name 'Basic User' already exists on business unit {root}"), passes: valid},
		{name: "a name is needed", refused: create(`{"businessunitid@odata.bind": "/businessunits({root})"}`, 400, "0x80040200", "Required field missing."), passes: valid},
		{name: "System Administrator stays", refused: remove("rootAdmin", 400, "0x80041d2e", "The System Administrator Role cannot be deleted."), passes: remove("rootBasic", 204, "", "")},
		{name: "System Customizer stays", refused: remove("rootCustomizer", 400, "0x80041d4a", "The System Customizer Role cannot be deleted."), passes: remove("rootBasic", 204, "", "")},
		{name: "Support User stays", refused: remove("rootSupport", 400, "0x80041d42", "The Support User Role cannot be deleted."), passes: remove("rootBasic", 204, "", "")},
		{name: "a copy is not deleted", refused: remove("salesBasic", 400, "0x80044152", "Inherited roles cannot be modified."), passes: remove("rootBasic", 204, "", "")},
		{name: "System Administrator is not changed", prepare: own, refused: rename("rootAdmin", 400, "0x80041d31", "The System Administrator Role cannot be modified."), passes: rename("own", 204, "", "")},
		{name: "Support User is not changed", prepare: own, refused: rename("rootSupport", 400, "0x80041d43", "The Support User Role cannot be modified."), passes: rename("own", 204, "", "")},
		{name: "a copy is not changed", prepare: own, refused: rename("salesBasic", 400, "0x80044152", "Inherited roles cannot be modified."), passes: rename("own", 204, "", "")},
	}
}

func assignmentRules() []rule {
	user := func(who, role string, status int, code, text string) try {
		return try{method: "POST", path: "systemusers({" + who + "})/systemuserroles_association/$ref", body: ref("roles({" + role + "})"), status: status, code: code, text: text}
	}
	team := func(which, role string, status int, code, text string) try {
		return try{method: "POST", path: "teams({" + which + "})/teamroles_association/$ref", body: ref("roles({" + role + "})"), status: status, code: code, text: text}
	}
	removed := func(who, role string, status int, code, text string) try {
		return try{method: "DELETE", path: "systemusers({" + who + "})/systemuserroles_association({" + role + "})/$ref", status: status, code: code, text: text}
	}
	return []rule{
		{
			name:    "role and user are in one business unit",
			refused: user("bob", "rootBasic", 400, "0x80041409", "Cannot associate security role because the security role's Business Unit is not the same as the user's Business Unit. Details: userid={bob}, userBU={sales}, roleId={rootBasic}, roleBU={root}"),
			passes:  user("bob", "salesBasic", 204, "", ""),
		},
		{name: "once", refused: user("alice", "rootBasic", 412, "0x80040237", "Cannot insert duplicate key."), passes: user("alice", "rootCustomizer", 204, "", "")},
		{
			name:    "an unknown role",
			refused: try{method: "POST", path: "systemusers({alice})/systemuserroles_association/$ref", body: ref("roles(e0000000-0000-4000-8000-000000000001)"), status: 400, code: "0x80060888", text: "Does Not Exist"},
			passes:  user("alice", "rootCustomizer", 204, "", ""),
		},
		{
			name:    "a role's id is a GUID",
			refused: try{method: "POST", path: "systemusers({alice})/systemuserroles_association/$ref", body: ref("roles(x)"), status: 400, code: "0x80060888"},
			passes:  user("alice", "rootCustomizer", 204, "", ""),
		},
		{
			name:    "an unknown user",
			refused: try{method: "POST", path: "systemusers(e0000000-0000-4000-8000-000000000001)/systemuserroles_association/$ref", body: ref("roles({rootBasic})"), status: 404, code: "0x80040217", text: "Does Not Exist"},
			passes:  user("alice", "rootCustomizer", 204, "", ""),
		},
		{name: "Support User is not assigned", refused: user("alice", "rootSupport", 400, "0x80041d44", "The Support User Role cannot be assigned to a user."), passes: user("alice", "rootCustomizer", 204, "", "")},
		{
			name:    "a support user keeps its role",
			prepare: func(h *organization) { h.set("systemusers", "alice", store.Row{"accessmode": int64(3)}) },
			refused: user("alice", "rootCustomizer", 400, "0x80041d51", "The support user are read-only"),
			passes:  user("reader", "rootCustomizer", 204, "", ""),
		},
		{name: "a disabled person", refused: user("dora", "rootBasic", 400, "0x80040225", "is disabled"), passes: user("disabled", "rootBasic", 204, "", "")},
		{
			name: "a disabled person where the organization allows it",
			prepare: func(h *organization) {
				h.set("organizations", "org", store.Row{"orgdborgsettings": "<OrgSettings><AllowRoleAssignmentOnDisabledUsers>true</AllowRoleAssignmentOnDisabledUsers></OrgSettings>"})
			},
			refused: user("dora", "rootSupport", 400, "0x80041d44", ""),
			passes:  user("dora", "rootBasic", 204, "", ""),
		},
		{name: "the last administrator stays one", refused: removed("admin", "rootAdmin", 400, "0x80041d30", "A user cannot be removed from the System Administrator Role if they are the only user that has the role."), passes: removed("admin", "rootCustomizer", 204, "", "")},
		{name: "an administrator of the tenant stays one", prepare: tenantAdministrator, refused: removed("alice", "rootAdmin", 400, "0x80041d64", "cannot be removed from the Microsoft Dynamics 365 System Administrator security role"), passes: removed("admin", "rootAdmin", 204, "", "")},
		{
			name:    "by the account's key",
			refused: try{method: "POST", path: "systemusers(azureactivedirectoryobjectid=c0000000-0000-4000-8000-000000000002)/systemuserroles_association/$ref", body: ref("roles({rootBasic})"), status: 400, code: "0x80041409"},
			passes:  try{method: "POST", path: "systemusers(azureactivedirectoryobjectid=c0000000-0000-4000-8000-000000000002)/systemuserroles_association/$ref", body: ref("roles({salesBasic})"), status: 204},
		},
		{name: "what is not assigned cannot be removed", refused: removed("bob", "salesBasic", 404, "0x80040217", "Does Not Exist"), passes: removed("alice", "rootBasic", 204, "", "")},
		{
			name:    "removing by $id",
			refused: try{method: "DELETE", path: "systemusers({alice})/systemuserroles_association/$ref", status: 400, code: "0x80060888"},
			passes:  try{method: "DELETE", path: "systemusers({alice})/systemuserroles_association/$ref?$id=https://emulator.test" + root + "/roles({rootBasic})", status: 204},
		},
		{name: "role and team are in one business unit", refused: team("owners", "rootBasic", 400, "0x80041409", "roleBU={root}"), passes: team("owners", "salesBasic", 204, "", "")},
		{
			name: "a team has a role once",
			prepare: func(h *organization) {
				h.link("teamrolescollection", store.Row{"teamid": h.vars["owners"], "roleid": h.vars["salesBasic"]})
			},
			refused: team("owners", "salesBasic", 412, "0x80040237", "Cannot insert duplicate key."),
			passes:  team("owners", "salesCustomizer", 204, "", ""),
		},
		{
			name:    "an access team has no roles",
			prepare: func(h *organization) { h.set("teams", "owners", store.Row{"teamtype": int64(1)}) },
			refused: team("owners", "salesBasic", 400, "0x80048331", "Cannot assign roles or profiles to an access team (TeamId = {owners})."),
			passes:  team("salesTeam", "salesBasic", 204, "", ""),
		},
		{
			name:    "a group's team has inheritable roles",
			prepare: func(h *organization) { h.set("teams", "owners", store.Row{"teamtype": int64(2)}) },
			refused: team("owners", "salesKnowledge", 400, "0x80048350", "(TeamId = {owners})"),
			passes:  team("owners", "salesBasic", 204, "", ""),
		},
		{
			name: "a team's role that is not assigned",
			prepare: func(h *organization) {
				h.link("teamrolescollection", store.Row{"teamid": h.vars["owners"], "roleid": h.vars["salesBasic"]})
			},
			refused: try{method: "DELETE", path: "teams({owners})/teamroles_association({salesCustomizer})/$ref", status: 404, code: "0x80040217"},
			passes:  try{method: "DELETE", path: "teams({owners})/teamroles_association({salesBasic})/$ref", status: 204},
		},
		{
			name:    "the other way round",
			refused: try{method: "POST", path: "roles({rootBasic})/systemuserroles_association/$ref", body: ref("systemusers({bob})"), status: 400, code: "0x80041409"},
			passes:  try{method: "POST", path: "roles({salesBasic})/systemuserroles_association/$ref", body: ref("systemusers({bob})"), status: 204},
		},
	}
}

func teamRules() []rule {
	add := func(team, user string, status int, code, text string) try {
		return try{method: "POST", path: "teams({" + team + "})/teammembership_association/$ref", body: ref("systemusers({" + user + "})"), status: status, code: code, text: text}
	}
	remove := func(team, user string, status int, code, text string) try {
		return try{method: "DELETE", path: "teams({" + team + "})/teammembership_association({" + user + "})/$ref", status: status, code: code, text: text}
	}
	act := func(team, action, user string, status int, code string) try {
		return try{
			method: "POST", path: "teams({" + team + "})/Microsoft.Dynamics.CRM." + action,
			body: `{"Members": [{"@odata.type": "Microsoft.Dynamics.CRM.systemuser", "systemuserid": "{` + user + `}"}]}`, status: status, code: code,
		}
	}
	member := func(h *organization) {
		h.link("teammemberships", store.Row{"teamid": h.vars["owners"], "systemuserid": h.vars["alice"]})
	}
	drop := func(team string, status int, code, text string) try {
		return try{method: "DELETE", path: "teams({" + team + "})", status: status, code: code, text: text}
	}
	return []rule{
		{name: "a name is needed", refused: try{method: "POST", path: "teams", body: `{"teamtype": 0}`, status: 400, code: "0x80040200"}, passes: ok("POST", "teams", `{"name": "T"}`)},
		{
			name:    "an id is chosen once",
			refused: try{method: "POST", path: "teams", body: `{"teamid": "{owners}", "name": "T"}`, status: 412, code: "0x80040237"},
			passes:  ok("POST", "teams", `{"teamid": "e0000000-0000-4000-8000-000000000001", "name": "T", "businessunitid@odata.bind": "/businessunits({sales})"}`),
		},
		{name: "a member once", prepare: member, refused: add("owners", "alice", 412, "0x80040237", "Cannot insert duplicate key."), passes: add("owners", "bob", 204, "", "")},
		{name: "not into a default team", refused: add("salesTeam", "alice", 400, "0x8004830b", "Can't add members to the default business unit team (TeamId = {salesTeam})."), passes: add("owners", "alice", 204, "", "")},
		{name: "not out of a default team", prepare: member, refused: remove("salesTeam", "bob", 400, "0x8004830c", "Can't remove members from the default business unit team (TeamId = {salesTeam})."), passes: remove("owners", "alice", 204, "", "")},
		{name: "no member", prepare: member, refused: remove("owners", "bob", 404, "0x80040217", "Does Not Exist"), passes: remove("owners", "alice", 204, "", "")},
		{name: "AddMembersTeam into a default team", refused: act("salesTeam", "AddMembersTeam", "alice", 400, "0x8004830b"), passes: act("owners", "AddMembersTeam", "alice", 204, "")},
		{name: "RemoveMembersTeam out of a default team", prepare: member, refused: act("salesTeam", "RemoveMembersTeam", "bob", 400, "0x8004830c"), passes: act("owners", "RemoveMembersTeam", "alice", 204, "")},
		{
			name:    "AddMembersTeam with an unknown user",
			refused: try{method: "POST", path: "teams({owners})/Microsoft.Dynamics.CRM.AddMembersTeam", body: `{"Members": [{"systemuserid": "e0000000-0000-4000-8000-000000000001"}]}`, status: 404, code: "0x80040217"},
			passes:  act("owners", "AddMembersTeam", "alice", 204, ""),
		},
		{name: "a default team stays", refused: drop("salesTeam", 400, "0x80048307", "The default business unit team can't be deleted (TeamId = {salesTeam})."), passes: drop("owners", 204, "", "")},
		{
			name:    "a default team has its unit's name",
			refused: try{method: "PATCH", path: "teams({salesTeam})", body: `{"name": "X"}`, status: 400, code: "0x8004830a", text: "The default business unit team name can't be updated (TeamId = {salesTeam})."},
			passes:  ok("PATCH", "teams({owners})", `{"name": "X"}`),
		},
		{
			name: "a team that owns records",
			prepare: func(h *organization) {
				h.put("teams", "empty", store.Row{"name": "Empty", "_businessunitid_value": h.vars["sales"]})
				h.put("accounts", "account", store.Row{"name": "A", "_ownerid_value": h.vars["owners"]})
			},
			refused: drop("owners", 400, "0x8004830e", "Can't delete a team which owns records. Reassign the records and try again (TeamId = {owners})."),
			passes:  drop("empty", 204, "", ""),
		},
	}
}

func unitRules() []rule {
	create := func(body string, status int, code, text string) try {
		return try{method: "POST", path: "businessunits", body: body, status: status, code: code, text: text}
	}
	valid := create(`{"businessunitid": "e0000000-0000-4000-8000-000000000001", "name": "New", "parentbusinessunitid@odata.bind": "/businessunits({root})"}`, 204, "", "")
	disable := func(unit string, status int, code, text string) try {
		return try{method: "PATCH", path: "businessunits({" + unit + "})", body: `{"isdisabled": true}`, status: status, code: code, text: text}
	}
	remove := func(unit string, status int, code, text string) try {
		return try{method: "DELETE", path: "businessunits({" + unit + "})", status: status, code: code, text: text}
	}
	// spare is an empty disabled business unit, off one that has a child.
	spare := func(h *organization) {
		h.must("POST", "businessunits", `{"businessunitid": "e0000000-0000-4000-8000-000000000001", "name": "Spare", "parentbusinessunitid@odata.bind": "/businessunits({root})"}`)
		h.vars["spare"] = "e0000000-0000-4000-8000-000000000001"
		h.must("PATCH", "businessunits({spare})", `{"isdisabled": true}`)
		h.set("businessunits", "sales", store.Row{"isdisabled": true})
	}
	empty := func(h *organization) {
		spare(h)
		h.table("systemusers").Delete(h.vars["bob"])
		h.table("teams").Delete(h.vars["owners"])
	}
	long := make([]byte, 161)
	for i := range long {
		long[i] = 'x'
	}
	return []rule{
		{name: "a name is needed", refused: create(`{"parentbusinessunitid@odata.bind": "/businessunits({root})"}`, 400, "0x80040200", "Required field missing."), passes: valid},
		{name: "a name of 160 characters", refused: create(`{"name": "`+string(long)+`", "parentbusinessunitid@odata.bind": "/businessunits({root})"}`, 400, "0x80044331", "exceeded the maximum allowed length of '160'"), passes: create(`{"name": "`+string(long[:160])+`", "parentbusinessunitid@odata.bind": "/businessunits({root})"}`, 204, "", "")},
		{name: "a parent is needed", refused: create(`{"name": "New"}`, 400, "0x80040206", "The parent id is invalid or missing."), passes: valid},
		{name: "the parent must exist", refused: create(`{"name": "New", "parentbusinessunitid@odata.bind": "/businessunits(e0000000-0000-4000-8000-000000000009)"}`, 404, "0x80040217", "Does Not Exist"), passes: valid},
		{name: "an id is chosen once", refused: create(`{"businessunitid": "{sales}", "name": "New", "parentbusinessunitid@odata.bind": "/businessunits({root})"}`, 412, "0x80040237", "A record with matching key values already exists."), passes: valid},
		{name: "the root stays enabled", refused: disable("root", 400, "0x80041d63", "Root Business unit cannot be disabled."), passes: disable("sales", 204, "", "")},
		{
			name: "an administrator stays outside",
			prepare: func(h *organization) {
				h.put("businessunits", "other", store.Row{"name": "Other", "_parentbusinessunitid_value": h.vars["root"]})
				h.set("systemusers", "admin", store.Row{"_businessunitid_value": h.vars["sales"]})
			},
			refused: disable("sales", 400, "0x80041d59", "no active user with system admin role exists outside of business unit subtree"),
			passes:  disable("other", 204, "", ""),
		},
		{name: "disabled before it is deleted", prepare: spare, refused: remove("root", 400, "0x80041d60", "Not disabled business unit cannot be deleted."), passes: remove("spare", 204, "", "")},
		{
			name: "no business unit below",
			prepare: func(h *organization) {
				empty(h)
				h.put("businessunits", "below", store.Row{"name": "Below", "_parentbusinessunitid_value": h.vars["sales"]})
			},
			refused: remove("sales", 400, "0x80041d61", "Business unit has a child business unit and cannot be deleted."),
			passes:  remove("spare", 204, "", ""),
		},
		{
			name: "its default team owns records",
			prepare: func(h *organization) {
				empty(h)
				h.put("accounts", "account", store.Row{"name": "A", "_ownerid_value": h.vars["salesTeam"]})
			},
			refused: remove("sales", 400, "0x80041d62", "Business unit default team owns records. Business unit (Id = {sales}) cannot be deleted."),
			passes:  remove("spare", 204, "", ""),
		},
		{name: "users are in it", prepare: spare, refused: remove("sales", 405, "0x80040227", "The business unit has 1 users."), passes: remove("spare", 204, "", "")},
		{
			name: "teams are in it",
			prepare: func(h *organization) {
				spare(h)
				h.table("systemusers").Delete(h.vars["bob"])
			},
			refused: remove("sales", 405, "0x80040227", "The business unit has 1 teams."),
			passes:  remove("spare", 204, "", ""),
		},
		{
			name: "records are in it",
			prepare: func(h *organization) {
				empty(h)
				h.put("accounts", "account", store.Row{"name": "A", "_owningbusinessunit_value": h.vars["sales"]})
			},
			refused: remove("sales", 405, "0x80040227", "The business unit owns 1 records: accounts."),
			passes:  remove("spare", 204, "", ""),
		},
		{
			name: "not below itself",
			prepare: func(h *organization) {
				h.put("businessunits", "below", store.Row{"name": "Below", "_parentbusinessunitid_value": h.vars["sales"]})
			},
			refused: try{method: "PATCH", path: "businessunits({sales})", body: `{"parentbusinessunitid@odata.bind": "/businessunits({below})"}`, status: 400, code: "0x80040205", text: "The parent object is invalid or missing."},
			passes:  ok("PATCH", "businessunits({below})", `{"parentbusinessunitid@odata.bind": "/businessunits({root})"}`),
		},
	}
}
