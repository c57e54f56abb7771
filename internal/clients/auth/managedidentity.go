// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"errors"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	msalerrors "github.com/AzureAD/microsoft-authentication-library-for-go/apps/errors"
	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/managedidentity"
)

// bypass makes the library ask for a new token: it ignores its cache, which all clients of a process share, when a
// request has claims, and does not send them.
const bypass = "{}"

// identity is a source that signs in as the managed identity of the machine.
type identity struct {
	client managedidentity.Client
	config Config
}

func newManagedIdentity(c Config) (source, error) {
	id := managedidentity.SystemAssigned()
	if c.ClientID != "" {
		id = managedidentity.UserAssignedClientID(c.ClientID)
	}
	options := []managedidentity.ClientOption{managedidentity.WithRetryPolicyDisabled()}
	kind, err := managedidentity.GetSource()
	if err == nil && kind == managedidentity.ServiceFabric {
		// The library pins this one's certificate itself, which it can only do with an http.Client.
		options = append(options, managedidentity.WithHTTPClient(c.HTTPClient))
	} else {
		options = append(options, managedidentity.WithHTTPClient(newRetryingClient(c)))
	}
	client, err := managedidentity.New(id, options...)
	if err != nil {
		return nil, &ConfigError{Method: c.Method, Problem: "the managed identity cannot be used", Err: err}
	}
	return &identity{client: client, config: c}, nil
}

// token asks the machine's endpoint.
func (i *identity) token(ctx context.Context, scope, _ string) (azcore.AccessToken, error) {
	result, err := i.client.AcquireToken(ctx, resourceOf(scope), managedidentity.WithClaims(bypass))
	if err != nil {
		return azcore.AccessToken{}, i.asError(err, scope)
	}
	return azcore.AccessToken{
		Token: result.AccessToken, ExpiresOn: result.ExpiresOn, RefreshOn: result.Metadata.RefreshOn,
	}, nil
}

func (i *identity) asError(err error, scope string) error {
	if _, ok := errors.AsType[msalerrors.CallErr](err); ok {
		return asEntraError(err, i.config, scope)
	}
	for _, end := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, end) {
			return fmt.Errorf("the managed identity endpoint did not answer in time: %w", end)
		}
	}
	none, ok := errors.AsType[*NoAnswerError](err)
	if !ok {
		return &UnreadableError{Method: ManagedIdentity, Scope: scope}
	}
	return &ConfigError{
		Method: ManagedIdentity, Problem: "the managed identity endpoint of this machine cannot be reached",
		Advice: "Managed identities exist on Azure machines and services only; elsewhere use another method.",
		Err:    none,
	}
}
