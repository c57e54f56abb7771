// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func TestDataverseQuery(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	got := b.get("/systemusers?$select=fullname&$orderby=fullname desc&$count=true&$expand=businessunitid($select=name)")
	b.expect(got, http.StatusOK, "")
	if names := got.column("fullname"); !slices.Equal(names, []string{"Bob", "Ada O'Hara", ""}) {
		t.Errorf("order: %v", names)
	}
	if got.object()["@odata.count"] != 3.0 {
		t.Errorf("count: %v", got.object()["@odata.count"])
	}
	row := got.object()["value"].([]any)[1].(map[string]any)
	if unit := row["businessunitid"].(map[string]any); unit["name"] != "Root" || unit["@odata.etag"] == nil || row["systemuserid"] != userA {
		t.Errorf("expand: %v", row)
	}
	nested := b.get("/businessunits?$select=name&$expand=business_unit_system_users($select=fullname;$orderby=fullname desc;$top=1)&$filter=name eq 'Sub'")
	b.expect(nested, http.StatusOK, "")
	if users := nested.object()["value"].([]any)[0].(map[string]any)["business_unit_system_users"].([]any); len(users) != 1 || users[0].(map[string]any)["fullname"] != "Bob" {
		t.Errorf("nested options: %v", users)
	}
	for path, status := range map[string]int{
		"/systemusers?$select=nope":                           400,
		"/systemusers?$expand=nope":                           400,
		"/systemusers?$expand=businessunitid($select=no)":     400,
		"/systemusers?$expand=businessunitid($no=1)":          400,
		"/systemusers?$orderby=nope":                          400,
		"/systemusers?$top=-1":                                400,
		"/systemusers?$bogus=1":                               400,
		"/nosuchset":                                          404,
		"/systemusers(" + userA + ")/nosuch":                  404,
		"/systemusers(" + userA + ")?$filter=accessmode eq 0": 400,
		"/systemusers('" + userA + "')":                       400,
		"/systemusers(nokey=1)":                               400,
	} {
		b.expect(b.get(path), status, "0x80060888")
	}
	b.expect(b.get("/systemusers(00000000-0000-4000-8000-000000000000)"), 404, "0x80040217")
	b.expect(b.get("/systemusers(azureactivedirectoryobjectid=00000000-0000-4000-8000-000000000000)"), 404, "0x80060891")
	if text := b.get("/systemusers(" + userA + ")/fullname/$value").Body.String(); text != "Ada O'Hara" {
		t.Errorf("$value: %q", text)
	}
	if text := b.get("/systemusers/$count").Body.String(); text != "3" {
		t.Errorf("$count: %q", text)
	}
	if got := b.get("/systemusers(" + userA + ")/businessunitid?$select=name").object()["name"]; got != "Root" {
		t.Errorf("navigation: %v", got)
	}
}

func TestDataverseAnnotations(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	at := "/systemusers(" + userA + ")?$select=_businessunitid_value,accessmode"
	if row := b.get(at).object(); len(row) != 5 {
		t.Errorf("unasked annotations: %v", row)
	}
	row := b.get(at, `Prefer: odata.include-annotations="*"`).object()
	if row["_businessunitid_value@Microsoft.Dynamics.CRM.lookuplogicalname"] != "businessunit" || row["accessmode@OData.Community.Display.V1.FormattedValue"] == nil {
		t.Errorf("annotations: %v", row)
	}
	failed := b.get("/nosuch", `Prefer: odata.include-annotations="*"`).object()["error"].(map[string]any)
	if failed["@Microsoft.PowerApps.CDS.InnerError.Message"] == nil {
		t.Errorf("annotations of an error: %v", failed)
	}
}

func TestDataversePaging(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	var seen []string
	link := "/systemusers?$select=systemuserid"
	for pages := 0; link != ""; pages++ {
		if pages > 2 {
			t.Fatal("the pages do not end")
		}
		got := b.get(link, "Prefer: odata.maxpagesize=2")
		b.expect(got, http.StatusOK, "")
		seen = append(seen, got.column("systemuserid")...)
		link, _ = got.object()["@odata.nextLink"].(string)
	}
	if !slices.Equal(seen, []string{userA, userB, userC}) {
		t.Errorf("pages: %v", seen)
	}
	b.expect(b.get("/systemusers?$skiptoken=x"), 400, "0x80060888")
}

