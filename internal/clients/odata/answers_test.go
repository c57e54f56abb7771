// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestAnswersThatProveNothing: an answer of success without what was asked for is neither "no rows" nor "it is so".
func TestAnswersThatProveNothing(t *testing.T) {
	t.Parallel()
	const id = "6f1c0000-0000-4000-8000-00000000000a"
	calls := map[string]func(ctx context.Context, c *odata.Client) error{
		"list": func(ctx context.Context, c *odata.Client) error {
			_, err := odata.List[thing](ctx, c, "things", odata.Query{})
			return err
		},
		"first": func(ctx context.Context, c *odata.Client) error {
			_, _, err := odata.First[thing](ctx, c, "things", odata.Query{})
			return err
		},
		"count": func(ctx context.Context, c *odata.Client) error {
			_, err := odata.Count(ctx, c, "things", "id", "")
			return err
		},
		"get": func(ctx context.Context, c *odata.Client) error {
			_, err := odata.Get[map[string]any](ctx, c, odata.Key("things", id), odata.Query{})
			return err
		},
		"get by a name": func(ctx context.Context, c *odata.Client) error {
			_, err := odata.Get[map[string]any](ctx, c, "users/"+odata.Segment("o'neil@contoso.example"), odata.Query{})
			return err
		},
		"function": func(ctx context.Context, c *odata.Client) error {
			_, err := odata.Get[map[string]any](ctx, c, "WhoAmI", odata.Query{})
			return err
		},
		"insert": func(ctx context.Context, c *odata.Client) error {
			_, err := c.Do(ctx, odata.Request{Method: http.MethodPost, Path: "things", Body: struct{}{}}, &thing{})
			return err
		},
	}
	bodies := map[string]transporttest.Answer{
		"an empty body":       {},
		"blanks":              {Body: " \r\n"},
		"204":                 {Status: http.StatusNoContent},
		"nothing":             {Body: `{}`},
		"null":                {Body: `null`},
		"a text":              {Body: `"ok"`},
		"an array":            {Body: `[]`},
		"an error":            {Body: `{"error":{"code":"0x80040216","message":"An unexpected error occurred."}}`},
		"an error and rows":   {Body: `{"id":"` + id + `","value":[],"error":{"code":"","message":"No."}}`},
		"a web page":          {Body: `<html>`, Header: http.Header{"Content-Type": {"text/html"}}},
		"a cut body":          {Body: `{"value":[{"id":1}`},
		"something after it":  {Body: `{"value":[]} {}`},
		"a status of its own": {Status: http.StatusAccepted, Body: `{}`},
	}
	for name, call := range calls {
		for what, answer := range bodies {
			check(t, name+"/"+what, answer, call)
		}
	}
	for what, body := range map[string]string{
		"rows are null": `{"value":null}`, "rows are an object": `{"value":{}}`, "rows are a text": `{"value":"[]"}`,
		"a row is null": `{"value":[null]}`, "a row is empty": `{"value":[{"id":1},{}]}`, "a row is a list": `{"value":[[1]]}`,
		"other rows": `{"Value":[],"values":[]}`, "a link only": `{"@odata.nextLink":"https://contoso.example/api/v1/things?page=2"}`,
	} {
		for _, name := range []string{"list", "first", "count"} {
			check(t, name+"/"+what, transporttest.Answer{Body: body}, calls[name])
		}
	}
	for what, body := range map[string]string{
		"another id": `{"id":"6f1c0000-0000-4000-8000-00000000000b","name":"x"}`, "no id": `{"name":"x"}`,
		"the id below": `{"owner":{"id":"` + id + `"}}`, "the id is null": `{"id":null}`, "rows": `{"value":[{"id":"` + id + `"}]}`,
	} {
		check(t, "get/"+what, transporttest.Answer{Body: body}, calls["get"])
		check(t, "get by a name/"+what, transporttest.Answer{Body: body}, calls["get by a name"])
	}
	for what, body := range map[string]string{"a row without its key": `{"value":[{"id":1},{"name":"x"}]}`, "the key is a value": `{"value":[{"name":"id"}]}`} {
		check(t, "list with a key/"+what, transporttest.Answer{Body: body}, func(ctx context.Context, c *odata.Client) error {
			_, err := odata.List[thing](ctx, c, "things", odata.Query{Select: []string{"id", "name"}})
			return err
		})
		check(t, "list with a key that is not selected/"+what, transporttest.Answer{Body: body}, func(ctx context.Context, c *odata.Client) error {
			_, err := odata.List[thing](ctx, c, "things", odata.Query{}.WithKey("id"))
			return err
		})
	}
	check(t, "count/no count", transporttest.Answer{Body: `{"value":[]}`}, calls["count"])
	check(t, "count/a negative count", transporttest.Answer{Body: `{"@odata.count":-1,"value":[]}`}, calls["count"])
	check(t, "action/a web page", bodies["a web page"], func(ctx context.Context, c *odata.Client) error {
		_, err := c.Do(ctx, odata.Request{Method: http.MethodPost, Path: "things/$ref"}, nil)
		return err
	})
	for what, body := range map[string]string{"a web page": "<html>", "a cut body": `{"id":`} {
		check(t, "write that is read back/"+what, transporttest.Answer{Body: body}, func(ctx context.Context, c *odata.Client) error {
			_, err := c.Do(ctx, odata.Request{Method: http.MethodPost, Path: "things"}, nil)
			return err
		})
	}
	for _, what := range []string{"nothing", "null", "a text", "an array"} {
		check(t, "change that is read back/"+what, bodies[what], func(ctx context.Context, c *odata.Client) error {
			return c.Update(ctx, odata.Key("things", id), "", struct{}{}, nil)
		})
	}
	for _, what := range []string{"an empty body", "nothing", "204"} {
		check(t, "read that wants nothing/"+what, bodies[what], func(ctx context.Context, c *odata.Client) error {
			_, err := c.Do(ctx, odata.Request{Path: "things(1)"}, nil)
			return err
		})
	}
	check(t, "list/a row of another kind", transporttest.Answer{Body: `{"value":[{"id":"text"}]}`}, calls["list"])
	check(t, "action/an error", bodies["an error"], func(ctx context.Context, c *odata.Client) error {
		_, err := c.Do(ctx, odata.Request{Method: http.MethodPost, Path: "things/Microsoft.NAV.run"}, nil)
		return err
	})
}

