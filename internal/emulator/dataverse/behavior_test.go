// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// count counts the rows of a set that match.
func (h *organization) count(set string, match func(store.Row) bool) int {
	return len(h.table(set).Where(match))
}

func TestFreshEnvironment(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	who := h.must("GET", "WhoAmI", "").body
	if who["UserId"] != h.vars["admin"] || who["BusinessUnitId"] != h.vars["root"] || who["OrganizationId"] != h.vars["org"] {
		t.Errorf("WhoAmI is %v, want the provider's own user", who)
	}
	org := h.must("GET", "organizations({org})?$select=_basecurrencyid_value,issopintegrationenabled,name", "").body
	if org["_basecurrencyid_value"] != h.vars["eur"] || org["issopintegrationenabled"] != false || org["name"] != "Contoso" {
		t.Errorf("the organization is %v", org)
	}
	for _, unit := range []string{"root", "sales"} {
		in := func(r store.Row) bool { return r.Equal("_businessunitid_value", h.vars[unit]) }
		if n := h.count("roles", in); n != 6 {
			t.Errorf("the business unit %s has %d roles, want the 6 of the platform", unit, n)
		}
		if n := h.count("teams", func(r store.Row) bool { return in(r) && r.Bool("isdefault") }); n != 1 {
			t.Errorf("the business unit %s has %d default teams", unit, n)
		}
	}
	if n := h.table("appmodules").Len(); n != 1 {
		t.Errorf("there are %d apps, want the Sales Hub", n)
	}
	roles := h.must("GET", "systemusers({admin})/systemuserroles_association?$select=name&$orderby=name", "").body["value"].([]any)
	if len(roles) != 2 || roles[0].(map[string]any)["name"] != "System Administrator" || roles[1].(map[string]any)["name"] != "System Customizer" {
		t.Errorf("the provider's user has the roles %v", roles)
	}
}

func TestRoleCopies(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	role := h.must("GET", "roles({salesBasic})?$select=_parentroleid_value,_parentrootroleid_value,_businessunitid_value", "").body
	if role["_parentroleid_value"] != h.vars["rootBasic"] || role["_parentrootroleid_value"] != h.vars["rootBasic"] {
		t.Errorf("the copy has the parents %v", role)
	}
	h.must("POST", "businessunits", `{"businessunitid": "e0000000-0000-4000-8000-000000000001", "name": "Below", "parentbusinessunitid@odata.bind": "/businessunits({sales})"}`)
	below := func(r store.Row) bool {
		return r.Equal("_businessunitid_value", "e0000000-0000-4000-8000-000000000001")
	}
	got, ok := h.table("roles").First(func(r store.Row) bool { return below(r) && r.Equal("_parentrootroleid_value", h.vars["rootBasic"]) })
	if !ok || got.String("_parentroleid_value") != h.vars["salesBasic"] {
		t.Errorf("the copy two levels down is %v, want its parent in the unit above", got)
	}
	team, ok := h.table("teams").First(below)
	if !ok || team.String("name") != "Below" || !team.Bool("isdefault") {
		t.Errorf("the default team is %v", team)
	}
	h.must("PATCH", "businessunits(e0000000-0000-4000-8000-000000000001)", `{"name": "Renamed"}`)
	if team, _ = h.table("teams").First(below); team.String("name") != "Renamed" {
		t.Errorf("the default team is called %q after the unit was renamed", team.String("name"))
	}
	h.must("POST", "roles", `{"name": "Own", "businessunitid@odata.bind": "/businessunits({root})"}`)
	if n := h.count("roles", func(r store.Row) bool { return r.String("name") == "Own" }); n != 3 {
		t.Errorf("a new role is there %d times, want once in each of three business units", n)
	}
	h.must("PATCH", "businessunits(e0000000-0000-4000-8000-000000000001)", `{"isdisabled": true}`)
	h.must("DELETE", "businessunits(e0000000-0000-4000-8000-000000000001)", "")
	if n := h.count("roles", below) + h.count("teams", below); n != 0 {
		t.Errorf("%d roles and teams are left of a deleted business unit", n)
	}
}

func TestDisablingAUnitDisablesThoseBelow(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	h.must("POST", "businessunits", `{"businessunitid": "e0000000-0000-4000-8000-000000000001", "name": "Below", "parentbusinessunitid@odata.bind": "/businessunits({sales})"}`)
	h.must("PATCH", "businessunits({sales})", `{"isdisabled": true}`)
	if below := h.must("GET", "businessunits(e0000000-0000-4000-8000-000000000001)", "").body; below["isdisabled"] != true {
		t.Error("the business unit below stays enabled")
	}
}

