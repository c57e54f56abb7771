// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"fmt"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"golang.org/x/sync/semaphore"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// limiter lets a request through when the service is not paused, a place is free and the window admits it. The place
// is held until the whole body is read, since the service counts a request until then.
type limiter struct {
	service string
	gate    *gate
	places  *semaphore.Weighted
	window  *window
}

func newLimiter(service string, l Limits, clock Clock) *limiter {
	lim := &limiter{service: service, gate: &gate{clock: clock}, window: newWindow(l.Requests, l.Window, clock)}
	if l.MaxConcurrent > 0 {
		lim.places = semaphore.NewWeighted(int64(l.MaxConcurrent))
	}
	return lim
}

// Do waits for admission, sends the request and frees its place.
func (l *limiter) Do(req *policy.Request) (*http.Response, error) {
	release, err := l.admit(req)
	if err != nil {
		return nil, err
	}
	defer release()
	callOf(req.Raw().Context()).begin(l.gate.clock.Now())
	return req.Next()
}

func (l *limiter) admit(req *policy.Request) (func(), error) {
	ctx := req.Raw().Context()
	for {
		// Not while holding a place: a pause can be long, and the place is another's until then.
		if err := l.wait(ctx, "the end of the pause that the service asked for", l.gate.wait); err != nil {
			return nil, err
		}
		if err := l.wait(ctx, "a free place among the requests that are sent at the same time", l.acquire); err != nil {
			return nil, err
		}
		release := func() {
			if l.places != nil {
				l.places.Release(1)
			}
		}
		// The service may have been paused while this request waited for its place.
		if l.gate.remaining() > 0 {
			release()
			continue
		}
		if err := l.wait(ctx, "the service's limit of requests to allow one more", l.window.wait); err != nil {
			release()
			return nil, err
		}
		return release, nil
	}
}

// wait carries out one of the waits before a request. One that lasts is in the log.
func (l *limiter) wait(ctx context.Context, reason string, until func(context.Context) error) error {
	callOf(ctx).waiting = reason
	stop := logging.Watch(ctx, reason, map[string]any{"service": l.service})
	defer stop()
	return until(ctx)
}

// acquire takes a place.
func (l *limiter) acquire(ctx context.Context) error {
	if l.places == nil {
		return nil
	}
	if err := l.places.Acquire(ctx, 1); err != nil {
		return fmt.Errorf("waiting for a free place among the requests: %w", err)
	}
	return nil
}
