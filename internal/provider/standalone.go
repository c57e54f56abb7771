// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// Standalone has the clients of a program that is not started by Terraform, and what hides the secrets of its configuration.
type Standalone struct {
	*framework.Clients

	Secrets *redact.Secrets
	// Warnings are those of the configuration.
	Warnings []string
}

// Connect makes the clients from environment variables alone, with the same names and rules as for the provider. The error
// names each variable that is missing or wrong, and holds no secret.
func Connect(ctx context.Context, version string, lookup config.Lookup) (*Standalone, error) {
	p := New(version, lookup)
	var diags diag.Diagnostics
	clients := p.connect(logging.Start(ctx, p.secrets), config.Settings{}, "", &diags)
	if diags.HasError() {
		texts := describe(diags.Errors())
		return nil, errors.New(p.secrets.Text(strings.Join(texts, "\n")))
	}
	return &Standalone{clients, p.secrets, describe(diags.Warnings())}, nil
}

func describe(all diag.Diagnostics) []string {
	texts := make([]string, len(all))
	for i, d := range all {
		texts[i] = d.Summary() + ": " + d.Detail()
	}
	return texts
}
