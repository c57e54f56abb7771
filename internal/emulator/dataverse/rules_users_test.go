// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func callerRules() []rule {
	who := ok("GET", "WhoAmI", "")
	forbidden := func(caller, code, text string) try {
		return try{as: caller, method: "GET", path: "WhoAmI", status: 403, code: code, text: text}
	}
	return []rule{
		{name: "a stranger", refused: forbidden(appUnknown, "0x80072560", "The user is not a member of the organization."), passes: who},
		{name: "a soft-deleted user is a stranger", refused: forbidden(appOld, "0x80072560", "The user is not a member"), passes: who},
		{name: "a disabled user", refused: forbidden(appDisabled, "0x80040225", "is disabled"), passes: who},
		{
			name:    "a user without roles",
			refused: forbidden(appRoleless, "0x80042f09", "The user with id {roleless} has not been assigned any roles. They need a role with the prvReadUser privilege."),
			passes:  try{as: appReader, method: "GET", path: "WhoAmI", status: 200},
		},
		{
			name:    "writing takes a privilege",
			refused: try{as: appReader, method: "POST", path: "teams", body: `{"name": "New"}`, status: 403, code: "0x80040220", text: "is missing prvCreateTeam privilege"},
			passes:  ok("POST", "teams", `{"name": "New"}`),
		},
		{
			name:    "reading takes any role whose contents are not known",
			refused: try{as: appReader, method: "PATCH", path: "systemusers({bob})", body: `{"title": "x"}`, status: 403, code: "0x80040220", text: "is missing prvWriteUser privilege"},
			passes:  try{as: appReader, method: "GET", path: "systemusers({bob})?$select=fullname", status: 200},
		},
		{
			name:    "assigning a role takes a privilege",
			refused: try{as: appReader, method: "POST", path: "systemusers({reader})/systemuserroles_association/$ref", body: ref("roles({rootCustomizer})"), status: 403, code: "0x80040220", text: "is missing prvAssignRole privilege"},
			passes:  ok("POST", "systemusers({reader})/systemuserroles_association/$ref", ref("roles({rootCustomizer})")),
		},
		{
			name: "a team's role counts",
			prepare: func(h *organization) {
				h.link("teamrolescollection", store.Row{"teamid": h.vars["rootTeam"], "roleid": h.vars["rootBasic"]})
			},
			refused: forbidden(appDisabled, "0x80040225", "is disabled"),
			passes:  try{as: appRoleless, method: "GET", path: "WhoAmI", status: 200},
		},
	}
}

func ref(path string) string {
	return `{"@odata.id": "https://emulator.test` + root + `/` + path + `"}`
}

func application(id, more string) string {
	return `{"applicationid": "` + id + `", "businessunitid@odata.bind": "/businessunits({root})"` + more + `}`
}

