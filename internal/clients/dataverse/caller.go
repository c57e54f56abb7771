// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Caller is who the client's token stands for in the environment.
type Caller struct {
	UserID         string `json:"UserId"`
	BusinessUnitID string `json:"BusinessUnitId"`
	OrganizationID string `json:"OrganizationId"`
}

// WhoAmI returns the caller. The answer is kept for the life of the client.
func (c *Client) WhoAmI(ctx context.Context) (Caller, error) {
	return c.caller.Get(ctx, "GET WhoAmI at Dataverse", func(ctx context.Context) (Caller, error) {
		caller, err := odata.Get[Caller](ctx, c.api, "WhoAmI", odata.Query{})
		if err == nil && (uuid.Validate(caller.UserID) != nil || uuid.Validate(caller.OrganizationID) != nil) {
			err = c.api.Misunderstood(http.MethodGet, "WhoAmI", "it does not hold the ids of the user and of the organization")
		}
		if err != nil {
			return Caller{}, fmt.Errorf("asking Dataverse who the caller is: %w", err)
		}
		return caller, nil
	})
}

// Scope tells apart those who manage rows of one organization, so that none takes the rows of another for its own.
type Scope struct {
	// Environment is the name of the Business Central environment; empty for a client that works without one.
	Environment string
	// Configuration distinguishes several configurations for one environment; it may be empty.
	Configuration string
}

// suffix is what the scope adds to what keys are made of.
func (s Scope) suffix() string {
	if s == (Scope{}) {
		return ""
	}
	return "\x00" + strings.ToLower(s.Environment) + "\x00" + s.Configuration
}

// Key returns the id that the client chooses for a row it creates: a version 5 UUID of the organization, the table, the
// row's natural key and the client's scope. A row with exactly this key was created by a client with this scope, also
// when the answer was lost.
//
// The natural key must be immutable: once what it is made of changes, the key no longer says what the row is.
func (c *Client) Key(ctx context.Context, table, natural string) (string, error) {
	caller, err := c.WhoAmI(ctx)
	if err != nil {
		return "", err
	}
	organization, err := uuid.Parse(caller.OrganizationID)
	if err != nil {
		return "", fmt.Errorf("organization id %q: %w", caller.OrganizationID, err)
	}
	return uuid.NewSHA1(organization, []byte(table+"\x00"+strings.ToLower(natural)+c.scope.suffix())).String(), nil
}
