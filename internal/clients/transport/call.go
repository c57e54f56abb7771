// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"net/http"
	"time"
)

// call is what the policies of one logical call share. The policies of a call run one after another.
type call struct {
	method     string
	repeatable bool
	// batch is the batch that the call may travel in; nil for none.
	batch *Batch
	// readBack is the address that shows what the call has come to; shown is what it showed in the batch, nil for nothing.
	readBack string
	shown    *BatchAnswer
	// maxBytes bounds the size of an answer of success; 0 is the Client's bound.
	maxBytes int64
	// started is when the first attempt was admitted: waiting for admission is not repeating.
	started time.Time
	// attempts counts the requests that were handed to the HTTP client.
	attempts int
	// connected is whether the latest attempt got a connection: from then on the request may have been executed.
	connected bool
	// lostBefore is whether an attempt before the latest may have been executed without a usable answer.
	lostBefore bool
	// waiting is what the call waits for at the moment, as the error of an operation that ends says it.
	waiting string
	// tokenRefused is whether the call has already been repeated after a 401.
	tokenRefused bool
}

type callKey struct{}

func withCall(ctx context.Context, c *call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

// callOf returns the call of a context that Client.Do made.
func callOf(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{}
}

// begin notes the time of the first attempt.
func (c *call) begin(now time.Time) {
	if c.started.IsZero() {
		c.started = now
	}
}

// writes reports whether executing the request may change something.
func (c *call) writes() bool {
	return c.method != http.MethodGet && c.method != http.MethodHead
}

// IsUncertain reports whether a status leaves open if the request was executed: 408 and every 5xx but 501.
func IsUncertain(status int) bool {
	return status == http.StatusRequestTimeout ||
		status >= http.StatusInternalServerError && status != http.StatusNotImplemented
}
