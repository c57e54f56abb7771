// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"crypto/tls"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// Clients keep connections in reserve that never carry a request; closing does not wait for one.
func TestCloseDoesNotWaitForUnusedConnections(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(t.Context(), emulator.Options{CADir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	e.Start()
	transport, ok := e.HTTPClient().Transport.(*http.Transport)
	if !ok {
		t.Fatalf("the client's transport is %T", e.HTTPClient().Transport)
	}
	connection, err := (&tls.Dialer{Config: transport.TLSClientConfig}).DialContext(t.Context(), "tcp", strings.TrimPrefix(e.URL(), "https://"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	start := time.Now()
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("closing took %s beside a connection without a request", took)
	}
}
