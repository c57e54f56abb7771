// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// verb is a kind of request and whether repeating it is safe.
type verb struct {
	name    string
	request odata.Request
	repeats bool
}

func verbs() []verb {
	etag := http.Header{"If-Match": {`W/"1"`}}
	body := map[string]any{"name": "n"}
	return []verb{
		{"GET", odata.Request{Method: "GET"}, true},
		{"HEAD", odata.Request{Method: "HEAD"}, true},
		{"PUT", odata.Request{Method: "PUT", Body: body}, true},
		{"DELETE", odata.Request{Method: "DELETE"}, true},
		{"PATCH If-Match: *", odata.Request{Method: "PATCH", Body: body, Header: odata.MatchAny()}, true},
		{"PATCH If-Match: etag", odata.Request{Method: "PATCH", Body: body, Header: etag}, false},
		{"PATCH", odata.Request{Method: "PATCH", Body: body}, false},
		{"POST", odata.Request{Method: "POST", Body: body}, false},
		{"POST repeatable", odata.Request{Method: "POST", Body: body, Repeatable: true}, true},
	}
}

// class is a kind of failure that does not end, and what becomes of it.
type class struct {
	name   string
	answer transporttest.Answer
	// any is how often it is sent whatever the verb; 0 means that it depends on whether the verb repeats.
	any int
	// repeated is how often it is sent where repeating is safe.
	repeated int
	// readsOnly is whether no write is repeated.
	readsOnly bool
	// gaveUp is the part of the message about the repetitions, if there were any; lost is whether a write may have
	// been executed.
	gaveUp string
	lost   bool
}

const (
	// 1+2+4+8+16 s, then 30 s each: the 15th attempt would come after 301 s.
	backoffEnd = "gave up after 14 attempts in 4m31s: waiting 30s more would exceed the 5m0s within which a request is repeated"
	// 0, 60, …, 300 s.
	minuteEnd = "gave up after 6 attempts in 5m0s: waiting 1m0s more would exceed the 5m0s within which a request is repeated"
)

func classes() []class {
	answer := func(status int, retryAfter string) transporttest.Answer {
		h := http.Header{"Req_id": {"r-1"}}
		if retryAfter != "" {
			h.Set("Retry-After", retryAfter)
		}
		return transporttest.Answer{Status: status, Header: h, Body: `{"error":{"code":"0x1","message":"No."}}`}
	}
	out := make([]class, 0, 24)
	out = append(out, []class{
		{name: "429 without Retry-After", answer: answer(429, ""), any: 14, gaveUp: backoffEnd},
		{name: "429 with seconds", answer: answer(429, "60"), any: 6, gaveUp: minuteEnd},
		{
			name: "429 with a date", answer: answer(429, "Mon, 02 Mar 2026 09:00:00 GMT"), any: 1,
			gaveUp: "gave up after 1 attempt in 0s: waiting 1h0m0s more would exceed",
		},
		{name: "503 with seconds", answer: answer(503, "60"), repeated: 6, gaveUp: minuteEnd, lost: true},
		{
			name: "connection broke", answer: transporttest.Answer{Err: transporttest.ErrBroken}, repeated: 14,
			gaveUp: backoffEnd, lost: true,
		},
		{
			name: "no connection", answer: transporttest.Answer{Refused: true}, any: 6,
			gaveUp: "gave up after 6 attempts in 31s: no connection could be made",
		},
		{name: "401", answer: answer(401, ""), any: 2},
	}...)
	for _, status := range []int{502, 503, 504} {
		out = append(out, class{
			name: strconv.Itoa(status), answer: answer(status, ""), repeated: 14, gaveUp: backoffEnd, lost: true,
		})
	}
	for _, status := range []int{400, 403, 404, 405, 409, 412, 413, 422, 501} {
		out = append(out, class{name: strconv.Itoa(status), answer: answer(status, "1"), any: 1})
	}
	const sameEnd = "gave up after 3 attempts in 3s: the answer stays the same"
	return append(out,
		class{name: "408", answer: answer(408, "1"), repeated: 3, gaveUp: sameEnd, lost: true},
		class{name: "500", answer: answer(500, "1"), repeated: 3, readsOnly: true, gaveUp: sameEnd, lost: true},
	)
}

func (c class) attempts(repeats bool) int {
	switch {
	case c.any != 0:
		return c.any
	case repeats:
		return c.repeated
	default:
		return 1
	}
}

