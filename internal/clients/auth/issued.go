// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// ForeignError reports a token or an assertion that was not sent to an overridden endpoint, because another
// issuer than the overridden authority had issued it: the operator of the endpoint could use it elsewhere.
type ForeignError struct {
	// What names what was not sent, for example "the token of the Azure CLI".
	What string
	// Issuer is who issued it; empty if that cannot be read.
	Issuer string
	// Authority is the overridden authority; empty if it is not overridden.
	Authority string
}

// Error says what was not sent, and why.
func (e *ForeignError) Error() string {
	text := e.What + " was not sent to an overridden endpoint: "
	if e.Issuer == "" {
		text += "who issued it cannot be read"
	} else {
		text += "it was issued by " + e.Issuer
	}
	if e.Authority == "" {
		return text + ", and endpoints.authority is not set"
	}
	return text + ", not by " + e.Authority
}

// Remedy says what to do.
func (e *ForeignError) Remedy() string {
	if e.Authority == "" {
		return "Remove endpoints (and the variables BCSALES_*_URL of the endpoints), or set endpoints.authority too and " +
			"use a credential of that authority."
	}
	return "Use a credential of the authority that endpoints.authority names, such as its client secret; for Microsoft's own " +
		"services remove endpoints (and the variables BCSALES_AUTHORITY_URL, BCSALES_GRAPH_URL and BCSALES_BUSINESS_CENTRAL_URL)."
}

// Overridden returns the credential for a service whose endpoint is overridden: it hands out only tokens that the
// overridden authority issued itself.
//
// Errors of GetToken: *ForeignError, and those of Credential.
func (c *Credential) Overridden() azcore.TokenCredential { return overridden{c} }

type overridden struct{ *Credential }

// GetToken implements azcore.TokenCredential.
func (o overridden) GetToken(ctx context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	token, err := o.Credential.GetToken(ctx, options)
	if err != nil {
		return token, err
	}
	if err := o.own.check("the token obtained by "+string(o.method), token.Token); err != nil {
		return azcore.AccessToken{}, err
	}
	return token, nil
}

// own decides what may go to overridden endpoints.
type own struct {
	// authority is the overridden authority, nil if Microsoft's is used.
	authority *url.URL
	// direct is whether tokens come from that authority, whatever they look like.
	direct bool
}

func newOwn(c Config) own {
	if !c.CustomAuthority {
		return own{}
	}
	switch c.Method {
	case ClientSecret, ClientCertificate, OIDC:
		return own{authority: c.Authority, direct: true}
	default:
		return own{authority: c.Authority}
	}
}

// check returns a *ForeignError for a token that the authority did not issue.
func (o own) check(what, token string) error {
	if o.direct {
		return nil
	}
	issuer := issuerOfToken(token)
	if o.authority != nil && issuer != nil && sameAuthority(o.authority, issuer) {
		return nil
	}
	foreign := &ForeignError{What: what}
	if issuer != nil {
		foreign.Issuer = issuer.Scheme + "://" + issuer.Host
	}
	if o.authority != nil {
		foreign.Authority = o.authority.Scheme + "://" + o.authority.Host
	}
	return foreign
}

// checkAssertion returns a *ForeignError for an assertion that somebody else issued than the overridden authority that it
// would be sent to. Microsoft's own authority gets what any issuer issued for it.
func checkAssertion(c Config, assertion string) error {
	if !c.CustomAuthority {
		return nil
	}
	return own{authority: c.Authority}.check("the assertion", assertion)
}

// issuerOfToken reads the issuer of a JSON Web Token, nil if there is none. The signature does not matter: a forged
// issuer only lets the forger's own token pass.
func issuerOfToken(token string) *url.URL {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return nil
	}
	var claims struct {
		Issuer string `json:"iss"`
	}
	if json.Unmarshal(payload, &claims) != nil {
		return nil
	}
	issuer, err := url.Parse(claims.Issuer)
	if err != nil || issuer.Scheme != "https" || issuer.Host == "" {
		return nil
	}
	return issuer
}

// sameAuthority compares origins; the names of this machine are one host.
func sameAuthority(a, b *url.URL) bool {
	return transport.SameOrigin(a, b) || a.Scheme == "https" && b.Scheme == "https" && a.User == nil && b.User == nil &&
		a.Port() == b.Port() && transport.IsLoopback(a.Hostname()) && transport.IsLoopback(b.Hostname())
}
