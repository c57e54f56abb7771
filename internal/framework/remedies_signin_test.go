// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestUnauthorizedRemedies: what to do about a refused token depends on the service and on how the caller signed in.
func TestUnauthorizedRemedies(t *testing.T) {
	t.Parallel()
	const (
		client   = "the provider's client_id"
		identity = "the managed identity"
		person   = "az login"
		users    = "Application users"
		page     = "page Microsoft Entra Applications"
	)
	for _, test := range []struct {
		service string
		method  auth.Method
		want    []string
	}{
		{"Dataverse", auth.ClientSecret, []string{client, users}},
		{"Dataverse", auth.ClientCertificate, []string{client, users}},
		{"Dataverse", auth.OIDC, []string{client, users}},
		{"Dataverse", auth.ManagedIdentity, []string{identity, users}},
		{"Dataverse", auth.AzureCLI, []string{person, "user of the Dataverse environment"}},
		{"Business Central", auth.ClientSecret, []string{client, page}},
		{"Business Central", auth.ClientCertificate, []string{client, page}},
		{"Business Central", auth.OIDC, []string{client, page}},
		{"Business Central", auth.ManagedIdentity, []string{identity, page}},
		{"Business Central", auth.AzureCLI, []string{person, "licensed user of the Business Central environment"}},
		{"Microsoft Graph", auth.ClientSecret, []string{client, "cloud of the tenant"}},
		{"Microsoft Graph", auth.ClientCertificate, []string{client, "cloud of the tenant"}},
		{"Microsoft Graph", auth.OIDC, []string{client, "cloud of the tenant"}},
		{"Microsoft Graph", auth.ManagedIdentity, []string{identity, "cloud of the tenant"}},
		{"Microsoft Graph", auth.AzureCLI, []string{person, "tenant and cloud"}},
	} {
		var diags diag.Diagnostics
		framework.AddError(&diags, "try", framework.Permissions{}, &odata.Error{Service: test.service, SignIn: string(test.method), StatusCode: http.StatusUnauthorized})
		_, remedy, _ := strings.Cut(diags[0].Detail(), "What to do: ")
		for _, want := range test.want {
			if !strings.Contains(remedy, want) {
				t.Errorf("%s, %s: no %q in %q", test.service, test.method, want, remedy)
			}
		}
		for _, foreign := range []string{client, identity, person, users, page, "Dataverse", "Business Central"} {
			if strings.Contains(remedy, foreign) && !strings.Contains(strings.Join(test.want, " ")+test.service, foreign) {
				t.Errorf("%s, %s: %q speaks of %q", test.service, test.method, remedy, foreign)
			}
		}
	}
}
