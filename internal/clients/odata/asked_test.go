// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

const (
	oneID     = "6f1c0000-0000-4000-8000-00000000000a"
	anotherID = "6f1c0000-0000-4000-8000-00000000000b"
)

// TestRowsThatWereNotAskedFor: a list with a row of somebody else is no answer, of which the rows that are missing are missing.
func TestRowsThatWereNotAskedFor(t *testing.T) {
	t.Parallel()
	id, name := odata.Eq("id", odata.GUID(oneID)), odata.Eq("name", odata.String("O'Neil"))
	either := odata.AnyOf("id", odata.GUID, []string{oneID, "6f1c0000-0000-4000-8000-00000000000c"})
	links := odata.Or(odata.And(odata.Eq("team", odata.GUID(oneID)), odata.Eq("user", odata.GUID(oneID))), odata.And(odata.Eq("team", odata.GUID(anotherID)), odata.Eq("user", odata.GUID(anotherID))))
	for what, test := range map[string]struct{ filter, row string }{
		"another id, after the right one":    {odata.And(id, name), `{"id":"` + oneID + `"},{"id":"` + anotherID + `"}`},
		"no id":                              {odata.And(id, name), `{"id":null}`},
		"another name":                       {odata.And(id, name), `{"id":"` + oneID + `","name":"Neil"}`},
		"none of the ids":                    {either, `{"id":"` + anotherID + `"}`},
		"none of the ids, after one":         {either, `{"id":"` + oneID + `"},{"id":"` + anotherID + `"}`},
		"none of the names":                  {odata.In("name", odata.String("a"), odata.String("b")), `{"name":"c"}`},
		"a name in place of one":             {odata.In("name", odata.String("a"), odata.String("b")), `{"name":null}`},
		"one of the ids, another name":       {odata.And(either, name), `{"id":"` + oneID + `","name":"Neil"}`},
		"none of the ids, the name":          {odata.And(either, name), `{"id":"` + anotherID + `","name":"O'Neil"}`},
		"halves of two pairs":                {links, `{"team":"` + oneID + `","user":"` + anotherID + `"}`},
		"the id of a row in it":              {either, `{"parent":{"id":"` + oneID + `"},"id":"` + anotherID + `"}`},
		"the id in a text":                   {id, `{"name":"\"id\":\"` + oneID + `\"","id":"` + anotherID + `"}`},
		"a quote in another name":            {name, `{"name":"O\"Neil"}`},
		"another number":                     {odata.Eq("tableId", odata.Int(13)), `{"tableId":18}`},
		"another number that begins alike":   {odata.In("tableId", odata.Int(13), odata.Int(15)), `{"tableId":131}`},
		"the opposite":                       {odata.Eq("skipped", odata.Bool(true)), `{"skipped": false}`},
		"a parent of what has none":          {odata.Eq("parent", odata.Null()), `{"parent":"` + oneID + `"}`},
		"another parent of what may lack it": {odata.Or(odata.Eq("parent", odata.GUID(oneID)), odata.Eq("parent", odata.Null())), `{"parent":"` + anotherID + `"}`},
	} {
		body := transporttest.Answer{Body: `{"@odata.count":1,"value":[` + test.row + `]}`}
		check(t, "list/"+what, body, func(ctx context.Context, c *odata.Client) error {
			_, err := odata.List[map[string]any](ctx, c, "things", odata.Query{Filter: test.filter})
			return err
		})
		check(t, "count/"+what, body, func(ctx context.Context, c *odata.Client) error {
			_, err := odata.Count(ctx, c, "things", "id", test.filter)
			return err
		})
	}
}