// TestWritesShowTheirRow: the answer to a write says that it was carried out only if it shows the row that was written.
func TestWritesShowTheirRow(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ body, want string }{
		"its row":              {`{"id":7,"name":"a","size":1}`, ""},
		"in another case":      {`{"id":7,"name":"A"}`, ""},
		"another row":          {`{"id":7,"name":"b"}`, "its name is b and not a"},
		"without the value":    {`{"id":7}`, "its name is not a"},
		"with null":            {`{"id":7,"name":null}`, "its name is not a"},
		"without a new value":  {`{"name":"a"}`, "it has no id"},
		"null for a new value": {`{"id":null,"name":"a"}`, "it has no id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Status: http.StatusCreated, Body: tc.body}))
			_, err := client.Do(t.Context(), odata.Request{
				Method: http.MethodPost, Path: "things", Body: struct{}{}, Shows: map[string]string{"id": "", "name": "a"},
			}, &map[string]any{})
			if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v, want %q", err, tc.want)
			}
		})
	}
}

func check(t *testing.T, name string, answer transporttest.Answer, call func(context.Context, *odata.Client) error) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		if answer.Header = answer.Header.Clone(); answer.Header == nil {
			answer.Header = http.Header{}
		}
		answer.Header.Set("X-Ms-Service-Request-Id", "r-1")
		network := transporttest.NewNetwork(answer)
		client, _ := newClient(t, network)
		err := call(t.Context(), client)
		var decode *odata.DecodeError
		if !errors.As(err, &decode) || odata.IsNotFound(err) {
			t.Fatalf("got %v", err)
		}
		for _, part := range []string{"Contoso", decode.Method, decode.Path, "cannot be understood", "r-1"} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%q is not in %q", part, err)
			}
		}
		if lost := decode.Method != http.MethodGet; odata.IsAnswerLost(err) != lost {
			t.Errorf("answer lost: %v", !lost)
		}
	})
}

