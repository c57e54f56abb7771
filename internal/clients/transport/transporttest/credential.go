// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transporttest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// Credential returns "token-1" until it is invalidated, then "token-2", and so on.
type Credential struct {
	// Err, if set, is what GetToken returns.
	Err error

	mu          sync.Mutex
	invalidated int
	claims      []string
}

// GetToken returns the current token.
func (c *Credential) GetToken(_ context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if c.Err != nil {
		return azcore.AccessToken{}, c.Err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.claims = append(c.claims, o.Claims)
	return azcore.AccessToken{Token: c.current(), ExpiresOn: time.Now().Add(time.Hour)}, nil
}

// Invalidate makes the next token another one.
func (c *Credential) Invalidate(_, token string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if token == c.current() {
		c.invalidated++
	}
}

// Claims returns the claims of each request.
func (c *Credential) Claims() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.claims...)
}

func (c *Credential) current() string { return fmt.Sprintf("token-%d", c.invalidated+1) }
