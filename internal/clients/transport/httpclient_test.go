// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"crypto/tls"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

func TestNewHTTPClientTrustsTheExtraAuthority(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		ca []byte
		ok bool
	}{"with it": {ca, true}, "without it": {nil, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			httpClient, err := NewHTTPClient(test.ca)
			if err != nil {
				t.Fatal(err)
			}
			client, err := New(Options{Service: "Contoso", Origin: u, Transporter: httpClient})
			if err != nil {
				t.Fatal(err)
			}
			// A certificate that is not trusted fails at once: repeating would not help.
			answer, err := client.Do(t.Context(), &Request{Method: "GET", URL: server.URL + "/x", Repeatable: true})
			var untrusted *tls.CertificateVerificationError
			if test.ok && (err != nil || answer.StatusCode != http.StatusNotFound) || !test.ok && !errors.As(err, &untrusted) {
				t.Errorf("%+v, %v", answer, err)
			}
		})
	}
}

func TestNewHTTPClientRefusesAFileWithoutCertificates(t *testing.T) {
	t.Parallel()
	if _, err := NewHTTPClient([]byte("nothing")); err == nil {
		t.Error("no error")
	}
}

func TestProxyLeavesOutLinkLocalAddresses(t *testing.T) {
	t.Parallel()
	proxy := proxyOf(func(*http.Request) (*url.URL, error) { return &url.URL{Host: "proxy.example"}, nil })
	for host, want := range map[string]bool{"169.254.169.254": false, "[fe80::1]": false, "10.1.2.3": true, "contoso.example": true} {
		u, err := proxy(&http.Request{URL: &url.URL{Scheme: "http", Host: host}})
		if (u != nil) != want || err != nil {
			t.Errorf("%s: %v, %v", host, u, err)
		}
	}
	broken := errors.New("HTTPS_PROXY is no address")
	proxy = proxyOf(func(*http.Request) (*url.URL, error) { return nil, broken })
	if _, err := proxy(&http.Request{URL: &url.URL{Scheme: "https", Host: "contoso.example"}}); !errors.Is(err, broken) {
		t.Errorf("an environment that cannot be read: %v", err)
	}
}
