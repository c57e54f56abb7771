// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// TestVerifiedDomainNamesTheTenant signs in and calls Business Central with a
// verified domain instead of the tenant's id.
func TestVerifiedDomainNamesTheTenant(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	var discovery struct {
		Issuer string `json:"issuer"`
		Token  string `json:"token_endpoint"`
	}
	c.want(c.do("GET", "/contoso.example/v2.0/.well-known/openid-configuration", ""), 200).json(t, &discovery)
	if want := c.URL() + "/" + emulator.TenantID; discovery.Issuer != want+"/v2.0" || discovery.Token != want+"/oauth2/v2.0/token" {
		t.Errorf("the discovery names %+v", discovery)
	}
	form := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {emulator.ClientID}, "client_secret": {c.ClientSecret()}, "scope": {c.URL() + "/.default"},
	}.Encode()
	for path, status := range map[string]int{
		"/CONTOSO.example/oauth2/v2.0/token":  200,
		"/fabrikam.example/oauth2/v2.0/token": 400,
	} {
		c.want(c.do("POST", path, form, "Content-Type: application/x-www-form-urlencoded"), status)
	}
	at := strings.Replace(nav, emulator.TenantID, "contoso.example", 1)
	c.want(c.do("GET", at+"/companies", ""), 200)
	c.want(c.do("GET", strings.Replace(at, "contoso", "fabrikam", 1)+"/companies", ""), 404)
}
