// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// retryPolicy repeats a call while that is safe, within its budget and the context's deadline.
type retryPolicy struct {
	service   string
	budget    time.Duration
	clock     Clock
	backoff   backoff
	gate      *gate
	throttles func(body []byte) bool
	tryAgain  func(status int, body []byte) (again, refused bool)
}

// How often a request is sent, at most, that meets the same passing error.
const (
	maxFailures = 3 // a failure of the service, which may have a cause that stays
	maxPassing  = 6 // what the service itself asks to try again, for about half a minute
)

// Do sends the request until it has an answer to keep.
func (p *retryPolicy) Do(req *policy.Request) (*http.Response, error) {
	ctx := req.Raw().Context()
	call := callOf(ctx)
	var last outcome
	for unconnected, passing := 0, 0; ; {
		attempts := call.attempts
		answer, err := req.Next()
		if err != nil {
			answer = nil // A truncated response is no response.
		}
		if cause := ctx.Err(); err != nil && cause != nil {
			return nil, p.interrupted(req, call, last, outcome{err: err, sent: call.attempts > attempts}, cause)
		}
		again, most := p.retryable(call, answer, err)
		if !again {
			return answer, err
		}
		last = outcome{answer: answer, err: err, sent: true}
		if most > 0 {
			if passing++; passing >= most {
				return nil, p.giveUp(req, call, last, "the answer stays the same", nil)
			}
		}
		if err != nil && !call.connected {
			if unconnected++; unconnected >= maxUnconnected {
				return nil, p.giveUp(req, call, last, "no connection could be made", nil)
			}
		}
		delay := p.backoff.delay(call.attempts, answer, p.clock.Now())
		if IsUnanswered(err) {
			delay = 0 // the batch has got on without it
		}
		if reason, cause := p.bound(ctx, call, delay); reason != "" {
			return nil, p.giveUp(req, call, last, reason, cause)
		}
		if call.writes() && last.uncertain(call) {
			call.lostBefore = true
		}
		p.log(ctx, req, call, last, delay)
		if err := p.pause(ctx, answer, delay); err != nil {
			return nil, p.interrupted(req, call, last, outcome{}, err)
		}
		// The body was read already; this frees what azcore holds of it.
		runtime.Drain(answer)
	}
}

// bound says which bound another wait would exceed, or "": the operation's timeout, or the budget without one.
func (p *retryPolicy) bound(ctx context.Context, c *call, delay time.Duration) (string, error) {
	now := p.clock.Now()
	if deadline, ok := ctx.Deadline(); ok {
		if now.Add(delay).After(deadline) {
			return fmt.Sprintf("waiting %s more would exceed the operation's timeout", delay.Round(time.Millisecond)),
				context.DeadlineExceeded
		}
		return "", nil
	}
	if now.Sub(c.started)+delay > p.budget {
		return fmt.Sprintf("waiting %s more would exceed the %s within which a request is repeated",
			delay.Round(time.Millisecond), p.budget), nil
	}
	return "", nil
}

// retryable reports whether one more attempt is safe and makes sense, and how many there may be of such an answer; 0 is
// as many as the operation has time for.
func (p *retryPolicy) retryable(c *call, answer *http.Response, err error) (again bool, most int) {
	if err != nil {
		return retryableError(c, err), 0
	}
	// A body that cannot be read says nothing else than the status.
	body, unreadable := runtime.Payload(answer)
	switch answer.StatusCode {
	case http.StatusTooManyRequests:
		return unreadable != nil || p.throttles(body), 0
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return c.repeatable, 0
	case http.StatusRequestTimeout:
		return c.repeatable, maxFailures
	case http.StatusInternalServerError:
		return !c.writes(), maxFailures
	}
	if answer.StatusCode < http.StatusBadRequest {
		return false, 0
	}
	again, refused := p.tryAgain(answer.StatusCode, body)
	return again && (refused || c.repeatable), maxPassing
}

// pause waits. What a 429 asks for is asked of every caller, so it is the gate that closes; the limiter waits there.
func (p *retryPolicy) pause(ctx context.Context, answer *http.Response, delay time.Duration) error {
	callOf(ctx).waiting = "the next attempt"
	if answer != nil && answer.StatusCode == http.StatusTooManyRequests {
		p.gate.closeFor(delay)
		stop := logging.Watch(ctx, "the end of the pause that the service asked for", map[string]any{"service": p.service})
		defer stop()
		return p.gate.wait(ctx)
	}
	return p.clock.Sleep(ctx, delay)
}

// interrupted reports the end of the context: with what was last heard of the service, if it was being repeated.
func (p *retryPolicy) interrupted(req *policy.Request, c *call, last, now outcome, cause error) error {
	if now.uncertain(c) && c.writes() {
		c.lostBefore = true
	}
	if last.answer == nil && last.err == nil {
		if now.err != nil {
			return now.err
		}
		return cause
	}
	return p.giveUp(req, c, last, (&EndedError{Waiting: c.waiting, Err: cause}).Error(), cause)
}

func (p *retryPolicy) giveUp(req *policy.Request, c *call, last outcome, reason string, cause error) error {
	e := &GaveUpError{
		Service: p.service, Method: req.Raw().Method, Path: req.Raw().URL.Path,
		Attempts: c.attempts, Elapsed: p.clock.Now().Sub(c.started), Reason: reason, Cause: cause,
		Lost: c.writes() && (c.lostBefore || last.uncertain(c)),
	}
	if last.err != nil {
		e.LastErr = WithoutURL(last.err)
	}
	if last.answer != nil {
		if body, err := runtime.Payload(last.answer); err == nil {
			e.Last = newResponse(last.answer, body, c)
		}
	}
	return e
}

func (p *retryPolicy) log(ctx context.Context, req *policy.Request, c *call, o outcome, delay time.Duration) {
	logging.Info(ctx, "HTTP request is repeated", map[string]any{
		"service": p.service, "method": req.Raw().Method, "path": req.Raw().URL.Path,
		"attempt": c.attempts, "wait_ms": delay.Milliseconds(), "because": o.String(),
	})
}
