// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// Client sends requests below one service root. It is safe for concurrent use.
type Client struct {
	transport *transport.Client
	root      string
	header    http.Header
	gone      func(*Error) bool
	memory    *memory // nil for none
}

// New returns the client of the service root, for example https://contoso.crm4.dynamics.com/api/data/v9.2. The headers
// are sent with every request; a request's own take their place. Gone recognizes the service's own words, in a 404, for
// something that does not exist, see [IsNotFound].
func New(t *transport.Client, root *url.URL, header http.Header, gone func(*Error) bool) *Client {
	r := &url.URL{Scheme: root.Scheme, Host: root.Host, Path: root.Path, RawPath: root.RawPath}
	return &Client{transport: t, root: strings.TrimRight(r.String(), "/"), header: header.Clone(), gone: gone}
}

// Service returns the service's name as messages show it.
func (c *Client) Service() string { return c.transport.Service() }

// URL returns the absolute address of a path below the service root, as @odata.id expects it.
func (c *Client) URL(path string) string { return c.root + "/" + strings.TrimLeft(path, "/") }

// Request is one call of the service.
type Request struct {
	// Method is the HTTP verb; empty is GET.
	Method string
	// Path is below the service root and already escaped: use Key, KeyOf and Segment for what comes from outside.
	Path string
	// Query holds the system query options.
	Query Query
	// RawQuery holds further query options, for example the parameter aliases of a function.
	RawQuery url.Values
	// Header takes the place of the client's headers of the same name.
	Header http.Header
	// Body is marshaled as JSON; a []byte or an io.Reader is sent as it is.
	Body any
	// Repeatable says that executing the request twice does no more than executing it once. GET, HEAD, PUT, DELETE
	// and a PATCH with "If-Match: *" always are; so is one with an ETag whose caller looks at the row when it is refused, see
	// [WriteLatest].
	Repeatable bool
	// Batch names the kind of writes that this one may travel with in one batch; empty sends it alone.
	Batch string
	// ReadBack is a GET of a list that shows what the request has come to; see ReadBack. It needs Batch.
	ReadBack *Request
	// Shows are columns that the row in the answer must hold, and their values; "" is any. It is for writes: without it, a PATCH
	// must be answered with the row of its path.
	Shows map[string]string
	// MaxBytes bounds the size of the answer; 0 is what its kind needs.
	MaxBytes int64
}

// Bounds of an answer by its kind, in bytes. The largest page holds 20,000 rows of Business Central; an entity, and what a
// write answers, is one row with what was read along with it.
const (
	maxPageBytes   = 32 << 20
	maxEntityBytes = 4 << 20
)

// bound returns the bound of the answer that is decoded into out.
func (r Request) bound(out any) int64 {
	if r.MaxBytes > 0 {
		return r.MaxBytes
	}
	if _, ok := out.(lister); ok {
		return maxPageBytes
	}
	return maxEntityBytes
}

// Response is what a caller may want of an answer besides its body.
type Response struct {
	// StatusCode is the HTTP status, 2xx.
	StatusCode int
	// Header holds the answer's headers.
	Header http.Header
	// Attempts is the number of requests that it took.
	Attempts int
	// AfterLostAnswer says that an earlier attempt of the call may have been executed too.
	AfterLostAnswer bool

	readBack *transport.BatchAnswer
}

// Do sends a request and decodes the answer's body into out, unless out is nil.
//
// Errors: *Error for an answer that is an error, *DecodeError for one that cannot be understood, and what
// transport.Client.Do returns when there was no answer.
func (c *Client) Do(ctx context.Context, r Request, out any) (*Response, error) {
	body, err := encodeBody(r.Body)
	if err != nil {
		return nil, fmt.Errorf("body of %s %s: %w", r.Method, r.Path, err)
	}
	return c.send(ctx, r, c.address(r), body, out)
}

func (c *Client) address(r Request) string {
	address := c.URL(r.Path)
	if query := r.Query.encode(r.RawQuery); query != "" {
		separator := "?"
		if strings.Contains(r.Path, "?") {
			separator = "&"
		}
		address += separator + query
	}
	return address
}

func (c *Client) send(ctx context.Context, r Request, address string, body []byte, out any) (*Response, error) {
	if r.Method == "" {
		r.Method = http.MethodGet
	}
	header := c.headers(r, body)
	var batch *transport.Batch
	var readBack string
	if r.Batch != "" {
		batch = &transport.Batch{Kind: r.Batch, URL: c.URL("$batch")}
	}
	if r.ReadBack != nil {
		readBack = c.address(*r.ReadBack)
	}
	request := &transport.Request{
		Method: r.Method, URL: address, Header: header, Body: body, Repeatable: repeatable(r, header),
		MaxResponseBytes: r.bound(out), Batch: batch, ReadBack: readBack,
	}
	if c.collect(ctx, request) {
		return nil, errAhead
	}
	answer := c.ahead(ctx, request)
	if answer == nil {
		var err error
		if answer, err = c.memory.get(ctx, c.Service(), request, c.transport.Do); err != nil {
			return nil, c.transportError(r, err)
		}
	}
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return nil, c.asError(r, answer)
	}
	response := &Response{
		StatusCode: answer.StatusCode, Header: answer.Header,
		Attempts: answer.Attempts, AfterLostAnswer: answer.AfterLostAnswer,
		readBack: answer.ReadBack,
	}
	return response, c.decode(r, answer, out)
}

func (c *Client) headers(r Request, body []byte) http.Header {
	h := http.Header{"Accept": {"application/json"}}
	maps.Copy(h, c.header.Clone())
	if body != nil {
		h.Set("Content-Type", "application/json; charset=utf-8")
	}
	for name, values := range r.Header {
		h[http.CanonicalHeaderKey(name)] = values
	}
	if r.Query.PageSize > 0 && r.Query.Top == 0 {
		prefer := fmt.Sprintf("odata.maxpagesize=%d", r.Query.PageSize)
		if given := h.Get("Prefer"); given != "" {
			prefer = given + "," + prefer
		}
		h.Set("Prefer", prefer)
	}
	return h
}

func repeatable(r Request, h http.Header) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete:
		return true
	case http.MethodPatch:
		return r.Repeatable || h.Get("If-Match") == "*"
	default:
		return r.Repeatable
	}
}
