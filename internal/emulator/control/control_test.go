// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package control_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/control"
)

func TestRoute(t *testing.T) {
	t.Parallel()
	const id = "AAAAAAAA-0000-4000-8000-00000000000a"
	for path, want := range map[string]string{
		"/api/data/v9.2/systemusers":                                           "/api/data/v9.2/systemusers",
		"/api/data/v9.2/systemusers(" + id + ")/roles(" + id + ")/$ref":        "/api/data/v9.2/systemusers({id})/roles({id})/$ref",
		"/api/data/v9.2/RetrieveSolutionImportResult(ImportJobId=" + id + ")":  "/api/data/v9.2/RetrieveSolutionImportResult({id})",
		"/api/data/v9.2/accounts(name='a (b)')":                                "/api/data/v9.2/accounts({id})",
		"/api/data/v9.2/WhoAmI()":                                              "/api/data/v9.2/WhoAmI()",
		"/v2.0/" + id + "/Production/api/v2.0/companies(" + id + ")/customers": "/v2.0/{tenant}/{environment}/api/v2.0/companies({id})/customers",
		"/v2.0/Production/api/bcsales/integration/v1.0/$metadata":              "/v2.0/{tenant}/{environment}/api/bcsales/integration/v1.0/$metadata",
		"/v1.0/users/a@b.example/assignLicense":                                "/v1.0/users/{id}/assignLicense",
		"/v1.0/users/$count":                                                   "/v1.0/users/$count",
		"/v1.0/directory/deletedItems/" + id + "/restore":                      "/v1.0/directory/deletedItems/{id}/restore",
		"/v1.0/directory/deletedItems/microsoft.graph.user":                    "/v1.0/directory/deletedItems/microsoft.graph.user",
		"/v1.0/directoryObjects/" + id:                                         "/v1.0/directoryObjects/{id}",
		"/" + id + "/oauth2/v2.0/token":                                        "/{tenant}/oauth2/v2.0/token",
		"/" + id + "/v2.0/.well-known/openid-configuration":                    "/{tenant}/v2.0/.well-known/openid-configuration",
	} {
		if got := control.Route(path); got != want {
			t.Errorf("%s became %s, want %s", path, got, want)
		}
	}
}

func TestFaultsMatch(t *testing.T) {
	t.Parallel()
	request := func(method, url string) *http.Request {
		return httptest.NewRequestWithContext(t.Context(), method, url, nil)
	}
	var f control.Faults
	var rules []*control.Fault
	if err := json.Unmarshal([]byte(`[
		{"api":"dataverse","method":"POST","path":"roles$","action":"status","status":500,"times":1},
		{"path":"[?&]company=A","action":"delay","delay":0.5,"skip":1},
		{"path":"/roles\\?\\$filter=name eq 'A B'$","action":"malformed"}]`), &rules); err != nil {
		t.Fatal(err)
	}
	if rules[1].Delay != control.Duration(500*time.Millisecond) {
		t.Errorf("delay %v", rules[1].Delay)
	}
	if err := f.Set(rules); err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		api, method, url string
		want             string
	}{
		{"dataverse", "GET", "/roles", ""},
		{"graph", "POST", "/roles", ""},
		{"dataverse", "POST", "/roles/x", ""},
		{"dataverse", "POST", "/roles?$select=a", "status"},
		{"dataverse", "POST", "/roles", ""}, // once only
		{"dataverse", "GET", "/roles?%24filter=name+eq+%27A%20B%27", "malformed"},
		{"graph", "GET", "/x?company=A", ""}, // skipped
		{"graph", "GET", "/x?company=A", "delay"},
		{"graph", "GET", "/x?company=A", "delay"},
	} {
		got := ""
		if rule := f.Match(step.api, request(step.method, step.url)); rule != nil {
			got = rule.Action
		}
		if got != step.want {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}
}
