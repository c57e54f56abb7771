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
}

// Do sends the request.
func (g *guard) Do(req *http.Request) (*http.Response, error) {
	call := callOf(req.Context())
	call.attempts++
	call.connected = false
	var connected atomic.Bool
	ctx := httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	answer, err := g.next.Do(req.WithContext(ctx))
	call.connected = connected.Load() || answer != nil
	if err != nil {
		return nil, fmt.Errorf("no answer: %w", err)
	}
	if target, ok := redirectOf(answer); ok {
		_ = answer.Body.Close()
		return nil, &OriginError{Service: g.service, Origin: originOf(req.URL), Target: target, Redirect: true}
	}
	answer.Body = &boundedBody{body: answer.Body, left: g.maxBytes, err: &TooLargeError{Service: g.service, Limit: g.maxBytes}}
	return answer, nil
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
