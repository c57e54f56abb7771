// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

import (
	"crypto/subtle"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Claims that a federated identity credential of the provider's own application trusts.
const (
	ExchangeAudience   = "api://AzureADTokenExchange"
	GitHubSubject      = "repo:contoso/infrastructure:environment:production"
	AzureDevOpsSubject = "sc://contoso/infrastructure/production"
)

// Issuer is the OpenID issuer of the federated tokens.
func (s *Server) Issuer() string { return s.world.Config.Origin + "/_emulator/oidc" }

// FederatedCredentials returns rows for federatedIdentityCredentials that trust the issuer.
func (s *Server) FederatedCredentials() []any {
	credential := func(name, subject string) any {
		return map[string]any{
			"id": s.world.NewID(), "name": name, "issuer": s.Issuer(), "subject": subject, "audiences": []any{ExchangeAudience},
		}
	}
	return []any{credential("github", GitHubSubject), credential("azure-devops", AzureDevOpsSubject)}
}

// Federated issues a token as an external issuer would, for tests. An empty audience means Entra.
func (s *Server) Federated(subject, audience string, lifetime time.Duration) string {
	if audience == "" {
		audience = ExchangeAudience
	}
	now := s.world.Wall()
	token, err := sign(s.key, s.kid, claims{
		"iss": s.Issuer(), "sub": subject, "aud": audience, "jti": s.world.NewID(),
		"iat": now.Unix(), "nbf": now.Add(-time.Minute).Unix(), "exp": now.Add(lifetime).Unix(),
	})
	if err != nil {
		return ""
	}
	return token
}

// requested reports whether a token is that of a job or a machine of this emulator.
func (s *Server) requested(token string) bool {
	right := s.world.Config.RequestToken
	return right != "" && subtle.ConstantTimeCompare([]byte(token), []byte(right)) == 1
}

// ServeIssuer serves /_emulator/oidc/… and /_emulator/msi/…:
//
//	GET  oidc/github?audience=A           -> {"value": token}       (ACTIONS_ID_TOKEN_REQUEST_URL)
//	POST oidc/azuredevops                 -> {"oidcToken": token}   (SYSTEM_OIDCREQUESTURI)
//	GET  oidc/.well-known/openid-configuration, oidc/keys
//	GET  msi/token?resource=R[&client_id] -> access token           (IDENTITY_ENDPOINT)
func (s *Server) ServeIssuer(w http.ResponseWriter, r *http.Request) {
	rest := strings.TrimPrefix(r.URL.Path, "/_emulator/")
	switch {
	case rest == "oidc/.well-known/openid-configuration":
		writeJSON(w, http.StatusOK, map[string]any{"issuer": s.Issuer(), "jwks_uri": s.Issuer() + "/keys", "id_token_signing_alg_values_supported": []string{"ES256"}})
	case rest == "oidc/keys":
		writeJSON(w, http.StatusOK, s.keys())
	case rest == "oidc/github" && r.Method == http.MethodGet:
		if !s.requested(bearer(r)) {
			writeJSON(w, http.StatusUnauthorized, map[string]any{"message": "The request token is not valid."})
			return
		}
		writeJSON(w, http.StatusOK, map[string]any{"value": s.Federated(GitHubSubject, r.URL.Query().Get("audience"), 5*time.Minute)})
	case rest == "oidc/azuredevops" && r.Method == http.MethodPost:
		if !s.requested(bearer(r)) {
			writeJSON(w, http.StatusUnauthorized, map[string]any{"message": "TF400813: The user is not authorized to access this resource."})
			return
		}
		writeJSON(w, http.StatusOK, map[string]any{"oidcToken": s.Federated(AzureDevOpsSubject, "", 10*time.Minute)})
	case rest == "msi/token" && r.Method == http.MethodGet:
		s.managedIdentity(w, r)
	default:
		http.NotFound(w, r)
	}
}

// managedIdentity behaves like the identity endpoint of Azure App Service.
func (s *Server) managedIdentity(w http.ResponseWriter, r *http.Request) {
	refuse := func(status int, message string) {
		writeJSON(w, status, map[string]any{"statusCode": status, "message": message, "correlationId": s.world.NewID()})
	}
	query := r.URL.Query()
	if !s.requested(r.Header.Get("X-IDENTITY-HEADER")) {
		refuse(http.StatusUnauthorized, "The X-IDENTITY-HEADER is missing or not valid.")
		return
	}
	audience, bad := s.audience(strings.TrimSuffix(query.Get("resource"), "/") + "/.default")
	if bad != nil {
		refuse(http.StatusBadRequest, bad.Error())
		return
	}
	client := query.Get("client_id")
	if client == "" {
		client = s.world.Config.ClientID
	}
	principal, bad := s.principal(client)
	if bad != nil {
		refuse(http.StatusBadRequest, "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"access_token": s.issue(principal, audience, 24*time.Hour), "resource": audience, "token_type": "Bearer", "client_id": principal["appId"],
		"expires_on": strconv.FormatInt(s.world.Wall().Add(24*time.Hour).Unix(), 10),
	})
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// Caller is the identity in an accepted access token.
type Caller struct {
	TenantID, ApplicationID, ObjectID string
	Roles                             []string // the application permissions of the token's audience
}

// Reasons why an access token is rejected.
const (
	TokenMissing  = "missing"
	TokenInvalid  = "invalid"
	TokenExpired  = "expired"
	TokenAudience = "audience"
)

// verified parses an access token that this server signed. Each signature is verified once: a client sends the same token
// with thousands of requests.
func (s *Server) verified(text string) (*parsed, bool) {
	if known, ok := s.tokens.Load(text); ok {
		token, ok := known.(*parsed)
		return token, ok
	}
	token, err := parseToken(text)
	if err != nil || token.verifyECDSA(&s.key.PublicKey) != nil || token.claims.text("iss") == s.Issuer() {
		return nil, false
	}
	s.tokens.Store(text, token)
	return token, true
}

// Check verifies a request's access token for an audience; reason is empty if it is valid.
func (s *Server) Check(r *http.Request, audience string) (caller Caller, reason string) {
	text := bearer(r)
	if text == "" {
		return caller, TokenMissing
	}
	token, ok := s.verified(text)
	if !ok {
		return caller, TokenInvalid
	}
	if s.world.Wall().Unix() >= token.claims.seconds("exp") {
		return caller, TokenExpired
	}
	if given := token.claims.audiences(); len(given) != 1 || given[0] != audience {
		return caller, TokenAudience
	}
	return Caller{token.claims.text("tid"), token.claims.text("appid"), store.NormalizeKey(token.claims.text("oid")), token.claims.texts("roles")}, ""
}
