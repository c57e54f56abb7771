// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func statuses(r reply) string {
	responses, _ := r.object()["responses"].([]any)
	out := make([]string, 0, len(responses))
	for _, response := range responses {
		object, _ := response.(map[string]any)
		out = append(out, fmt.Sprint(object["status"]))
	}
	return strings.Join(out, " ")
}

func TestJSONBatch(t *testing.T) {
	t.Parallel()
	request := func(b *bench, url string) string {
		return fmt.Sprintf(`{"id":"%d","method":"POST","url":"%s/salespeoplePurchasers","headers":{"Content-Type":"application/json"},"body":{"code":"%d"}}`, len(b.parts), url, len(url))
	}
	for _, tc := range []struct {
		name   string
		header string
		want   string
		rows   int
	}{
		{"stops at the first failure", "X: y", "201 404", 3},
		{"goes on when asked to", "Prefer: odata.continue-on-error", "201 404 201", 4},
		{"undoes everything in a snapshot", "Isolation: snapshot", "201 404", 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, store.BusinessCentral)
			at := strings.TrimPrefix(companies(b), "/")
			good, bad := request(b, at), request(b, "companies("+jim+")")
			got := b.send("POST", "/$batch", `{"requests":[`+good+","+bad+","+good+`]}`, "Content-Type: application/json", tc.header)
			b.expect(got, 200, "")
			if s := statuses(got); s != tc.want {
				t.Errorf("statuses %s, want %s", s, tc.want)
			}
			if n := b.world.Store.Table(store.CompanyScope(cronus), "salespeoplePurchasers").Len(); n != tc.rows {
				t.Errorf("%d rows, want %d", n, tc.rows)
			}
			if len(b.parts) != len(strings.Fields(tc.want)) {
				t.Errorf("parts counted: %v", b.parts)
			}
		})
	}
	b := newBench(t, store.BusinessCentral)
	companies(b)
	many := strings.TrimSuffix(strings.Repeat(request(b, "x")+",", 101), ",")
	b.expect(b.send("POST", "/$batch", `{"requests":[`+many+`]}`), 400, "BadRequest")
	b.expect(b.send("POST", "/$batch", `nonsense`), 400, "BadRequest")
}

func TestMultipartBatch(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	part := func(id, line, body string) string {
		return "--inner\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: " + id + "\r\n\r\n" +
			line + " HTTP/1.1\r\nContent-Type: application/json\r\n\r\n" + body + "\r\n"
	}
	batch := func(parts ...string) reply {
		body := "--outer\r\nContent-Type: multipart/mixed; boundary=inner\r\n\r\n" + strings.Join(parts, "") + "--inner--\r\n" +
			"--outer\r\nContent-Type: application/http\r\n\r\nGET " + b.root + "/businessunits?$select=name HTTP/1.1\r\n\r\n\r\n--outer--\r\n"
		return b.send("POST", "/$batch", body, `Content-Type: multipart/mixed; boundary="outer"`)
	}
	units := b.world.Store.Table(store.Dataverse, "businessunits")
	good := batch(
		part("1", "POST "+origin+b.root+"/businessunits", `{"name":"First"}`),
		part("2", "POST "+b.root+"/businessunits", `{"name":"Second","parentbusinessunitid@odata.bind":"$1"}`),
		part("3", "PATCH $1", `{"costcenter":"7"}`))
	if good.Code != http.StatusOK || strings.Count(good.Body.String(), "HTTP/1.1 204") != 3 || !strings.Contains(good.Body.String(), "HTTP/1.1 200 OK") {
		t.Fatalf("status %d: %s", good.Code, good.Body)
	}
	if units.Len() != 4 {
		t.Errorf("%d units", units.Len())
	}
	second, _ := units.First(func(r store.Row) bool { return r.String("name") == "Second" })
	first, _ := units.First(func(r store.Row) bool { return r.String("name") == "First" })
	if second.String("_parentbusinessunitid_value") != first.String("businessunitid") || first.String("costcenter") != "7" {
		t.Errorf("references to an earlier part: %v %v", first, second)
	}
	bad := batch(part("1", "POST /businessunits", `{"name":"Third"}`), part("2", "POST /businessunits", `{"nope":1}`))
	if bad.Code != http.StatusBadRequest || !strings.Contains(bad.Body.String(), "0x80048d19") || strings.Contains(bad.Body.String(), "HTTP/1.1 204") {
		t.Errorf("status %d: %s", bad.Code, bad.Body)
	}
	if units.Len() != 4 {
		t.Error("a change set that failed left a row behind")
	}
	b.expect(b.send("POST", "/$batch", "{}", "Content-Type: application/json"), 400, "0x80060888")
	nested := b.send("POST", "/$batch", "--b\r\nContent-Type: application/http\r\n\r\nPOST "+b.root+"/$batch HTTP/1.1\r\n\r\n\r\n--b--\r\n", "Content-Type: multipart/mixed; boundary=b")
	if nested.Code != http.StatusBadRequest || !strings.Contains(nested.Body.String(), "must not hold another batch") {
		t.Errorf("a batch in a batch: %d %s", nested.Code, nested.Body)
	}
}
