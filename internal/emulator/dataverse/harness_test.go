// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
)

// Client ids of the callers.
const (
	appAdmin    = "a0000000-0000-4000-8000-000000000001"
	appReader   = "a0000000-0000-4000-8000-000000000002"
	appDisabled = "a0000000-0000-4000-8000-000000000003"
	appRoleless = "a0000000-0000-4000-8000-000000000004"
	appNew      = "a0000000-0000-4000-8000-000000000005" // a service principal without a user
	appFresh    = "a0000000-0000-4000-8000-000000000006" // a service principal made a moment ago
	appUnknown  = "a0000000-0000-4000-8000-000000000007" // no service principal
	appOld      = "a0000000-0000-4000-8000-000000000008" // a user who was deleted softly
	appActive   = "a0000000-0000-4000-8000-000000000009" // an enabled application user
)

const root = "/api/data/v9.2"

// organization is a separate emulated organization for one test, accessed by requests.
type organization struct {
	t       *testing.T
	world   *world.World
	service *odatasvc.Service
	rules   *dataverse.Org
	vars    map[string]string
}

func newOrganization(t *testing.T) *organization {
	t.Helper()
	return organizationWith(t, model.Load)
}

// organizationWith reads the model by [model.Load] or, for a test that changes it, by [model.Read].
func organizationWith(t *testing.T, read func(files ...string) (*model.Model, error)) *organization {
	t.Helper()
	m, err := read("dataverse", "dataverse-owned")
	if err != nil {
		t.Fatal(err)
	}
	h := &organization{t: t, vars: map[string]string{}}
	rows := store.New(func(api, set string) []string {
		if api == store.Dataverse {
			return h.service.KeyColumns(set)
		}
		return []string{"id"}
	})
	h.world = world.New(rows, world.Config{ClientID: appAdmin, Origin: "https://emulator.test", Speed: 1})
	h.service = odatasvc.New(odatasvc.Options{Name: "web", Model: m, World: h.world, Dialect: odatasvc.Dataverse()})
	h.rules = dataverse.Register(h.service)
	h.seed()
	return h
}

// seed builds the organization that the rules are tested in.
func (h *organization) seed() {
	graph := func(set string, row store.Row) { h.world.Store.Table(store.Graph, set).Put(row) }
	account := func(name, id string, licensed bool) {
		licenses := []any{}
		if licensed {
			licenses = append(licenses, map[string]any{"skuId": "b0000000-0000-4000-8000-000000000001"})
		}
		graph("users", store.Row{"id": id, "userPrincipalName": name + "@contoso.com", "mail": name + "@contoso.com", "displayName": name, "assignedLicenses": licenses})
	}
	account("alice", "c0000000-0000-4000-8000-000000000001", true)
	account("bob", "c0000000-0000-4000-8000-000000000002", true)
	account("dora", "c0000000-0000-4000-8000-000000000003", false)
	account("emil", "c0000000-0000-4000-8000-000000000004", true)
	account("fred", "c0000000-0000-4000-8000-000000000005", false)
	for _, app := range []string{appAdmin, appReader, appDisabled, appRoleless, appNew, appOld, appActive} {
		graph("servicePrincipals", store.Row{"id": "d" + app[1:], "appId": app, "displayName": "app " + app[35:]})
	}
	graph("servicePrincipals", store.Row{"id": "d" + appFresh[1:], "appId": appFresh, "displayName": "fresh", "createdDateTime": h.world.Timestamp()})

	h.put("businessunits", "root", store.Row{"name": "Contoso"})
	h.put("businessunits", "sales", store.Row{"name": "Sales", "_parentbusinessunitid_value": h.vars["root"]})
	h.put("transactioncurrencies", "eur", store.Row{"isocurrencycode": "EUR", "currencyname": "Euro", "currencysymbol": "€"})
	person := func(name string, row store.Row) {
		row["internalemailaddress"], row["firstname"] = name+"@contoso.com", name
		h.put("systemusers", name, row)
	}
	person("alice", store.Row{})
	person("bob", store.Row{"_businessunitid_value": h.vars["sales"]})
	person("dora", store.Row{"islicensed": false, "isdisabled": true})
	h.put("systemusers", "system", store.Row{"fullname": "SYSTEM", "isdisabled": true, "_businessunitid_value": h.vars["root"]})
	h.put("systemusers", "reader", store.Row{"applicationid": appReader})
	h.put("systemusers", "disabled", store.Row{"applicationid": appDisabled, "isdisabled": true})
	h.put("systemusers", "roleless", store.Row{"applicationid": appRoleless})
	h.put("systemusers", "old", store.Row{"applicationid": appOld, "isdisabled": true, "deletedstate": int64(1)})
	h.put("systemusers", "active", store.Row{"applicationid": appActive})
	h.put("teams", "owners", store.Row{"name": "Owners", "_businessunitid_value": h.vars["sales"]})
	h.put("publishers", "publisher", store.Row{"uniquename": "Contoso"})
	h.check(h.service.Seeded(h.service.Background("")))

	h.vars["admin"] = h.find("systemusers", func(r store.Row) bool { return r.Equal("applicationid", appAdmin) }, "systemuserid")
	for name, template := range map[string]string{
		"Admin": dataverse.SystemAdministratorTemplate, "Customizer": dataverse.SystemCustomizerTemplate,
		"Basic": dataverse.BasicUserTemplate, "Support": dataverse.SupportUserTemplate, "Knowledge": dataverse.KnowledgeManagerTemplate,
	} {
		for _, unit := range []string{"root", "sales"} {
			h.vars[unit+name] = h.find("roles", func(r store.Row) bool {
				return r.Equal("_roletemplateid_value", template) && r.Equal("_businessunitid_value", h.vars[unit])
			}, "roleid")
		}
	}
	for _, unit := range []string{"root", "sales"} {
		h.vars[unit+"Team"] = h.find("teams", func(r store.Row) bool { return r.Bool("isdefault") && r.Equal("_businessunitid_value", h.vars[unit]) }, "teamid")
	}
	h.vars["org"] = h.find("organizations", func(store.Row) bool { return true }, "organizationid")
	h.link("systemuserrolescollection", store.Row{"systemuserid": h.vars["reader"], "roleid": h.vars["rootBasic"]})
	h.link("systemuserrolescollection", store.Row{"systemuserid": h.vars["alice"], "roleid": h.vars["rootBasic"]})
}

