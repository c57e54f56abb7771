// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// Error is a service's answer that is an error.
type Error struct {
	// Service, Method and Path name the request; the path is without its query, which can hold personal data.
	Service, Method, Path string
	// SignIn is how the caller came by its token, see transport.Options.
	SignIn string
	// StatusCode is the HTTP status.
	StatusCode int
	// Code is the service's own: 0x80040217, Request_ResourceNotFound, Internal_RecordNotFound; it may be empty.
	Code string
	// Message is the service's own, without the correlation id that Business Central appends.
	Message string
	// RequestID is the service's id of the request, for its support; it may be empty.
	RequestID string
	// CorrelationID is another id of it, which Business Central has in the body of an error; it may be empty.
	CorrelationID string
	// At is when the service answered, by its own clock where it says.
	At time.Time
	// RetryAfter is how long the answer asks to wait before the next attempt; 0 when it does not say.
	RetryAfter time.Duration
	// Attempts is the number of requests sent.
	Attempts int
	// AfterLostAnswer says that an earlier attempt of the call may have been executed, so that "already exists" may
	// speak of the call's own work.
	AfterLostAnswer bool
	// GaveUp is set when the request was repeated until its end.
	GaveUp *transport.GaveUpError

	// CodeStated is whether the answer has a code, which may be empty.
	CodeStated bool

	// gone is whether this is the service's own way to say that something does not exist.
	gone bool
}

// maxShownMessage is how many characters of a service's message an error shows. The longest known, a list of missing
// dependencies, is read from Message by those who know its form.
const maxShownMessage = 2000

// Error is one sentence: what was answered to what, in the service's words, with its code and request id.
func (e *Error) Error() string {
	var b strings.Builder
	if e.GaveUp != nil {
		fmt.Fprintf(&b, "%s %s at %s: %s; last answer: %d %s", e.Method, e.Path, e.Service, e.GaveUp.Summary(),
			e.StatusCode, http.StatusText(e.StatusCode))
	} else {
		fmt.Fprintf(&b, "%s answered %d %s to %s %s", e.Service, e.StatusCode, http.StatusText(e.StatusCode), e.Method, e.Path)
	}
	if e.Message != "" {
		b.WriteString(": " + Bounded(strings.TrimRight(e.Message, " ."), maxShownMessage))
	}
	var facts []string
	if e.Code != "" && e.Code != "0x0" {
		facts = append(facts, "code "+e.Code)
	}
	if e.RequestID != "" {
		facts = append(facts, "request id "+e.RequestID)
	}
	if e.CorrelationID != "" && e.CorrelationID != e.RequestID {
		facts = append(facts, "correlation id "+e.CorrelationID)
	}
	if len(facts) > 0 {
		b.WriteString(" (" + strings.Join(facts, ", ") + ")")
	}
	return b.String()
}

// Unwrap returns the error that ended the repetitions, if there were any.
func (e *Error) Unwrap() error {
	if e.GaveUp == nil {
		return nil
	}
	return e.GaveUp
}

// AnswerLost reports whether the request may have been executed in spite of the error.
func (e *Error) AnswerLost() bool {
	if e.GaveUp != nil {
		return e.GaveUp.Lost
	}
	writes := e.Method != http.MethodGet && e.Method != http.MethodHead
	return writes && transport.IsUncertain(e.StatusCode)
}

// IsStatus reports whether an error is an answer of that HTTP status.
func IsStatus(err error, status int) bool {
	var e *Error
	return errors.As(err, &e) && e.StatusCode == status
}

// IsNotFound reports whether the service itself said that there is no such thing: with one of its own codes, which its client
// knows. A 404 of a proxy, of an address where the service is not, or of a route that it lacks says nothing about a row, and
// treating it as "gone" would recreate everything.
func IsNotFound(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.gone
}

// HasCode reports whether an error has one of the service's codes, in any case.
func HasCode(err error, codes ...string) bool {
	var e *Error
	return errors.As(err, &e) && slices.ContainsFunc(codes, func(code string) bool { return strings.EqualFold(code, e.Code) })
}

// Unreachable returns the service that an error says did not answer, in spite of repetitions, or gave no token. It is
// empty for an answer, whatever that says.
func Unreachable(err error) string {
	var gaveUp *transport.GaveUpError
	var call *transport.CallError
	var token *transport.TokenError
	switch {
	case errors.As(err, &gaveUp):
		return gaveUp.Service
	case errors.As(err, &call):
		return call.Service
	case errors.As(err, &token):
		return token.Service
	}
	return ""
}

// IsAnswerLost reports whether an error leaves open if the request was executed, see transport.IsAnswerLost.
func IsAnswerLost(err error) bool { return transport.IsAnswerLost(err) }

func (c *Client) asError(r Request, answer *transport.Response) *Error {
	e := &Error{
		Service: c.Service(), Method: r.Method, Path: r.Path, SignIn: c.transport.SignIn(), StatusCode: answer.StatusCode,
		RequestID: transport.RequestID(answer.Header), Attempts: answer.Attempts, AfterLostAnswer: answer.AfterLostAnswer,
	}
	if at, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		e.At = at
	} else {
		e.At = time.Now()
	}
	e.RetryAfter, _ = transport.RetryAfter(answer.Header, time.Now())
	e.parse(answer.Body, answer.Header.Get("Content-Type"))
	e.gone = e.StatusCode == http.StatusNotFound && c.gone != nil && c.gone(e)
	return e
}

// transportError adds the service's own words to a call that was given up after an answer.
func (c *Client) transportError(r Request, err error) error {
	var gaveUp *transport.GaveUpError
	if !errors.As(err, &gaveUp) || gaveUp.Last == nil {
		return err
	}
	e := c.asError(r, gaveUp.Last)
	e.GaveUp = gaveUp
	return e
}
