// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// token serves the client credentials grant.
func (s *Server) token(r *http.Request) (map[string]any, *failure) {
	if err := r.ParseForm(); err != nil {
		return nil, invalidRequest(aadstsMalformed, "Invalid request. Request is malformed or invalid.")
	}
	form := r.PostForm
	if id, secret, ok := r.BasicAuth(); ok && form.Get("client_id") == "" { // RFC 6749, 2.3.1: both are encoded as in a form
		for name, encoded := range map[string]string{"client_id": id, "client_secret": secret} {
			plain, err := url.QueryUnescape(encoded)
			if err != nil {
				return nil, invalidRequest(aadstsMalformed, "Invalid request. Request is malformed or invalid.")
			}
			form.Set(name, plain)
		}
	}
	for _, name := range []string{"grant_type", "client_id"} {
		if form.Get(name) == "" {
			return nil, invalidRequest(aadstsMissingParameter, "The request body must contain the following parameter: '%s'.", name)
		}
	}
	if grant := form.Get("grant_type"); grant != "client_credentials" {
		return nil, fail(http.StatusBadRequest, "unsupported_grant_type", aadstsGrant, "The app requested an unsupported grant type '%s'.", grant)
	}
	client := form.Get("client_id")
	principal, bad := s.principal(client)
	if bad != nil {
		return nil, bad
	}
	audience, bad := s.audience(form.Get("scope"))
	if bad != nil {
		return nil, bad
	}
	switch {
	case form.Get("client_assertion") != "":
		if form.Get("client_assertion_type") != assertionType {
			return nil, invalidRequest(aadstsMissingParameter, "The request body must contain the following parameter: 'client_assertion_type'.")
		}
		bad = s.assertion(principal, form.Get("client_assertion"))
	case form.Get("client_secret") != "":
		switch right := subtle.ConstantTimeCompare([]byte(form.Get("client_secret")), []byte(s.world.Config.ClientSecret)) == 1; {
		case right && s.secretExpired(principal):
			bad = invalidClient(aadstsSecretExpired, "The provided client secret keys for app '%s' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.", client)
		case !right:
			bad = invalidClient(aadstsSecret, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%s'.", client)
		}
	default:
		bad = invalidClient(aadstsNoCredential, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
	}
	if bad != nil {
		return nil, bad
	}
	return map[string]any{
		"token_type": "Bearer", "expires_in": int(tokenLifetime.Seconds()), "ext_expires_in": int(tokenLifetime.Seconds()),
		"access_token": s.issue(principal, audience, tokenLifetime),
	}, nil
}

// secretExpired reports whether the application has passwordCredentials, all of them expired.
func (s *Server) secretExpired(principal store.Row) bool {
	known := false
	for _, row := range s.identities(principal) {
		credentials, _ := row["passwordCredentials"].([]any)
		for _, item := range credentials {
			credential, _ := item.(map[string]any)
			end, _ := credential["endDateTime"].(string)
			if until, err := time.Parse(time.RFC3339, end); err != nil || s.world.Wall().Before(until) {
				return false
			}
			known = true
		}
	}
	return known
}

// principal finds the enabled service principal with a client id.
func (s *Server) principal(client string) (store.Row, *failure) {
	row, ok := s.world.Store.Table(store.Graph, "servicePrincipals").First(func(row store.Row) bool {
		return row.Equal("appId", client)
	})
	if !ok {
		return nil, fail(http.StatusBadRequest, "unauthorized_client", aadstsApplication,
			"Application with identifier '%s' was not found in the directory '%s'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
			client, s.world.Config.TenantID)
	}
	if enabled, held := row["accountEnabled"].(bool); held && !enabled {
		return nil, fail(http.StatusBadRequest, "unauthorized_client", aadstsDisabled, "Application '%s'(%s) is disabled.", client, row.String("displayName"))
	}
	return row, nil
}

// audience extracts the resource from a scope.
func (s *Server) audience(scope string) (string, *failure) {
	if scope == "" {
		return "", invalidRequest(aadstsMissingParameter, "The request body must contain the following parameter: 'scope'.")
	}
	resource := ""
	for part := range strings.FieldsSeq(scope) {
		if name, ok := strings.CutSuffix(part, "/.default"); ok {
			resource = name
		} else if part != "openid" && part != "profile" && part != "offline_access" {
			return "", fail(http.StatusBadRequest, "invalid_scope", aadstsScope,
				"The provided value for scope %s is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).", scope)
		}
	}
	for _, known := range []string{s.world.Config.Origin, AudienceBusinessCentral, AudienceGraph} {
		if strings.EqualFold(strings.TrimSuffix(resource, "/"), known) {
			return known, nil
		}
	}
	return "", fail(http.StatusBadRequest, "invalid_resource", aadstsResource,
		"The resource principal named %s was not found in the tenant named %s. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.",
		resource, s.world.Config.TenantID)
}

// issue creates an access token. If signing failed the token would be empty, which every service rejects.
func (s *Server) issue(principal store.Row, audience string, lifetime time.Duration) string {
	now := s.world.Wall()
	all := claims{
		"aud": audience, "iss": s.base(s.world.Config.TenantID) + "/v2.0",
		"iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(lifetime).Unix(),
		"appid": principal["appId"], "azp": principal["appId"], "oid": principal["id"], "sub": principal["id"],
		"tid": s.world.Config.TenantID, "idtyp": "app", "uti": s.world.NewID(), "ver": "2.0",
	}
	if roles := rolesFor(principal, audience); len(roles) > 0 {
		all["roles"] = roles
	}
	token, err := sign(s.key, s.kid, all)
	if err != nil {
		return ""
	}
	return token
}

// Token issues an access token for a client id without requiring a credential, for tests. A token for an unknown
// client id matches no user of any service.
func (s *Server) Token(client, audience string) string {
	principal, bad := s.principal(client)
	if bad != nil {
		principal = store.Row{"appId": client, "id": s.world.NewID()}
	}
	return s.issue(principal, audience, tokenLifetime)
}
