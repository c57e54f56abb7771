// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

const (
	ann  = "c0000000-0000-4000-8000-000000000001" // licensed
	bob  = "c0000000-0000-4000-8000-000000000002" // without a usage location
	carl = "c0000000-0000-4000-8000-000000000003" // licensed through a group
	app  = "d0000000-0000-4000-8000-000000000001" // an application with its service principal
	bare = "d0000000-0000-4000-8000-000000000002" // an application without one

	office  = "50000000-0000-4000-8000-000000000001"
	mail    = "50000000-0000-4000-8000-000000000002"
	full    = "50000000-0000-4000-8000-000000000003" // no unit left
	stopped = "50000000-0000-4000-8000-000000000004"
	company = "50000000-0000-4000-8000-000000000005" // not for users

	exchange1 = "9aaf7827-d63c-4b61-89c3-182f06f82e5c"
	exchange2 = "efb87545-963c-4e0d-99df-69c6916d9eb0"
	webApps   = "e95bec33-7c88-4a70-8e19-b10bd9d0c014"
	sharing   = "5dbe027f-2339-4123-9542-606e4d348a72"
)

// tenant is a separate directory for one test.
type tenant struct {
	t       *testing.T
	world   *world.World
	service *odatasvc.Service
	changes []string
	roles   []string // the application permissions of the caller
}

func newTenant(t *testing.T) *tenant {
	t.Helper()
	m, err := model.Load("graph")
	if err != nil {
		t.Fatal(err)
	}
	h := &tenant{t: t, roles: []string{"Directory.ReadWrite.All", "LicenseAssignment.ReadWrite.All", "Application.ReadWrite.All", "User.ReadWrite.All"}}
	rows := store.New(func(_, set string) []string { return h.service.KeyColumns(set) })
	h.world = world.New(rows, world.Config{TenantID: "10000000-0000-4000-8000-000000000001", Origin: "https://emulator.test", Speed: 1})
	h.service = odatasvc.New(odatasvc.Options{Name: "v1.0", Model: m, World: h.world, Dialect: odatasvc.Graph()})
	graph.Register(h.service, func(before, after store.Row) {
		h.changes = append(h.changes, before.String("userPrincipalName")+" -> "+after.String("userPrincipalName"))
	})
	h.world.Do(h.seed)
	return h
}

func (h *tenant) seed() {
	h.put("applications", store.Row{"id": app, "appId": app, "displayName": "App"})
	h.put("applications", store.Row{"id": bare, "appId": bare, "displayName": "Bare"})
	h.put("servicePrincipals", store.Row{"id": app, "appId": app, "displayName": "App"})
	product := func(id, part string, units map[string]any, more store.Row, plans ...string) {
		list := make([]any, 0, len(plans))
		for _, plan := range plans {
			list = append(list, map[string]any{"servicePlanId": plan, "servicePlanName": "P"})
		}
		row := store.Row{"id": id, "skuId": id, "skuPartNumber": part, "servicePlans": list, "prepaidUnits": units}
		maps.Copy(row, more)
		h.put("subscribedSkus", row)
	}
	product(office, "OFFICE", nil, store.Row{"consumedUnits": int64(5)}, exchange2, webApps, sharing)
	product(mail, "MAIL", map[string]any{"enabled": int64(1), "warning": int64(1)}, nil, exchange1)
	product(full, "FULL", map[string]any{"enabled": int64(3)}, store.Row{"consumedUnits": int64(3)})
	product(stopped, "STOPPED", map[string]any{"enabled": int64(3)}, store.Row{"capabilityStatus": "Suspended"})
	product(company, "COMPANY", nil, store.Row{"appliesTo": "Company"})
	account := func(id, name string, row store.Row) {
		row["id"], row["userPrincipalName"], row["displayName"] = id, name+"@contoso.com", name
		h.put("users", row)
	}
	account(ann, "ann", store.Row{"usageLocation": "DE", "assignedLicenses": []any{map[string]any{"skuId": office, "disabledPlans": []any{webApps}}}})
	account(bob, "bob", store.Row{})
	account(carl, "carl", store.Row{"usageLocation": "DE", "licenseAssignmentStates": []any{map[string]any{"skuId": office, "assignedByGroup": bob, "state": "Active"}}})
	if err := h.service.Seeded(h.service.Background("")); err != nil {
		h.t.Fatal(err)
	}
}

func (h *tenant) put(set string, row store.Row) {
	if row["prepaidUnits"] == nil || len(row["prepaidUnits"].(map[string]any)) == 0 {
		delete(row, "prepaidUnits")
	}
	c := h.service.Background("")
	h.service.FillDefaults(c, set, row)
	c.Table(set).Put(row)
}

// answer is the response to a request.
type answer struct {
	status int
	body   map[string]any
	header http.Header
}

func (h *tenant) do(method, path, body string) answer {
	h.t.Helper()
	r := httptest.NewRequestWithContext(h.t.Context(), method, "/v1.0/"+strings.ReplaceAll(path, " ", "%20"), strings.NewReader(body))
	w := httptest.NewRecorder()
	h.world.Do(func() {
		h.service.Handle(w, r, "/v1.0", odatasvc.Caller{ApplicationID: app, Roles: h.roles}, []byte(body))
	})
	out := answer{status: w.Code, header: w.Header()}
	if w.Body.Len() > 0 {
		if err := json.Unmarshal(w.Body.Bytes(), &out.body); err != nil {
			h.t.Fatalf("%s %s: %v: %s", method, path, err, w.Body)
		}
	}
	return out
}

// want sends a request and checks the status, and the code and text of a refusal.
func (h *tenant) want(method, path, body string, status int, code, text string) answer {
	h.t.Helper()
	got := h.do(method, path, body)
	failure, _ := got.body["error"].(map[string]any)
	if got.status != status || code != "" && failure["code"] != code || !strings.Contains(fmt.Sprint(failure["message"]), text) && text != "" {
		h.t.Errorf("%s %s: %d %v, want %d %s %s", method, path, got.status, got.body, status, code, text)
	}
	return got
}

func (h *tenant) ok(method, path, body string, status int) answer {
	h.t.Helper()
	return h.want(method, path, body, status, "", "")
}

// replicate waits until the directory is consistent.
func (h *tenant) replicate() { h.world.Do(func() { h.world.Advance(graph.ReplicationDelay) }) }

// licenses are the licenses of an account, each with its disabled plans.
func (h *tenant) licenses(id string) string {
	h.t.Helper()
	list, _ := h.ok("GET", "users/"+id+"?$select=assignedLicenses", "", 200).body["assignedLicenses"].([]any)
	out := make([]string, 0, len(list))
	for _, item := range list {
		license := item.(map[string]any)
		out = append(out, strings.TrimSpace(fmt.Sprint(license["skuId"], " ", license["disabledPlans"])))
	}
	return strings.Join(out, ", ")
}

func (h *tenant) consumed(sku string) float64 {
	h.t.Helper()
	n, _ := h.ok("GET", "subscribedSkus/"+sku+"?$select=consumedUnits", "", 200).body["consumedUnits"].(float64)
	return n
}
