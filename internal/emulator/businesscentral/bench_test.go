// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Ids of the bench: a Dataverse organization with everything that both connections need, and two companies.
const (
	origin        = "https://127.0.0.1:8443"
	clientID      = "22222222-0000-4000-8000-000000000001"
	cronus        = "c0000000-0000-4000-8000-000000000001"
	fabrikam      = "c0000000-0000-4000-8000-000000000002"
	rootUnit      = "b0000000-0000-4000-8000-000000000000"
	cronusUnit    = "b0000000-0000-4000-8000-000000000001"
	fabrikamUnit  = "b0000000-0000-4000-8000-000000000002"
	cronusTeam    = "a0000000-0000-4000-8000-000000000001"
	fabrikamTeam  = "a0000000-0000-4000-8000-000000000002"
	administrator = "70000000-0000-4000-8000-000000000000"
	integration   = "50000000-0000-4000-8000-000000000000"
	userJo        = "50000000-0000-4000-8000-000000000001"
	userPs        = "50000000-0000-4000-8000-000000000002"
	salesJo       = "e0000000-0000-4000-8000-000000000001"
	salesPs       = "e0000000-0000-4000-8000-000000000002"
	customerOne   = "d0000000-0000-4000-8000-000000000001"
	customerTwo   = "d0000000-0000-4000-8000-000000000002"
	email         = "bc-integration@contoso.com"
	copySuffix    = "-copy"
)

type bench struct {
	t          *testing.T
	world      *world.World
	standard   *odatasvc.Service
	automation *odatasvc.Service
	companion  *odatasvc.Service
}

func newBench(t *testing.T) *bench {
	t.Helper()
	m, err := model.Load("businesscentral", "companion")
	if err != nil {
		t.Fatal(err)
	}
	d, err := model.Load("dataverse", "dataverse-owned")
	if err != nil {
		t.Fatal(err)
	}
	keyOf := func(api, set string) []string {
		owner := m
		if api == store.Dataverse {
			owner = d
		}
		if keys := owner.Keys(set); len(keys) > 0 {
			return keys
		}
		if api == store.Dataverse {
			return []string{strings.TrimSuffix(set, "s") + "id"}
		}
		return []string{"id"}
	}
	w := world.New(store.New(keyOf), world.Config{
		TenantID: "11111111-0000-4000-8000-000000000001", Environment: "Production", ClientID: clientID,
		Origin: origin, Companion: "1.1.0.0",
	})
	service := func(name string) *odatasvc.Service {
		return odatasvc.New(odatasvc.Options{Name: name, Model: m, World: w, Dialect: odatasvc.BusinessCentral()})
	}
	b := &bench{t: t, world: w, standard: service("v2.0"), automation: service("automation"), companion: service("companion")}
	Register(b.standard, b.automation, b.companion)
	b.seedDataverse()
	b.seedCompany(cronus, "CRONUS")
	b.seedCompany(fabrikam, "Fabrikam")
	for _, address := range []string{origin, "https://contoso.crm4.dynamics.com"} {
		allow(address)(b)
	}
	if err := b.standard.Seeded(b.standard.Background("")); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) dv(set string, rows ...store.Row) {
	for _, row := range rows {
		b.world.Store.Table(store.Dataverse, set).Put(row)
	}
}

func (b *bench) bc(company, set string, rows ...store.Row) {
	for _, row := range rows {
		b.world.Store.Table(store.CompanyScope(company), set).Put(row)
	}
}

// allow puts an address on the list of allowed environments, as a person does.
func allow(address string) func(b *bench) {
	return func(b *bench) {
		b.world.Store.Table(store.BusinessCentral, setAllowed).Put(store.Row{columnID: b.world.NewID(), columnAddress: address, "description": ""})
	}
}

// set changes a row of Dataverse without going through its API.
func (b *bench) set(set, key string, changes store.Row) {
	b.world.Store.Table(store.Dataverse, set).Update(key, changes)
}

func (b *bench) unset(set, key string) { b.world.Store.Table(store.Dataverse, set).Delete(key) }

// put changes a row of a company without going through its API.
func (b *bench) put(company, set, key string, changes store.Row) {
	b.world.Store.Table(store.CompanyScope(company), set).Update(key, changes)
}

func (b *bench) row(company, set string, match func(store.Row) bool) store.Row {
	row, ok := b.world.Store.Table(store.CompanyScope(company), set).First(match)
	if !ok {
		b.t.Fatalf("no such row in %s", set)
	}
	return row
}

