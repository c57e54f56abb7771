// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package provider is the Terraform provider: its schema, its configuration, and the list of what it offers.
package provider

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider/config"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// Provider is the provider bcsales.
type Provider struct {
	version string
	lookup  config.Lookup
	secrets *redact.Secrets
}

// New returns the provider with the version; lookup reads environment variables and may be nil for the process's own.
func New(version string, lookup config.Lookup) *Provider {
	if lookup == nil {
		lookup = os.LookupEnv
	}
	return &Provider{version: version, lookup: lookup, secrets: &redact.Secrets{}}
}

// Metadata sets the type name and the version.
func (p *Provider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "bcsales"
	resp.Version = p.version
}

// Schema returns the provider block's schema.
func (p *Provider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

// Configure resolves the configuration and makes the service clients. Values that are not known yet are no error: the
// provider is then unconfigured, and what needs it says so.
func (p *Provider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	settings, unknown, diags := config.settings(ctx)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	clients := framework.UnconfiguredClients(unknown...)
	if len(unknown) == 0 {
		clients = p.connect(ctx, settings, req.TerraformVersion, &resp.Diagnostics)
	}
	resp.ResourceData = clients
	resp.DataSourceData = clients
	resp.EphemeralResourceData = clients
	resp.ActionData = clients
	resp.ListResourceData = clients
}

// Resources lists the resources.
func (p *Provider) Resources(context.Context) []func() resource.Resource { return resources() }

// DataSources lists the data sources.
func (p *Provider) DataSources(context.Context) []func() datasource.DataSource { return dataSources() }

// Functions lists the functions.
func (p *Provider) Functions(context.Context) []func() function.Function { return functionList() }

// Actions lists the actions.
func (p *Provider) Actions(context.Context) []func() action.Action { return actions() }

// ListResources lists the lists of resources.
func (p *Provider) ListResources(context.Context) []func() list.ListResource { return lists() }
