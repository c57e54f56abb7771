// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/streaming"
)

// Request is one call of a service.
type Request struct {
	// Method is the HTTP verb.
	Method string
	// URL is absolute and already escaped; it is sent as it is.
	URL string
	// Header is added to what the pipeline sets.
	Header http.Header
	// Body may be nil.
	Body []byte
	// Repeatable says that executing the request twice does no more than executing it once.
	Repeatable bool
	// Batch lets the request travel with others of its kind; nil sends it alone. It needs Options.Batches.
	Batch *Batch
	// ReadBack is the address of a GET that travels right behind the request in its batch; see Response.ReadBack.
	ReadBack string
	// MaxResponseBytes bounds the size of the answer; 0 is the Client's bound.
	MaxResponseBytes int64
}

func newRequest(ctx context.Context, r *Request) (*policy.Request, error) {
	req, err := runtime.NewRequest(ctx, r.Method, r.URL)
	if err != nil {
		return nil, WithoutURL(err)
	}
	for name, values := range r.Header {
		req.Raw().Header[http.CanonicalHeaderKey(name)] = append([]string(nil), values...)
	}
	// An empty body is sent as none.
	if err := req.SetBody(streaming.NopCloser(bytes.NewReader(r.Body)), req.Raw().Header.Get("Content-Type")); err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	return req, nil
}

// pathOf is what messages may show of an address: no query, which can hold personal data.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}