func TestDataverseWrites(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	const id = "dddddddd-0000-4000-8000-00000000000d"
	at := "/businessunits(" + id + ")"
	b.expect(b.send("PATCH", at, `{"name":"New"}`, "If-Match: *"), 404, "")
	created := b.send("PATCH", at, `{"name":"New","parentbusinessunitid@odata.bind":"/businessunits(`+unitA+`)"}`)
	b.expect(created, 204, "")
	if got := created.Header().Get("OData-EntityId"); got != origin+b.root+at {
		t.Errorf("OData-EntityId %q", got)
	}
	b.expect(b.send("PATCH", at, `{"name":"New"}`, "If-None-Match: *"), 412, "0x80040237")
	b.expect(b.send("POST", "/businessunits", `{"businessunitid":"`+id+`","name":"Twice"}`), 412, "0x80040237")
	read := b.get(at + "?$select=name,_parentbusinessunitid_value")
	etag, _ := read.object()["@odata.etag"].(string)
	if read.object()["_parentbusinessunitid_value"] != unitA || etag == "" {
		t.Errorf("read back: %s", read.Body)
	}
	b.expect(b.get(at, "If-None-Match: "+etag), http.StatusNotModified, "")
	changed := b.send("PATCH", at, `{"name":"Newer"}`, "If-Match: "+etag, "Prefer: return=representation")
	b.expect(changed, 200, "")
	if changed.object()["name"] != "Newer" {
		t.Errorf("representation: %s", changed.Body)
	}
	b.expect(b.send("PATCH", at, `{"name":"x"}`, "If-Match: "+etag), 412, "0x80060882")
	for body, code := range map[string]string{
		`{"nope":1}`:                           "0x80048d19",
		`{"name":1}`:                           "0x80048d19",
		`{"isdisabled":"yes"}`:                 "0x80048d19",
		`not json`:                             "0x80048d19",
		`{"_parentbusinessunitid_value":"x"}`:  "0x80060888",
		`{"createdon":"2026-01-01T00:00:00Z"}`: "0x80060888",
		`{"nope@odata.bind":"/businessunits(` + unitA + `)"}`:               "0x80048d19",
		`{"parentbusinessunitid@odata.bind":"/systemusers(` + userA + `)"}`: "0x80060888",
	} {
		b.expect(b.send("PATCH", at, body, "If-Match: *"), 400, code)
	}
	b.expect(b.send("PATCH", at, `{"parentbusinessunitid@odata.bind":"/businessunits(00000000-0000-4000-8000-000000000000)"}`, "If-Match: *"), 404, "0x80040217")
	b.expect(b.send("POST", "/systemuserrolescollection", `{}`), 400, "0x80040800")
	b.expect(b.send("PUT", at+"/name", `{"value":"By property"}`), 204, "")
	b.expect(b.send("DELETE", at, ""), 204, "")
	b.expect(b.send("DELETE", at, ""), 404, "0x80040217")
	full := b.send("POST", "/businessunits", `{"name":"R"}`, "Prefer: return=representation")
	b.expect(full, 201, "")
	if id, _ := full.object()["businessunitid"].(string); !store.IsGUID(id) {
		t.Errorf("no key was made: %s", full.Body)
	}
}

func TestDataverseCountsUpToItsPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	const limit = 5000
	for i := range limit + 1 {
		b.put(store.Dataverse, "accounts", store.Row{"accountid": fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i), "name": strconv.Itoa(i % 2)})
	}
	for filter, want := range map[string]struct {
		count    float64
		exceeded bool
	}{"": {limit, true}, "&$filter=name eq '0'": {2501, false}} {
		got := b.get("/accounts?$select=name&$top=1&$count=true"+filter, `Prefer: odata.include-annotations="*"`).object()
		if got["@odata.count"] != want.count || got["@Microsoft.Dynamics.CRM.totalrecordcount"] != want.count || got["@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"] != want.exceeded {
			t.Errorf("%q: %v", filter, got)
		}
	}
	if got := b.get("/accounts/$count").Body.String(); got != "5000" {
		t.Errorf("$count is %s", got)
	}
}

func TestDataverseHasNoSkip(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	for _, path := range []string{"/systemusers?$skip=1", "/systemusers?$expand=systemuserroles_association($skip=1)"} {
		got := b.get(path)
		b.expect(got, 400, "0x80060888")
		if !strings.Contains(got.Body.String(), "Skip Clause is not supported in CRM") {
			t.Errorf("%s: %s", path, got.Body)
		}
	}
}