// TestRetryTable is the table class x verb -> attempts and final message.
func TestRetryTable(t *testing.T) {
	t.Parallel()
	for _, c := range classes() {
		for _, v := range verbs() {
			t.Run(c.name+"/"+v.name, func(t *testing.T) {
				t.Parallel()
				network := transporttest.NewNetwork(c.answer)
				client, _ := newClient(t, network)
				v.request.Path = "things"
				_, err := client.Do(t.Context(), v.request, nil)
				if err == nil {
					t.Fatal("no error")
				}
				writes := v.request.Method != http.MethodGet && v.request.Method != http.MethodHead
				want := c.attempts(v.repeats && (!c.readsOnly || !writes))
				if got := len(network.Requests()); got != want {
					t.Errorf("%d attempts, want %d", got, want)
				}
				checkMessage(t, err, c, want)
				if got := odata.IsAnswerLost(err); got != (c.lost && writes) {
					t.Errorf("answer lost: %v", got)
				}
			})
		}
	}
}

func checkMessage(t *testing.T, err error, c class, attempts int) {
	t.Helper()
	text := err.Error()
	parts := []string{"things", "Contoso"}
	switch {
	case c.answer.Err != nil:
		parts = append(parts, c.answer.Err.Error())
	case c.answer.Refused:
		parts = append(parts, "connection refused")
	default:
		parts = append(parts, fmt.Sprintf("%d %s", c.answer.Status, http.StatusText(c.answer.Status)),
			": No (code 0x1, request id r-1)")
		if !odata.IsStatus(err, c.answer.Status) || !odata.HasCode(err, "0X1") {
			t.Errorf("status or code is lost: %v", err)
		}
	}
	if c.gaveUp != "" && (attempts > 1 || c.any == 1) {
		parts = append(parts, c.gaveUp, "last answer: ")
	} else if strings.Contains(text, "gave up") {
		t.Errorf("says that it gave up: %s", text)
	}
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in %q", part, text)
		}
	}
}

// TestRecovery: what fails a few times and then works is no error, and says if an answer was lost on the way.
func TestRecovery(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		script  []transporttest.Answer
		request odata.Request
		wait    time.Duration
		lost    bool
	}{
		"429 of a POST": {
			[]transporttest.Answer{{Status: 429, Header: http.Header{"Retry-After": {"9"}}}, {Status: 429}, {Status: 204}},
			odata.Request{Method: "POST"},
			11 * time.Second, false,
		},
		"503 of a GET": {[]transporttest.Answer{{Status: 503}, {Status: 200, Body: `{"id":1}`}}, odata.Request{}, time.Second, false},
		"503 of a DELETE": {
			[]transporttest.Answer{{Status: 503}, {Status: 204}}, odata.Request{Method: "DELETE"}, time.Second, true,
		},
		"broken connection of a POST with a key": {
			[]transporttest.Answer{{Err: transporttest.ErrBroken}, {Status: 204}},
			odata.Request{Method: "POST", Repeatable: true},
			time.Second, true,
		},
		"no connection of a POST": {
			[]transporttest.Answer{{Refused: true}, {Status: 204}}, odata.Request{Method: "POST"}, time.Second, false,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, clock := newClient(t, transporttest.NewNetwork(test.script...))
			start := clock.Now()
			response, err := client.Do(t.Context(), test.request, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := clock.Now().Sub(start); got != test.wait {
				t.Errorf("waited %v, want %v", got, test.wait)
			}
			if response.AfterLostAnswer != test.lost || response.Attempts != len(test.script) {
				t.Errorf("%+v", response)
			}
		})
	}
}

// TestAnErrorAfterALostAnswer: a row that "already exists" may be the call's own.
func TestAnErrorAfterALostAnswer(t *testing.T) {
	t.Parallel()
	client, _ := newClient(t, transporttest.NewNetwork(
		transporttest.Answer{Err: transporttest.ErrBroken},
		transporttest.Answer{Status: 412, Body: `{"error":{"code":"0x80040237","message":"A record with matching key values already exists."}}`},
	))
	_, err := client.Do(t.Context(), odata.Request{Method: "POST", Path: "things", Repeatable: true}, nil)
	e := asError(t, err)
	if !e.AfterLostAnswer || e.Attempts != 2 || odata.IsAnswerLost(err) {
		t.Errorf("%+v", e)
	}
}
