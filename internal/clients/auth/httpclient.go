// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

const (
	// maxTokenAttempts and maxTokenWait bound the patience with an authority that is busy: an apply should not look
	// hung before it has begun.
	maxTokenAttempts = 4
	maxTokenWait     = 30 * time.Second
	// maxTokenAttempt bounds one attempt, the whole answer included.
	maxTokenAttempt = 30 * time.Second
	// maxTokenAnswer bounds the size of an answer.
	maxTokenAnswer = 4 << 20
)

// retryingClient is the HTTP client of the Microsoft Authentication Library, which does not retry.
// Requesting a token twice does no harm.
type retryingClient struct {
	client *http.Client
	clock  transport.Clock
	// check, if set, refuses addresses that must not get the credential.
	check func(target *url.URL) error
}

func newRetryingClient(c Config) *retryingClient {
	client := *c.HTTPClient
	// A redirect would carry the secret or the assertion to another host.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &retryingClient{client: &client, clock: c.Clock}
}

// CloseIdleConnections is what the library asks of a client.
func (r *retryingClient) CloseIdleConnections() { r.client.CloseIdleConnections() }

// Do sends the request; a 429, a 5xx and a broken connection up to four times.
func (r *retryingClient) Do(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	// Only a POST carries the credential; what the authority says about itself is read with a GET.
	if r.check != nil && req.Method != http.MethodGet {
		if err := r.check(req.URL); err != nil {
			return nil, err
		}
	}
	for attempt := 1; ; attempt++ {
		if req.GetBody != nil {
			body, err := req.GetBody()
			if err != nil {
				return nil, fmt.Errorf("repeating the request: %w", err)
			}
			req.Body = body
		}
		answer, err := r.try(req)
		if attempt >= maxTokenAttempts || !again(ctx, answer, err) {
			return answer, asked(err)
		}
		delay := time.Second << (attempt - 1)
		if answer != nil {
			if pause, ok := transport.RetryAfter(answer.Header, r.clock.Now()); ok {
				delay = max(delay, pause)
			}
			if delay > maxTokenWait {
				return answer, nil
			}
			_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxTokenAnswer))
			_ = answer.Body.Close()
		}
		logAgain(req, attempt, answer, err, delay)
		if err := r.clock.Sleep(ctx, delay); err != nil {
			return nil, err
		}
	}
}

// try sends the request once.
func (r *retryingClient) try(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), maxTokenAttempt)
	answer, err := r.client.Do(req.WithContext(ctx))
	if err != nil {
		defer cancel()
		if ctx.Err() != nil && req.Context().Err() == nil {
			return nil, &transport.SlowError{Service: "Microsoft Entra", After: maxTokenAttempt}
		}
		return nil, err //nolint:wrapcheck // the caller wraps it
	}
	answer.Body = &tokenBody{Reader: io.LimitReader(answer.Body, maxTokenAnswer), body: answer.Body, cancel: cancel}
	return answer, nil
}

// tokenBody is the bounded body of an answer, whose attempt ends when it is closed.
type tokenBody struct {
	io.Reader
	body   io.Closer
	cancel context.CancelFunc
}

// Close ends the attempt.
func (b *tokenBody) Close() error {
	defer b.cancel()
	return b.body.Close() //nolint:wrapcheck // it only passes on
}

// asked wraps the error of a request.
func asked(err error) error {
	if err == nil {
		return nil
	}
	return &NoAnswerError{Err: transport.WithoutURL(err)}
}

func again(ctx context.Context, answer *http.Response, err error) bool {
	if err != nil {
		return ctx.Err() == nil && !transport.IsFinal(err)
	}
	switch answer.StatusCode {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	default:
		return false
	}
}
