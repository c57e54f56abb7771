// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"net/url"
	"regexp"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestUserAgent: every request to a service names provider, version and Terraform, and what TF_APPEND_USER_AGENT adds.
func TestUserAgent(t *testing.T) {
	t.Parallel()
	for addition, want := range map[string]string{
		"":                   `^terraform-provider-bcsales/\S+ Terraform/\S+$`,
		"contoso-pipeline/7": `^terraform-provider-bcsales/\S+ Terraform/\S+ contoso-pipeline/7$`,
	} {
		recorded := &acctest.Traffic{}
		env := acctest.New(t, acctest.WithTraffic(recorded))
		p := inProcess{env.Session(map[string]string{"TF_APPEND_USER_AGENT": addition}, nil)}
		for _, kind := range []string{"bcsales_companies", "bcsales_system_users", "bcsales_license_skus"} {
			p.read(t, kind, nil)
		}
		asked := map[string]bool{}
		for _, exchange := range recorded.Exchanges(t) {
			address, err := url.Parse(exchange.URL)
			if err != nil {
				t.Fatal(err)
			}
			if regexp.MustCompile(`/oauth2/|/\.well-known/`).MatchString(address.Path) {
				continue // sign-in, which is the library's
			}
			asked[regexp.MustCompile(`^/[^/]+`).FindString(address.Path)] = true
			if got := exchange.RequestHeaders["User-Agent"]; !regexp.MustCompile(want).MatchString(got) {
				t.Errorf("%s: the user agent is %q, want %s", address.Path, got, want)
			}
		}
		if len(asked) < 3 {
			t.Errorf("only these were asked: %v", asked)
		}
	}
}
