// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

// Resource is the envelope around a [Definition].
type Resource[M any, P Model[M]] struct {
	def     Definition[M]
	clients *Clients
}

// NewResource returns the envelope around def.
func NewResource[M any, P Model[M]](def Definition[M]) resource.Resource {
	return &Resource[M, P]{def: def}
}

// Metadata sets the type name.
func (r *Resource[M, P]) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + r.def.Name
}

// renaming is what every resource's page says.
const renaming = "\n\nTo rename the resource or a key of its `for_each`, add a [`moved` block](https://developer.hashicorp.com/terraform/language/block/moved): " +
	"nothing is created or destroyed then. Without it, the new address takes up what exists, and the old one leaves it in place with a warning."

// Schema returns the definition's schema with the attributes that every resource has.
func (r *Resource[M, P]) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	s := r.def.Schema
	attributes := make(map[string]schema.Attribute, len(s.Attributes)+2)
	maps.Copy(attributes, s.Attributes)
	if _, own := attributes["id"]; !own {
		attributes["id"] = schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "Identifier: " + r.idFormat() + ".",
			PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		}
	}
	attributes[timeoutsAttribute] = resourceTimeouts(r.def.Timeouts)
	s.Attributes = attributes
	s.MarkdownDescription += renaming + r.def.Permissions.Markdown()
	resp.Schema = s
}

// idFormat spells the id's parts for people: `<company_id>/<salesperson_id>`.
func (r *Resource[M, P]) idFormat() string {
	parts := make([]string, len(r.def.IDParts))
	for i, part := range r.def.IDParts {
		parts[i] = "<" + part.Name + ">"
	}
	return "`" + strings.Join(parts, "/") + "`"
}

// IdentitySchema returns the parts of the id as identity attributes.
func (r *Resource[M, P]) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	attributes := make(map[string]identityschema.Attribute, len(r.def.IDParts))
	for _, part := range r.def.IDParts {
		attributes[part.Name] = identityschema.StringAttribute{RequiredForImport: true, Description: part.Description}
	}
	resp.IdentitySchema = identityschema.Schema{Attributes: attributes}
}

// Configure receives the provider's clients.
func (r *Resource[M, P]) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.clients = handed(req.ProviderData, r.def.Needs|r.def.MayUse, &resp.Diagnostics)
}

// ValidateConfig runs the definition's check of argument combinations.
func (r *Resource[M, P]) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	if r.def.Validate == nil {
		return
	}
	var config M
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	AddError(&resp.Diagnostics, "validate the "+r.def.Noun, r.def.Permissions, r.def.Validate(ctx, config))
}

// Traits describes what tests and tools need to know about a resource beyond its schema.
type Traits struct {
	Noun    string
	IDParts []IDPart
	Local   map[string]string
}

// Traits returns the definition's traits.
func (r *Resource[M, P]) Traits() Traits {
	return Traits{Noun: r.def.Noun, IDParts: r.def.IDParts, Local: r.def.Local}
}
