// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"testing"
)

// TestWhatABatchSaysOfItsParts: each part has its own id and time, or those of the batch; what read it back is the member's too.
func TestWhatABatchSaysOfItsParts(t *testing.T) {
	t.Parallel()
	const then, later = "Mon, 02 Mar 2026 08:00:00 GMT", "Mon, 02 Mar 2026 08:00:01 GMT"
	body := `{"responses":[{"id":"1","status":200,"headers":{"request-id":"own","date":"` + later + `"}},{"id":"2","status":201},{"id":"3","status":404}]}`
	own, none := &member{parts: make([]BatchPart, 1)}, &member{parts: make([]BatchPart, 2)}
	p := &batchPolicy{service: "Contoso", format: JSONBatch{}}
	p.distribute(&http.Response{Header: http.Header{"X-Ms-Request-Id": {"batch"}, "Date": {then}}}, []byte(body), []*member{own, none})
	for _, tc := range []struct {
		m        *member
		id, date string
	}{{own, "own", later}, {none, "batch", then}} {
		if id, date := RequestID(tc.m.answer.Header), tc.m.answer.Header.Get("Date"); id != tc.id || date != tc.date || !tc.m.connected || tc.m.err != nil {
			t.Errorf("id %q at %q, want %q at %q: %+v", id, date, tc.id, tc.date, tc.m)
		}
	}
	if own.then != nil || none.then == nil || none.then.StatusCode != http.StatusNotFound {
		t.Errorf("read back: %v and %v", own.then, none.then)
	}

	p.distribute(&http.Response{Header: http.Header{}}, []byte(body), []*member{own, none})
	if _, ok := none.answer.Header["Request-Id"]; ok {
		t.Errorf("an id from nowhere: %v", none.answer.Header)
	}
}

// TestIsUncertain: only these statuses leave open whether a request was executed.
func TestIsUncertain(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]bool{200: false, 404: false, 408: true, 409: false, 429: false, 499: false, 500: true, 501: false, 502: true, 503: true} {
		if got := IsUncertain(status); got != want {
			t.Errorf("%d: %v", status, got)
		}
	}
}
