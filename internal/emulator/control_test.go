// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

func TestRequestCounts(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	c.do("GET", api+"/systemusers(00000000-0000-4000-8000-000000000001)/systemuserroles_association?$select=name", "")
	c.do("GET", api+"/systemusers(00000000-0000-4000-8000-000000000002)/systemuserroles_association", "")
	c.do("GET", nav+"/companies(00000000-0000-4000-8000-000000000002)/customers(00000000-0000-4000-8000-000000000002)", "")
	c.do("GET", "/v1.0/users/jim.olive@contoso.example", "")
	c.do("GET", "/"+emulator.TenantID+"/v2.0/.well-known/openid-configuration", "")
	c.do("POST", nav+"/$batch", `{"requests":[{"id":"1","method":"GET","url":"companies"},{"id":"2","method":"GET","url":"companies"}]}`)
	var counts []struct {
		API, Method, Route string
		Count              int
	}
	c.want(c.do("GET", "/_emulator/requests", ""), 200).json(t, &counts)
	got := map[string]int{}
	for _, n := range counts {
		got[n.API+" "+n.Method+" "+n.Route] = n.Count
	}
	root := "/v2.0/{tenant}/{environment}/api/v2.0"
	for route, n := range map[string]int{
		"dataverse GET /api/data/v9.2/systemusers({id})/systemuserroles_association": 2,
		"businesscentral GET " + root + "/companies({id})/customers({id})":           1,
		"graph GET /v1.0/users/{id}":                                1,
		"entra GET /{tenant}/v2.0/.well-known/openid-configuration": 1,
		"businesscentral POST " + root + "/$batch":                  1,
		"businesscentral GET " + root + "/$batch/part":              2,
	} {
		if got[route] != n {
			t.Errorf("%s: %d, want %d (%v)", route, got[route], n, got)
		}
	}
	c.want(c.do("DELETE", "/_emulator/requests", ""), 204)
	if r := c.want(c.do("GET", "/_emulator/requests", ""), 200); strings.TrimSpace(string(r.body)) != "[]" {
		t.Errorf("after the reset: %s", r.body)
	}
}

