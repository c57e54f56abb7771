// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// How long one attempt may take. An answer to a read is cut off, however busily it drips, so that another attempt can be made.
// A write may take as long as the services let it work, which for Business Central is 10 minutes
// (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/administration/operational-limits-online); its answer,
// once begun, is short.
const (
	DefaultReadTimeout  = 2 * time.Minute
	DefaultWriteTimeout = 11 * time.Minute
	DefaultBodyTimeout  = time.Minute
)

// Patience bounds one attempt of a call; zero values are the defaults.
type Patience struct {
	// Read bounds a GET from its request to the end of the answer.
	Read time.Duration
	// Write bounds any other request up to the beginning of its answer.
	Write time.Duration
	// Body bounds the rest of that answer.
	Body time.Duration
}

func (p Patience) withDefaults() Patience {
	return Patience{Read: orElse(p.Read, DefaultReadTimeout), Write: orElse(p.Write, DefaultWriteTimeout), Body: orElse(p.Body, DefaultBodyTimeout)}
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}

// SlowError reports an attempt that was ended because the answer did not come, or did not come to its end.
type SlowError struct {
	// Service is the service's name.
	Service string
	// Begun is whether the answer had begun.
	Begun bool
	// After is how long the attempt was waited for.
	After time.Duration
}

// Error says what did not come.
func (e *SlowError) Error() string {
	if e.Begun {
		return fmt.Sprintf("the answer of %s began but did not end within %s", e.Service, e.After.Round(time.Millisecond))
	}
	return fmt.Sprintf("%s did not answer within %s", e.Service, e.After.Round(time.Millisecond))
}

// watch ends one attempt when its time is over.
type watch struct {
	service  string
	patience Patience
	writes   bool
	limit    time.Duration
	timer    *time.Timer
	end      context.CancelCauseFunc
	ctx      context.Context //nolint:containedctx // it is that of the attempt, as is the watch
}

// newWatch returns the watch of an attempt. A read gets at most half of the time that the operation has left, so that one
// answer that never ends does not use it up.
func newWatch(ctx context.Context, service string, patience Patience, writes bool) *watch {
	w := &watch{service: service, patience: patience, writes: writes, limit: patience.Write}
	if !writes {
		w.limit = patience.Read
		if deadline, ok := ctx.Deadline(); ok {
			if half := time.Until(deadline) / 2; half >= minimalRead {
				w.limit = min(w.limit, half)
			}
		}
	}
	w.ctx, w.end = context.WithCancelCause(ctx)
	w.timer = time.AfterFunc(w.limit, func() { w.end(&SlowError{Service: service, After: w.limit}) })
	return w
}

// minimalRead is the time below which a read is not divided: it would end what is merely slow.
const minimalRead = 2 * time.Second

// begun says that the answer has begun.
func (w *watch) begun() {
	if w.writes && w.timer.Stop() {
		w.timer = time.AfterFunc(w.patience.Body, func() { w.end(&SlowError{Service: w.service, Begun: true, After: w.patience.Body}) })
	}
}

// done frees the watch.
func (w *watch) done() {
	w.timer.Stop()
	w.end(nil)
}

// reason returns the watch's own error when it was that which ended the attempt, else err.
func (w *watch) reason(err error, begun bool) error {
	if slow, ok := errors.AsType[*SlowError](context.Cause(w.ctx)); ok {
		own := *slow
		own.Begun = begun
		return &own
	}
	return err
}

// watchedBody is the body of an answer that is watched.
type watchedBody struct {
	io.ReadCloser
	watch *watch
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = b.watch.reason(err, true)
	}
	return n, err
}

func (b *watchedBody) Close() error {
	defer b.watch.done()
	return b.ReadCloser.Close() //nolint:wrapcheck // it only passes on
}