func TestDataverseReferences(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	const role = "eeeeeeee-0000-4000-8000-00000000000e"
	b.put(store.Dataverse, "roles", store.Row{"roleid": role, "name": "Reader"})
	linked := map[string]odatasvc.Row{}
	b.service.RegisterNavigation("systemuser", "systemuserroles_association", odatasvc.Navigation{
		List: func(*odatasvc.Context, odatasvc.Row) []odatasvc.Row { return slices.Collect(maps.Values(linked)) },
		Link: func(_ *odatasvc.Context, _, other odatasvc.Row) error {
			linked[other.String("roleid")] = other
			return nil
		},
		Unlink: func(_ *odatasvc.Context, _, other odatasvc.Row) error {
			if _, ok := linked[other.String("roleid")]; !ok {
				return odatasvc.Errorf(404, "0x80040217", "not linked")
			}
			delete(linked, other.String("roleid"))
			return nil
		},
	})
	at := "/systemusers(" + userA + ")/systemuserroles_association"
	url := origin + b.root + "/roles(" + role + ")"
	list := func() string { return strings.Join(b.get(at+"?$select=name").column("name"), ",") }
	b.expect(b.send("POST", at+"/$ref", `{"@odata.id":"`+url+`"}`), 204, "")
	if list() != "Reader" {
		t.Errorf("after the association: %q", list())
	}
	b.expect(b.send("DELETE", at+"("+role+")/$ref", ""), 204, "")
	b.expect(b.send("DELETE", at+"("+role+")/$ref", ""), 404, "0x80040217")
	b.expect(b.send("POST", at+"/$ref", `{"@odata.id":"`+url+`"}`), 204, "")
	b.expect(b.send("DELETE", at+"/$ref?$id="+url, ""), 204, "")
	if list() != "" {
		t.Errorf("after the disassociation: %q", list())
	}
	b.expect(b.send("POST", at+"/$ref", `{"@odata.id":"`+origin+b.root+"/businessunits("+unitA+`)"}`), 400, "0x80060888")
	for _, foreign := range []string{"/roles(", b.root + "/roles("} {
		b.expect(b.send("POST", at+"/$ref", `{"@odata.id":"https://elsewhere.example`+foreign+role+`)"}`), 400, "0x80060888")
	}
	b.expect(b.send("PUT", "/systemusers("+userA+")/businessunitid/$ref", `{"@odata.id":"`+origin+b.root+"/businessunits("+unitB+`)"}`), 204, "")
	if got := b.get("/systemusers(" + userA + ")?$select=_businessunitid_value").object()["_businessunitid_value"]; got != unitB {
		t.Errorf("the lookup is %v", got)
	}
}

func TestHooks(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	b.service.RegisterSet("businessunits", odatasvc.Set{
		Defaults: func(_ *odatasvc.Context, row odatasvc.Row) { row.SetDefault("isdisabled", false) },
		BeforeInsert: func(_ *odatasvc.Context, row odatasvc.Row) error {
			if row.String("name") == "" {
				return odatasvc.Errorf(400, "0x80040203", "a name is needed")
			}
			return nil
		},
		AfterInsert: func(c *odatasvc.Context, row odatasvc.Row) error {
			c.Table("teams").Put(store.Row{"teamid": c.World.NewID(), "name": row["name"]})
			if row.String("name") == "Fail" {
				c.World.After(0, "work", func() {})
				return errors.New("afterwards")
			}
			return nil
		},
		BeforeUpdate: func(_ *odatasvc.Context, _, changes odatasvc.Row) error { changes["costcenter"] = "42"; return nil },
		BeforeDelete: func(c *odatasvc.Context, row odatasvc.Row) error {
			c.Table("businessunits").Update(row.String("businessunitid"), store.Row{"isdisabled": true})
			return odatasvc.ErrHandled
		},
		Computed: func(_ *odatasvc.Context, row odatasvc.Row) { row["description"] = "computed" },
	})
	b.expect(b.send("POST", "/businessunits", `{}`), 400, "0x80040203")
	b.expect(b.send("POST", "/businessunits", `{"name":"Fail"}`), 500, "0x80040216")
	teams := b.world.Store.Table(store.Dataverse, "teams")
	if teams.Len() != 0 || b.world.Store.Table(store.Dataverse, "businessunits").Len() != 2 || b.world.Pending("work") != 0 {
		t.Error("a refused create left rows or work behind")
	}
	b.expect(b.send("POST", "/businessunits", `{"name":"Good"}`), 204, "")
	if teams.Len() != 1 {
		t.Error("AfterInsert did not run")
	}
	at := "/businessunits(" + unitB + ")"
	b.expect(b.send("PATCH", at, `{"name":"X"}`, "If-Match: *"), 204, "")
	b.expect(b.send("DELETE", at, ""), 204, "")
	row := b.get(at).object()
	if row["costcenter"] != "42" || row["isdisabled"] != true || row["description"] != "computed" {
		t.Errorf("hooks: %v", row)
	}
	if got := b.get("/businessunits?$filter=description eq 'computed'").column("name"); len(got) != 3 {
		t.Errorf("a filter on a computed column: %v", got)
	}
}
