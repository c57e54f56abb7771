// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// NewSalespeopleList returns the list of bcsales_salesperson_couplings.
func NewSalespeopleList() list.ListResource {
	return framework.NewList(NewSalespeople(), framework.ListDefinition[framework.CompanyFilter]{
		Description: "Lists the companies with coupled salespeople, one object with all couplings per company. " +
			"The list of `bcsales_salesperson_coupling` shows the same couplings one by one: generate configuration for one of the two.",
		Arguments: map[string]schema.Attribute{"company_id": framework.CompanyArgument()},
		Find: func(ctx context.Context, clients *framework.Clients, config framework.CompanyFilter) iter.Seq2[framework.Listed, error] {
			return config.EachOne(ctx, clients.BusinessCentral, "salespeople", func(company businesscentral.Company) (bool, error) {
				rows, err := clients.BusinessCentral.RecordCouplings(ctx, company.ID, businesscentral.RecordCouplingQuery{TableID: businesscentral.TableSalesperson, Top: 1})
				return len(rows) > 0, err
			})
		},
	})
}

type salespersonListModel struct {
	framework.CompanyFilter
	SystemUserID customtypes.GUIDValue `tfsdk:"system_user_id"`
}

// NewSalespersonList returns the list of bcsales_salesperson_coupling.
func NewSalespersonList() list.ListResource {
	return framework.NewList(NewSalesperson(), framework.ListDefinition[salespersonListModel]{
		Description: "Lists the couplings of salespeople with users, one by one.",
		Arguments: map[string]schema.Attribute{
			"company_id":     framework.CompanyArgument(),
			"system_user_id": framework.IDArgument("Only the couplings with the user of this id in Dataverse."),
		},
		Find: func(ctx context.Context, clients *framework.Clients, config salespersonListModel) iter.Seq2[framework.Listed, error] {
			query := businesscentral.RecordCouplingQuery{TableID: businesscentral.TableSalesperson, DataverseID: config.SystemUserID.Canonical()}
			return findCouplings(ctx, clients, config.CompanyFilter, query, func(row businesscentral.RecordCoupling) (id, name string) {
				return strings.ToLower(row.RecordID), "salesperson " + row.RecordKey
			})
		},
	})
}

type recordListModel struct {
	framework.CompanyFilter
	Table       types.String          `tfsdk:"table"`
	DataverseID customtypes.GUIDValue `tfsdk:"dataverse_id"`
}

// NewRecordList returns the list of bcsales_record_coupling.
func NewRecordList() list.ListResource {
	names := slices.Sorted(maps.Keys(tables()))
	return framework.NewList(NewRecord(), framework.ListDefinition[recordListModel]{
		Description: "Lists the couplings of records with rows in Dataverse, without those of salespeople.",
		Arguments: map[string]schema.Attribute{
			"company_id": framework.CompanyArgument(),
			"table": schema.StringAttribute{
				Optional: true, Validators: []validator.String{stringvalidator.OneOf(names...)},
				MarkdownDescription: "Only the couplings of this table, one of `" + strings.Join(names, "`, `") + "`.",
			},
			"dataverse_id": framework.IDArgument("Only the couplings with the row of this id in Dataverse."),
		},
		Find: func(ctx context.Context, clients *framework.Clients, config recordListModel) iter.Seq2[framework.Listed, error] {
			query := businesscentral.RecordCouplingQuery{DataverseID: config.DataverseID.Canonical(), TableID: tables()[config.Table.ValueString()]}
			named := map[int64]string{}
			for name, number := range tables() {
				named[number] = name
			}
			if query.TableID == 0 {
				query.TableIDs = slices.Sorted(maps.Keys(named))
			}
			return findCouplings(ctx, clients, config.CompanyFilter, query, func(row businesscentral.RecordCoupling) (id, name string) {
				table := named[row.TableID]
				return table + "/" + strings.ToLower(row.RecordID), strings.ReplaceAll(table, "_", " ") + " " + row.RecordKey
			})
		},
	})
}

// findCouplings yields the couplings that match the query; of says what follows the company in id and name.
func findCouplings(ctx context.Context, clients *framework.Clients, in framework.CompanyFilter, query businesscentral.RecordCouplingQuery, of func(row businesscentral.RecordCoupling) (id, name string)) iter.Seq2[framework.Listed, error] {
	return in.Each(ctx, clients.BusinessCentral, func(company businesscentral.Company) iter.Seq2[framework.Listed, error] {
		return framework.Found(clients.BusinessCentral.EachRecordCoupling(ctx, company.ID, query), func(row businesscentral.RecordCoupling) (framework.Listed, bool) {
			id, name := of(row)
			// The record of a coupling may be gone; Business Central keeps such a row until it is cleaned up.
			return framework.Listed{ID: company.ID + "/" + id, Name: company.Name + ": " + name}, row.RecordKey != ""
		})
	})
}
