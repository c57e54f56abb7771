// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestEnvironmentType reads the type from the list of the tenant's environments, which is beside them.
func TestEnvironmentType(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		answer     transporttest.Answer
		want       EnvironmentType
		production bool
		fails      bool
	}{
		"production": {answer: transporttest.Answer{Body: `{"value":[{"name":"Test","type":"Sandbox"},{"name":"PRODUCTION","type":"Production"}]}`}, want: "Production", production: true},
		"sandbox":    {answer: transporttest.Answer{Body: `{"value":[{"name":"Production","type":"Sandbox"}]}`}, want: "Sandbox"},
		"unlisted":   {answer: transporttest.Answer{Body: `{"value":[]}`}, production: true},
		"refused":    {answer: transporttest.Answer{Status: http.StatusForbidden, Body: `{}`}, production: true, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, network := answering(t, tc.answer)
			got, err := c.EnvironmentType(t.Context())
			if got != tc.want || got.Production() != tc.production || (err != nil) != tc.fails {
				t.Errorf("%q: %v", got, err)
			}
			if url := network.Requests()[0].URL; url != "https://bc.example/environments/v1.2" {
				t.Error(url)
			}
		})
	}
}
