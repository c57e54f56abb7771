// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// NewHTTPClient returns an HTTP client that honors HTTPS_PROXY and NO_PROXY, trusts the system's certificate
// authorities and those of caPEM (which may be nil), and follows no redirect: neither a token nor a client secret may
// reach a host that was not configured.
func NewHTTPClient(caPEM []byte) (*http.Client, error) {
	base, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		base = &http.Transport{Proxy: http.ProxyFromEnvironment}
	}
	t := base.Clone()
	t.Proxy = proxyOf(http.ProxyFromEnvironment)
	t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	if len(caPEM) > 0 {
		pool, err := x509.SystemCertPool()
		if err != nil {
			pool = x509.NewCertPool()
		}
		if !pool.AppendCertsFromPEM(caPEM) {
			return nil, errors.New("no certificate in PEM form was found")
		}
		t.TLSClientConfig.RootCAs = pool
	}
	t.ForceAttemptHTTP2 = true
	t.MaxIdleConns = 100
	t.MaxIdleConnsPerHost = 32
	// Business Central ends a request after 10 minutes; an answer that has not begun by then will not come.
	t.ResponseHeaderTimeout = 11 * time.Minute
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}

// proxyOf is the environment's proxy, but never for a link-local address: the endpoint of managed identities is one.
func proxyOf(environment func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		if net.ParseIP(req.URL.Hostname()).IsLinkLocalUnicast() {
			return nil, nil
		}
		address, err := environment(req)
		if err != nil {
			return nil, fmt.Errorf("the proxy that the environment names: %w", err)
		}
		return address, nil
	}
}