func TestApplicationUser(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	created := h.must("POST", "systemusers", application(appNew, `, "internalemailaddress": "bc@contoso.com"`))
	id := created.header.Get("OData-EntityId")
	if !strings.HasPrefix(id, "https://emulator.test"+root+"/systemusers(") {
		t.Fatalf("OData-EntityId is %q", id)
	}
	h.vars["new"] = strings.TrimSuffix(id[strings.Index(id, "(")+1:], ")")
	user := h.must("GET", "systemusers({new})", "").body
	for column, want := range map[string]any{
		"applicationid": appNew, "azureactivedirectoryobjectid": "d" + appNew[1:], "firstname": "#", "fullname": "# app 5",
		"internalemailaddress": "bc@contoso.com", "domainname": appNew + "@contoso.com", "isdisabled": false, "islicensed": false,
		"accessmode": 0.0, "deletedstate": 0.0, "azurestate": 0.0, "_businessunitid_value": h.vars["root"],
	} {
		if user[column] != want {
			t.Errorf("%s is %v, want %v", column, user[column], want)
		}
	}
	h.must("POST", "systemusers({new})/systemuserroles_association/$ref", ref("roles({rootBasic})"))
	h.must("PATCH", "systemusers({new})", `{"isdisabled": true}`)
	h.must("DELETE", "systemusers({new})", "")
	if user = h.must("GET", "systemusers({new})?$select=deletedstate", "").body; user["deletedstate"] != 1.0 {
		t.Errorf("deletedstate is %v after the first delete", user["deletedstate"])
	}
	h.world.Do(func() { h.world.Advance(dataverse.SettingsDelay) })
	h.must("DELETE", "systemusers({new})", "")
	if a := h.do("GET", "systemusers({new})", ""); a.status != 404 {
		t.Errorf("the user is still there after the second delete: %d", a.status)
	}
	if n := h.count("systemuserrolescollection", func(r store.Row) bool { return r.Equal("systemuserid", h.vars["new"]) }); n != 0 {
		t.Errorf("%d roles are left of the user", n)
	}
	h.must("POST", "systemusers", application(appNew, ""))
}

func TestMovingDropsRoles(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	h.must("PATCH", "systemusers({alice})", `{"businessunitid@odata.bind": "/businessunits({sales})"}`)
	if n := h.count("systemuserrolescollection", func(r store.Row) bool { return r.Equal("systemuserid", h.vars["alice"]) }); n != 0 {
		t.Errorf("the user keeps %d roles of the former business unit", n)
	}
}

func TestMembership(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	h.must("POST", "teams({owners})/teammembership_association/$ref", ref("systemusers({alice})"))
	h.must("POST", "teams({owners})/Microsoft.Dynamics.CRM.AddMembersTeam", `{"Members": [{"systemuserid": "{alice}"}, {"systemuserid": "{bob}"}]}`)
	h.must("POST", "teams({owners})/teamroles_association/$ref", ref("roles({salesCustomizer})"))
	members := h.must("GET", "teams({owners})/teammembership_association?$select=fullname", "").body["value"].([]any)
	if len(members) != 2 {
		t.Errorf("the team has %d members, want 2", len(members))
	}
	rows := h.must("GET", "teammemberships?$filter=teamid eq {owners}", "").body["value"].([]any)
	if len(rows) != 2 {
		t.Errorf("teammemberships has %d rows of the team, want 2", len(rows))
	}
	roles := h.must("GET", "RetrieveAadUserRoles(DirectoryObjectId=c0000000-0000-4000-8000-000000000002)?$select=name", "").body["value"].([]any)
	if len(roles) != 1 {
		t.Errorf("the effective roles are %v, want the team's", roles)
	}
	h.must("POST", "teams({owners})/Microsoft.Dynamics.CRM.RemoveMembersTeam", `{"Members": [{"systemuserid": "{alice}"}]}`)
	h.must("DELETE", "teams({owners})", "")
	if n := h.count("teammemberships", func(store.Row) bool { return true }) + h.count("teamrolescollection", func(store.Row) bool { return true }); n != 0 {
		t.Errorf("%d links are left of a deleted team", n)
	}
}

func TestStateLikeAnotherAdministrator(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	c := h.service.Background("")
	unit, err := h.service.StateInsert(c, "businessunits", store.Row{"name": "Added", "_parentbusinessunitid_value": h.vars["root"]})
	h.check(err)
	in := func(r store.Row) bool { return r.Equal("_businessunitid_value", unit.String("businessunitid")) }
	if n := h.count("roles", in) + h.count("teams", in); n != 7 {
		t.Errorf("the added business unit has %d roles and teams, want 6 and 1", n)
	}
	_, err = h.service.StateInsert(c, "solutions", store.Row{"uniquename": dataverse.SalesSolution, "version": "9.0.0.0"})
	h.check(err)
	if n := h.count("roles", in); n != 9 {
		t.Errorf("the business unit has %d roles after the solution was added, want 9", n)
	}
	if _, err := h.service.StateDelete(c, "businessunits", unit.String("businessunitid")); err != nil || h.count("roles", in)+h.count("teams", in) != 0 {
		t.Errorf("roles and teams are left of a deleted business unit (%v)", err)
	}
	h.put("accounts", "account", store.Row{"name": "A", "_ownerid_value": h.vars["alice"]})
	row, _, err := h.service.StateUpdate(c, "accounts", h.vars["account"], store.Row{"_ownerid_value": h.vars["owners"]})
	h.check(err)
	if row.String("_owningteam_value") != h.vars["owners"] || row["_owninguser_value"] != nil || row.String("_owningbusinessunit_value") != h.vars["sales"] {
		t.Errorf("the columns do not follow the owner: %v", row)
	}
	if _, err := h.service.StateDelete(c, "systemusers", h.vars["alice"]); err != nil || h.count("systemuserrolescollection", func(r store.Row) bool { return r.Equal("systemuserid", h.vars["alice"]) }) != 0 {
		t.Errorf("roles are left of a deleted user (%v)", err)
	}
}
