// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// guard is the last station before the network. It counts attempts, notices whether a connection was made, refuses
// redirects and bounds the size of an answer.
type guard struct {
	next     policy.Transporter
	service  string
	maxBytes int64
	patience Patience
}

// Do sends the request.
func (g *guard) Do(req *http.Request) (*http.Response, error) {
	if err := checkHeader(req.Header); err != nil {
		return nil, err
	}
	call := callOf(req.Context())
	call.attempts++
	call.connected = false
	call.waiting = "its answer"
	var connected atomic.Bool
	w := newWatch(req.Context(), g.service, g.patience, call.writes())
	ctx := httptrace.WithClientTrace(w.ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	answer, err := g.next.Do(req.WithContext(ctx)) //nolint:contextcheck // it is derived from the request's
	call.connected = connected.Load() || answer != nil
	if err != nil {
		defer w.done()
		return nil, fmt.Errorf("no answer: %w", w.reason(err, false))
	}
	if target, ok := redirectOf(answer); ok {
		defer w.done()
		_ = answer.Body.Close()
		return nil, &OriginError{Service: g.service, Origin: originOf(req.URL), Target: target, Redirect: true}
	}
	w.begun()
	call.waiting = "the rest of its answer"
	answer.Body = g.bounded(call, answer, &watchedBody{ReadCloser: answer.Body, watch: w})
	return answer, nil
}

// bounded bounds a body: by the kind of the request, or, of an error, to what is worth reading of it.
func (g *guard) bounded(c *call, answer *http.Response, body io.ReadCloser) io.ReadCloser {
	if answer.StatusCode >= http.StatusBadRequest {
		return &limitedBody{Reader: io.LimitReader(body, maxErrorBytes), Closer: body}
	}
	limit := g.maxBytes
	if c.maxBytes > 0 {
		limit = c.maxBytes
	}
	return &boundedBody{body: body, left: limit, err: &TooLargeError{Service: g.service, Limit: limit}}
}

// limitedBody is the beginning of a body.
type limitedBody struct {
	io.Reader
	io.Closer
}

func redirectOf(answer *http.Response) (string, bool) {
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return "", false
	}
	location, err := answer.Location()
	if err != nil {
		return "an unknown address", true
	}
	return originOf(location), true
}

// withoutRedirects returns the transporter with redirects turned off, where it is one that would follow them.
func withoutRedirects(t policy.Transporter) policy.Transporter {
	client, ok := t.(*http.Client)
	if !ok {
		return t
	}
	c := *client
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}

// boundedBody fails a body that is longer than allowed.
type boundedBody struct {
	body io.ReadCloser
	left int64
	err  error
}

func (b *boundedBody) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, b.err
	}
	return n, err //nolint:wrapcheck // io.EOF must stay io.EOF
}

func (b *boundedBody) Close() error {
	return b.body.Close() //nolint:wrapcheck // it only passes on
}