// TestRowsThatWereAskedFor: the check of a row against the filter does not refuse what the services take for equal, nor judge
// what it cannot.
func TestRowsThatWereAskedFor(t *testing.T) {
	t.Parallel()
	id := odata.Eq("id", odata.GUID(oneID))
	names := odata.In("name", odata.String("a"), odata.String("b"))
	for name, test := range map[string]struct{ filter, row string }{
		"letter case":             {odata.And(id, odata.Eq("name", odata.String("ada"))), `{"id": "6F1C0000-0000-4000-8000-00000000000A" , "name":"ADA"}`},
		"braces":                  {odata.Eq("external", odata.String("{"+oneID+"}")), `{"external":"` + oneID + `"}`},
		"blanks at the end":       {odata.Eq("name", odata.String("Ada")), `{"name":"Ada  "}`},
		"an accent":               {odata.Eq("name", odata.String("Zoe")), `{"name":"Zoë"}`},
		"an accent in the text":   {odata.Eq("name", odata.String("Zoë")), `{"name":"Zoe"}`},
		"an accent among others":  {odata.In("name", odata.String("Zoë"), odata.String("Ada")), `{"name":"Zoe"}`},
		"an escaped letter":       {odata.Eq("name", odata.String("Ada")), `{"name":"\u0041da"}`},
		"a column not shown":      {odata.Eq("name", odata.String("Ada")), `{"id":1}`},
		"a function":              {odata.Eq("tolower(name)", odata.String("ada")), `{"name":"ADA"}`},
		"alternatives":            {names, `{"name":"B "}`},
		"a function among others": {odata.Or(odata.Eq("name", odata.String("a")), "endswith(name,'c')"), `{"name":"abc"}`},
		"alternatives, and more":  {odata.And(names, id), `{"name":"b","id":"` + oneID + `"}`},
		"and before or":           {"name eq 'a' and id eq '1' or name eq 'b'", `{"name":"b","id":"2"}`},
		"pairs":                   {odata.Or(odata.And(odata.Eq("a", odata.Int(1)), odata.Eq("b", odata.Int(2))), odata.And(odata.Eq("a", odata.Int(3)), odata.Eq("b", odata.Int(4)))), `{"a":3,"b":4}`},
		"the words in a text":     {odata.Eq("name", odata.String("a and id eq 'x' or b")), `{"name":"a and id eq 'x' or b"}`},
		"brackets in a text":      {odata.And(odata.Eq("name", odata.String("((")), odata.Eq("code", odata.String("x"))), `{"name":"((","code":"X"}`},
		"a comparison":            {odata.And(odata.Ne("name", odata.String("a")), odata.Gt("number", odata.Int(1))), `{"name":"b","number":7}`},
		"a number, null":          {odata.And(odata.Eq("number", odata.Int(7)), odata.Eq("parent", odata.Null())), `{"number": 7,"parent":null}`},
		"null as the services do": {odata.Eq("parent", odata.Null()), `{"parent":"00000000-0000-0000-0000-000000000000"}`},
		"a text for a number":     {odata.Eq("number", odata.Int(7)), `{"number":"Seven"}`},
		"a number for a text":     {odata.Eq("kind", odata.String("Seven")), `{"kind":7}`},
		"a list for a text":       {odata.Eq("kind", odata.String("Seven")), `{"kind":["Seven"]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := `{"value":[` + test.row + `,` + test.row + `]}`
			client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Body: body}))
			if rows, err := odata.List[map[string]any](t.Context(), client, "things", odata.Query{Filter: test.filter}); err != nil || len(rows) != 2 {
				t.Error(rows, err)
			}
		})
	}
}

// TestRowOfAKey: the first column that is asked for is that of the key, if it holds an id. An id elsewhere in the row is no key.
func TestRowOfAKey(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		columns []string
		row     string
		other   bool
	}{
		"the row":                     {[]string{"id", "parent"}, `{"id":"` + strings.ToUpper(oneID) + `","parent":"` + anotherID + `"}`, false},
		"a child of the row":          {[]string{"id", "parent"}, `{"id":"` + anotherID + `","parent":"` + oneID + `"}`, true},
		"another row":                 {[]string{"id"}, `{"id":"` + anotherID + `"}`, true},
		"a first column without id":   {[]string{"title"}, `{"title":"Boss","id":"` + oneID + `"}`, false},
		"another row's title":         {[]string{"title"}, `{"title":"Boss","id":"` + anotherID + `"}`, true},
		"a first column that is null": {[]string{"parent"}, `{"parent":null,"id":"` + oneID + `"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Body: test.row}))
			_, err := odata.Get[map[string]any](t.Context(), client, odata.Key("things", oneID), odata.Query{Select: test.columns})
			if _, other := errors.AsType[*odata.OtherRowError](err); other != test.other || !other && err != nil {
				t.Errorf("%v", err)
			}
		})
	}
}
