// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package salesperson

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type matchesModel struct {
	framework.Bounded

	CompanyID            customtypes.GUIDValue   `tfsdk:"company_id"`
	IncludeBlocked       types.Bool              `tfsdk:"include_blocked"`
	Couplings            map[string]types.String `tfsdk:"couplings"`
	Matches              []matchModel            `tfsdk:"matches"`
	Ambiguous            []ambiguousModel        `tfsdk:"ambiguous"`
	UnmatchedSalespeople []leftModel             `tfsdk:"unmatched_salespeople"`
	UnmatchedUsers       []rightModel            `tfsdk:"unmatched_users"`
}

type matchModel struct {
	SalespersonCode types.String            `tfsdk:"salesperson_code"`
	SalespersonID   customtypes.GUIDValue   `tfsdk:"salesperson_id"`
	DisplayName     types.String            `tfsdk:"display_name"`
	SystemUserID    customtypes.GUIDValue   `tfsdk:"system_user_id"`
	FullName        types.String            `tfsdk:"full_name"`
	Email           customtypes.FoldedValue `tfsdk:"email"`
}

type ambiguousModel struct {
	Email            customtypes.FoldedValue `tfsdk:"email"`
	SalespersonCodes []types.String          `tfsdk:"salesperson_codes"`
	SystemUserIDs    []types.String          `tfsdk:"system_user_ids"`
}

type leftModel struct {
	SalespersonCode types.String            `tfsdk:"salesperson_code"`
	SalespersonID   customtypes.GUIDValue   `tfsdk:"salesperson_id"`
	DisplayName     types.String            `tfsdk:"display_name"`
	Email           customtypes.FoldedValue `tfsdk:"email"`
}

type rightModel struct {
	SystemUserID customtypes.GUIDValue   `tfsdk:"system_user_id"`
	FullName     types.String            `tfsdk:"full_name"`
	Email        customtypes.FoldedValue `tfsdk:"email"`
}

// NewMatches returns the data source bcsales_salesperson_matches.
func NewMatches() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[matchesModel]{
		Name:   "salesperson_matches",
		Noun:   "salesperson matches",
		Schema: matchesSchema(),
		Needs:  framework.Dataverse | framework.BusinessCentral,
		Permissions: framework.Permissions{
			Entra:           framework.EntraBusinessCentral,
			Dataverse:       "a role that may read users.",
			BusinessCentral: framework.BusinessCentralReadsRecords,
		},
		Read: readMatches,
	})
}

func matchesSchema() schema.Schema {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	guid := func(description string) schema.StringAttribute {
		return schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: description}
	}
	email := schema.StringAttribute{CustomType: customtypes.FoldedType{}, Computed: true, MarkdownDescription: "E-mail address; null if there is none."}
	code, id := text("Code of the salesperson."), guid("Id of the salesperson.")
	list := func(description string, attributes map[string]schema.Attribute) schema.ListNestedAttribute {
		return schema.ListNestedAttribute{Computed: true, MarkdownDescription: description, NestedObject: schema.NestedAttributeObject{Attributes: attributes}}
	}
	return schema.Schema{
		MarkdownDescription: "Pairs the salespeople of a company with the users of Dynamics 365 Sales who have the same e-mail address, and lists who is left on either side. Addresses are not case-sensitive.\n\n" +
			"Only users whom Business Central offers for a coupling are considered: enabled, licensed, and neither an integration user nor an application. An address that is not unique on both sides pairs nobody and is listed in `ambiguous`. " +
			"Existing couplings are not considered. Use `couplings` as the map of `bcsales_salesperson_couplings`, or in the `for_each` of `bcsales_salesperson_coupling`.",
		Attributes: map[string]schema.Attribute{
			"company_id":      schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"include_blocked": schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether to include blocked salespeople. Default `false`."},
			"couplings":       schema.MapAttribute{ElementType: types.StringType, Computed: true, MarkdownDescription: "Code of the salesperson => id of the matching user."},
			"matches": list("The pairs, in the order of the salespeople's codes.", map[string]schema.Attribute{
				"salesperson_code": code, "salesperson_id": id, "display_name": text("Name of the salesperson."),
				"system_user_id": guid("Id of the user."), "full_name": text("Name of the user."), "email": email,
			}),
			"ambiguous": list("The addresses that are on both sides, but that more than one salesperson or more than one user has.", map[string]schema.Attribute{
				"email":             email,
				"salesperson_codes": schema.ListAttribute{ElementType: types.StringType, Computed: true, MarkdownDescription: "Codes of the salespeople with the address."},
				"system_user_ids":   schema.ListAttribute{ElementType: types.StringType, Computed: true, MarkdownDescription: "Ids of the users with the address."},
			}),
			"unmatched_salespeople": list("The salespeople without an e-mail address, and those whose address no user has.", map[string]schema.Attribute{
				"salesperson_code": code, "salesperson_id": id, "display_name": text("Name of the salesperson."), "email": email,
			}),
			"unmatched_users": list("The users without an e-mail address, and those whose address no salesperson has.", map[string]schema.Attribute{
				"system_user_id": guid("Id of the user."), "full_name": text("Name of the user."), "email": email,
			}),
		},
	}
}

