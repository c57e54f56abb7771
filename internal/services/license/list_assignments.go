// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"cmp"
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type listModel struct {
	UserPrincipalName types.String          `tfsdk:"user_principal_name"`
	SKUID             customtypes.GUIDValue `tfsdk:"sku_id"`
}

// NewAssignmentList returns the list of bcsales_license_assignment.
func NewAssignmentList() list.ListResource {
	return framework.NewList(NewAssignment(), framework.ListDefinition[listModel]{
		Description: "Lists the licenses that are assigned to accounts directly, not through groups.",
		Arguments: map[string]schema.Attribute{
			"user_principal_name": framework.TextArgument(113, "Only the licenses of the account with this user principal name."),
			"sku_id":              framework.IDArgument("Only the licenses of the product with this id."),
		},
		Find: func(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
			return findAssignments(ctx, clients.Graph, graph.AccountQuery{UserPrincipalName: config.UserPrincipalName.ValueString(), SKUID: config.SKUID.Canonical()})
		},
	})
}

func findAssignments(ctx context.Context, client *graph.Client, query graph.AccountQuery) iter.Seq2[framework.Listed, error] {
	return func(yield func(framework.Listed, error) bool) {
		products, err := client.SharedSKUs(ctx)
		if err != nil {
			yield(framework.Listed{}, err)
			return
		}
		names := map[string]string{}
		for _, product := range products {
			names[strings.ToLower(product.ID)] = product.PartNumber
		}
		for account, err := range client.EachAccount(ctx, query) {
			if err != nil {
				yield(framework.Listed{}, err)
				return
			}
			for _, license := range account.Licenses {
				sku := strings.ToLower(license.SKUID)
				if _, direct := account.Direct(sku); !direct || query.SKUID != "" && sku != query.SKUID {
					continue
				}
				if !yield(framework.Listed{ID: strings.ToLower(account.ID) + "/" + sku, Name: account.UserPrincipalName + ": " + cmp.Or(names[sku], sku)}, nil) {
					return
				}
			}
		}
	}
}