func userRules() []rule {
	create := func(body string, status int, code, text string) try {
		return try{method: "POST", path: "systemusers", body: body, status: status, code: code, text: text}
	}
	valid := create(application(appNew, `, "isdisabled": false`), 204, "", "")
	return []rule{
		{name: "an application has one user", refused: create(application(appReader, ""), 400, "0x8004f511", appReader+" that already exists"), passes: valid},
		{name: "a soft-deleted user is in the way", refused: create(application(appOld, ""), 412, "0x80040237", "A record with matching key values already exists."), passes: valid},
		{name: "a service principal must exist", refused: create(application(appUnknown, ""), 400, "0x80041d49", "Application needs to be registered and enabled at deployment level"), passes: valid},
		{name: "a service principal must be replicated", refused: create(application(appFresh, ""), 400, "0x80041d28", "not found in the directory"), passes: valid},
		{
			name:    "replication takes time",
			prepare: func(h *organization) { h.settle() },
			refused: create(application(appUnknown, ""), 400, "0x80041d49", "Application needs to be registered"),
			passes:  create(application(appFresh, ""), 204, "", ""),
		},
		{
			name:    "e-mail addresses are unique",
			refused: create(application(appNew, `, "internalemailaddress": "Alice@contoso.com"`), 412, "0x80040237", "A record with matching key values already exists."),
			passes:  create(application(appNew, `, "internalemailaddress": "bc@contoso.com"`), 204, "", ""),
		},
		{
			name:    "a changed e-mail address is unique",
			refused: try{method: "PATCH", path: "systemusers({active})", body: `{"internalemailaddress": "alice@contoso.com"}`, status: 412, code: "0x80040237"},
			passes:  ok("PATCH", "systemusers({active})", `{"internalemailaddress": "bc@contoso.com"}`),
		},
		{
			name:    "the client may choose the id, once",
			refused: create(`{"systemuserid": "{alice}", "applicationid": "`+appNew+`"}`, 412, "0x80040237", "A record with matching key values already exists."),
			passes:  create(`{"systemuserid": "e0000000-0000-4000-8000-000000000001", "applicationid": "`+appNew+`"}`, 204, "", ""),
		},
		{
			name:    "the business unit must exist",
			refused: create(`{"applicationid": "`+appNew+`", "businessunitid@odata.bind": "/businessunits(e0000000-0000-4000-8000-000000000001)"}`, 404, "0x80040217", "Does Not Exist"),
			passes:  valid,
		},
		{
			name:    "the business unit must be enabled",
			prepare: func(h *organization) { h.set("businessunits", "sales", store.Row{"isdisabled": true}) },
			refused: create(`{"applicationid": "`+appNew+`", "businessunitid@odata.bind": "/businessunits({sales})"}`, 400, "0x8004032d", "it is disabled"),
			passes:  valid,
		},
		{
			name:    "an application user stays with its application",
			refused: try{method: "PATCH", path: "systemusers({active})", body: `{"applicationid": "` + appNew + `"}`, status: 400, code: "0x80041d48", text: "The user representing an OAuth application cannot not be updated"},
			passes:  ok("PATCH", "systemusers({active})", `{"applicationid": "`+appActive+`", "isdisabled": true}`),
		},
		{
			name:    "the directory object is not writable",
			refused: try{method: "PATCH", path: "systemusers({active})", body: `{"azureactivedirectoryobjectid": "` + appNew + `"}`, status: 400, code: "0x80060888"},
			passes:  ok("GET", "systemusers(azureactivedirectoryobjectid=c0000000-0000-4000-8000-000000000001)?$select=fullname", ""),
		},
		{
			name:    "the built-in users stay as they are",
			refused: try{method: "PATCH", path: "systemusers({system})", body: `{"isdisabled": false}`, status: 400, code: "0x80041d33", text: "No modifications to the 'SYSTEM' or 'INTEGRATION' user are permitted."},
			passes:  ok("PATCH", "systemusers({alice})", `{"title": "Dr"}`),
		},
		{
			name:    "the last administrator stays enabled",
			refused: try{method: "PATCH", path: "systemusers({admin})", body: `{"isdisabled": true}`, status: 400, code: "0x80041d2f", text: "A user cannot be disabled if they are the only user that has the System Administrator Role."},
			passes:  ok("PATCH", "systemusers({alice})", `{"isdisabled": true}`),
		},
		{
			name:    "an administrator of the tenant stays enabled",
			prepare: tenantAdministrator,
			refused: try{method: "PATCH", path: "systemusers({alice})", body: `{"isdisabled": true}`, status: 400, code: "0x80041d65", text: "Users who are granted the Microsoft Office 365 Global administrator or Service administrator role cannot be disabled"},
			passes:  ok("PATCH", "systemusers({bob})", `{"isdisabled": true}`),
		},
		{
			name:    "a person is enabled with a license only",
			refused: try{method: "PATCH", path: "systemusers({dora})", body: `{"isdisabled": false}`, status: 400, code: "0x8004d24c", text: "Cannot enable an unlicensed user"},
			passes:  ok("PATCH", "systemusers({disabled})", `{"isdisabled": false}`),
		},
		{
			name:    "a person must have an account",
			refused: create(`{"domainname": "nobody@contoso.com"}`, 400, "0x80041d28", "not found in the directory"),
			passes:  create(`{"domainname": "emil@contoso.com"}`, 204, "", ""),
		},
		{
			name:    "a person is added once",
			refused: create(`{"domainname": "alice@contoso.com"}`, 400, "0x80041d2c", "already exists as a Dynamics 365 user"),
			passes:  create(`{"domainname": "emil@contoso.com"}`, 204, "", ""),
		},
		{
			name:    "a person is added with a license",
			refused: create(`{"domainname": "fred@contoso.com"}`, 400, "0x8004d24b", "The user has not been assigned any License"),
			passes:  create(`{"domainname": "emil@contoso.com"}`, 204, "", ""),
		},
		{
			name:    "moving the last administrator would drop the role",
			refused: try{method: "PATCH", path: "systemusers({admin})", body: `{"businessunitid@odata.bind": "/businessunits({sales})"}`, status: 400, code: "0x80041d30"},
			passes:  ok("PATCH", "systemusers({alice})", `{"businessunitid@odata.bind": "/businessunits({sales})"}`),
		},
	}
}