func readMatches(ctx context.Context, clients *framework.Clients, config matchesModel) (matchesModel, error) {
	query := businesscentral.SalespersonQuery{}
	if !config.IncludeBlocked.ValueBool() {
		active := false
		query.Blocked = &active
	}
	salespeople, err := clients.BusinessCentral.Salespeople(ctx, config.CompanyID.Canonical(), query)
	if err != nil {
		return config, err
	}
	users, err := clients.Dataverse.CouplableUsers(ctx)
	if err != nil {
		return config, err
	}
	config.set(match(salespeople, users))
	return config, nil
}

func (m *matchesModel) set(found matching) {
	m.Couplings = make(map[string]types.String, len(found.pairs))
	m.Matches, m.Ambiguous = make([]matchModel, len(found.pairs)), make([]ambiguousModel, len(found.ambiguous))
	m.UnmatchedSalespeople, m.UnmatchedUsers = make([]leftModel, len(found.salespeople)), make([]rightModel, len(found.users))
	for i, pair := range found.pairs {
		s, u := pair.salesperson, pair.user
		m.Couplings[s.Code] = types.StringValue(u.ID)
		m.Matches[i] = matchModel{
			SalespersonCode: types.StringValue(s.Code), SalespersonID: customtypes.NewGUID(s.ID), DisplayName: types.StringValue(s.DisplayName),
			SystemUserID: customtypes.NewGUID(u.ID), FullName: types.StringValue(u.FullName), Email: customtypes.NewFolded(u.Email),
		}
	}
	for i, group := range found.ambiguous {
		m.Ambiguous[i] = ambiguousModel{Email: customtypes.NewFolded(group.email)}
		for _, s := range group.salespeople {
			m.Ambiguous[i].SalespersonCodes = append(m.Ambiguous[i].SalespersonCodes, types.StringValue(s.Code))
		}
		for _, u := range group.users {
			m.Ambiguous[i].SystemUserIDs = append(m.Ambiguous[i].SystemUserIDs, types.StringValue(u.ID))
		}
	}
	for i, s := range found.salespeople {
		m.UnmatchedSalespeople[i] = leftModel{
			SalespersonCode: types.StringValue(s.Code), SalespersonID: customtypes.NewGUID(s.ID),
			DisplayName: types.StringValue(s.DisplayName), Email: customtypes.FoldedOrNull(s.Email),
		}
	}
	for i, u := range found.users {
		m.UnmatchedUsers[i] = rightModel{SystemUserID: customtypes.NewGUID(u.ID), FullName: types.StringValue(u.FullName), Email: customtypes.FoldedOrNull(u.Email)}
	}
}
