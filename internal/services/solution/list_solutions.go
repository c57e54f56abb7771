// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

type listModel struct {
	UniqueName types.String `tfsdk:"unique_name"`
	Managed    types.Bool   `tfsdk:"managed"`
	Visible    types.Bool   `tfsdk:"visible"`
}

// NewSolutionList returns the list of bcsales_solution.
func NewSolutionList() list.ListResource {
	return framework.NewList(NewSolution(), framework.ListDefinition[listModel]{
		Description: "Lists the solutions that are installed in the Dataverse environment, with Microsoft's own.",
		Arguments: map[string]schema.Attribute{
			"unique_name": framework.TextArgument(65, "Only the solution with this unique name."),
			"managed":     framework.FlagArgument("Only managed solutions (`true`), or unmanaged ones (`false`)."),
			"visible":     framework.FlagArgument("Only solutions that people see in the list of solutions (`true`), or the others (`false`)."),
		},
		Find: func(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
			rows := framework.Rows(clients.Dataverse.Solutions(ctx, dataverse.SolutionQuery{
				UniqueName: config.UniqueName.ValueString(), Managed: config.Managed.ValueBoolPointer(), Visible: config.Visible.ValueBoolPointer(),
			}))
			return framework.Found(rows, func(row dataverse.Solution) (framework.Listed, bool) {
				return framework.Listed{ID: row.UniqueName, Name: row.FriendlyName}, true
			})
		},
	})
}
