// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"net/http"
	"net/url"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// Invalidator is a credential that can forget a token which a service refused, so that the next request of it is
// answered with a fresh one.
type Invalidator interface {
	// Invalidate forgets token, if it still is the one held for scope.
	Invalidate(scope, token string)
}

// bearerPolicy adds the token and answers a 401 once with a fresh one.
type bearerPolicy struct {
	service    string
	origin     *url.URL
	scope      string
	credential azcore.TokenCredential
}

// Do sends the request with a token.
func (p *bearerPolicy) Do(req *policy.Request) (*http.Response, error) {
	if p.credential == nil {
		return req.Next()
	}
	// The address was checked already; here is where a token would leak, so it is checked where it counts.
	if err := checkOrigin(p.service, p.origin, req.Raw().URL); err != nil {
		return nil, err
	}
	ctx := req.Raw().Context()
	token, err := p.token(ctx, "")
	if err != nil {
		return nil, err
	}
	req.Raw().Header.Set("Authorization", "Bearer "+token)
	answer, err := req.Next()
	call := callOf(ctx)
	if err != nil || answer.StatusCode != http.StatusUnauthorized || call.tokenRefused {
		return answer, err
	}
	call.tokenRefused = true
	if invalidator, ok := p.credential.(Invalidator); ok {
		invalidator.Invalidate(p.scope, token)
	}
	if token, err = p.token(ctx, claimsOf(answer.Header)); err != nil {
		return nil, err
	}
	if err := req.RewindBody(); err != nil {
		return nil, err
	}
	req.Raw().Header.Set("Authorization", "Bearer "+token)
	return req.Next()
}

func (p *bearerPolicy) token(ctx context.Context, claims string) (string, error) {
	callOf(ctx).waiting = "an access token"
	token, err := p.credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{p.scope}, Claims: claims})
	if err != nil {
		return "", &TokenError{Service: p.service, Scope: p.scope, Err: err}
	}
	return token.Token, nil
}