func (b *bench) seedDataverse() {
	b.dv("businessunits", store.Row{"businessunitid": rootUnit, "name": "contoso"})
	b.dv("transactioncurrencies", store.Row{"transactioncurrencyid": "f0000000-0000-4000-8000-000000000001", "isocurrencycode": "USD", "exchangerate": int64(1), "currencyprecision": int64(2)})
	b.dv("organizations", store.Row{"organizationid": "f1000000-0000-4000-8000-000000000001", "_basecurrencyid_value": "f0000000-0000-4000-8000-000000000001", columnSalesOrderLegacy: false})
	b.dv("solutions",
		store.Row{"solutionid": "f2000000-0000-4000-8000-000000000001", "uniquename": solutionBase, "version": "1.0.0.2"},
		store.Row{"solutionid": "f2000000-0000-4000-8000-000000000002", "uniquename": solutionSales, "version": "29.0.0.0"})
	b.dv("roles",
		store.Row{"roleid": administrator, "name": "System Administrator", "_businessunitid_value": rootUnit, "_roletemplateid_value": templateAdministrator},
		store.Row{"roleid": roleBase, "name": "Business Central Dataverse Integration", "_businessunitid_value": rootUnit},
		store.Row{"roleid": roleSalesAdministrator, "name": "Integration Administrator", "_businessunitid_value": rootUnit},
		store.Row{"roleid": roleSalesUser, "name": "Integration User", "_businessunitid_value": rootUnit})
	b.dv("systemusers",
		store.Row{"systemuserid": integration, "internalemailaddress": email, "isdisabled": false, "_businessunitid_value": rootUnit},
		store.Row{"systemuserid": userJo, "internalemailaddress": "john@contoso.com", "fullname": "John Sales", "mobilephone": "111", "islicensed": true, "isdisabled": false, "_businessunitid_value": rootUnit},
		store.Row{"systemuserid": userPs, "internalemailaddress": "peter@contoso.com", "fullname": "Peter Sales", "islicensed": true, "isdisabled": false, "_businessunitid_value": rootUnit})
	for i, role := range []string{roleBase, roleSalesAdministrator, roleSalesUser} {
		b.dv("systemuserrolescollection", store.Row{"systemuserroleid": "f3000000-0000-4000-8000-00000000000" + string(rune('1'+i)), "systemuserid": integration, "roleid": role})
	}
	b.dv("uomschedules", store.Row{"uomscheduleid": "f4000000-0000-4000-8000-000000000001", "name": "Default Unit"})
	b.seedUnit(cronus, "CRONUS", cronusUnit, cronusTeam)
	b.seedUnit(fabrikam, "Fabrikam", fabrikamUnit, fabrikamTeam)
}

func (b *bench) seedUnit(company, name, unit, team string) {
	b.dv("businessunits", store.Row{"businessunitid": unit, "name": name + " (" + company + ")", "_parentbusinessunitid_value": rootUnit})
	b.dv("teams", store.Row{"teamid": team, "name": "BCI - " + name + " (" + company + ")", "_businessunitid_value": unit})
	b.dv("roles", store.Row{"roleid": unit + copySuffix, "name": "Business Central Dataverse Integration", "_businessunitid_value": unit, "_parentroleid_value": roleBase})
	b.dv("teamrolescollection", store.Row{"teamroleid": team + copySuffix, "teamid": team, "roleid": unit + copySuffix})
	b.dv("bcbi_companies", store.Row{"bcbi_companyid": team + "-row", "bcbi_externalid": company, "bcbi_name": name, "_bcbi_defaultowningteam_value": team})
}

func (b *bench) seedCompany(id, name string) {
	b.world.Store.Table(store.BusinessCentral, setCompanies).Put(store.Row{"id": id, "name": name, "displayName": name})
	b.bc(id, setInformation, store.Row{"id": id, "displayName": name, "currencyCode": "USD"})
	if id != cronus {
		return
	}
	b.bc(id, setSalespeople,
		store.Row{"id": salesJo, "code": "JO", "displayName": "John", "email": "old@contoso.com"},
		store.Row{"id": salesPs, "code": "PS", "displayName": "Peter"})
	b.bc(id, "customers",
		store.Row{"id": customerOne, "number": "C00001", "displayName": "Adatum", "email": "a@adatum.com", "salespersonCode": "JO"},
		store.Row{"id": customerTwo, "number": "C00002", "displayName": "Trey Research", "email": "t@trey.com"})
	b.bc(id, setCurrencies, store.Row{"id": "f5000000-0000-4000-8000-000000000001", "code": "EUR", "displayName": "Euro", "symbol": "€"})
	b.bc(id, setExchangeRates, store.Row{"id": "f6000000-0000-4000-8000-000000000001", "currencyCode": "EUR", "exchangeRateAmount": 0.9})
}

// request is one API call. The body is JSON or empty.
type request struct {
	method, path, body string
	header             map[string]string
	service            *odatasvc.Service // the companion when nil
	caller             string            // client id; the provider's own when empty
	without            string            // an application permission that the token lacks
}

