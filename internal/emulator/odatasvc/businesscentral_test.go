// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const (
	cronus = "cccccccc-0000-4000-8000-00000000000c"
	other  = "cccccccc-0000-4000-8000-00000000000d"
	jim    = "11111111-0000-4000-8000-00000000000a"
)

func companies(b *bench) string {
	b.put(store.BusinessCentral, "companies", store.Row{"id": cronus, "name": "CRONUS"}, store.Row{"id": other, "name": "Other"})
	b.put(store.CompanyScope(cronus), "salespeoplePurchasers",
		store.Row{"id": jim, "code": "JO", "displayName": "Jim", "email": "jim@example.com"},
		store.Row{"id": "11111111-0000-4000-8000-00000000000b", "code": "LT", "displayName": "Lina"})
	b.put(store.CompanyScope(cronus), "jobQueueEntries", store.Row{"id": jim, "status": "In Process"})
	return "/companies(" + cronus + ")"
}

func TestBusinessCentralReads(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.BusinessCentral)
	at := companies(b)
	row := b.get(at + "/salespeoplePurchasers(" + jim + ")").object()
	if row["code"] != "JO" || row["phoneNo"] != "" || row["blocked"] != false || !strings.HasPrefix(row["@odata.etag"].(string), `W/"`) {
		t.Errorf("blanks: %v", row)
	}
	if got := b.get(at + "/jobQueueEntries(" + jim + ")").object()["status"]; got != "In_x0020_Process" {
		t.Errorf("an option is %v", got)
	}
	for _, filter := range []string{"status eq 'In Process'", "status eq 'In_x0020_Process'"} {
		if got := b.get(at + "/jobQueueEntries?$filter=" + filter).column("id"); len(got) != 1 {
			t.Errorf("%s: %v", filter, got)
		}
	}
	for path, want := range map[string]int{
		"/salespeoplePurchasers?company=CRONUS":                            2,
		"/salespeoplePurchasers?company=" + strings.ToUpper(cronus):        2,
		"/companies(" + other + ")/salespeoplePurchasers":                  0,
		at + "/salespeoplePurchasers?$filter=code eq 'JO' or code eq 'LT'": 2,
		at + "/salespeoplePurchasers?$filter=email eq ''":                  1,
		at + "/salespeoplePurchasers?$filter=code eq 'jo'":                 0,
	} {
		got := b.get(path)
		b.expect(got, 200, "")
		if n := len(got.column("id")); n != want {
			t.Errorf("%s: %d rows, want %d", path, n, want)
		}
	}
	for path, code := range map[string]string{
		"/companies(" + jim + ")/salespeoplePurchasers": "Internal_CompanyNotFound",
		"/salespeoplePurchasers?company=Nope":           "Internal_CompanyNotFound",
		at + "/salespeoplePurchasers(" + cronus + ")":   "Internal_RecordNotFound",
		at + "/nosuch":                                  "BadRequest_NotFound",
		"/extensions?company=CRONUS":                    "BadRequest_NotFound",
		at + "/salespeoplePurchasers?$filter=nope eq 1": "BadRequest",
		at + "/salespeoplePurchasers?$filter=code eq 'JO' or displayName eq 'Lina'": "BadRequest_MethodNotImplemented",
		at + "/jobQueueEntries?$filter=status eq 'Nope'":                            "BadRequest",
	} {
		if got := b.get(path); got.code() != code || !strings.Contains(got.Body.String(), "  CorrelationId:  ") {
			t.Errorf("%s: %s", path, got.Body)
		}
	}
}

func TestBusinessCentralWrites(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.BusinessCentral)
	at := companies(b) + "/salespeoplePurchasers"
	created := b.send("POST", at, `{"code":"NEW","displayName":"New"}`)
	b.expect(created, http.StatusCreated, "")
	id, _ := created.object()["id"].(string)
	etag, _ := created.object()["@odata.etag"].(string)
	one := at + "(" + id + ")"
	b.expect(b.send("PATCH", one, `{"displayName":"x"}`), 400, "BadRequest_InvalidToken")
	b.expect(b.send("PATCH", one, `{"displayName":"x"}`, "If-Match: bad"), 400, "BadRequest_InvalidToken")
	changed := b.send("PATCH", one, `{"displayName":"x","email":null}`, "If-Match: "+etag)
	b.expect(changed, 200, "")
	if changed.object()["displayName"] != "x" || changed.object()["email"] != "" {
		t.Errorf("the answer to the change: %s", changed.Body)
	}
	b.expect(b.send("PATCH", one, `{"displayName":"y"}`, "If-Match: "+etag), 409, "Request_EntityChanged")
	b.expect(b.send("DELETE", one, "", "If-Match: "+etag), 409, "Request_EntityChanged")
	b.expect(b.send("PATCH", at+"("+cronus+")", `{}`, "If-Match: *"), 404, "Internal_RecordNotFound")
	for body, code := range map[string]string{
		`{"code":"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}`:           "Application_StringExceededLength",
		`{"nope":1}`:                                      "BadRequest",
		`{"lastModifiedDateTime":"2026-01-01T00:00:00Z"}`: "BadRequest_InvalidOperation",
		`{"blocked":"no"}`:                                "BadRequest",
	} {
		b.expect(b.send("POST", at, body), 400, code)
	}
	b.expect(b.send("DELETE", one, ""), 204, "") // without If-Match
	b.expect(b.send("POST", companies(b)+"/jobQueueEntries", `{}`), 405, "BadRequest_MethodNotAllowed")
	b.expect(b.send("DELETE", "/companies("+cronus+")", "", "If-Match: *"), 405, "BadRequest_MethodNotAllowed")
}

