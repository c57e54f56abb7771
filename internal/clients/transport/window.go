// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"sync"
	"time"
)

// window admits a number of requests in any sliding window of time, as the services count them. A token bucket that
// never exceeds the same limit would have to hold back either the first burst or the steady rate.
type window struct {
	clock  Clock
	length time.Duration

	mu sync.Mutex
	// admitted is a ring of the latest admissions, oldest at next; a zero time is a free place.
	admitted []time.Time
	next     int
}

func newWindow(requests int, length time.Duration, clock Clock) *window {
	if requests <= 0 {
		return nil
	}
	return &window{clock: clock, length: length, admitted: make([]time.Time, requests)}
}

// wait returns when one more request may be sent. A nil window admits all.
func (w *window) wait(ctx context.Context) error {
	if w == nil {
		return ctx.Err()
	}
	for {
		d := w.reserve()
		if d <= 0 {
			return ctx.Err()
		}
		if err := w.clock.Sleep(ctx, d); err != nil {
			return err
		}
	}
}

// reserve takes the oldest place if it is free again, else it returns the time until it will be.
func (w *window) reserve() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.clock.Now()
	if oldest := w.admitted[w.next]; !oldest.IsZero() {
		if d := oldest.Add(w.length).Sub(now); d > 0 {
			return d
		}
	}
	w.admitted[w.next] = now
	w.next = (w.next + 1) % len(w.admitted)
	return 0
}
