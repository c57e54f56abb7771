// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"errors"
	"fmt"
	"net/http"
)

// Batch says that a request may travel with others of its kind.
type Batch struct {
	// Kind names what travels together.
	Kind string
	// URL is the address of the service's $batch.
	URL string
}

// BatchFormat is how a service writes batches.
type BatchFormat interface {
	// Encode writes the parts of a batch that is sent to url.
	Encode(url string, parts []BatchPart) (contentType string, body []byte, err error)
	// Decode reads the answers to n parts, in their order. One that is missing is nil. An answer that cannot belong to a part
	// is an error.
	Decode(contentType string, body []byte, n int) ([]*BatchAnswer, error)
	// MaxParts is the most that the service takes in one batch.
	MaxParts() int
}

// BatchPart is one request in a batch.
type BatchPart struct {
	// Method and URL are those of the request; the URL is absolute.
	Method, URL string
	// Header is the request's own, without the token, which only the batch has.
	Header http.Header
	// Body may be empty.
	Body []byte
}

// BatchAnswer is the answer to one part.
type BatchAnswer struct {
	// StatusCode is the part's HTTP status.
	StatusCode int
	// Header is the part's own.
	Header http.Header
	// Body may be empty.
	Body []byte
}

// UnansweredError reports a part of a batch that the batch's answer leaves out, as the services do with what follows the first
// error unless they go on after it. Whether it was executed is not known, but settled: looking for its effect decides it.
type UnansweredError struct {
	// Service is the service's name.
	Service string
	// Parts and Answers are the numbers of requests in the batch and of answers to them.
	Parts, Answers int
}

// Error says what is missing.
func (e *UnansweredError) Error() string {
	return fmt.Sprintf("%s answered only %d of the %d requests that were sent in one batch, and not this one", e.Service, e.Answers, e.Parts)
}

// IsUnanswered reports whether the service's answer to a batch leaves the request out.
func IsUnanswered(err error) bool {
	_, unanswered := errors.AsType[*UnansweredError](err)
	return unanswered
}
