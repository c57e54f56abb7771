// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// addOwnApplication registers the provider's own application in the directory, unless the seed
// has it.
func (e *Emulator) addOwnApplication(document *seed.Document) {
	for _, row := range document.Graph["servicePrincipals"] {
		if appID, ok := row["appId"].(string); ok && strings.EqualFold(appID, ClientID) {
			return
		}
	}
	e.world.Store.Table(store.Graph, "servicePrincipals").Put(store.Row{
		"id": ObjectID, "appId": ClientID, "displayName": "Terraform", "accountEnabled": true,
		"servicePrincipalType": "Application", "appOwnerOrganizationId": TenantID,
	})
	e.world.Store.Table(store.Graph, "applications").Put(store.Row{
		"id": "33333333-0000-4000-8000-000000000004", "appId": ClientID, "displayName": "Terraform", "signInAudience": "AzureADMyOrg",
	})
}

// allowOwnDataverse puts the emulator's own Dataverse on the list of environments that Business Central may connect
// to, unless the seed has entries of its own for the environment.
func (e *Emulator) allowOwnDataverse(document *seed.Document) {
	const set = "allowedEnvironments"
	for i := range document.BusinessCentral {
		to := &document.BusinessCentral[i]
		_, given := to.Sets[set]
		for _, company := range to.Companies { // in each company's own view
			_, shown := company.Sets[set]
			given = given || shown
		}
		if given {
			continue
		}
		if to.Sets == nil {
			to.Sets = map[string]seed.Rows{}
		}
		to.Sets[set] = seed.Rows{{"environmentUrl": e.URL(), "description": "The emulator's own Dataverse"}}
	}
}

// trustIssuer lets the application sign in with tokens of the emulator's own issuer, unless
// the seed configures federated credentials.
func (e *Emulator) trustIssuer() {
	table := e.world.Store.Table(store.Graph, "servicePrincipals")
	for _, row := range table.All() {
		if _, given := row["federatedIdentityCredentials"]; !given && row.Equal("appId", ClientID) {
			table.Update(table.Key(row), store.Row{"federatedIdentityCredentials": e.entra.FederatedCredentials()})
		}
	}
}

// Token issues an access token of the provider's own application, for tests. An empty audience means Dataverse.
func (e *Emulator) Token(audience string) string { return e.TokenFor(ClientID, audience) }

// TokenFor issues an access token of any application, for tests.
func (e *Emulator) TokenFor(clientID, audience string) string {
	if audience == "" {
		audience = e.URL()
	}
	token := ""
	e.world.Do(func() { token = e.entra.Token(clientID, audience) })
	return token
}

// FederatedToken issues a token as GitHub would, for tests; an empty audience means the expected one.
func (e *Emulator) FederatedToken(subject, audience string, lifetime time.Duration) string {
	if subject == "" {
		subject = entra.GitHubSubject
	}
	token := ""
	e.world.Do(func() { token = e.entra.Federated(subject, audience, lifetime) })
	return token
}

// GitHubRequestURL stands for ACTIONS_ID_TOKEN_REQUEST_URL.
func (e *Emulator) GitHubRequestURL() string {
	return e.URL() + "/_emulator/oidc/github?api-version=2.0"
}

// AzureDevOpsRequestURL stands for SYSTEM_OIDCREQUESTURI.
func (e *Emulator) AzureDevOpsRequestURL() string { return e.URL() + "/_emulator/oidc/azuredevops" }

// IdentityEndpoint stands for IDENTITY_ENDPOINT.
func (e *Emulator) IdentityEndpoint() string { return e.URL() + "/_emulator/msi/token" }
