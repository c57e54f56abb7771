// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

func TestLiterals(t *testing.T) {
	t.Parallel()
	for want, got := range map[odata.Literal]odata.Literal{
		"'O''Brien'":                           odata.String("O'Brien"),
		"''":                                   odata.String(""),
		"6f1c0000-0000-4000-8000-00000000000a": odata.GUID("{6F1C0000-0000-4000-8000-00000000000A}"),
		"'x'' or 1 eq 1'":                      odata.GUID("x' or 1 eq 1"),
		"-7":                                   odata.Int(-7),
		"true":                                 odata.Bool(true),
		"null":                                 odata.Null(),
		"2026-03-02T08:00:00Z":                 odata.Time(time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("", 3600))),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	a, b := odata.Eq("a", odata.Int(1)), odata.Ne("b", odata.String("x"))
	for want, got := range map[string]string{
		"a eq 1":                          a,
		"":                                odata.And(),
		"a eq 1 and b ne 'x'":             odata.And(a, "", b),
		"(a eq 1 or b ne 'x') and c gt 2": odata.And(odata.Or(a, b), odata.Gt("c", odata.Int(2))),
		"a eq 1 or a eq 2":                odata.In("a", odata.Int(1), odata.Int(2)),
		"a gt 1 and a ge 1":               odata.And(odata.Gt("a", odata.Int(1)), odata.Ge("a", odata.Int(1))),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestQueryEncode(t *testing.T) {
	t.Parallel()
	q := odata.Query{
		Select: []string{"id", "name"}, Filter: odata.Eq("name", odata.String("50% + A&B=C; #1 O'Brien é")),
		Expand: []string{"roles($select=a;$top=1)"}, OrderBy: "name desc", Top: 3, PageSize: 9,
	}
	encoded := q.Encode()
	want := "$select=id,name&$filter=name%20eq%20'50%25%20%2B%20A%26B%3DC%3B%20%231%20O''Brien%20%C3%A9'" +
		"&$expand=roles($select%3Da%3B$top%3D1)&$orderby=name%20desc&$top=3"
	if encoded != want {
		t.Errorf("%s\nwant\n%s", encoded, want)
	}
	// What a server reads is what was meant.
	values, err := url.ParseQuery(encoded)
	if err != nil || values.Get("$filter") != q.Filter || values.Get("$expand") != q.Expand[0] {
		t.Errorf("%v %v", values, err)
	}
	if got := (odata.Query{}).Encode(); got != "" {
		t.Error(got)
	}
}

func TestPaths(t *testing.T) {
	t.Parallel()
	id := "6F1C0000-0000-4000-8000-00000000000A"
	for want, got := range map[string]string{
		"users(6f1c0000-0000-4000-8000-00000000000a)": odata.Key("users", id),
		"solutions('O''Brien%2F%3F%20x')":             odata.KeyOf("solutions", odata.String("O'Brien/? x")),
		"a%23b@contoso.example":                       odata.Segment("a#b@contoso.example"),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