// answer is the response.
type answer struct {
	status  int
	code    string
	message string
	body    map[string]any
	header  http.Header
}

func (b *bench) do(r request) answer {
	b.t.Helper()
	service, root := b.companion, "/companion"
	if r.service != nil {
		service, root = r.service, "/standard"
	}
	req := httptest.NewRequestWithContext(b.t.Context(), r.method, origin+root+"/"+r.path, strings.NewReader(r.body))
	if (r.method == http.MethodPatch || r.method == http.MethodDelete) && r.header == nil {
		req.Header.Set("If-Match", "*")
	}
	for k, v := range r.header {
		req.Header.Set(k, v)
	}
	caller := odatasvc.Caller{ApplicationID: clientID}
	for _, permission := range []string{entra.PermissionAPI, entra.PermissionAutomation} {
		if permission != r.without {
			caller.Roles = append(caller.Roles, permission)
		}
	}
	if r.caller != "" {
		caller.ApplicationID = r.caller
	}
	recorder := httptest.NewRecorder()
	b.world.Do(func() { service.Handle(recorder, req, root, caller, []byte(r.body)) })
	out := answer{status: recorder.Code, header: recorder.Header()}
	if recorder.Body.Len() > 0 {
		if err := json.Unmarshal(recorder.Body.Bytes(), &out.body); err != nil {
			b.t.Fatalf("%s %s: %v in %q", r.method, r.path, err, recorder.Body.String())
		}
	}
	if e, ok := out.body["error"].(map[string]any); ok {
		out.code, _ = e["code"].(string)
		out.message, _ = e["message"].(string)
		out.message, _, _ = strings.Cut(out.message, "  CorrelationId:")
	}
	return out
}

// must sends a request and requires success.
func (b *bench) must(r request) answer {
	b.t.Helper()
	a := b.do(r)
	if a.status >= 300 {
		b.t.Fatalf("%s %s: %d %s: %s", r.method, r.path, a.status, a.code, a.message)
	}
	return a
}

// pass lets time pass, in small steps so that work scheduled by other work runs too.
func (b *bench) pass(d time.Duration) {
	for step := time.Duration(0); step < d; step += 250 * time.Millisecond {
		b.world.Do(func() { b.world.Advance(250 * time.Millisecond) })
	}
}

func in(company, path string) string { return "companies(" + company + ")/" + path }

// list reads a set of the companion.
func (b *bench) list(path string) []map[string]any {
	b.t.Helper()
	a := b.must(request{method: http.MethodGet, path: path})
	values, _ := a.body["value"].([]any)
	out := make([]map[string]any, len(values))
	for i, v := range values {
		out[i], _ = v.(map[string]any)
	}
	return out
}

func (b *bench) setupID(set string) string {
	return b.row(cronus, set, func(store.Row) bool { return true }).String("id")
}

// createDataverse posts the setup of table 7200 with valid values.
func (b *bench) createDataverse(company, unit, ownership string) string {
	b.t.Helper()
	name, _ := b.world.Store.Table(store.Dataverse, "businessunits").Get(unit)
	a := b.must(request{method: http.MethodPost, path: in(company, setDataverseSetup), body: `{"environmentUrl":"` + origin + `","userName":"` + email +
		`","ownershipModel":"` + ownership + `","businessUnitId":"` + unit + `","businessUnitName":"` + name.String("name") + `"}`})
	id, _ := a.body["id"].(string)
	return id
}

func enableDataverseRequest(company, id string) request {
	return request{method: http.MethodPost, path: in(company, setDataverseSetup+"("+id+")/Microsoft.NAV.enable"), body: `{"consentAcknowledged":true}`}
}

func action(company, set, id, name string) request {
	return request{method: http.MethodPost, path: in(company, set+"("+id+")/Microsoft.NAV."+name)}
}

// connectDataverse turns table 7200 on.
func (b *bench) connectDataverse(company, unit, ownership string) string {
	b.t.Helper()
	id := b.createDataverse(company, unit, ownership)
	b.must(enableDataverseRequest(company, id))
	return id
}

// connectSales turns both tables on and returns the id of the row of 5330.
func (b *bench) connectSales(company, unit, ownership, body string) string {
	b.t.Helper()
	b.connectDataverse(company, unit, ownership)
	return b.connectSalesOnly(company, body)
}

func (b *bench) connectSalesOnly(company, body string) string {
	b.t.Helper()
	if body == "" {
		body = "{}"
	}
	a := b.must(request{method: http.MethodPost, path: in(company, setSalesSetup), body: body})
	id, _ := a.body["id"].(string)
	b.must(action(company, setSalesSetup, id, "enable"))
	return id
}
