// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// silent is a credential that never has a token.
type silent struct{}

// GetToken waits until the context ends.
func (silent) GetToken(ctx context.Context, _ policy.TokenRequestOptions) (azcore.AccessToken, error) {
	<-ctx.Done()
	return azcore.AccessToken{}, fmt.Errorf("no token: %w", ctx.Err())
}

// once is a credential that gives one token and no other.
type once struct{ given atomic.Bool }

func (o *once) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if o.given.Swap(true) {
		return azcore.AccessToken{}, errors.New("signed out")
	}
	return azcore.AccessToken{Token: "token"}, nil
}

// TestNoFreshToken: the error says why there is no other token, and not that the first one was refused.
func TestNoFreshToken(t *testing.T) {
	t.Parallel()
	f := newFixture(t, func(o *transport.Options) { o.Credential = &once{} }, transporttest.Answer{Status: http.StatusUnauthorized})
	_, err := f.client.Do(t.Context(), get("/x"))
	if _, ok := errors.AsType[*transport.TokenError](err); !ok || !strings.Contains(err.Error(), "signed out") || len(f.network.Requests()) != 1 {
		t.Errorf("%v after %d requests", err, len(f.network.Requests()))
	}
}

// TestNew_transporter: without a transporter a client has one of its own.
func TestNew_transporter(t *testing.T) {
	t.Parallel()
	client, err := transport.New(transport.Options{Service: "Contoso", Origin: &url.URL{Scheme: "https", Host: "127.0.0.1:1"}})
	if err != nil || client == nil {
		t.Errorf("%v, %v", client, err)
	}
}
