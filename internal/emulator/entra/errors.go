// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// failure is an error response of the token endpoint, in Entra's own format. Codes and texts come from Microsoft
// Learn, "Microsoft Entra authentication and authorization error codes", and from responses quoted in public issues
// of the MSAL and Azure login projects.
type failure struct {
	status int
	name   string // OAuth error, for example invalid_client
	code   int    // AADSTS number
	text   string
}

func (f *failure) Error() string { return fmt.Sprintf("AADSTS%d: %s", f.code, f.text) }

func fail(status int, name string, code int, format string, args ...any) *failure {
	return &failure{status: status, name: name, code: code, text: fmt.Sprintf(format, args...)}
}

func invalidClient(code int, format string, args ...any) *failure {
	return fail(http.StatusUnauthorized, "invalid_client", code, format, args...)
}

func invalidRequest(code int, format string, args ...any) *failure {
	return fail(http.StatusBadRequest, "invalid_request", code, format, args...)
}

func (f *failure) write(w http.ResponseWriter, wld *world.World, correlation string) {
	trace := wld.NewID()
	if correlation == "" {
		correlation = wld.NewID()
	}
	at := wld.Now().Format("2006-01-02 15:04:05Z")
	writeJSON(w, f.status, map[string]any{
		"error":             f.name,
		"error_description": fmt.Sprintf("AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s", f.code, f.text, trace, correlation, at),
		"error_codes":       []int{f.code},
		"timestamp":         at,
		"trace_id":          trace,
		"correlation_id":    correlation,
		"error_uri":         fmt.Sprintf("https://login.microsoftonline.com/error?code=%d", f.code),
	})
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store, no-cache")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}
