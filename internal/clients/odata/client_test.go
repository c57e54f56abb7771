// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

func TestDoBuildsTheRequest(t *testing.T) {
	t.Parallel()
	network := transporttest.NewNetwork(transporttest.Answer{Status: 204, Header: http.Header{
		"Odata-Entityid": {root + "/things(6F1C0000-0000-4000-8000-00000000000A)"}, "Etag": {`W/"7"`},
	}})
	client, _ := newClient(t, network)
	response, err := client.Do(t.Context(), odata.Request{
		Method: "POST", Path: "/things", Body: map[string]string{"name": "<&>"}, Query: odata.Query{PageSize: 50},
		RawQuery: url.Values{"@p": {"1 2"}}, Header: http.Header{"if-none-match": {"*"}},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := network.Requests()[0]
	if r.URL != root+"/things?@p=1%202" || r.Body != `{"name":"<&>"}` {
		t.Errorf("%+v", r)
	}
	for name, want := range map[string]string{
		"Accept": "application/json", "Content-Type": "application/json; charset=utf-8", "If-None-Match": "*",
		"Prefer": `odata.include-annotations="*",odata.maxpagesize=50`,
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	id, ok := odata.EntityID(response.Header)
	if !ok || id != "6f1c0000-0000-4000-8000-00000000000a" || response.Header.Get("ETag") != `W/"7"` {
		t.Errorf("%+v", response)
	}
	if got := client.URL("things(1)"); got != root+"/things(1)" {
		t.Error(got)
	}
}

func TestBodies(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]any{"bytes": []byte(`{"a":1}`), "reader": bytes.NewBufferString(`{"a":1}`), "value": map[string]int{"a": 1}} {
		network := transporttest.NewNetwork(transporttest.Answer{Status: 204})
		client, _ := newClient(t, network)
		if _, err := client.Do(t.Context(), odata.Request{Method: "POST", Path: "x", Body: body}, nil); err != nil {
			t.Fatal(err)
		}
		if got := network.Requests()[0].Body; got != `{"a":1}` {
			t.Errorf("%s: %s", name, got)
		}
	}
	network := transporttest.NewNetwork(transporttest.Answer{Status: 204})
	client, _ := newClient(t, network)
	for name, body := range map[string]any{"no JSON": math.Inf(1), "unreadable": iotest.ErrReader(errors.New("gone"))} {
		if _, err := client.Do(t.Context(), odata.Request{Method: "POST", Body: body}, nil); err == nil || len(network.Requests()) > 0 {
			t.Errorf("a body that is %s: %v", name, err)
		}
	}
}

func TestEntityIDIsMissing(t *testing.T) {
	t.Parallel()
	for _, h := range []http.Header{{}, {"Odata-Entityid": {"x"}}, {"Odata-Entityid": {"x(y)"}}, {"Location": {"x(y"}}} {
		if id, ok := odata.EntityID(h); ok {
			t.Errorf("%v: %s", h, id)
		}
	}
}

func TestUpdateAndDelete(t *testing.T) {
	t.Parallel()
	for etag, header := range map[string]string{`W/"1"`: `W/"1"`, "": "*"} {
		lost := transporttest.Answer{Err: transporttest.ErrBroken} // both may be sent again
		done := transporttest.Answer{Status: 204}
		network := transporttest.NewNetwork(lost, done, lost, done)
		client, _ := newClient(t, network)
		if err := client.Update(t.Context(), "things(1)", etag, thing{}, nil); err != nil {
			t.Fatal(err)
		}
		if err := client.Delete(t.Context(), "things(1)", etag); err != nil {
			t.Fatal(err)
		}
		for i, r := range network.Requests() {
			if want := []string{http.MethodPatch, http.MethodPatch, http.MethodDelete, http.MethodDelete}[i]; r.Method != want || r.Header.Get("If-Match") != header {
				t.Errorf("%d: %+v", i, r)
			}
		}
	}
}

// TestWritesReportTheRefusal of the service.
func TestWritesReportTheRefusal(t *testing.T) {
	t.Parallel()
	client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"x","message":"no"}}`}))
	if err := client.Update(t.Context(), "things(1)", "", thing{}, nil); !odata.IsStatus(err, http.StatusForbidden) {
		t.Errorf("update: %v", err)
	}
	if err := client.Delete(t.Context(), "things(1)", ""); !odata.IsStatus(err, http.StatusForbidden) {
		t.Errorf("delete: %v", err)
	}
}

// TestEach yields row by row until it is told to stop, and ends with an error that says what was attempted.
func TestEach(t *testing.T) {
	t.Parallel()
	page := transporttest.Answer{Body: `{"value":[{"id":1},{"id":2}],"@odata.nextLink":"` + root + `/things?page=2"}`}
	network := transporttest.NewNetwork(page, transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"x","message":"no"}}`})
	client, _ := newClient(t, network)
	var ids []int
	var last error
	for row, err := range odata.Each[thing](t.Context(), client, "things", odata.Query{}, "counting things") {
		ids, last = append(ids, row.ID), err
	}
	if !slices.Equal(ids, []int{1, 2, 0}) || !odata.IsStatus(last, http.StatusForbidden) || !strings.HasPrefix(last.Error(), "counting things: page 2") {
		t.Errorf("%v, %v", ids, last)
	}
	client, _ = newClient(t, transporttest.NewNetwork(page))
	n := 0
	for _, err := range odata.Each[thing](t.Context(), client, "things", odata.Query{}, "") {
		if n++; err != nil {
			t.Error(err)
		}
		break
	}
	if n != 1 {
		t.Errorf("%d rows after the first", n)
	}
}

