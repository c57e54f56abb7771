// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// credentials are made when an emulator is created, and survive a reset. They are random also when ids and times repeat.
type credentials struct {
	client  string // the secret of every application
	request string // the bearer token that the issuers for pipelines require, and the identity header of a machine
	control string // the token of the control interface; empty if it is open
}

func newCredentials(control bool) credentials {
	c := credentials{client: "emulator-secret-" + rand.Text(), request: "emulator-request-" + rand.Text()}
	if control {
		c.control = "emulator-control-" + rand.Text()
	}
	return c
}

// secrets returns what must not be recorded.
func (c credentials) secrets() *redact.Secrets {
	s := &redact.Secrets{}
	s.Add(c.client, c.request, c.control)
	return s
}

// controls reports whether a request may use the control interface.
func (c credentials) controls(r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return c.control == "" || ok && subtle.ConstantTimeCompare([]byte(token), []byte(c.control)) == 1
}

// ClientSecret is the secret of every application of this emulator.
func (e *Emulator) ClientSecret() string { return e.credentials.client }

// RequestToken is the bearer token that the issuers for GitHub and Azure DevOps require, and the identity header of the
// managed identity endpoint.
func (e *Emulator) RequestToken() string { return e.credentials.request }