// tenantAdministrator makes alice an administrator of the tenant and of the organization.
func tenantAdministrator(h *organization) {
	h.world.Store.Table(store.Graph, "users").Update("c0000000-0000-4000-8000-000000000001", store.Row{"tenantAdministrator": true})
	h.link("systemuserrolescollection", store.Row{"systemuserid": h.vars["alice"], "roleid": h.vars["rootAdmin"]})
}

func accessModeRules() []rule {
	mode := func(who string, to, status int, code, text string) try {
		return try{method: "PATCH", path: "systemusers({" + who + "})", body: fmt.Sprintf(`{"accessmode": %d}`, to), status: status, code: code, text: text}
	}
	full := func(h *organization) {
		for i := range 7 {
			h.put("systemusers", fmt.Sprintf("quota%d", i), store.Row{"internalemailaddress": fmt.Sprintf("q%d@contoso.com", i), "accessmode": int64(4)})
		}
	}
	return []rule{
		{name: "not of an application user", refused: mode("active", 4, 400, "0x80040d40", "An application user's access mode cannot be changed."), passes: mode("active", 0, 204, "", "")},
		{name: "seven people are non-interactive", prepare: full, refused: mode("alice", 4, 400, "0x8004b050", "You have reached the maximum number of non-interactive users"), passes: mode("quota0", 0, 204, "", "")},
		{name: "without a license", refused: mode("dora", 4, 400, "0x80041d66", "The client access license cannot be changed because the user does not have a Microsoft Dynamics 365 Online license."), passes: mode("alice", 4, 204, "", "")},
		{name: "support users", refused: mode("alice", 3, 400, "0x80041d41", "The support user cannot be updated"), passes: mode("alice", 1, 204, "", "")},
		{name: "delegated administrators", refused: mode("alice", 5, 400, "0x80041d67", "The delegated admin user cannot be updated"), passes: mode("alice", 2, 204, "", "")},
		{
			name:    "takes System Administrator",
			refused: try{as: appReader, method: "PATCH", path: "systemusers({alice})", body: `{"accessmode": 4}`, status: 400, code: "0x80048d2f", text: "You need to have system administrator role and access mode Full"},
			passes:  mode("alice", 4, 204, "", ""),
		},
		{
			name: "the last administrator reads and writes",
			prepare: func(h *organization) {
				h.link("systemuserrolescollection", store.Row{"systemuserid": h.vars["alice"], "roleid": h.vars["rootAdmin"]})
				h.set("systemusers", "admin", store.Row{"accessmode": int64(2)})
			},
			refused: mode("alice", 2, 400, "0x80041d38", "last non read only user"),
			passes:  mode("alice", 4, 204, "", ""),
		},
		{
			name: "nobody makes oneself a reader",
			prepare: func(h *organization) {
				h.link("systemuserrolescollection", store.Row{"systemuserid": h.vars["alice"], "roleid": h.vars["rootAdmin"]})
			},
			refused: try{as: "c0000000-0000-4000-8000-000000000001", method: "PATCH", path: "systemusers({alice})", body: `{"accessmode": 2}`, status: 400, code: "0x80041d39", text: "You cannot make yourself a read only user"},
			passes:  try{as: "c0000000-0000-4000-8000-000000000001", method: "PATCH", path: "systemusers({bob})", body: `{"accessmode": 2}`, status: 204},
		},
		{name: "unknown", refused: try{method: "PATCH", path: "systemusers({alice})", body: `{"accessmode": 9}`, status: 400, code: "0x80048d19"}, passes: mode("alice", 0, 204, "", "")},
	}
}

