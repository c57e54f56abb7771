// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// log writes one line for each acquisition of a token, which it does not show.
func (c *Credential) log(ctx context.Context, scope string, took time.Duration, token azcore.AccessToken, err error) {
	fields := map[string]any{"method": string(c.method), "resource": resourceOf(scope), "duration_ms": took.Milliseconds()}
	if err == nil {
		fields["expires"] = token.ExpiresOn.UTC().Format(time.RFC3339)
		logging.Debug(ctx, "Signed in", fields)
		return
	}
	fields["error"] = err.Error()
	if entra, ok := errors.AsType[*EntraError](err); ok {
		fields["status"], fields["code"] = entra.StatusCode, entra.Code
		fields["request_id"], fields["correlation_id"] = entra.TraceID, entra.CorrelationID
	}
	logging.Info(ctx, "Sign-in failed", fields)
}

// logAgain says that a request for a token is repeated after a wait.
func logAgain(req *http.Request, attempt int, answer *http.Response, err error, wait time.Duration) {
	fields := map[string]any{"host": req.URL.Host, "attempt": attempt, "wait_ms": wait.Milliseconds()}
	if answer != nil {
		fields["status"] = answer.StatusCode
	}
	if err != nil {
		fields["error"] = asked(err).Error()
	}
	logging.Info(req.Context(), "Sign-in is repeated", fields)
}
