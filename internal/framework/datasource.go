// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
)

// DataSourceDefinition describes a data source whose model is M.
type DataSourceDefinition[M any] struct {
	// Name is the type name without the provider's prefix.
	Name string
	// Noun is what diagnostics call what is read, such as "companies".
	Noun string
	// Schema holds the data source's own attributes; the envelope adds timeouts.
	Schema schema.Schema
	// Needs names the services whose clients Read receives; it is not called without them.
	Needs Services
	// MayUse names the services whose clients Read receives if the provider has them.
	MayUse Services
	// Permissions is what the provider's identity needs.
	Permissions Permissions
	// Timeout is the default of the attribute timeouts; zero means two minutes.
	Timeout time.Duration
	// Read fills the model, which holds the configuration.
	Read func(ctx context.Context, clients *Clients, config M) (M, error)
}

// DataSource is the envelope around a [DataSourceDefinition].
type DataSource[M any, P BoundedModel[M]] struct {
	def     DataSourceDefinition[M]
	clients *Clients
}

// NewDataSource returns the envelope around def.
func NewDataSource[M any, P BoundedModel[M]](def DataSourceDefinition[M]) datasource.DataSource {
	return &DataSource[M, P]{def: def}
}

// Metadata sets the type name.
func (d *DataSource[M, P]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.def.Name
}

// Schema returns the definition's schema with the attribute that every data source has.
func (d *DataSource[M, P]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = d.def.Schema
	resp.Schema.Attributes = maps.Clone(d.def.Schema.Attributes)
	resp.Schema.Attributes[timeoutsAttribute] = dataSourceTimeouts(d.def.Timeout)
	resp.Schema.MarkdownDescription += d.def.Permissions.Markdown()
}

// Configure receives the provider's clients.
func (d *DataSource[M, P]) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.clients = handed(req.ProviderData, d.def.Needs|d.def.MayUse, &resp.Diagnostics)
}

// Read reads the data.
func (d *DataSource[M, P]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !d.clients.Configured() {
		if req.ClientCapabilities.DeferralAllowed {
			resp.Deferred = &datasource.Deferred{Reason: datasource.DeferredReasonProviderConfigUnknown}
			return
		}
		var unknown []string
		if d.clients != nil {
			unknown = d.clients.Unknown()
		}
		AddProblem(&resp.Diagnostics, &Problem{
			Summary: "The " + d.def.Noun + " cannot be read yet",
			Detail:  "The provider argument " + quoteAll(unknown) + " is known only after apply.",
			Remedy:  "Add depends_on with the resource that it comes from to this data source, so that it is read during apply.",
		})
		return
	}
	var config M
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx = inLines(ctx, req.Config.Raw, companyAttribute)
	attempted := "read the " + d.def.Noun
	configured := P(&config).bounded().Timeouts
	timeout, err := timeout(ctx, configured, "read", d.def.Timeout)
	if err != nil {
		AddError(&resp.Diagnostics, attempted, d.def.Permissions, err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := d.clients.Require(d.def.Needs); err != nil {
		AddError(&resp.Diagnostics, attempted, d.def.Permissions, err)
		return
	}
	data, err := d.def.Read(ctx, d.clients, config)
	if err != nil {
		AddError(&resp.Diagnostics, attempted, d.def.Permissions, err)
		return
	}
	P(&data).bounded().Timeouts = configured
	resp.Diagnostics.Append(resp.State.Set(ctx, data)...)
}
