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
	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// retryPolicy repeats a call while that is safe, within its budget and the context's deadline.
type retryPolicy struct {
	service   string
	budget    time.Duration
	clock     Clock
	backoff   backoff
	gate      *gate
	throttles func(body []byte) bool
}

// Do sends the request until it has an answer to keep.
func (p *retryPolicy) Do(req *policy.Request) (*http.Response, error) {
	ctx := req.Raw().Context()
	call := callOf(ctx)
	var last outcome
	for unconnected := 0; ; {
		attempts := call.attempts
		answer, err := req.Next()
		if err != nil {
			answer = nil // A truncated response is no response.
		}
		if cause := ctx.Err(); cause != nil && err != nil {
			return nil, p.interrupted(req, call, last, outcome{err: err, sent: call.attempts > attempts}, cause)
		}
		if !p.retryable(call, answer, err) {
			return answer, err
		}
		last = outcome{answer: answer, err: err, sent: true}
		if err != nil && !call.connected {
			if unconnected++; unconnected >= maxUnconnected {
				return nil, p.giveUp(req, call, last, "no connection could be made", nil)
			}
		}
		delay := p.backoff.delay(call.attempts, answer, p.clock.Now())
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

// bound says which bound another wait would exceed, or "".
func (p *retryPolicy) bound(ctx context.Context, c *call, delay time.Duration) (string, error) {
	now := p.clock.Now()
	if now.Sub(c.started)+delay > p.budget {
		return fmt.Sprintf("waiting %s more would exceed the %s within which a request is repeated",
			delay.Round(time.Millisecond), p.budget), nil
	}
	if deadline, ok := ctx.Deadline(); ok && now.Add(delay).After(deadline) {
		return fmt.Sprintf("waiting %s more would exceed the operation's timeout", delay.Round(time.Millisecond)),
			context.DeadlineExceeded
	}
	return "", nil
}

// retryable reports whether one more attempt is safe and makes sense.
func (p *retryPolicy) retryable(c *call, answer *http.Response, err error) bool {
	if err != nil {
		return retryableError(c, err)
	}
	switch answer.StatusCode {
	case http.StatusTooManyRequests:
		// A body that cannot be read says nothing else than the status.
		body, err := runtime.Payload(answer)
		return err != nil || p.throttles(body)
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return c.repeatable
	default:
		return false
	}
}

// pause waits. What a 429 asks for is asked of every caller, so it is the gate that closes; the limiter waits there.
func (p *retryPolicy) pause(ctx context.Context, answer *http.Response, delay time.Duration) error {
	if answer != nil && answer.StatusCode == http.StatusTooManyRequests {
		p.gate.closeFor(delay)
		return p.gate.wait(ctx)
	}
	return p.clock.Sleep(ctx, delay)
}

// interrupted reports the end of the context: with what was last heard of the service, if it was being repeated.
func (p *retryPolicy) interrupted(req *policy.Request, c *call, last, now outcome, cause error) error {
	if now.sent && now.uncertain(c) && c.writes() {
		c.lostBefore = true
	}
	if last.answer == nil && last.err == nil {
		if now.err != nil {
			return now.err
		}
		return cause
	}
	reason := "the operation was canceled"
	if cause == context.DeadlineExceeded { //nolint:errorlint // it is a context's own error, never wrapped
		reason = "the operation's timeout ended"
	}
	return p.giveUp(req, c, last, reason, cause)
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
	tflog.Info(ctx, "HTTP request is repeated", map[string]any{
		"service": p.service, "method": req.Raw().Method, "path": req.Raw().URL.Path,
		"attempt": c.attempts, "wait_ms": delay.Milliseconds(), "because": o.String(),
	})
}
