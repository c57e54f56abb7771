// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

func TestTheLogNamesRequestsAndShowsNoSecret(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &log)
	f := newFixture(t, nil,
		transporttest.Answer{Status: 429, Body: "body-secret"}, transporttest.Answer{Err: transporttest.ErrBroken},
		transporttest.Answer{Status: 200, Header: http.Header{"Req_id": {"r-1"}, "X": {"header-secret"}}, Body: "body-secret"})
	r := post("/things?$filter=query-secret", "body-secret")
	r.Header.Set("X", "header-secret")
	r.Repeatable = true
	if _, err := f.client.Do(ctx, r); err != nil {
		t.Fatal(err)
	}
	entries, err := tflogtest.MultilineJSONDecode(&log)
	if err != nil {
		t.Fatal(err)
	}
	var statuses, because []any
	for _, e := range entries {
		switch e["@message"] {
		case "HTTP request":
			statuses = append(statuses, e["status"])
			if e["method"] != "POST" || e["path"] != "/things" || e["service"] != "Contoso" || e["client_request_id"] != "client-id" {
				t.Errorf("%v", e)
			}
		case "HTTP request is repeated":
			because = append(because, e["because"])
		}
		for name, value := range e {
			if text, ok := value.(string); ok && (strings.Contains(text, "secret") || strings.Contains(text, "token-1")) {
				t.Errorf("%s shows a secret: %s", name, text)
			}
		}
	}
	if len(statuses) != 3 || len(because) != 2 || because[0] != "429 Too Many Requests" ||
		!strings.Contains(because[1].(string), "reset by peer") {
		t.Errorf("%v %v", statuses, because)
	}
}

func TestCancelWhileRepeatingShowsTheLastAnswer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	f := newFixture(t, func(o *transport.Options) {
		o.Transporter = transporttest.NewNetworkFunc(func(n int, _ *http.Request) transporttest.Answer {
			if n == 1 {
				cancel()
			}
			return transporttest.Answer{Status: http.StatusServiceUnavailable}
		})
	})
	r := post("/things", "{}")
	r.Repeatable = true
	_, err := f.client.Do(ctx, r)
	var gaveUp *transport.GaveUpError
	if !errors.As(err, &gaveUp) || !errors.Is(err, context.Canceled) || !transport.IsAnswerLost(err) {
		t.Fatalf("%v", err)
	}
	for _, part := range []string{"POST /things at Contoso: gave up after 2 attempts in 1s: the operation was canceled", "last answer: 503"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in %q", part, err)
		}
	}
}
