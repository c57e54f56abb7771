// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// may makes a role with the privileges, each "name depth", and gives it to the user roleless in the root business unit.
func (h *organization) may(privileges ...string) {
	var list []any
	for _, p := range privileges {
		name, level, _ := strings.Cut(p, " ")
		list = append(list, map[string]any{"name": name, "depth": level})
	}
	h.put("roles", "own", store.Row{"name": "Own", "_businessunitid_value": h.vars["root"], "privileges": list})
	h.link("systemuserrolescollection", store.Row{"systemuserid": h.vars["roleless"], "roleid": h.vars["own"]})
}

// TestPrivileges gives a user one role: each operation needs its privileges, at a level that reaches the row. The refusal names
// the privilege that is missing.
func TestPrivileges(t *testing.T) {
	t.Parallel()
	const bind = `@odata.bind": "/`
	members := `{"Members": [{"@odata.type": "Microsoft.Dynamics.CRM.systemuser", "systemuserid": "{alice}"}]}`
	team := try{method: "POST", path: "teams", body: `{"name": "New", "businessunitid` + bind + `businessunits({sales})"}`}
	unit := try{method: "POST", path: "businessunits", body: `{"name": "New", "parentbusinessunitid` + bind + `businessunits({root})"}`}
	account := try{method: "POST", path: "accounts", body: `{"name": "New", "ownerid` + bind + `systemusers({alice})"}`}
	moved := try{method: "PATCH", path: "systemusers({alice})", body: `{"businessunitid` + bind + `businessunits({sales})"}`}
	disabled := try{method: "PATCH", path: "systemusers({alice})", body: `{"isdisabled": true}`}
	closed := try{method: "PATCH", path: "businessunits({sales})", body: `{"isdisabled": true}`}
	assigned := try{method: "POST", path: "systemusers({alice})/systemuserroles_association/$ref", body: `{"@odata.id": "roles({given})"}`}
	for name, test := range map[string]struct {
		request try
		with    []string
		lacking string // what the last of them, or a deeper level of it, adds
	}{
		"list":                       {try{method: "GET", path: "systemusers"}, []string{"prvReadUser Local"}, "prvReadUser"},
		"row below":                  {try{method: "GET", path: "systemusers({bob})"}, []string{"prvReadUser Deep"}, "prvReadUser"},
		"count":                      {try{method: "GET", path: "teams/$count"}, []string{"prvReadTeam Basic"}, "prvReadTeam"},
		"members of a team":          {try{method: "GET", path: "teams({owners})/teammembership_association"}, []string{"prvReadUser Global"}, "prvReadUser"},
		"roles of users":             {try{method: "GET", path: "systemusers?$expand=systemuserroles_association"}, []string{"prvReadUser Global", "prvReadRole Local"}, "prvReadRole"},
		"references":                 {try{method: "GET", path: "systemusers({alice})/systemuserroles_association/$ref"}, []string{"prvReadRole Global"}, "prvReadRole"},
		"the organization's own":     {try{method: "GET", path: "transactioncurrencies({eur})"}, []string{"prvReadTransactionCurrency Global"}, "prvReadTransactionCurrency"},
		"order":                      {try{method: "GET", path: "salesorders"}, []string{"prvReadOrder Basic"}, "prvReadOrder"},
		"team":                       {team, []string{"prvAppendTeam Deep", "prvAppendToBusinessUnit Global", "prvCreateTeam Deep"}, "prvCreateTeam"},
		"team appends":               {team, []string{"prvCreateTeam Deep", "prvAppendToBusinessUnit Global", "prvAppendTeam Deep"}, "prvAppendTeam"},
		"team is appended":           {team, []string{"prvCreateTeam Deep", "prvAppendTeam Deep", "prvAppendToBusinessUnit Global"}, "prvAppendToBusinessUnit"},
		"unit":                       {unit, []string{"prvAppendBusinessUnit Global", "prvAppendToBusinessUnit Global", "prvCreateBusinessUnit Deep"}, "prvCreateBusinessUnit"},
		"unit is appended":           {unit, []string{"prvCreateBusinessUnit Global", "prvAppendBusinessUnit Global", "prvAppendToBusinessUnit Global"}, "prvAppendToBusinessUnit"},
		"somebody else's":            {account, []string{"prvCreateAccount Local", "prvAssignAccount Local"}, "prvAssignAccount"},
		"row of the same unit":       {account, []string{"prvAssignAccount Global", "prvCreateAccount Local"}, "prvCreateAccount"},
		"own row":                    {try{method: "POST", path: "accounts", body: `{"name": "New"}`}, []string{"prvCreateAccount Basic"}, "prvCreateAccount"},
		"user to another unit":       {moved, []string{"prvWriteUser Local"}, "prvWriteUser"},
		"user disabled":              {disabled, []string{"prvWriteUser Global", "prvDisableUser Global"}, "prvDisableUser"},
		"unit disabled":              {closed, []string{"prvWriteBusinessUnit Global", "prvDisableBusinessUnit Global"}, "prvDisableBusinessUnit"},
		"members":                    {try{method: "POST", path: "teams({owners})/Microsoft.Dynamics.CRM.AddMembersTeam", body: members}, []string{"prvWriteTeam Deep"}, "prvWriteTeam"},
		"role":                       {assigned, []string{"prvReadAccount Global", "prvAssignRole Local"}, "prvAssignRole"},
		"role with more":             {assigned, []string{"prvAssignRole Global", "prvReadAccount Deep"}, "prvReadAccount"},
		"copy of a role in the unit": {try{method: "POST", path: "teams({owners})/teamroles_association/$ref", body: `{"@odata.id": "roles({givenSales})"}`}, []string{"prvReadAccount Global", "prvAssignRole Deep"}, "prvAssignRole"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			last := len(test.with) - 1
			lacks := func(with []string) {
				h := givenOrganization(t)
				h.may(append(with, "prvReadRolePrivilege Global")...) // without any privilege, the caller has no role
				if got := h.send(appRoleless, test.request); got.status != 403 || got.code != "0x80040220" || !strings.Contains(got.message, "is missing "+test.lacking+" privilege") {
					t.Errorf("with %v: %d %s %s", with, got.status, got.code, got.message)
				}
			}
			lacks(test.with[:last:last])
			p, level, _ := strings.Cut(test.with[last], " ")
			if less := map[string]string{"Global": "Deep", "Deep": "Local", "Local": "Basic"}[level]; less != "" && reaches[name] == level {
				lacks(append(test.with[:last:last], p+" "+less))
			}
			h := givenOrganization(t)
			h.may(test.with...)
			if got := h.send(appRoleless, test.request); got.status >= 300 {
				t.Errorf("with %v: %d %s %s", test.with, got.status, got.code, got.message)
			}
		})
	}
}