func TestBusinessCentralActions(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.BusinessCentral)
	at := companies(b) + "/jobQueueEntries(" + jim + ")"
	b.expect(b.send("POST", at+"/Microsoft.NAV.restart", ""), 501, "BadRequest_MethodNotImplemented")
	b.service.RegisterBoundOperation("jobQueueEntry", "restart", func(c *odatasvc.Context, bound odatasvc.Row, _ map[string]any) (any, error) {
		c.Table("jobQueueEntries").Update(bound.String("id"), store.Row{"status": "Ready"})
		return nil, nil
	})
	b.expect(b.send("POST", at+"/Microsoft.NAV.restart", "{}"), 204, "")
	if got := b.get(at).object()["status"]; got != "Ready" {
		t.Errorf("status %v", got)
	}
	b.expect(b.send("POST", at+"/restart", ""), 404, "BadRequest_NotFound")
	b.expect(b.send("POST", at+"/Microsoft.NAV.restart", `{"nope":1}`), 400, "BadRequest")
	b.expect(b.get(at+"/Microsoft.NAV.restart"), 405, "BadRequest_MethodNotAllowed")
	b.expect(b.send("POST", companies(b)+"/jobQueueEntries("+cronus+")/Microsoft.NAV.restart", ""), 404, "Internal_RecordNotFound")
}

func TestGraph(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Graph)
	b.service.RegisterSet("users", odatasvc.Set{Select: []string{"id", "displayName", "userPrincipalName"}})
	b.put(store.Graph, "users", store.Row{"id": jim, "displayName": "Jim", "userPrincipalName": "jim@contoso.example", "accountEnabled": true})
	b.put(store.Graph, "servicePrincipals", store.Row{"id": other, "appId": cronus})
	for _, path := range []string{"/users/" + jim, "/users('" + jim + "')", "/users/JIM@contoso.example"} {
		got := b.get(path)
		b.expect(got, 200, "")
		if row := got.object(); row["displayName"] != "Jim" || len(row) != 4 {
			t.Errorf("%s: %v", path, row)
		}
	}
	if got := b.get("/users/" + jim + "?$select=accountEnabled,assignedLicenses").object(); got["accountEnabled"] != true || got["assignedLicenses"] == nil {
		t.Errorf("$select: %v", got)
	}
	b.expect(b.get("/servicePrincipals(appId='"+cronus+"')"), 200, "")
	b.expect(b.get("/users/"+cronus), 404, "Request_ResourceNotFound")
	b.expect(b.send("PATCH", "/users/"+jim, `{"usageLocation":"DE"}`), 204, "")
	b.expect(b.send("PATCH", "/users/"+jim, `{"nope":"DE"}`), 400, "Request_BadRequest")
	b.expect(b.get("/subscribedSkus?$filter=skuPartNumber eq 'x'"), 400, "Request_UnsupportedQuery")
	b.expect(b.send("POST", "/subscribedSkus", `{}`), 405, "Request_BadRequest")
	created := b.send("POST", "/users", `{"displayName":"Ada","accountEnabled":true,"passwordProfile":{"password":"x","forceChangePasswordNextSignIn":false}}`)
	b.expect(created, 201, "")
	b.service.RegisterBoundOperation("user", "assignLicense", func(_ *odatasvc.Context, bound odatasvc.Row, params map[string]any) (any, error) {
		if len(params["removeLicenses"].([]any)) != 0 {
			return nil, odatasvc.Errorf(400, "Request_BadRequest", "unexpected")
		}
		return bound, nil
	})
	b.expect(b.send("POST", "/users/"+jim+"/assignLicense", `{"addLicenses":[{"skuId":"`+cronus+`","disabledPlans":[]}],"removeLicenses":[]}`), 200, "")
	b.expect(b.send("POST", "/users/"+jim+"/assignLicense", `{"addLicenses":[{"nope":1}],"removeLicenses":[]}`), 400, "Request_BadRequest")
	b.expect(b.send("POST", "/users/"+jim+"/assignLicense", `{"addLicenses":[]}`), 400, "Request_BadRequest")
}

// TestGraphTop reads pages of the size $top; the result as a whole is not limited.
func TestGraphTop(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Graph)
	for i := range 205 {
		b.put(store.Graph, "users", store.Row{"id": fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i)})
	}
	for first, sizes := range map[string][]int{
		"/users?$select=id":          {100, 100, 5},
		"/users?$select=id&$top=150": {150, 55},
		"/users?$select=id&$top=999": {205},
	} {
		var got []int
		for path := first; path != ""; {
			page := b.get(path)
			b.expect(page, 200, "")
			got = append(got, len(page.column("id")))
			next, _ := page.object()["@odata.nextLink"].(string)
			path = strings.TrimPrefix(next, origin+b.root)
		}
		if !slices.Equal(got, sizes) {
			t.Errorf("%s: pages of %v, want %v", first, got, sizes)
		}
	}
	b.expect(b.get("/users?$top=1000"), 400, "Request_UnsupportedQuery")
	b.expect(b.get("/users?$top=0"), 400, "Request_UnsupportedQuery")
	b.expect(b.get("/users?$skip=1"), 400, "Request_BadRequest")
}
