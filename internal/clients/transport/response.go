// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"strings"
)

// Response is a service's answer with its whole body.
type Response struct {
	// StatusCode is the HTTP status, which may be an error's.
	StatusCode int
	// Header holds the answer's headers.
	Header http.Header
	// Body is the whole body; empty for a 204.
	Body []byte
	// Attempts is the number of requests sent for this call.
	Attempts int
	// AfterLostAnswer says that an earlier attempt of the call may have been executed, so that, for example, "already
	// exists" may speak of this call's own work.
	AfterLostAnswer bool
	// ReadBack is the answer to Request.ReadBack; nil if the request was sent alone or was not answered.
	ReadBack *BatchAnswer
}

func newResponse(answer *http.Response, body []byte, c *call) *Response {
	return &Response{
		StatusCode: answer.StatusCode, Header: answer.Header, Body: body,
		Attempts: c.attempts, AfterLostAnswer: c.lostBefore, ReadBack: c.shown,
	}
}

// RequestID returns the id under which the service knows the request, for its support, or "".
// Dataverse sends x-ms-service-request-id (sometimes two ids) and REQ_ID, Microsoft Graph request-id, Business Central
// ms-correlation-x or request-id.
func RequestID(h http.Header) string {
	for _, name := range []string{"x-ms-service-request-id", "REQ_ID", "request-id", "x-ms-request-id", "ms-correlation-x"} {
		if id, _, _ := strings.Cut(h.Get(name), ","); id != "" {
			return strings.TrimSpace(id)
		}
	}
	return ""
}

func statusText(code int) string {
	if text := http.StatusText(code); text != "" {
		return text
	}
	return "unknown status"
}