// TestTheClientsPreferenceStays as it is when a query asks for no pages of its own, and no body has no type.
func TestTheClientsPreferenceStays(t *testing.T) {
	t.Parallel()
	network := transporttest.NewNetwork(transporttest.Answer{Body: `{"value":[]}`})
	client, _ := newClient(t, network)
	for _, q := range []odata.Query{{}, {Top: 3, PageSize: 50}} {
		if _, err := odata.List[thing](t.Context(), client, "things", q); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range network.Requests() {
		if got := r.Header.Get("Prefer"); got != `odata.include-annotations="*"` || r.Header.Get("Content-Type") != "" {
			t.Errorf("%+v", r.Header)
		}
	}
}

// pages serves three pages of two things each, whose links must come back as they were given.
func pages(t *testing.T, link func(page int) string) *transporttest.Network {
	t.Helper()
	return transporttest.NewNetworkFunc(func(n int, r *http.Request) transporttest.Answer {
		if n > 0 && r.URL.String() != link(n) {
			t.Errorf("page %d is %s, want %s", n, r.URL, link(n))
		}
		next := ""
		if n < 2 {
			next = fmt.Sprintf(`,"@odata.nextLink":%q`, link(n+1))
		}
		return transporttest.Answer{Body: fmt.Sprintf(`{"value":[{"id":%d},{"id":%d}]%s}`, 2*n+1, 2*n+2, next)}
	})
}

func TestListFollowsLinksVerbatim(t *testing.T) {
	t.Parallel()
	link := func(n int) string {
		return fmt.Sprintf("%s/things?$select=id&$skiptoken=%%3Ccookie%%20page=%%22%d%%22+a%%252B%%3E", root, n)
	}
	network := pages(t, link)
	client, _ := newClient(t, network)
	got, err := odata.List[thing](t.Context(), client, "things", odata.Query{Select: []string{"id"}, PageSize: 2})
	if err != nil {
		t.Fatal(err)
	}
	want := []thing{{ID: 1}, {ID: 2}, {ID: 3}, {ID: 4}, {ID: 5}, {ID: 6}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for i, r := range network.Requests() {
		if r.Header.Get("Authorization") == "" || r.Header.Get("Prefer") != `odata.include-annotations="*",odata.maxpagesize=2` {
			t.Errorf("page %d: %v", i, r.Header)
		}
	}
}

func TestListRespectsTop(t *testing.T) {
	t.Parallel()
	network := pages(t, func(n int) string { return fmt.Sprintf("%s/things?page=%d", root, n) })
	client, _ := newClient(t, network)
	got, err := odata.List[thing](t.Context(), client, "things", odata.Query{Top: 3, PageSize: 2})
	if err != nil || len(got) != 3 {
		t.Fatal(got, err)
	}
	requests := network.Requests()
	if len(requests) != 2 || requests[0].URL != root+"/things?$top=3" || requests[0].Header.Get("Prefer") != `odata.include-annotations="*"` {
		t.Errorf("%+v", requests)
	}
}

func TestListRefusesLinksToAnotherHost(t *testing.T) {
	t.Parallel()
	network := pages(t, func(int) string { return "https://evil.example/api/v1/things?$skiptoken=1" })
	client, _ := newClient(t, network)
	_, err := odata.List[thing](t.Context(), client, "things", odata.Query{})
	var refused *transport.OriginError
	if !errors.As(err, &refused) || refused.Target != "https://evil.example" {
		t.Errorf("%v", err)
	}
	if n := len(network.Requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
}

func TestListOfNothingIsEmpty(t *testing.T) {
	t.Parallel()
	client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Body: `{"value":[]}`}))
	rows, err := odata.List[thing](t.Context(), client, "things", odata.Query{})
	if err != nil || rows == nil || len(rows) != 0 {
		t.Error(rows, err)
	}
	if _, ok, err := odata.First[thing](t.Context(), client, "things", odata.Query{}); ok || err != nil {
		t.Error(ok, err)
	}
}

func TestFirst(t *testing.T) {
	t.Parallel()
	network := transporttest.NewNetwork(transporttest.Answer{Body: `{"value":[{"id":7}]}`})
	client, _ := newClient(t, network)
	got, ok, err := odata.First[thing](t.Context(), client, "things", odata.Query{Filter: "a eq 1"})
	if err != nil || !ok || got.ID != 7 || network.Requests()[0].URL != root+"/things?$filter=a%20eq%201&$top=1" {
		t.Error(got, ok, err, network.Requests())
	}
}

func TestListReportsThePage(t *testing.T) {
	t.Parallel()
	client, _ := newClient(t, transporttest.NewNetwork(
		transporttest.Answer{Body: `{"value":[],"@odata.nextLink":"` + root + `/things?page=2"}`}, transporttest.Answer{Status: 400}))
	_, err := odata.List[thing](t.Context(), client, "things", odata.Query{})
	if !odata.IsStatus(err, 400) || err.Error()[:16] != "page 2 of things" {
		t.Error(err)
	}
}
