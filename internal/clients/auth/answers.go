// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"errors"
	"fmt"
)

// UnreadableError reports an answer to a request for a token that could not be understood. It carries no part of the
// answer, and not the library's error, which quotes it: the answer may hold the token.
type UnreadableError struct {
	// Method is the way to authenticate that was tried.
	Method Method
	// Scope is what was requested.
	Scope string
}

// Error says whose answer to what it was.
func (e *UnreadableError) Error() string {
	return fmt.Sprintf("the answer of %s to the request for a token for %s with the %s was not understood",
		issuerOf(e.Method), resourceOf(e.Scope), e.Method)
}

// Remedy says what to do.
func (e *UnreadableError) Remedy() string {
	return "Check that nothing between this machine and the issuer, such as a proxy, answers in its place, and that " +
		"endpoints.authority, if it is set, is an authority. The answer is not shown, since it may hold a token."
}

// issuerOf is who answers a request for a token, as messages show it.
func issuerOf(m Method) string {
	if m == ManagedIdentity {
		return "the managed identity endpoint"
	}
	return "Microsoft Entra"
}

// NoAnswerError reports a request for a token that had no answer.
type NoAnswerError struct {
	// Err is the cause, without the address.
	Err error
}

// Error says why there was none.
func (e *NoAnswerError) Error() string { return fmt.Sprintf("no answer: %v", e.Err) }

// Unwrap returns the cause.
func (e *NoAnswerError) Unwrap() error { return e.Err }

// notAnswered replaces the library's error by one of this package or of the context. The library's own text is never passed
// on: it may quote the answer, including the token.
func notAnswered(err error, c Config, scope string) error {
	const asking = "asking Microsoft Entra for a token: %w"
	if none, ok := errors.AsType[*NoAnswerError](err); ok {
		return fmt.Errorf(asking, none)
	}
	if refused, ok := errors.AsType[*AuthorityHostError](err); ok {
		return fmt.Errorf(asking, refused)
	}
	for _, end := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, end) {
			return fmt.Errorf(asking, end)
		}
	}
	return &UnreadableError{Method: c.Method, Scope: scope}
}
