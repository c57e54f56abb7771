// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	attributepath "github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// standIn is a provider that stands in for another one: it has the resources' names and attributes, takes over what exists, and
// deletes it on destroy.
type standIn struct {
	name      string
	resources map[string]standInResource
}

// standInResource is a resource of a stand-in.
type standInResource struct {
	schema schema.Schema
	// computed are the values of the computed attributes.
	computed map[string]string
	// remove deletes the object.
	remove func()
}

func (s standIn) factory() (tfprotov6.ProviderServer, error) {
	return providerserver.NewProtocol6(s)(), nil
}

func (s standIn) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = s.name
}

func (standIn) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerschema.Schema{}
}

func (standIn) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (standIn) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (s standIn) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for name, one := range s.resources {
		all = append(all, func() resource.Resource { return standInInstance{s.name + "_" + name, one} })
	}
	return all
}

type standInInstance struct {
	name string
	standInResource
}

func (r standInInstance) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.name
}

func (r standInInstance) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = r.schema
}

func (r standInInstance) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = req.Plan.Raw
	for name, value := range r.computed {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, attributepath.Root(name), value)...)
	}
}

// Read finds the object as it was.
func (standInInstance) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (standInInstance) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (r standInInstance) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
	r.remove()
}

// texts are attributes with a text.
func standInTexts(required, computed []string) map[string]schema.Attribute {
	all := map[string]schema.Attribute{}
	for _, name := range required {
		all[name] = schema.StringAttribute{Required: true}
	}
	for _, name := range computed {
		all[name] = schema.StringAttribute{Computed: true}
	}
	return all
}

// powerPlatform stands in for Microsoft's provider for the Power Platform. Names and attributes are those of version 4.2 (pages of
// its resources in microsoft/terraform-provider-power-platform), without those that the page does not use.
func powerPlatform(computed map[string]map[string]string, remove map[string]func()) standIn {
	user := standInTexts([]string{"environment_id", "aad_id"}, []string{"id", "user_principal_name", "first_name", "last_name", "business_unit_id"})
	user["security_roles"] = schema.SetAttribute{ElementType: types.StringType, Optional: true}
	user["disable_delete"] = schema.BoolAttribute{Optional: true}
	managed := standInTexts([]string{"environment_id", "unique_name", "version"}, []string{"id", "solution_id", "display_name"})
	managed["source"] = schema.SingleNestedAttribute{Required: true, Attributes: map[string]schema.Attribute{
		"path": schema.StringAttribute{Optional: true}, "url": schema.StringAttribute{Optional: true, Sensitive: true},
	}}
	assignment := standInTexts([]string{"environment_id"}, []string{"id"})
	for _, name := range []string{"system_user_id", "team_id"} {
		assignment[name] = schema.StringAttribute{Optional: true}
	}
	assignment["security_role_id"] = schema.StringAttribute{Optional: true, Computed: true}
	assignment["security_role_name"] = schema.StringAttribute{Optional: true, Computed: true}
	all := map[string]standInResource{}
	for name, attributes := range map[string]map[string]schema.Attribute{
		"user":                     user,
		"application_user":         standInTexts([]string{"environment_id", "application_id"}, []string{"id", "system_user_id"}),
		"security_role_assignment": assignment,
		"solution":                 standInTexts([]string{"environment_id", "solution_file"}, []string{"id", "display_name", "solution_version", "solution_file_checksum"}),
		"managed_solution":         managed,
	} {
		all[name] = standInResource{schema.Schema{Attributes: attributes}, computed[name], remove[name]}
	}
	return standIn{"powerplatform", all}
}