func userDeletionRules() []rule {
	remove := func(who string, status int, code, text string) try {
		return try{method: http.MethodDelete, path: "systemusers({" + who + "})", status: status, code: code, text: text}
	}
	gone := func(h *organization) { h.set("systemusers", "dora", store.Row{"azurestate": int64(2)}) }
	return []rule{
		{name: "an enabled application user", refused: remove("active", 405, "0x8004023b", "must be disabled"), passes: remove("disabled", 204, "", "")},
		{name: "a person who is still in the directory", refused: remove("alice", 400, "0x80048359", "still exists in Microsoft Entra ID"), passes: remove("old", 204, "", "")},
		{
			name: "a person who was deleted in the directory",
			prepare: func(h *organization) {
				h.world.Store.Table(store.Graph, "users").Delete("c0000000-0000-4000-8000-000000000003")
				gone(h)
			},
			refused: remove("alice", 400, "0x80048359", "still exists"),
			passes:  remove("dora", 204, "", ""),
		},
		{
			name: "a person with roles",
			prepare: func(h *organization) {
				h.world.Store.Table(store.Graph, "users").Delete("c0000000-0000-4000-8000-000000000003")
				gone(h)
				h.put("systemusers", "left", store.Row{"internalemailaddress": "left@contoso.com", "isdisabled": true, "azurestate": int64(2)})
				h.link("systemuserrolescollection", store.Row{"systemuserid": h.vars["left"], "roleid": h.vars["rootBasic"]})
			},
			refused: remove("left", 405, "0x8004023b", "security roles"),
			passes:  remove("dora", 204, "", ""),
		},
		{
			name: "an owner of records",
			prepare: func(h *organization) {
				h.put("accounts", "account", store.Row{"name": "A", "_ownerid_value": h.vars["disabled"]})
			},
			refused: remove("disabled", 405, "0x80040227", "The object you tried to delete is associated with another object and cannot be deleted. The user owns 1 records: accounts."),
			passes:  remove("old", 204, "", ""),
		},
		{
			name:    "settings that are still being removed",
			prepare: func(h *organization) { h.must("DELETE", "systemusers({disabled})", "") },
			refused: remove("disabled", 400, "0x80048610", "(owner_usersettings)"),
			passes:  remove("old", 204, "", ""),
		},
		{
			name: "settings that are removed",
			prepare: func(h *organization) {
				h.must("DELETE", "systemusers({disabled})", "")
				h.settle()
			},
			refused: remove("active", 405, "0x8004023b", "must be disabled"),
			passes:  remove("disabled", 204, "", ""),
		},
		{name: "the built-in users", refused: remove("system", 400, "0x80041d33", "SYSTEM"), passes: remove("disabled", 204, "", "")},
		{name: "an absent user", refused: try{method: "DELETE", path: "systemusers(e0000000-0000-4000-8000-000000000001)", status: 404, code: "0x80040217", text: "Does Not Exist"}, passes: remove("disabled", 204, "", "")},
	}
}
