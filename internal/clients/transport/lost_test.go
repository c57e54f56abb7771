// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// TestLostAnswers: only the answer to a write that may have reached the service is lost. A token that was not to be had, and a
// host that was not allowed, sent nothing, but an attempt before may have.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection reset")
	for name, tc := range map[string]struct {
		call call
		err  error
		want bool
	}{
		"a write":                       {call{method: http.MethodPost, connected: true}, broken, true},
		"a deletion":                    {call{method: http.MethodDelete, connected: true}, broken, true},
		"a read":                        {call{method: http.MethodGet, connected: true, lostBefore: true}, broken, false},
		"a look at the header":          {call{method: http.MethodHead, connected: true}, broken, false},
		"no connection":                 {call{method: http.MethodPost}, broken, false},
		"no connection, but one before": {call{method: http.MethodPost, lostBefore: true}, broken, true},
		"no token":                      {call{method: http.MethodPost, connected: true}, &TokenError{Err: broken}, false},
		"no token after an attempt":     {call{method: http.MethodPost, connected: true, lostBefore: true}, &TokenError{Err: broken}, true},
		"a redirect":                    {call{method: http.MethodPost, connected: true}, &OriginError{Redirect: true}, false},
	} {
		req, err := runtime.NewRequest(t.Context(), tc.call.method, "https://org.example/api?secret=1")
		if err != nil {
			t.Fatal(err)
		}
		if got := IsAnswerLost((&Client{service: "Dataverse"}).asError(&tc.call, req, tc.err)); got != tc.want {
			t.Errorf("%s: lost is %v, want %v", name, got, tc.want)
		}
	}
}

// TestErrorsOfTheEnd: an operation that ends says what was waited for, and an origin that is refused stays what it is.
func TestErrorsOfTheEnd(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	req, err := runtime.NewRequest(ctx, http.MethodGet, "https://org.example/api")
	if err != nil {
		t.Fatal(err)
	}
	c := &Client{service: "Dataverse"}
	for name, running := range map[string]bool{"running": true, "ended": false} {
		if !running {
			cancel()
		}
		var ended *EndedError
		got := c.asError(&call{waiting: "the answer", attempts: 3}, req, context.Canceled)
		if errors.As(got, &ended) == running {
			t.Errorf("%s: %v", name, got)
		}
		if !running && (ended.Waiting != "the answer" || !errors.Is(got, context.Canceled)) {
			t.Errorf("%s: %v", name, got)
		}
		var callErr *CallError
		if !errors.As(got, &callErr) || callErr.Attempts != 3 || callErr.Path != "/api" || callErr.Service != "Dataverse" {
			t.Errorf("%s: %#v", name, got)
		}
		if ended != nil {
			break
		}
	}
	cancel()
	refused := &OriginError{Target: "https://evil.example"}
	if got := c.asError(&call{}, req, refused); got != error(refused) { //nolint:errorlint // the very error
		t.Errorf("an origin that is refused becomes %v", got)
	}
}
