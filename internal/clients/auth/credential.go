// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"golang.org/x/sync/singleflight"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

const (
	// refreshBefore is how long before its end a token is renewed.
	refreshBefore = 5 * time.Minute
	// fetchTimeout bounds one acquisition, which outlives the caller that started it.
	fetchTimeout = 2 * time.Minute
)

// source acquires a new token, never a cached one.
type source interface {
	token(ctx context.Context, scope, claims string) (azcore.AccessToken, error)
}

// Credential is an azcore.TokenCredential that holds one token for each scope. It is safe for concurrent use.
type Credential struct {
	source  source
	clock   transport.Clock
	secrets *redact.Secrets
	method  Method
	own     own
	flight  singleflight.Group

	mu     sync.Mutex
	tokens map[string]azcore.AccessToken
}

var (
	_ azcore.TokenCredential = (*Credential)(nil)
	_ transport.Invalidator  = (*Credential)(nil)
)

// New makes the credential of a configuration. It reads and checks files but asks no service.
//
// Errors: *ConfigError.
func New(c Config) (*Credential, error) {
	if c.Clock == nil {
		c.Clock = transport.SystemClock{}
	}
	if c.HTTPClient == nil {
		client, err := transport.NewHTTPClient(nil)
		if err != nil {
			return nil, err
		}
		c.HTTPClient = client
	}
	if c.Secrets == nil {
		c.Secrets = &redact.Secrets{}
	}
	c.Secrets.Add(c.ClientSecret, c.Certificate, c.CertificatePassword, c.Assertion.Token, c.Assertion.RequestToken)
	s, err := newSource(c)
	if err != nil {
		return nil, err
	}
	return &Credential{source: s, clock: c.Clock, secrets: c.Secrets, method: c.Method, own: newOwn(c), tokens: map[string]azcore.AccessToken{}}, nil
}

func newSource(c Config) (source, error) {
	switch c.Method {
	case ClientSecret, ClientCertificate, OIDC:
		return newConfidential(c)
	case ManagedIdentity:
		return newManagedIdentity(c)
	case AzureCLI:
		return newAzureCLI(c)
	default:
		return nil, &ConfigError{Method: c.Method, Problem: "there is no such method"}
	}
}

// GetToken returns the token held for the scope, or acquires one. All callers that wait for the same token wait for
// one acquisition, which the end of a caller's context does not end. A failure is not remembered.
//
// Errors: *EntraError, *ConfigError, *AssertionError, or what kept Microsoft Entra from answering.
func (c *Credential) GetToken(ctx context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if len(options.Scopes) != 1 {
		return azcore.AccessToken{}, errors.New("auth: a token is requested for exactly one scope")
	}
	scope := options.Scopes[0]
	if options.Claims == "" {
		if token, ok := c.held(scope); ok {
			return token, nil
		}
	}
	detached := context.WithoutCancel(ctx)
	result := c.flight.DoChan(scope+"\n"+options.Claims, func() (any, error) {
		return c.acquire(detached, scope, options.Claims)
	})
	select {
	case <-ctx.Done():
		return azcore.AccessToken{}, ctx.Err()
	case r := <-result:
		if r.Err != nil {
			return azcore.AccessToken{}, r.Err
		}
		token, ok := r.Val.(azcore.AccessToken)
		if !ok {
			return azcore.AccessToken{}, errors.New("auth: no token")
		}
		return token, nil
	}
}

// Prefetch starts acquiring a token for each scope and returns at once. A GetToken call in the meantime waits for the same
// acquisition. A failure is not reported: the next GetToken tries again.
func (c *Credential) Prefetch(ctx context.Context, scopes ...string) {
	ctx = context.WithoutCancel(ctx)
	for _, scope := range scopes {
		go func() { _, _ = c.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}}) }()
	}
}

// Invalidate forgets a token that a service refused, unless a newer one has taken its place.
func (c *Credential) Invalidate(scope, token string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if held, ok := c.tokens[scope]; ok && held.Token == token {
		delete(c.tokens, scope)
	}
}

// held returns a token that need not be renewed yet.
func (c *Credential) held(scope string) (azcore.AccessToken, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	token, ok := c.tokens[scope]
	return token, ok && c.clock.Now().Before(renewal(token))
}

func renewal(token azcore.AccessToken) time.Time {
	end := token.ExpiresOn.Add(-refreshBefore)
	if !token.RefreshOn.IsZero() && token.RefreshOn.Before(end) {
		return token.RefreshOn
	}
	return end
}

// acquire asks the source, unless another caller's acquisition ended between this one's look and its start.
func (c *Credential) acquire(ctx context.Context, scope, claims string) (azcore.AccessToken, error) {
	if claims == "" {
		if token, ok := c.held(scope); ok {
			return token, nil
		}
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	begun := c.clock.Now()
	token, err := c.source.token(ctx, scope, claims)
	if err != nil && ctx.Err() != nil {
		// The end of the acquisition is not that of the operation that waits for it.
		err = &transport.SlowError{Service: "Microsoft Entra", After: fetchTimeout}
	}
	c.log(ctx, scope, c.clock.Now().Sub(begun), token, err)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		// A token that should be renewed but has not ended is better than none.
		if old, ok := c.tokens[scope]; ok && claims == "" && c.clock.Now().Add(time.Minute).Before(old.ExpiresOn) {
			return old, nil
		}
		return azcore.AccessToken{}, err
	}
	c.secrets.Add(token.Token)
	c.tokens[scope] = token
	return token, nil
}

// resourceOf is the audience of a scope: managed identities and the Azure CLI want that instead.
func resourceOf(scope string) string { return strings.TrimSuffix(scope, "/.default") }
