// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/cache"
	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/confidential"
)

// application is a source that signs in as an application registration.
type application struct {
	client confidential.Client
	config Config
}

func newConfidential(c Config) (source, error) {
	if err := requireIDs(c); err != nil {
		return nil, err
	}
	credential, err := newMSALCredential(c)
	if err != nil {
		return nil, err
	}
	if c.Authority == nil {
		c.Authority = &url.URL{Scheme: "https", Host: defaultAuthorityHost}
	}
	authority := strings.TrimRight(c.Authority.String(), "/")
	sender := newRetryingClient(c)
	sender.check = func(target *url.URL) error { return checkTarget(c.Authority, c.CustomAuthority, target) }
	options := []confidential.Option{
		confidential.WithHTTPClient(sender),
		confidential.WithCache(noCache{}),
	}
	if c.CustomAuthority {
		options = append(options, confidential.WithInstanceDiscovery(false))
	}
	client, err := confidential.New(authority+"/"+url.PathEscape(c.TenantID), c.ClientID, credential, options...)
	if err != nil {
		return nil, &ConfigError{Method: c.Method, Problem: "the credential cannot be used", Err: errors.New(c.Secrets.Text(err.Error()))}
	}
	return &application{client: client, config: c}, nil
}

func requireIDs(c Config) error {
	switch {
	case c.TenantID == "":
		return &ConfigError{Method: c.Method, Problem: "the tenant is not known", Advice: "Set tenant_id or BCSALES_TENANT_ID."}
	case c.ClientID == "":
		return &ConfigError{
			Method: c.Method, Problem: "the application is not known", Advice: "Set client_id or BCSALES_CLIENT_ID.",
		}
	default:
		return nil
	}
}

func newMSALCredential(c Config) (confidential.Credential, error) {
	switch c.Method {
	case ClientSecret:
		if c.ClientSecret == "" {
			return confidential.Credential{}, &ConfigError{Method: c.Method, Problem: "there is no secret"}
		}
		credential, err := confidential.NewCredFromSecret(c.ClientSecret)
		if err != nil {
			return credential, &ConfigError{Method: c.Method, Problem: "the secret cannot be used", Err: errors.New(c.Secrets.Text(err.Error()))}
		}
		return credential, nil
	case ClientCertificate:
		return certificateCredential(c)
	default:
		assertion, err := newAssertionSource(c)
		if err != nil {
			return confidential.Credential{}, err
		}
		return confidential.NewCredFromAssertionCallback(
			func(ctx context.Context, _ confidential.AssertionRequestOptions) (string, error) {
				text, err := assertion(ctx)
				if err != nil {
					return "", err
				}
				c.Secrets.Add(text)
				return text, checkAssertion(c, text)
			}), nil
	}
}

// token acquires a token with the client credentials grant.
func (a *application) token(ctx context.Context, scope, claims string) (azcore.AccessToken, error) {
	var options []confidential.AcquireByCredentialOption
	if claims != "" {
		options = append(options, confidential.WithClaims(claims))
	}
	result, err := a.client.AcquireTokenByCredential(ctx, []string{scope}, options...)
	if err != nil {
		return azcore.AccessToken{}, asEntraError(err, a.config, scope)
	}
	return azcore.AccessToken{
		Token: result.AccessToken, ExpiresOn: result.ExpiresOn, RefreshOn: result.Metadata.RefreshOn,
	}, nil
}

// noCache keeps the library from answering with a token of its own cache: Credential holds the tokens, and when it
// asks, it wants a new one.
type noCache struct{}

// Replace empties the library's cache.
func (noCache) Replace(_ context.Context, c cache.Unmarshaler, _ cache.ReplaceHints) error {
	if err := c.Unmarshal([]byte("{}")); err != nil {
		return fmt.Errorf("emptying the token cache: %w", err)
	}
	return nil
}

// Export keeps nothing.
func (noCache) Export(context.Context, cache.Marshaler, cache.ExportHints) error { return nil }
