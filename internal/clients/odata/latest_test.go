// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// TestWriteLatestGivesUp: a row that changes before every write is written a bounded number of times.
func TestWriteLatestGivesUp(t *testing.T) {
	t.Parallel()
	refusals := [...]error{
		&Error{StatusCode: http.StatusConflict, Code: codeEntityChanged},
		&Error{StatusCode: http.StatusPreconditionFailed, Code: "0X80060882"},
	}
	for name, c := range map[string]struct {
		refusals, writes int
		fails            bool
	}{
		"at once":      {0, 1, false},
		"after three":  {3, 4, false},
		"at the bound": {maxWrites - 1, maxWrites, false},
		"never":        {maxWrites, maxWrites, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			looks, writes := 0, 0
			err := WriteLatest(t.Context(), func(context.Context) (int, bool, error) {
				looks++
				return looks, true, nil
			}, func(_ context.Context, row int) error {
				writes++
				if row != looks {
					t.Errorf("version %d was written after %d was read", row, looks)
				}
				if writes <= c.refusals {
					return refusals[writes%2]
				}
				return nil
			})
			if IsChanged(err) != c.fails || writes != c.writes || looks != writes {
				t.Errorf("%d looks, %d writes: %v", looks, writes, err)
			}
		})
	}
}

// TestWriteLatestEnds with the error of the look, of a write that was refused for another reason, and of the context; a write
// that the answer to a batch leaves out is looked at again, as often as that takes.
func TestWriteLatestEnds(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	changed := &Error{StatusCode: http.StatusConflict, Code: codeEntityChanged}
	for name, tc := range map[string]struct {
		look   func(n int) (bool, error)
		write  func(n int, cancel func()) error
		want   error
		writes int
	}{
		"the look fails":        {look: func(int) (bool, error) { return true, failed }, want: failed},
		"the second look fails": {look: func(n int) (bool, error) { return true, map[bool]error{true: failed}[n == 2] }, write: func(int, func()) error { return changed }, want: failed, writes: 1},
		"nothing is left":       {look: func(int) (bool, error) { return false, nil }},
		"refused":               {write: func(int, func()) error { return failed }, want: failed, writes: 1},
		"the context ends":      {write: func(_ int, cancel func()) error { cancel(); return changed }, want: context.Canceled, writes: 1},
		"left out of the answer": {write: func(n int, _ func()) error {
			if n <= maxWrites+1 {
				return &transport.UnansweredError{}
			}
			return nil
		}, writes: maxWrites + 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			looks, writes := 0, 0
			err := WriteLatest(ctx, func(context.Context) (int, bool, error) {
				looks++
				if tc.look == nil {
					return looks, true, nil
				}
				left, err := tc.look(looks)
				return looks, left, err
			}, func(context.Context, int) error {
				writes++
				return tc.write(writes, cancel)
			})
			if !errors.Is(err, tc.want) || writes != tc.writes {
				t.Errorf("%d writes: %v, want %d: %v", writes, err, tc.writes, tc.want)
			}
		})
	}
}

// TestLookFrom begins with the row that is known, and reads it from then on.
func TestLookFrom(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	found, readErr, judgeErr, reads := true, error(nil), error(nil), 0
	look := LookFrom("known", func(context.Context) (string, bool, error) { reads++; return "read", found, readErr },
		func(_ context.Context, row string) (bool, error) { return row != "gone", judgeErr })
	check := func(step, wantRow string, wantLeft bool, wantReads int, want error) {
		t.Helper()
		row, left, err := look(t.Context())
		if row != wantRow || left != wantLeft || reads != wantReads || !errors.Is(err, want) {
			t.Errorf("%s: %q, %v, %v after %d reads", step, row, left, err, reads)
		}
	}
	check("at first", "known", true, 0, nil)
	check("then", "read", true, 1, nil)
	found = false
	check("gone", "read", false, 2, nil)
	found, readErr = true, failed
	check("unreadable", "read", false, 3, failed)
	readErr, judgeErr = nil, failed
	check("refused", "read", true, 4, failed)
}

// TestReadBack: only a whole list that the batch has answered says what a write has come to.
func TestReadBack(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		answer *Response
		known  bool
	}{
		"no response":   {},
		"no answer":     {answer: &Response{}},
		"refused":       {answer: &Response{readBack: &transport.BatchAnswer{StatusCode: 403, Body: []byte(`{"value":[{"id":"a"}]}`)}}},
		"no list":       {answer: &Response{readBack: &transport.BatchAnswer{StatusCode: 200, Body: []byte(`{"id":"a"}`)}}},
		"its beginning": {answer: &Response{readBack: &transport.BatchAnswer{StatusCode: 200, Body: []byte(`{"value":[{"id":"a"}],"@odata.nextLink":"x"}`)}}},
		"a list":        {answer: &Response{readBack: &transport.BatchAnswer{StatusCode: 200, Body: []byte(`{"value":[{"id":"a"}]}`)}}, known: true},
	} {
		rows, known := ReadBack[map[string]string](tc.answer)
		if known != tc.known || known && (len(rows) != 1 || rows[0]["id"] != "a") || !known && rows != nil {
			t.Errorf("%s: %v, %v", name, rows, known)
		}
	}
}

// TestFacts are what the log shows of an error's body.
func TestFacts(t *testing.T) {
	t.Parallel()
	if code, id := Facts([]byte(`{"error":{"code":"X","message":"No.  CorrelationId:  7d1c-1."}}`)); code != "X" || id != "7d1c-1" {
		t.Errorf("%q, %q", code, id)
	}
}

// TestPagesThatBreakOff: a truncated text is never a page, even where the JSON decoder alone would accept its beginning.
func TestPagesThatBreakOff(t *testing.T) {
	t.Parallel()
	for _, text := range []string{``, `[`, `{"value":[{"id":"a"}`, `{"value":[{"id":"a"`, `{"value":[]`, `{"value":[],]`} {
		p := page[map[string]string]{}
		if err := p.UnmarshalJSON([]byte(text)); err == nil && text != `{"value":[]` {
			t.Errorf("%q is read as %v", text, p.Value)
		}
	}
}

// TestKeyIn knows the forms of keys.
func TestKeyIn(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"teams(1)": "1", "a(1)/teams(2)": "2", "users/x": "x", "/users/": "", "WhoAmI": "", "f()": "", "f(1": "", "f(@p)": "", "f(a=@p)": "",
		"teams(name='a')": "a", "teams('a=b')": "a=b", "teams('o''neil')": "o'neil", "users/%zz": "", "/teams": "",
	} {
		if got, ok := keyIn(path); got != want && ok || ok != (want != "") {
			t.Errorf("%s: %q, %v, want %q", path, got, ok, want)
		}
	}
}

// TestTheHintOfAWebPage is given for one only.
func TestTheHintOfAWebPage(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]bool{"text/html; charset=utf-8": true, "application/json": false, "": false, "text/html; x": false} {
		err := &DecodeError{ContentType: kind, Err: errors.New("x")}
		if got := strings.Contains(err.Error(), "the answer is a web page"); got != want {
			t.Errorf("%q: %v", kind, err)
		}
	}
}