func TestState(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	state := "/_emulator/state/businesscentral/salespeoplePurchasers"
	var row map[string]any
	c.want(c.do("POST", state+"?company=CRONUS", `{"code":"XY","displayName":"X Y"}`), 201).json(t, &row)
	id, _ := row["id"].(string)
	if id == "" {
		t.Errorf("the new row: %v", row)
	}
	c.want(c.do("PATCH", state+"/"+id+"?company=CRONUS", `{"displayName":"Z"}`), 200)
	c.want(c.do("GET", state+"/"+id+"?company=CRONUS", ""), 200).json(t, &row)
	if row["displayName"] != "Z" {
		t.Errorf("the changed row: %v", row)
	}
	if r := c.want(c.do("GET", nav+"/salespeoplePurchasers?company=CRONUS&$filter=code eq 'XY'", ""), 200); !strings.Contains(string(r.body), `"Z"`) {
		t.Errorf("over the API: %s", r.body)
	}
	c.want(c.do("DELETE", state+"/"+id+"?company=CRONUS", ""), 204)
	c.want(c.do("DELETE", state+"/"+id+"?company=CRONUS", ""), 404)
	c.want(c.do("PATCH", state+"/"+id+"?company=CRONUS", `{}`), 404)
	c.want(c.do("GET", state+"?company=nope", ""), 404)
	c.want(c.do("GET", "/_emulator/state/dataverse/nosuch", ""), 404)
	c.want(c.do("GET", "/_emulator/state/nosuch/users", ""), 404)
	c.want(c.do("POST", state+"?company=CRONUS", `{"code":5}`), 400)
	c.want(c.do("POST", state+"?company=CRONUS", `nonsense`), 400)
	c.want(c.do("POST", state+"?company=CRONUS", `{} {}`), 400)
	c.want(c.do("PUT", state+"?company=CRONUS", ""), 405)
	if r := c.want(c.do("GET", state, ""), 404); !strings.Contains(string(r.body), "?company=ID") {
		t.Errorf("without a company: %s", r.body)
	}

	c.want(c.do("POST", "/_emulator/reset", ""), 204)
	var rows []map[string]any
	c.want(c.do("GET", state+"?company=CRONUS", ""), 200).json(t, &rows)
	if len(rows) != 5 {
		t.Errorf("after the reset: %d rows", len(rows))
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	set := func(fault string) {
		t.Helper()
		c.want(c.do("PUT", "/_emulator/faults", "["+fault+"]"), 204)
	}
	who := func() response { return c.do("GET", api+"/WhoAmI", "") }

	set(`{"api":"dataverse","method":"get","path":"WhoAmI$","action":"status","status":503,"headers":{"Retry-After":7},"body":{"error":{"code":"x","message":"y"}},"skip":1,"times":2}`)
	for i, status := range []int{200, 503, 503, 200} {
		if r := who(); r.status != status || status == 503 && (r.header.Get("Retry-After") != "7" || !strings.Contains(string(r.body), `"y"`)) {
			t.Errorf("request %d: %d %s", i, r.status, r.body)
		}
	}
	c.want(c.do("GET", nav+"/companies", ""), 200)

	set(`{"action":"malformed","times":1}`)
	if r := who(); r.status != 200 || strings.HasSuffix(string(r.body), "}") {
		t.Errorf("malformed: %s", r.body)
	}

	set(`{"action":"malformed","times":1,"status":502,"headers":{"Content-Type":"text/html"},"body":"<html>"}`)
	if r := who(); r.status != 502 || string(r.body) != "<html>" || r.header.Get("Content-Type") != "text/html" {
		t.Errorf("malformed with a body: %d %s", r.status, r.body)
	}

	create := func() response {
		return c.do("POST", api+"/businessunits", `{"name":"Fault","parentbusinessunitid@odata.bind":"/businessunits(000000b0-0000-4000-8000-000000000001)"}`)
	}
	count := func() int {
		var rows []map[string]any
		c.want(c.do("GET", "/_emulator/state/dataverse/businessunits", ""), 200).json(t, &rows)
		return len(rows)
	}
	before := count()
	set(`{"method":"POST","action":"reset_before","times":1}`)
	if r := create(); r.err == nil || count() != before {
		t.Errorf("reset_before: %v, %d rows", r.err, count())
	}
	set(`{"method":"POST","action":"reset_after","times":1}`)
	if r := create(); r.err == nil || count() != before+1 {
		t.Errorf("reset_after: %v, %d rows", r.err, count())
	}

	set(`{"action":"delay","delay":"150ms","times":1}`)
	if at := time.Now(); who().status != 200 || time.Since(at) < 150*time.Millisecond {
		t.Error("there was no delay")
	}
	set(`{"method":"POST","action":"drip","delay":"1ms","times":1}`)
	if r := create(); r.err != nil || r.status != 204 && len(r.body) == 0 || count() != before+2 {
		t.Errorf("drip: %v, %d %s, %d rows", r.err, r.status, r.body, count())
	}
	set(`{"action":"status","status":500}`)
	c.want(who(), 500)
	c.want(c.do("DELETE", "/_emulator/faults", ""), 204)
	c.want(who(), 200)
	for _, bad := range []string{
		`{"action":"nope"}`, `{"action":"status"}`, `{"action":"status","status":101}`, `{"action":"malformed","status":600}`, `{"action":"delay","path":"("}`,
		`{"action":"delay","delay":"x"}`, `{"action":"delay","delay":-1}`, `{"action":"delay","times":-1}`, `{"action":"delay","skip":-1}`,
		`{"action":"status","status":503,"headers":{"Retry-After":[7]}}`, `{"action":"delay","api":"nope"}`, `{"nope":1}`, `null`,
		`{"action":"status","status":500,"method":"FETCH"}`, `{"action":"delay"}`, `{"action":"drip"}`, `{"action":"hang","status":500}`, `{"action":"status","status":500,"headers":{"Retry After":"1"}}`,
		`{"action":"status","status":500,"headers":{"X":"a\nb"}}`, `{"action":"reset_before","status":500}`,
	} {
		if r := c.want(c.do("PUT", "/_emulator/faults", `[{"action":"malformed"},`+bad+"]"), 400); !strings.Contains(string(r.body), "fault 1: ") {
			t.Errorf("%s: %s", bad, r.body)
		}
	}
	set(`{"action":"status","status":500,"times":2}`)
	c.want(who(), 500)
	if r := c.want(c.do("GET", "/_emulator/faults", ""), 200); !strings.Contains(string(r.body), `"fired":1`) {
		t.Errorf("the faults: %s", r.body)
	}
	c.want(c.do("DELETE", "/_emulator/faults", ""), 204)
	c.want(c.do("PUT", "/_emulator/faults", "[] []"), 400)
}

// TestEntitySets: the interface lists what it keeps, and the rehearsal guide names sets that are there, each in its row.
func TestEntitySets(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	guide, err := os.ReadFile("../../templates/guides/rehearsal.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(guide), "\n### Entity sets\n")
	if !found {
		t.Fatal("the guide has no table of entity sets")
	}
	table, _, _ = strings.Cut(table, "\n### ")
	name := regexp.MustCompile("`([A-Za-z_]+)`")
	apis := map[string]bool{}
	for line := range strings.SplitSeq(table, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || !strings.HasPrefix(cells[1], " `") || strings.Contains(cells[1], "{api}") {
			continue
		}
		api := name.FindStringSubmatch(cells[1])[1]
		apis[api] = true
		var sets []struct {
			Name      string
			InCompany bool
		}
		c.want(c.do("GET", "/_emulator/state/"+api, ""), 200).json(t, &sets)
		listed := map[string]bool{}
		for _, set := range sets {
			listed[set.Name] = set.InCompany
		}
		for _, match := range name.FindAllStringSubmatch(cells[2], -1) {
			inCompany, ok := listed[match[1]]
			if !ok || inCompany != strings.Contains(cells[1], "of a company") {
				t.Errorf("%s: %s is listed: %t, in a company: %t", strings.TrimSpace(cells[1]), match[1], ok, inCompany)
			}
		}
	}
	if len(apis) != 3 {
		t.Errorf("the guide's table has sets of %v", apis)
	}
	c.want(c.do("GET", "/_emulator/state/sharepoint", ""), 404)
}
