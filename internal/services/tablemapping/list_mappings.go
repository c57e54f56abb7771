// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping

import (
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type listModel struct {
	framework.CompanyFilter
	Name            customtypes.FoldedValue `tfsdk:"name"`
	OnlyCoupled     types.Bool              `tfsdk:"synchronize_only_coupled_records"`
	CreateUnmatched types.Bool              `tfsdk:"create_unmatched"`
}

// NewMappingList returns the list of bcsales_table_mapping.
func NewMappingList() list.ListResource {
	return framework.NewList(NewMapping(), framework.ListDefinition[listModel]{
		Description: "Lists the integration table mappings of companies. A company whose connection setups were never enabled has none.",
		Arguments: map[string]schema.Attribute{
			"company_id": framework.CompanyArgument(),
			"name": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Optional: true, Validators: []validator.String{framework.TextLength(1, maxName)},
				MarkdownDescription: "Only the mappings with this name, such as `CUSTOMER`; not case-sensitive.",
			},
			"synchronize_only_coupled_records": framework.FlagArgument("Only mappings that skip records without a coupling (`true`), or that do not (`false`)."),
			"create_unmatched":                 framework.FlagArgument("Only mappings that create new records where no match is found (`true`), or that do not (`false`)."),
		},
		Find: func(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
			query := businesscentral.TableMappingQuery{
				Name: strings.ToUpper(config.Name.ValueString()), OnlyCoupled: config.OnlyCoupled.ValueBoolPointer(), CreateUnmatched: config.CreateUnmatched.ValueBoolPointer(),
			}
			return config.Each(ctx, clients.BusinessCentral, func(company businesscentral.Company) iter.Seq2[framework.Listed, error] {
				rows := framework.Rows(clients.BusinessCentral.FindTableMappings(ctx, company.ID, query))
				return framework.Found(rows, func(row businesscentral.TableMapping) (framework.Listed, bool) {
					return framework.Listed{ID: company.ID + "/" + row.Name, Name: company.Name + ": mapping " + row.Name}, true
				})
			})
		},
	})
}