// reaches are the levels that a request of TestPrivileges needs at least: with the next lower one it is refused.
var reaches = map[string]string{
	"row below": "Deep", "the organization's own": "Global", "team": "Deep", "team appends": "Deep", "members": "Deep",
	"somebody else's": "Local", "row of the same unit": "Local", "user to another unit": "Local", "role": "Local",
	"role with more": "Deep", "copy of a role in the unit": "Deep",
}

func givenOrganization(t *testing.T) *organization {
	t.Helper()
	h := newOrganization(t)
	h.put("roles", "given", store.Row{"name": "Given", "_businessunitid_value": h.vars["root"], "privileges": []any{map[string]any{"name": "prvReadAccount", "depth": "Deep"}}})
	h.put("roles", "givenSales", store.Row{"name": "Given", "_businessunitid_value": h.vars["sales"], "_parentroleid_value": h.vars["given"], "_parentrootroleid_value": h.vars["given"]})
	return h
}

// TestLevels lists users and teams with each level: those that it reaches.
func TestLevels(t *testing.T) {
	t.Parallel()
	for level, want := range map[string]map[string]bool{
		"Basic":  {"roleless": true},
		"Local":  {"roleless": true, "alice": true},
		"Deep":   {"roleless": true, "alice": true, "bob": true},
		"Global": {"roleless": true, "alice": true, "bob": true},
	} {
		h := newOrganization(t)
		h.may("prvReadUser " + level)
		rows, _ := h.send(appRoleless, try{method: "GET", path: "systemusers?$select=systemuserid"}).body["value"].([]any)
		seen := map[string]bool{}
		for _, row := range rows {
			columns, _ := row.(map[string]any)
			id, _ := columns["systemuserid"].(string)
			seen[id] = true
		}
		for _, name := range []string{"roleless", "alice", "bob"} {
			if seen[h.vars[name]] != want[name] {
				t.Errorf("%s: %s is seen: %t", level, name, seen[h.vars[name]])
			}
		}
	}
}
