// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

func TestIsLoopback(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"localhost": true, "LocalHost": true, "127.0.0.1": true, "127.8.0.1": true, "::1": true,
		"": false, "10.0.0.1": false, "localhost.example": false, "contoso.crm4.dynamics.com": false,
	} {
		if got := transport.IsLoopback(host); got != want {
			t.Errorf("IsLoopback(%q) = %t", host, got)
		}
	}
}
