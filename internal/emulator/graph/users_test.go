// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const newUser = `{"accountEnabled":true,"displayName":"Dora","mailNickname":"dora","userPrincipalName":"dora@contoso.com","passwordProfile":{"password":"never-shown"}}`

// TestUserRules has, for each rule, one request that breaks it and one that keeps it.
func TestUserRules(t *testing.T) {
	t.Parallel()
	const value = "A value is required for property '"
	without := func(old, replacement string) string { return strings.Replace(newUser, old, replacement, 1) }
	for _, rule := range []struct{ name, method, path, refused, text, passes string }{
		{"enabled or not", "POST", "users", without(`"accountEnabled":true,`, ""), value + "accountEnabled", newUser},
		{"display name", "POST", "users", without(`"displayName":"Dora",`, ""), value + "displayName", newUser},
		{"mail nickname", "POST", "users", without(`"mailNickname":"dora",`, ""), value + "mailNickname", newUser},
		{"name", "POST", "users", without(`"userPrincipalName":"dora@contoso.com",`, ""), value + "userPrincipalName", newUser},
		{"password", "POST", "users", without(`,"passwordProfile":{"password":"never-shown"}`, ""), "A password must be specified", newUser},
		{"domain", "POST", "users", without("contoso.com", "other.com"), "The domain portion of the userPrincipalName property is invalid", newUser},
		{"form of the name", "POST", "users", without("dora@contoso.com", "dora"), "Invalid value specified for property 'userPrincipalName'", newUser},
		{"one of that name", "POST", "users", without("dora@", "ANN@"), "Another object with the same value for property userPrincipalName already exists.", newUser},
		{"country", "PATCH", "users/" + bob, `{"usageLocation":"Germany"}`, "Invalid value specified for property 'usageLocation'", `{"usageLocation":"DE"}`},
		{"no name", "PATCH", "users/" + bob, `{"displayName":""}`, "Invalid value specified for property 'displayName'", `{"displayName":"Bob"}`},
		{"another's name", "PATCH", "users/" + bob, `{"userPrincipalName":"ann@contoso.com"}`, "Another object with the same value", `{"userPrincipalName":"bob@contoso.com"}`},
		{"licenses have an action", "PATCH", "users/" + bob, `{"assignedLicenses":[]}`, "Property 'assignedLicenses' is read-only", `{"jobTitle":"x"}`},
		{"a known property", "PATCH", "users/" + bob, `{"country1":"x"}`, "does not exist as a declared property", `{"country":"x"}`},
	} {
		t.Run(rule.name, func(t *testing.T) {
			t.Parallel()
			h := newTenant(t)
			status := map[string]int{"POST": 201, "PATCH": 204}[rule.method]
			h.want(rule.method, rule.path, rule.refused, 400, badRequest, rule.text)
			h.ok(rule.method, rule.path, rule.passes, status)
		})
	}
}

func TestUser(t *testing.T) {
	t.Parallel()
	h := newTenant(t)
	made := h.ok("POST", "users", newUser, 201)
	id, _ := made.body["id"].(string)
	path := "users/" + id
	h.want("GET", path, "", 404, "Request_ResourceNotFound", "Resource '"+id+"' does not exist or one of its queried reference-property objects are not present.")
	h.want("PATCH", path, `{"usageLocation":"DE"}`, 404, "Request_ResourceNotFound", "")
	h.want("POST", path+"/assignLicense", add(office), 404, "Request_ResourceNotFound", "")
	h.replicate()
	user := h.ok("GET", "users/DORA@contoso.com", "", 200).body
	want := []string{
		"@odata.context", "businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation",
		"preferredLanguage", "surname", "userPrincipalName",
	}
	if got := slices.Sorted(maps.Keys(user)); !slices.Equal(got, want) {
		t.Errorf("without $select: %v", got)
	}
	all := h.ok("GET", path+"?$select=accountEnabled,usageLocation,assignedLicenses,passwordProfile,userType,createdDateTime", "", 200).body
	if all["accountEnabled"] != true || all["usageLocation"] != nil || all["passwordProfile"] != nil || all["userType"] != "Member" || all["createdDateTime"] == nil {
		t.Errorf("selected: %v", all)
	}
	list, _ := h.ok("GET", "users?$filter=id in ('"+ann+"','"+id+"')&$select=id", "", 200).body["value"].([]any)
	if len(list) != 2 {
		t.Errorf("by ids: %v", list)
	}
	failure := h.ok("GET", "users/nobody@contoso.com", "", 404)
	inner, _ := failure.body["error"].(map[string]any)["innerError"].(map[string]any)
	if inner["request-id"] == nil || inner["client-request-id"] == nil || inner["date"] == nil || failure.header.Get("request-id") == "" {
		t.Errorf("the error's ids: %v", failure.body)
	}
}

