// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"errors"
	"net/http"
	"testing"
	"testing/iotest"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// TestWhatAnErrorLeavesOpen: a write without an end may have been executed, a read never, and what gave up knows it itself.
func TestWhatAnErrorLeavesOpen(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err  *Error
		lost bool
	}{
		"a write that failed":      {&Error{Method: http.MethodPost, StatusCode: http.StatusGatewayTimeout}, true},
		"a write that was refused": {&Error{Method: http.MethodPost, StatusCode: http.StatusBadRequest}, false},
		"a read that failed":       {&Error{Method: http.MethodGet, StatusCode: http.StatusGatewayTimeout}, false},
		"a look that failed":       {&Error{Method: http.MethodHead, StatusCode: http.StatusGatewayTimeout}, false},
		"repeated, lost":           {&Error{Method: http.MethodPost, StatusCode: http.StatusTooManyRequests, GaveUp: &transport.GaveUpError{Lost: true}}, true},
		"repeated, and answered":   {&Error{Method: http.MethodPost, StatusCode: http.StatusGatewayTimeout, GaveUp: &transport.GaveUpError{}}, false},
	} {
		if got := tc.err.AnswerLost(); got != tc.lost {
			t.Errorf("%s: %v", name, got)
		}
		var gaveUp *transport.GaveUpError
		if errors.As(tc.err, &gaveUp) != (tc.err.GaveUp != nil) || errors.Unwrap(tc.err) == nil != (tc.err.GaveUp == nil) {
			t.Errorf("%s wraps %v", name, errors.Unwrap(tc.err))
		}
	}
	for method, lost := range map[string]bool{http.MethodPost: true, http.MethodPatch: true, http.MethodGet: false, http.MethodHead: false} {
		if got := (&DecodeError{Method: method}).AnswerLost(); got != lost {
			t.Errorf("an answer to %s that cannot be understood: %v", method, got)
		}
	}
}

// TestTheRepetitionsBehindAnAnswer: only a call that gave up after an answer becomes the error of that answer.
func TestTheRepetitionsBehindAnAnswer(t *testing.T) {
	t.Parallel()
	c := &Client{transport: &transport.Client{}}
	answered := &transport.GaveUpError{Service: "Contoso", Last: &transport.Response{StatusCode: http.StatusServiceUnavailable, Header: http.Header{}}}
	var e *Error
	if err := c.transportError(Request{Method: http.MethodGet, Path: "rows"}, answered); !errors.As(err, &e) || e.GaveUp != answered || e.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%v", err)
	}
	for name, err := range map[string]error{"no answer": &transport.GaveUpError{Service: "Contoso", LastErr: errors.New("refused")}, "no repetition": &transport.CallError{Err: errors.New("refused")}} {
		if got := c.transportError(Request{}, err); got != err { //nolint:errorlint // the very error
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestBodiesThatCannotBeRead are an error, and nothing is sent.
func TestBodiesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]any{"a file": iotest.ErrReader(errors.New("the disk is gone")), "a value": func() {}} {
		if data, err := encodeBody(body); err == nil || data != nil {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
}

// TestKeys of entities in paths, and of what an answer says that it created.
func TestKeys(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"teams(a)": "a", "Definitions(LogicalName='team')": "team", "users/a": "a", "/users/a/": "a", "names('O''Neil')": "O'Neil", "rows('a=b')": "a=b",
		"WhoAmI": "", "WhoAmI()": "", "teams(a": "", "users/%zz": "", "Is(Name=@p)": "", "companies(c)/rows(a)": "a",
	} {
		key, ok := keyIn(path)
		if path == "WhoAmI" {
			key = "" // a set
		}
		if key != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", path, key, ok)
		}
	}
	const id = "000000c2-0000-4000-8000-000000000001"
	for value, want := range map[string]string{"https://x/teams(" + id + ")": id, "(" + id + ")": id, "https://x/teams": "", "https://x/teams(" + id: "", "https://x/teams(a)": "", "": ""} {
		for _, name := range []string{"OData-EntityId", "Location"} {
			if got, ok := EntityID(http.Header{http.CanonicalHeaderKey(name): {value}}); got != want || ok != (want != "") {
				t.Errorf("%s %q: %q, %v", name, value, got, ok)
			}
		}
	}
}
