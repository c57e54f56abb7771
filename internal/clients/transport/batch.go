// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
)

// Batch says that a request may travel with others of its kind.
type Batch struct {
	// Kind names what travels together.
	Kind string
	// URL is the address of the service's $batch.
	URL string
}

// Crowd is a known number of callers of whom each may send a request that travels with those of the others. A batch waits for
// all who have not come yet, as long as they may still come.
type Crowd struct{ left atomic.Int64 }

// NewCrowd returns a crowd of n.
func NewCrowd(n int) *Crowd {
	c := &Crowd{}
	c.left.Store(int64(n))
	return c
}

// Member returns the context of one of the crowd, and what it calls when it sends nothing more. Nobody waits for it after its
// first request either.
func (c *Crowd) Member(ctx context.Context) (_ context.Context, done func()) {
	m := &crowdMember{crowd: c}
	return context.WithValue(ctx, crowdKey{}, m), m.came
}

type crowdKey struct{}

type crowdMember struct {
	crowd *Crowd
	once  sync.Once
}

func (m *crowdMember) came() { m.once.Do(func() { m.crowd.left.Add(-1) }) }

// crowdOf returns the crowd that the caller belongs to, who has come now; nil for none.
func crowdOf(ctx context.Context) *Crowd {
	m, ok := ctx.Value(crowdKey{}).(*crowdMember)
	if !ok {
		return nil
	}
	m.came()
	return m.crowd
}

// expecting reports whether somebody may still come.
func (c *Crowd) expecting() bool { return c != nil && c.left.Load() > 0 }

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