func TestDeletedItems(t *testing.T) {
	t.Parallel()
	h := newTenant(t)
	item := "directory/deletedItems/" + ann
	h.want("GET", item, "", 404, "Request_ResourceNotFound", "")
	h.ok("DELETE", "users/"+ann, "", 204)
	h.want("GET", "users/"+ann, "", 404, "Request_ResourceNotFound", "")
	h.want("DELETE", "users/"+ann, "", 404, "Request_ResourceNotFound", "")
	if got := h.ok("GET", item, "", 200).body; got["deletedDateTime"] == nil || got["@odata.type"] != "#microsoft.graph.user" {
		t.Errorf("deleted: %v", got)
	}
	list, _ := h.ok("GET", "directory/deletedItems/microsoft.graph.user", "", 200).body["value"].([]any)
	if len(list) != 1 {
		t.Errorf("deleted accounts: %v", list)
	}
	h.ok("POST", "users", strings.Replace(newUser, "dora@", "ann@", 1), 201) // the name is free
	h.want("POST", item+"/restore", "", 400, badRequest, "Another object with the same value for property userPrincipalName")
	h.replicate()
	h.ok("DELETE", "users/ann@contoso.com", "", 204)
	if got := h.ok("POST", item+"/restore", "", 200).body; got["id"] != ann {
		t.Errorf("restored: %v", got)
	}
	if got := h.licenses(ann); got != office+" ["+webApps+"]" {
		t.Errorf("restored with %s", got)
	}
	h.ok("DELETE", "users/"+ann, "", 204)
	h.ok("DELETE", item, "", 204)
	h.want("POST", item+"/restore", "", 404, "Request_ResourceNotFound", "")
	h.ok("DELETE", "users/"+bob, "", 204)
	h.world.Do(func() { h.world.Advance(graph.Retention) })
	h.want("GET", "directory/deletedItems/"+bob, "", 404, "Request_ResourceNotFound", "")
	if last := h.changes[len(h.changes)-1]; !strings.HasSuffix(last, " -> ") {
		t.Errorf("told last: %s", last)
	}
}

func TestApplications(t *testing.T) {
	t.Parallel()
	h := newTenant(t)
	h.want("POST", "applications", `{}`, 400, badRequest, "A value is required for property 'displayName'")
	made := h.ok("POST", "applications", `{"displayName":"New"}`, 201)
	appID, _ := made.body["appId"].(string)
	if appID == "" || made.body["signInAudience"] != "AzureADMyOrg" {
		t.Errorf("%v", made.body)
	}
	h.want("POST", "servicePrincipals", `{}`, 400, badRequest, "A value is required for property 'appId'")
	h.want("POST", "servicePrincipals", `{"appId":"`+ann+`"}`, 400, badRequest, "does not reference a valid application object")
	h.want("POST", "servicePrincipals", `{"appId":"`+app+`"}`, 409, "Request_MultipleObjectsWithSameKeyValue", "the service principal name "+app+" is already in use")
	principal := h.ok("POST", "servicePrincipals", `{"appId":"`+bare+`"}`, 201)
	if principal.body["displayName"] != "Bare" {
		t.Errorf("%v", principal.body)
	}
	h.want("GET", "servicePrincipals(appId='"+bare+"')", "", 404, "", "")
	h.replicate()
	h.ok("GET", "servicePrincipals(appId='"+bare+"')", "", 200)
	h.ok("GET", "directoryObjects/"+ann, "", 200)
	// Deleting an application deletes its service principal.
	h.ok("DELETE", "applications/"+app, "", 204)
	h.want("GET", "servicePrincipals(appId='"+app+"')", "", 404, "", "")
	list, _ := h.ok("GET", "directory/deletedItems", "", 200).body["value"].([]any)
	if len(list) != 1 { // both objects have the same id in this seed
		t.Errorf("deleted: %v", list)
	}
	id, _ := principal.body["id"].(string)
	h.ok("DELETE", "directoryObjects/"+id, "", 204)
	h.ok("POST", "directory/deletedItems/"+id+"/restore", "", 200)
	h.ok("GET", "servicePrincipals/"+id, "", 200)
}

// TestState changes accounts behind the API.
func TestState(t *testing.T) {
	t.Parallel()
	h := newTenant(t)
	c := h.service.Background("")
	state := func(f func() error) {
		t.Helper()
		h.world.Do(func() {
			if err := f(); err != nil {
				t.Error(err)
			}
		})
	}
	const id = "c0000000-0000-4000-8000-0000000000ff"
	state(func() error {
		_, err := h.service.StateInsert(c, "users", store.Row{"id": id, "userPrincipalName": "eve@contoso.com", "assignedLicenses": []any{map[string]any{"skuId": office}}})
		return err
	})
	h.ok("GET", "users/"+id, "", 200) // at once
	if h.consumed(office) != 6 {
		t.Errorf("%v units", h.consumed(office))
	}
	change := func(changes store.Row) {
		state(func() error { _, _, err := h.service.StateUpdate(c, "users", id, changes); return err })
	}
	change(store.Row{"licenseAssignmentStates": []any{map[string]any{"skuId": mail, "assignedByGroup": bob, "state": "Active"}, map[string]any{"skuId": full, "state": "Error", "error": "CountViolation"}}})
	if got := h.licenses(id); got != mail+" []" || h.consumed(office) != 5 || h.consumed(mail) != 1 {
		t.Errorf("%s, %v and %v units", got, h.consumed(office), h.consumed(mail))
	}
	change(store.Row{"assignedLicenses": []any{map[string]any{"skuId": mail}, map[string]any{"skuId": office, "disabledPlans": []any{webApps}}}})
	h.want("POST", "users/"+id+"/assignLicense", remove(mail), 400, badRequest, "inherited")
	if got := h.licenses(id); got != mail+" [], "+office+" ["+webApps+"]" {
		t.Errorf("%s", got)
	}
	state(func() error { _, err := h.service.StateDelete(c, "users", id); return err })
	h.ok("GET", "directory/deletedItems/"+id, "", 200)
	if len(h.changes) != 4 {
		t.Errorf("told of %v", h.changes)
	}
}
