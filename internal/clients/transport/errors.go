// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// OriginError reports a request that was not sent, because its address is not on the service's origin: what a
// redirect or an @odata.nextLink to another host would otherwise receive is the caller's token.
type OriginError struct {
	// Service is the service's name.
	Service string
	// Origin is where the Client may send to.
	Origin string
	// Target is the origin that was refused.
	Target string
	// Redirect is whether the service's answer named the target as a redirect.
	Redirect bool
}

// Error says what was refused.
func (e *OriginError) Error() string {
	if e.Redirect {
		return fmt.Sprintf("%s at %s answered with a redirect to %s, which the provider does not follow: "+
			"a token is only sent to the address that it was configured with", e.Service, e.Origin, e.Target)
	}
	return fmt.Sprintf("refused to send a request for %s (%s) to %s: a token is only sent to the address that the provider "+
		"was configured with", e.Service, e.Origin, e.Target)
}

// TooLargeError reports an answer above the Client's bound.
type TooLargeError struct {
	// Service is the service's name.
	Service string
	// Limit is the bound in bytes.
	Limit int64
}

// Error names the bound.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the answer of %s is larger than %d MiB", e.Service, e.Limit>>20)
}

// TokenError reports that no token could be had for a service; nothing was sent to it.
type TokenError struct {
	// Service is the service's name.
	Service string
	// Scope is what was requested of Microsoft Entra.
	Scope string
	// Err is the credential's error.
	Err error
}

// Error names the service and the cause.
func (e *TokenError) Error() string {
	return fmt.Sprintf("no access token for %s (%s): %v", e.Service, e.Scope, e.Err)
}

// Unwrap returns the credential's error.
func (e *TokenError) Unwrap() error { return e.Err }

// CallError reports a call that ended without an answer and was not repeated.
type CallError struct {
	// Service, Method and Path name the call.
	Service, Method, Path string
	// Attempts is the number of requests sent.
	Attempts int
	// Lost is whether the request may have been executed.
	Lost bool
	// Err is the cause.
	Err error
}

// Error names the call and the cause.
func (e *CallError) Error() string {
	tail := ""
	if e.Lost {
		tail = " (the request may have been executed all the same)"
	}
	return fmt.Sprintf("%s %s at %s: %v%s", e.Method, e.Path, e.Service, e.Err, tail)
}

// Unwrap returns the cause.
func (e *CallError) Unwrap() error { return e.Err }

// AnswerLost reports whether the request may have been executed.
func (e *CallError) AnswerLost() bool { return e.Lost }

// EndedError reports that an operation's context ended, and what it waited for then.
type EndedError struct {
	// Waiting completes "while waiting for"; it may be empty.
	Waiting string
	// Err is the context's error.
	Err error
}

// Error says what ended, and what was waited for.
func (e *EndedError) Error() string {
	text := "the operation was canceled"
	if errors.Is(e.Err, context.DeadlineExceeded) {
		text = "the operation's timeout ended"
	}
	if e.Waiting != "" {
		text += " while waiting for " + e.Waiting
	}
	return text
}

// Unwrap returns the context's error.
func (e *EndedError) Unwrap() error { return e.Err }

// GaveUpError reports that a call was repeated until its budget or its context came to an end.
type GaveUpError struct {
	// Service, Method and Path name the call.
	Service, Method, Path string
	// Attempts is the number of requests sent.
	Attempts int
	// Elapsed is the time from the first attempt to the end.
	Elapsed time.Duration
	// Reason says which bound ended the call.
	Reason string
	// Last is the last answer, nil when the last attempt had none.
	Last *Response
	// LastErr is the last attempt's error, nil when it had an answer.
	LastErr error
	// Cause is the context's error when the context ended the call, else nil.
	Cause error
	// Lost is whether the request may have been executed.
	Lost bool
}

// Error names the bound and the last answer by its status; package odata adds the service's own message.
func (e *GaveUpError) Error() string {
	return fmt.Sprintf("%s %s at %s: %s; last answer: %s", e.Method, e.Path, e.Service, e.Summary(), e.lastAnswer())
}

// Summary says how often, how long and why no longer, for example "gave up after 7 attempts in 4m58s: …".
func (e *GaveUpError) Summary() string {
	attempts := "attempts"
	if e.Attempts == 1 {
		attempts = "attempt"
	}
	return fmt.Sprintf("gave up after %d %s in %s: %s", e.Attempts, attempts, e.Elapsed.Round(time.Millisecond), e.Reason)
}

func (e *GaveUpError) lastAnswer() string {
	switch {
	case e.Last != nil:
		text := fmt.Sprintf("%d %s", e.Last.StatusCode, statusText(e.Last.StatusCode))
		if id := RequestID(e.Last.Header); id != "" {
			text += " (request id " + id + ")"
		}
		return text
	case e.LastErr != nil:
		return e.LastErr.Error()
	default:
		return "none"
	}
}

// Unwrap returns the context's error and the last attempt's.
func (e *GaveUpError) Unwrap() []error {
	var errs []error
	for _, err := range []error{e.Cause, e.LastErr} {
		if err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}

// AnswerLost reports whether the request may have been executed.
func (e *GaveUpError) AnswerLost() bool { return e.Lost }

// IsAnswerLost reports whether an error leaves open if the request was executed: the connection broke, the context ended
// or the service failed after the request was sent. The caller should look for its effect before sending it again.
func IsAnswerLost(err error) bool {
	var lost interface{ AnswerLost() bool }
	return errors.As(err, &lost) && lost.AnswerLost()
}

// asError makes an error of the pipeline one of this package's, with the call's facts.
func (c *Client) asError(call *call, req *policy.Request, err error) error {
	var origin *OriginError
	var gaveUp *GaveUpError
	if errors.As(err, &gaveUp) || errors.As(err, &origin) && !origin.Redirect {
		return err
	}
	var token *TokenError
	lost := call.writes() && (call.lostBefore || call.connected && !errors.As(err, &token) && !errors.As(err, &origin))
	err = WithoutURL(err)
	if cause := req.Raw().Context().Err(); cause != nil && errors.Is(err, cause) {
		err = &EndedError{Waiting: call.waiting, Err: cause}
	}
	return &CallError{
		Service: c.service, Method: req.Raw().Method, Path: req.Raw().URL.Path,
		Attempts: call.attempts, Lost: lost, Err: err,
	}
}

// WithoutURL takes the address, whose query can hold personal data, out of an error of net/http.
func WithoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}
