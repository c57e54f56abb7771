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
	t := &http.Transport{
		Proxy:               proxyOf(http.ProxyFromEnvironment),
		DialContext:         (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: 10 * time.Second,
		// A configuration or a dialer of its own turns HTTP/2 off, unless it is asked for.
		ForceAttemptHTTP2:   true,
		MaxIdleConns:        100,
		MaxIdleConnsPerHost: 32,
		IdleConnTimeout:     90 * time.Second,
		// Business Central ends a request after 10 minutes; an answer that has not begun by then will not come.
		ResponseHeaderTimeout: 11 * time.Minute,
	}
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
