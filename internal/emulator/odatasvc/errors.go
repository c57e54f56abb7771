// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"errors"
	"fmt"
	"net/http"
)

// Error is a refusal of a request; the dialect renders it in the service's own format.
type Error struct {
	Status  int
	Code    string
	Message string
	Header  http.Header // more response headers, for example Retry-After
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("%d %s: %s", e.Status, e.Code, e.Message) }

// Errorf creates an Error with a formatted message.
func Errorf(status int, code, format string, args ...any) *Error {
	return &Error{Status: status, Code: code, Message: fmt.Sprintf(format, args...)}
}

// ErrHandled is returned by BeforeDelete if the hook deleted the row itself, for example softly.
var ErrHandled = errors.New("the hook handled the request")

// asError converts any error into a response; one that is not an *Error is a fault of the service.
func (s *Service) asError(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return s.dialect.fault(err)
}

// errorInSyntax is OData's text for a malformed key or path.
const errorInSyntax = "Bad Request - Error in query syntax."
