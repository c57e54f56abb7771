// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package functions has the provider's functions. They are pure: they ask no service and need no configured provider.
package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

type integrationRoles struct{}

// NewIntegrationRoles returns the function integration_roles.
func NewIntegrationRoles() function.Function { return integrationRoles{} }

func (integrationRoles) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "integration_roles"
}

func (integrationRoles) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Ids of the security roles that the two integration solutions install",
		MarkdownDescription: "Returns the ids of the three security roles that the integration solutions install in the root business unit. " +
			"They are the same in every environment:\n\n" +
			"- `base`: \"Business Central Dataverse Integration\", installed by the base integration solution.\n" +
			"- `administrator`: \"Dynamics 365 Business Central Integration Administrator\", installed by the Sales integration solution.\n" +
			"- `user`: \"Dynamics 365 Business Central Integration User\", installed by the Sales integration solution.\n\n" +
			"The integration user needs all three. The owning team of a company gets `base` with `bcsales_dataverse_company`, and needs the other two as well.",
		Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
			"base": types.StringType, "administrator": types.StringType, "user": types.StringType,
		}},
	}
}

func (integrationRoles) Run(ctx context.Context, _ function.RunRequest, resp *function.RunResponse) {
	resp.Error = resp.Result.Set(ctx, struct {
		Base          string `tfsdk:"base"`
		Administrator string `tfsdk:"administrator"`
		User          string `tfsdk:"user"`
	}{dataverse.BaseIntegrationRole, dataverse.IntegrationAdministratorRole, dataverse.IntegrationUserRole})
}