// TestAssociationsAreAnsweredWith204: any other success says nothing of what it did.
func TestAssociationsAreAnsweredWith204(t *testing.T) {
	t.Parallel()
	for what, test := range map[string]struct {
		answer transporttest.Answer
		made   bool
	}{
		"204":           {transporttest.Answer{Status: http.StatusNoContent}, true},
		"200 with {}":   {transporttest.Answer{Body: `{}`}, false},
		"200, empty":    {transporttest.Answer{}, false},
		"202":           {transporttest.Answer{Status: http.StatusAccepted}, false},
		"200 and a row": {transporttest.Answer{Body: `{"id":"1"}`}, false},
	} {
		for _, method := range []string{http.MethodPost, http.MethodDelete} {
			t.Run(method+" "+what, func(t *testing.T) {
				t.Parallel()
				client, _ := newClient(t, transporttest.NewNetwork(test.answer))
				_, err := client.Do(t.Context(), odata.Request{Method: method, Path: "teams(1)/members/$ref"}, nil)
				if (err == nil) != test.made || err != nil && !odata.IsAnswerLost(err) {
					t.Error(err)
				}
			})
		}
	}
}

// TestAnswersThatProveSomething: the check does not refuse what the services do send.
func TestAnswersThatProveSomething(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ path, body string }{
		"a GUID":            {odata.Key("things", "6F1C0000-0000-4000-8000-00000000000A"), `{"thingid":"6f1c0000-0000-4000-8000-00000000000a"}`},
		"braces":            {odata.Key("things", "{6f1c0000-0000-4000-8000-00000000000a}"), `{"thingid":"6F1C0000-0000-4000-8000-00000000000A"}`},
		"a name":            {"users/" + odata.Segment("a#EXT#@contoso.example"), `{"userPrincipalName":"A#ext#@Contoso.example","error":null}`},
		"a name as a key":   {odata.KeyOf("users", odata.String("$o'neil@contoso.example")), `{"userPrincipalName":"$O'Neil@contoso.example"}`},
		"an alternate key":  {odata.KeyOf("EntityDefinitions", "LogicalName="+odata.String("team")), `{"LogicalName":"team"}`},
		"a number":          {odata.KeyOf("things", odata.Int(7)), `{"id":7}`},
		"a row in a parent": {"companies(6f1c0000-0000-4000-8000-00000000000b)/" + odata.Key("things", "6f1c0000-0000-4000-8000-00000000000a"), `{"id":"6f1c0000-0000-4000-8000-00000000000a"}`},
		"a function":        {"WhoAmI", `{"UserId":"x"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Body: test.body}))
			if _, err := odata.Get[map[string]any](t.Context(), client, test.path, odata.Query{}); err != nil {
				t.Error(err)
			}
		})
	}
	client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Body: `{"@odata.context":"x","@odata.count":7,"value":[ { "id": 1 } , {"id":2}]}`}))
	if n, err := odata.Count(t.Context(), client, "things", "id", "a eq 1"); err != nil || n != 7 {
		t.Error(n, err)
	}
	client, _ = newClient(t, transporttest.NewNetwork(transporttest.Answer{Body: `{"@odata.count":0,"value":[]}`}))
	if n, err := odata.Count(t.Context(), client, "things", "id", "a eq 1"); err != nil || n != 0 {
		t.Error(n, err)
	}
}

// TestNotFoundIsSaidByTheService distinguishes the service's own 404 from one of something in front of it.
func TestNotFoundIsSaidByTheService(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status            int
		contentType, body string
		want              bool
	}{
		"its code":               {404, "application/json", `{"error":{"code":"0x80040217","message":"No."}}`, true},
		"its code, another fate": {410, "application/json", `{"error":{"code":"0x80040217","message":"No."}}`, false},
		"a gateway's code":       {404, "application/json", `{"error":{"code":"404","message":"Not Found"}}`, false},
		"no code":                {404, "application/json", `{"error":{"message":"thing With Id = 1 Does Not Exist"}}`, false},
		"gateway":                {404, "application/json", `{"message":"no route"}`, false},
		"web page":               {404, "text/html", "<html>404</html>", false},
		"nothing":                {404, "", "", false},
		"another's object":       {404, "application/json", `{"status":404}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{
				Status: test.status, Header: http.Header{"Content-Type": {test.contentType}}, Body: test.body,
			}))
			if _, err := odata.Get[thing](t.Context(), client, "things(1)", odata.Query{}); odata.IsNotFound(err) != test.want {
				t.Errorf("not found: %v, of %v", !test.want, err)
			}
		})
	}
}

