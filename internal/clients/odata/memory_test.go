// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestRemember asks the same three times, the last time after the run has begun to change something.
func TestRemember(t *testing.T) {
	t.Parallel()
	row := transporttest.Answer{Body: `{"value":[{"id":"a"}]}`}
	for name, test := range map[string]struct {
		answer transporttest.Answer
		asked  int
	}{
		"a list":              {row, 2},
		"nothing there":       {transporttest.Answer{Status: http.StatusNotFound, Body: `{"error":{"code":"x","message":"gone"}}`}, 2},
		"a refusal":           {transporttest.Answer{Status: http.StatusForbidden, Body: `{"error":{"code":"x","message":"no"}}`}, 3},
		"more than a few":     {transporttest.Answer{Body: `{"value":[{"id":"` + strings.Repeat("a", maxRemembered) + `"}]}`}, 3},
		"an answer cut short": {transporttest.Answer{Body: `{"value":`}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			network := transporttest.NewNetwork(test.answer, test.answer, test.answer)
			origin := &url.URL{Scheme: "https", Host: "contoso.example"}
			tr, err := transport.New(transport.Options{Service: "Dataverse", Origin: origin, Transporter: network})
			if err != nil {
				t.Fatal(err)
			}
			run := &bulk.Run{}
			c := New(tr, origin, nil, nil).Remember(run)
			ask := func() string {
				rows, err := List[map[string]string](t.Context(), c, "rows", Query{})
				if err != nil {
					return err.Error()
				}
				return rows[0]["id"]
			}
			first, second := ask(), ask()
			run.Change()
			if third := ask(); second != first || third != first {
				t.Errorf("the same question is answered %q, %q and %q", first, second, third)
			}
			if n := len(network.Requests()); n != test.asked {
				t.Errorf("asked %d times, want %d", n, test.asked)
			}
		})
	}
}

// TestRemembered: up to the bound, and no byte more.
func TestRemembered(t *testing.T) {
	t.Parallel()
	for length, want := range map[int]bool{2: true, maxRemembered: true, maxRemembered + 1: false} {
		body := `"` + strings.Repeat("a", length-2) + `"`
		if got := remembered(&transport.Response{StatusCode: http.StatusOK, Body: []byte(body)}); got != want {
			t.Errorf("an answer of %d bytes is remembered: %v", length, got)
		}
	}
}
