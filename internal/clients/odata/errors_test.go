// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

func asError(t *testing.T, err error) *odata.Error {
	t.Helper()
	var e *odata.Error
	if !errors.As(err, &e) {
		t.Fatalf("not an odata.Error: %v", err)
	}
	return e
}

func TestErrorBodies(t *testing.T) {
	t.Parallel()
	json := "application/json; odata.metadata=minimal"
	tests := map[string]struct {
		status                 int
		header                 http.Header
		contentType, body      string
		code, message, request string
		text                   string
	}{
		"Dataverse": {
			404,
			http.Header{"X-Ms-Service-Request-Id": {"a,b"}, "Req_id": {"c"}},
			json,
			`{"error":{"code":"0x80040217","message":"account With Id = 1 Does Not Exist"}}`,
			"0x80040217", "account With Id = 1 Does Not Exist", "a",
			"Contoso answered 404 Not Found to GET things: account With Id = 1 Does Not Exist (code 0x80040217, request id a)",
		},
		"Dataverse without a code": {
			412, nil, json, `{"error":{"code":"0x0","message":"No."}}`, "0x0", "No.", "",
			"Contoso answered 412 Precondition Failed to GET things: No",
		},
		"Microsoft Graph": {
			404, nil, json,
			`{"error":{"code":"Request_ResourceNotFound","message":"Resource 'x' does not exist.","innerError":{"date":"2026","request-id":"g-1","client-request-id":"c"}}}`,
			"Request_ResourceNotFound", "Resource 'x' does not exist.", "g-1",
			"Contoso answered 404 Not Found to GET things: Resource 'x' does not exist (code Request_ResourceNotFound, request id g-1)",
		},
		"Business Central": {
			400,
			http.Header{"Request-Id": {"h"}},
			json,
			`{"error":{"code":"Application_DialogException","message":"You cannot do this.  CorrelationId:  7d1c-1."}}`,
			"Application_DialogException", "You cannot do this.", "h",
			"Contoso answered 400 Bad Request to GET things: You cannot do this (code Application_DialogException, request id h, correlation id 7d1c-1)",
		},
		"Business Central, words after the marker": {
			400, nil, json, `{"error":{"code":"X","message":"CorrelationId: is not an id"}}`,
			"X", "CorrelationId: is not an id", "", "",
		},
		"wrapped message": {
			400, nil, json, `{"error":{"code":"X","message":{"lang":"en","value":"Old."}}}`, "X", "Old.", "", "",
		},
		"gateway": {503 - 2, nil, json, `{"statusCode":501,"message":"Not here"}`, "", "Not here", "", ""},
		"the same id twice": {
			400,
			http.Header{"Request-Id": {"7d1c-1"}},
			json, `{"error":{"code":"X","message":"No.  CorrelationId:  7d1c-1."}}`, "X", "No.", "7d1c-1",
			"Contoso answered 400 Bad Request to GET things: No (code X, request id 7d1c-1)",
		},
		"nothing but an id":         {400, nil, json, `{"error":{"code":"X","message":"CorrelationId:  7d1c-1."}}`, "X", "", "7d1c-1", ""},
		"a message of another kind": {400, nil, json, `{"error":{"code":"X","message":5}}`, "", `{"error":{"code":"X","message":5}}`, "", ""},
		"plain text": {
			403, nil, "text/plain", "Go\n away", "", "Go away", "",
			"Contoso answered 403 Forbidden to GET things: Go away",
		},
		"web page":       {403, nil, "text/html; charset=utf-8", "<html>x</html>", "", "the answer is a web page, perhaps of a proxy", "", ""},
		"page unmarked":  {403, nil, "", "<html>x</html>", "", "", "", "Contoso answered 403 Forbidden to GET things"},
		"empty":          {404, nil, "", "", "", "", "", "Contoso answered 404 Not Found to GET things"},
		"long text":      {400, nil, "text/plain", strings.Repeat("x", 400), "", strings.Repeat("x", 300) + "…", "", ""},
		"error is text":  {400, nil, json, `{"error":"invalid_request"}`, "", `{"error":"invalid_request"}`, "", ""},
		"error is empty": {400, nil, json, `{}`, "", "", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := test.header.Clone()
			if h == nil {
				h = http.Header{}
			}
			h.Set("Content-Type", test.contentType)
			client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{Status: test.status, Header: h, Body: test.body}))
			_, err := odata.Get[thing](t.Context(), client, "things", odata.Query{Filter: "email eq 'someone@contoso.example'"})
			e := asError(t, err)
			if e.StatusCode != test.status || e.Code != test.code || e.Message != test.message || e.RequestID != test.request {
				t.Errorf("%+v", e)
			}
			if test.text != "" && err.Error() != test.text {
				t.Errorf("%q, want %q", err, test.text)
			}
			if strings.Contains(err.Error(), "someone") {
				t.Error("the query is in the message")
			}
		})
	}
}

func TestErrorPredicates(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("outer: %w", &odata.Error{StatusCode: 404, Code: "0x80040217"})
	if !odata.IsStatus(err, 404) || odata.IsStatus(err, 400) {
		t.Error("status")
	}
	if !odata.HasCode(err, "x", "0X80040217") || odata.HasCode(err, "x") || odata.HasCode(err) || odata.HasCode(nil, "x") {
		t.Error("code")
	}
	if odata.IsNotFound(errors.New("x")) || odata.IsAnswerLost(err) {
		t.Error("another error")
	}
}

func TestUnreadableAnswers(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		method, contentType, body, text string
		lost                            bool
	}{
		"cut off":  {"GET", "application/json", `{"id":`, "cannot be understood", false},
		"two":      {"GET", "application/json", `{} {}`, "something follows", false},
		"web page": {"GET", "text/html", `<html>`, "web page", false},
		"write":    {"POST", "application/json", `{"id":`, "cannot be understood", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, _ := newClient(t, transporttest.NewNetwork(transporttest.Answer{
				Header: http.Header{"Content-Type": {test.contentType}}, Body: test.body,
			}))
			var out thing
			_, err := client.Do(t.Context(), odata.Request{Method: test.method, Path: "things"}, &out)
			var decode *odata.DecodeError
			if !errors.As(err, &decode) || !strings.Contains(err.Error(), test.text) || odata.IsAnswerLost(err) != test.lost {
				t.Errorf("%v", err)
			}
		})
	}
}
