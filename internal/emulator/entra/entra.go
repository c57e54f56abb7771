// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package entra is the emulated Microsoft Entra: OpenID discovery, the token endpoint of the client credentials
// grant, and the token issuers that stand for GitHub, Azure DevOps and managed identities. Its tokens are valid
// only in the emulator that issued them.
package entra

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

// Audiences of the public cloud. Dataverse's audience is its own origin.
const (
	AudienceBusinessCentral = "https://api.businesscentral.dynamics.com"
	AudienceGraph           = "https://graph.microsoft.com"
)

// tokenLifetime is the lifetime that Entra gives applications' access tokens.
const tokenLifetime = 3599 * time.Second

// Server serves one tenant. The world must be locked while it handles a request.
type Server struct {
	world *world.World
	key   *ecdsa.PrivateKey
	kid   string
	// tokens holds the access tokens whose signature has been verified, by their text: only those that this server issued.
	tokens sync.Map
}

// New creates a server with its own signing key.
func New(w *world.World) (*Server, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("creating the token signing key: %w", err)
	}
	return &Server{world: w, key: key, kid: w.NewID()}, nil
}

// Serves reports whether a path belongs to Entra: /{tenant}/v2.0/…, /{tenant}/oauth2/…,
// /{tenant}/discovery/….
func Serves(path string) bool {
	parts := strings.SplitN(strings.TrimPrefix(path, "/"), "/", 3)
	if len(parts) < 3 || parts[0] == "v2.0" || parts[0] == "v1.0" || parts[0] == "api" {
		return false
	}
	switch parts[1] {
	case "v2.0":
		return strings.HasPrefix(parts[2], ".well-known/")
	case "oauth2", "discovery", ".well-known":
		return true
	}
	return false
}

// ServeHTTP serves the tenant's endpoints.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/"), "/", 2)
	tenant, rest := parts[0], parts[1]
	correlation := r.Header.Get("client-request-id")
	if !s.world.IsTenant(tenant) {
		invalidRequest(aadstsTenant, "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.", tenant).
			write(w, s.world, correlation)
		return
	}
	switch {
	case rest == "v2.0/.well-known/openid-configuration" && r.Method == http.MethodGet:
		writeJSON(w, http.StatusOK, s.discovery())
	case rest == "discovery/v2.0/keys" && r.Method == http.MethodGet:
		writeJSON(w, http.StatusOK, s.keys())
	case rest == "oauth2/v2.0/token" && r.Method == http.MethodPost:
		body, bad := s.token(r)
		if bad != nil {
			bad.write(w, s.world, correlation)
			return
		}
		writeJSON(w, http.StatusOK, body)
	case rest == "oauth2/v2.0/token":
		fail(http.StatusBadRequest, "invalid_request", aadstsMethod, "The endpoint only accepts POST requests. Received a %s request.", r.Method).write(w, s.world, correlation)
	default:
		http.NotFound(w, r)
	}
}

func (s *Server) base(tenant string) string { return s.world.Config.Origin + "/" + tenant }

// discovery returns the tenant's id, whichever of its names the request used.
func (s *Server) discovery() map[string]any {
	base := s.base(s.world.Config.TenantID)
	return map[string]any{
		"token_endpoint":                        base + "/oauth2/v2.0/token",
		"token_endpoint_auth_methods_supported": []string{"client_secret_post", "private_key_jwt", "client_secret_basic"},
		"jwks_uri":                              base + "/discovery/v2.0/keys",
		"response_modes_supported":              []string{"query", "fragment", "form_post"},
		"subject_types_supported":               []string{"pairwise"},
		"id_token_signing_alg_values_supported": []string{"ES256"},
		"response_types_supported":              []string{"code", "id_token", "code id_token", "id_token token"},
		"scopes_supported":                      []string{"openid", "profile", "email", "offline_access"},
		"issuer":                                base + "/v2.0",
		"authorization_endpoint":                base + "/oauth2/v2.0/authorize",
		"device_authorization_endpoint":         base + "/oauth2/v2.0/devicecode",
		"end_session_endpoint":                  base + "/oauth2/v2.0/logout",
		"tenant_region_scope":                   nil,
	}
}

func (s *Server) keys() map[string]any {
	raw, err := s.key.PublicKey.Bytes()
	if err != nil || len(raw) != 65 {
		return map[string]any{"keys": []any{}}
	}
	return map[string]any{"keys": []any{map[string]any{
		"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": s.kid,
		"x": base64.RawURLEncoding.EncodeToString(raw[1:33]),
		"y": base64.RawURLEncoding.EncodeToString(raw[33:]),
	}}}
}
