// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// logPolicy writes one line for each attempt: no header, no body and no query, which can hold secrets and personal data.
type logPolicy struct {
	service string
	clock   Clock
	facts   func(body []byte) (code, id string)
	// absent recognizes the codes with which the service says that a row does not exist.
	absent func(code string) bool
}

// Do logs the attempt when it has ended: what a service refused at INFO, so that a log at that level shows why an operation failed,
// the rest at DEBUG. A row that is not there is what many look-ups expect; an address that the service does not have is not.
func (p logPolicy) Do(req *policy.Request) (*http.Response, error) {
	start := p.clock.Now()
	answer, err := req.Next()
	p.write(req, start, answer, err)
	return answer, err
}

// write logs how an attempt that began at start has ended.
func (p logPolicy) write(req *policy.Request, start time.Time, answer *http.Response, err error) {
	ctx := req.Raw().Context()
	fields := map[string]any{
		"service":           p.service,
		"host":              req.Raw().URL.Host,
		"method":            req.Raw().Method,
		"path":              req.Raw().URL.Path,
		"attempt":           callOf(ctx).attempts,
		"client_request_id": req.Raw().Header.Get("x-ms-client-request-id"),
		"duration_ms":       p.clock.Now().Sub(start).Milliseconds(),
	}
	write := logging.Debug
	if err != nil {
		write, fields["error"] = logging.Info, WithoutURL(err).Error()
	}
	if answer != nil {
		fields["status"] = answer.StatusCode
		p.addFacts(fields, answer)
		code, _ := fields["code"].(string)
		if answer.StatusCode >= http.StatusBadRequest && (callOf(ctx).writes() || answer.StatusCode != http.StatusNotFound || !p.absent(code)) {
			write = logging.Info
		}
	}
	write(ctx, "HTTP request", fields)
}

// addFacts adds by what the service knows the request, and its code for an error.
func (p logPolicy) addFacts(fields map[string]any, answer *http.Response) {
	fields["request_id"] = RequestID(answer.Header)
	if answer.StatusCode < http.StatusBadRequest {
		return
	}
	body, err := runtime.Payload(answer)
	if err != nil {
		return // the next policy that reads it reports it
	}
	code, id := p.facts(body)
	fields["code"] = code
	if id != "" && id != fields["request_id"] {
		fields["correlation_id"] = id
	}
}
