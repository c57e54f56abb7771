// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	msalerrors "github.com/AzureAD/microsoft-authentication-library-for-go/apps/errors"
)

// EntraError is an answer of Microsoft Entra, or of a managed identity's endpoint, that is no token.
type EntraError struct {
	// Method is the way to authenticate that was tried.
	Method Method
	// Scope is what was requested.
	Scope string
	// ClientID and TenantID are those of the sign-in; they may be empty.
	ClientID, TenantID string
	// StatusCode is the HTTP status.
	StatusCode int
	// Code is the AADSTS code with its prefix, for example "AADSTS7000215"; empty if there is none.
	Code string
	// OAuthError is the error of RFC 6749, for example "invalid_client".
	OAuthError string
	// Message is the description's first sentence or sentences, without the ids.
	Message string
	// TraceID and CorrelationID are for Microsoft's support.
	TraceID, CorrelationID string
	// At is when Microsoft Entra answered, by its own clock where it says.
	At time.Time
	// Advice says what to do where the code does not.
	Advice string
}

// Resource is the service that the token was for.
func (e *EntraError) Resource() string { return resourceOf(e.Scope) }

// Error shows the code and message of Microsoft Entra, and the ids for its support.
func (e *EntraError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s refused a token for %s with the %s: ", issuerOf(e.Method), e.Resource(), e.Method)
	switch {
	case e.Message != "":
		b.WriteString(e.Message)
	case e.OAuthError != "":
		b.WriteString(e.OAuthError)
	default:
		fmt.Fprintf(&b, "%d %s", e.StatusCode, http.StatusText(e.StatusCode))
	}
	var ids []string
	if e.TraceID != "" {
		ids = append(ids, "trace id "+e.TraceID)
	}
	if e.CorrelationID != "" {
		ids = append(ids, "correlation id "+e.CorrelationID)
	}
	if ids == nil {
		return b.String()
	}
	return strings.TrimRight(b.String(), " .") + " (" + strings.Join(ids, ", ") + ")"
}

// Remedy says what to do where the code does not; package remedies has a table of codes.
func (e *EntraError) Remedy() string { return e.Advice }

// entraBody is the error answer of RFC 6749 with what Microsoft Entra adds.
type entraBody struct {
	Error         string `json:"error"`
	Description   string `json:"error_description"`
	TraceID       string `json:"trace_id"`
	CorrelationID string `json:"correlation_id"`
}

// asEntraError makes what the library reports one of this package's errors.
func asEntraError(err error, c Config, scope string) error {
	if assertion, ok := errors.AsType[*AssertionError](err); ok {
		return assertion
	}
	if foreign, ok := errors.AsType[*ForeignError](err); ok {
		return foreign
	}
	var answered msalerrors.CallErr
	if !errors.As(err, &answered) || answered.Resp == nil {
		return notAnswered(err, c, scope)
	}
	e := &EntraError{Method: c.Method, Scope: scope, ClientID: c.ClientID, TenantID: c.TenantID, StatusCode: answered.Resp.StatusCode, At: time.Now()}
	if at, err := http.ParseTime(answered.Resp.Header.Get("Date")); err == nil {
		e.At = at
	}
	// The library puts its own words before the body.
	_, object, _ := strings.Cut(answered.Error(), "{")
	var body entraBody
	if json.Unmarshal([]byte("{"+object), &body) == nil {
		e.OAuthError, e.Message = c.Secrets.Text(body.Error), c.Secrets.Text(firstPart(body.Description))
		e.TraceID, e.CorrelationID = c.Secrets.Text(body.TraceID), c.Secrets.Text(body.CorrelationID)
	}
	e.Code = regexp.MustCompile(`AADSTS\d+`).FindString(e.Message)
	e.Advice = advice(e, c)
	return e
}

// firstPart cuts the ids and the time off a description: "AADSTS7000215: Invalid … Trace ID: … Correlation ID: …".
func firstPart(description string) string {
	for _, marker := range []string{"Trace ID:", "Correlation ID:", "Timestamp:"} {
		description, _, _ = strings.Cut(description, marker)
	}
	return strings.Join(strings.Fields(description), " ")
}