func (h *organization) check(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// put adds a row as a seed does, and remembers its key.
func (h *organization) put(set, name string, row store.Row) {
	c := h.service.Background("")
	h.service.GenerateKey(c, set, row)
	if defaults := h.service.Set(set).Defaults; defaults != nil {
		defaults(c, row)
	}
	c.Table(set).Put(row)
	h.vars[name] = c.Table(set).Key(row)
}

func (h *organization) link(set string, row store.Row) {
	c := h.service.Background("")
	h.service.GenerateKey(c, set, row)
	c.Table(set).Put(row)
}

// set changes a row without going through the service.
func (h *organization) set(set, name string, changes store.Row) {
	h.t.Helper()
	if _, ok := h.table(set).Update(h.vars[name], changes); !ok {
		h.t.Fatalf("%s has no row %s", set, name)
	}
}

func (h *organization) table(set string) *store.Table {
	return h.world.Store.Table(store.Dataverse, set)
}

func (h *organization) find(set string, match func(store.Row) bool, column string) string {
	h.t.Helper()
	row, ok := h.table(set).First(match)
	if !ok {
		h.t.Fatalf("no such row in %s", set)
	}
	return row.String(column)
}

// answer is the response to a request.
type answer struct {
	status        int
	code, message string
	body          map[string]any
	header        http.Header
}

// text replaces {name} with the id of that name.
func (h *organization) text(s string) string {
	for name, value := range h.vars {
		s = strings.ReplaceAll(s, "{"+name+"}", value)
	}
	return s
}

// do sends a request as the administrator.
func (h *organization) do(method, path, body string) answer {
	h.t.Helper()
	return h.send(appAdmin, try{method: method, path: path, body: body})
}

func (h *organization) send(as string, request try) answer {
	h.t.Helper()
	method, body := request.method, request.body
	path := strings.ReplaceAll(h.text(request.path), " ", "%20")
	r := httptest.NewRequestWithContext(h.t.Context(), method, "https://emulator.test"+root+"/"+path, nil)
	switch {
	case request.match == noIfMatch:
	case request.match != "":
		r.Header.Set("If-Match", h.text(request.match))
	case request.noneMatch != "":
		r.Header.Set("If-None-Match", request.noneMatch)
	case method == http.MethodPatch:
		r.Header.Set("If-Match", "*")
	}
	w := httptest.NewRecorder()
	h.world.Do(func() {
		h.service.Handle(w, r, root, odatasvc.Caller{ApplicationID: as, ObjectID: as}, []byte(h.text(body)))
	})
	out := answer{status: w.Code, header: w.Header()}
	if w.Body.Len() > 0 && strings.Contains(w.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), &out.body); err != nil {
			h.t.Fatalf("%s %s: %v in %s", method, path, err, w.Body)
		}
	}
	if e, ok := out.body["error"].(map[string]any); ok {
		out.code, _ = e["code"].(string)
		out.message, _ = e["message"].(string)
	}
	return out
}

// must sends a request as the administrator and requires success.
func (h *organization) must(method, path, body string) answer {
	h.t.Helper()
	a := h.do(method, path, body)
	if a.status >= 300 {
		h.t.Fatalf("%s %s: %d %s %s", method, h.text(path), a.status, a.code, a.message)
	}
	return a
}

// settle waits until all asynchronous work is done.
func (h *organization) settle() {
	for range 4 {
		h.world.Do(func() { h.world.Advance(10 * time.Minute) })
	}
}

// pack creates a package in base64.
func pack(t *testing.T, s samples.Solution) string {
	t.Helper()
	content, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(content)
}

// importing is the body of a request that imports the package which h.vars holds under the name.
func importing(name string) string {
	return `{"OverwriteUnmanagedCustomizations": false, "PublishWorkflows": true, "CustomizationFile": "{` + name + `}"}`
}

// install imports a package and waits for it.
func (h *organization) install(s samples.Solution) {
	h.t.Helper()
	h.vars["installing"] = pack(h.t, s)
	a := h.must("POST", "ImportSolutionAsync", importing("installing"))
	h.settle()
	id, _ := a.body["AsyncOperationId"].(string)
	if op := h.must("GET", "asyncoperations("+id+")", ""); op.body["statuscode"] != 30.0 {
		h.t.Fatalf("importing %s: %v", s.UniqueName, op.body["message"])
	}
}
