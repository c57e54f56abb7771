// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transporttest

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
)

// ErrBroken is what a connection that breaks after the request was sent reports.
var ErrBroken = errors.New("connection reset by peer")

// Answer is one answer of a Network.
type Answer struct {
	// Status is the HTTP status; 0 is 200.
	Status int
	// Header is the answer's.
	Header http.Header
	// Body is the answer's.
	Body string
	// Err takes the place of an answer, after a connection was made.
	Err error
	// Refused takes the place of an answer, before a connection was made.
	Refused bool
}

// Request is what a Network received.
type Request struct {
	// Method, URL, Header and Body are the request's.
	Method, URL string
	Header      http.Header
	Body        string
}

// Network answers requests from a script; it is a policy.Transporter. It is safe for concurrent use.
type Network struct {
	mu       sync.Mutex
	script   []Answer
	answer   func(n int, r *http.Request) Answer
	requests []Request
}

// NewNetwork answers with the script, and with its last answer again when it has ended.
func NewNetwork(script ...Answer) *Network { return &Network{script: script} }

// NewNetworkFunc answers with what answer returns for the n-th request, counted from 0.
func NewNetworkFunc(answer func(n int, r *http.Request) Answer) *Network {
	return &Network{answer: answer}
}

// Requests returns what was received so far.
func (n *Network) Requests() []Request {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]Request(nil), n.requests...)
}

// Do answers one request.
func (n *Network) Do(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	a := n.next(r)
	if a.Refused {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	}
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.GotConn != nil {
		trace.GotConn(httptrace.GotConnInfo{})
	}
	if a.Err != nil {
		return nil, a.Err
	}
	if a.Status == 0 {
		a.Status = http.StatusOK
	}
	if a.Header == nil {
		a.Header = http.Header{}
	}
	return &http.Response{
		StatusCode: a.Status, Status: http.StatusText(a.Status), Header: a.Header, Request: r,
		Body: io.NopCloser(strings.NewReader(a.Body)), ContentLength: int64(len(a.Body)),
	}, nil
}

func (n *Network) next(r *http.Request) Answer {
	n.mu.Lock()
	defer n.mu.Unlock()
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body)) // for answer
	}
	i := len(n.requests)
	n.requests = append(n.requests, Request{r.Method, r.URL.String(), r.Header.Clone(), string(body)})
	if n.answer != nil {
		return n.answer(i, r)
	}
	return n.script[min(i, len(n.script)-1)]
}
