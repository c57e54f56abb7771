// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// logPolicy writes one line for each attempt: no header, no body and no query, which can hold secrets and personal data.
type logPolicy struct {
	service string
	clock   Clock
}

// Do logs the attempt when it has ended.
func (p logPolicy) Do(req *policy.Request) (*http.Response, error) {
	ctx := req.Raw().Context()
	start := p.clock.Now()
	answer, err := req.Next()
	fields := map[string]any{
		"service":           p.service,
		"method":            req.Raw().Method,
		"path":              req.Raw().URL.Path,
		"attempt":           callOf(ctx).attempts,
		"client_request_id": req.Raw().Header.Get("x-ms-client-request-id"),
		"duration_ms":       p.clock.Now().Sub(start).Milliseconds(),
	}
	if answer != nil {
		fields["status"] = answer.StatusCode
		fields["request_id"] = RequestID(answer.Header)
	}
	if err != nil {
		fields["error"] = WithoutURL(err).Error()
	}
	logging.Debug(ctx, "HTTP request", fields)
	return answer, err
}