// TestListsHaveAnEnd: neither links nor rows go on for ever, and neither do they fill memory.
func TestListsHaveAnEnd(t *testing.T) {
	t.Parallel()
	page := func(rows int, next string) string {
		return `{"value":[{"id":1}` + strings.Repeat(`,{"id":1}`, rows-1) + `],"@odata.nextLink":"` + root + `/things?page=` + next + `"}`
	}
	link := func(next string) string { return page(1, next) }
	for name, test := range map[string]struct {
		answer   func(n int) string
		requests int
		want     string
	}{
		"a link to itself": {func(int) string { return link("2") }, 2, "read already"},
		"A-B-A":            {func(n int) string { return link(string(rune('A' + n%2))) }, 3, "read already"},
		"A-B-C-A":          {func(n int) string { return link(string(rune('A' + n%3))) }, 4, "read already"},
		"no last page":     {func(n int) string { return link(strconv.Itoa(n)) }, 5000, "larger than any list"},
		"no last row":      {func(n int) string { return page(20_000, strconv.Itoa(n)) }, 25, "larger than any list"},
		"rows on a page":   {func(int) string { return `{"value":[{"id":1}` + strings.Repeat(`,{"id":1}`, 20_000) + `]}` }, 1, "more than 20000 rows"},
		"tiny rows":        {func(int) string { return `{"value":[{}` + strings.Repeat(`,{}`, 1_000_000) + `]}` }, 1, "row 1 is no row"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			network := transporttest.NewNetworkFunc(func(n int, _ *http.Request) transporttest.Answer { return transporttest.Answer{Body: test.answer(n)} })
			client, _ := newClient(t, network)
			rows, err := odata.List[thing](t.Context(), client, "things", odata.Query{})
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "Contoso") || rows != nil {
				t.Errorf("%d rows, %v", len(rows), err)
			}
			if n := len(network.Requests()); n != test.requests {
				t.Errorf("%d requests, want %d", n, test.requests)
			}
		})
	}
}

// TestAnswersAreBoundedByTheirKind sends one byte too many to each kind of request.
func TestAnswersAreBoundedByTheirKind(t *testing.T) {
	t.Parallel()
	padded := func(body string, size int) string { return body + strings.Repeat(" ", size-len(body)) }
	for name, test := range map[string]struct {
		call  func(ctx context.Context, c *odata.Client) error
		body  string
		bound int
	}{
		"entity": {func(ctx context.Context, c *odata.Client) error {
			_, err := odata.Get[thing](ctx, c, "things(1)", odata.Query{})
			return err
		}, `{"id":1}`, 4 << 20},
		"list": {func(ctx context.Context, c *odata.Client) error {
			_, err := odata.List[thing](ctx, c, "things", odata.Query{})
			return err
		}, `{"value":[]}`, 32 << 20},
		"write": {func(ctx context.Context, c *odata.Client) error {
			_, err := c.Do(ctx, odata.Request{Method: http.MethodPost, Path: "things"}, &thing{})
			return err
		}, `{"id":1}`, 4 << 20},
		"of its own": {func(ctx context.Context, c *odata.Client) error {
			_, err := c.Do(ctx, odata.Request{Path: "things(1)", MaxBytes: 100}, &thing{})
			return err
		}, `{"id":1}`, 100},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Body: padded(test.body, test.bound)}, transporttest.Answer{Body: padded(test.body, test.bound+1)}))
			if err := test.call(t.Context(), client); err != nil {
				t.Error(err)
			}
			var large *transport.TooLargeError
			if err := test.call(t.Context(), client); !errors.As(err, &large) || large.Limit != int64(test.bound) {
				t.Error(err)
			}
		})
	}
	// Of an error only the beginning is read; its status says what it is.
	client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Status: http.StatusForbidden, Body: strings.Repeat("x", 64<<20)}))
	_, err := odata.Get[thing](t.Context(), client, "things(1)", odata.Query{})
	if !odata.IsStatus(err, http.StatusForbidden) || len(err.Error()) > 500 {
		t.Errorf("%.600v", err)
	}
}
