// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type skusModel struct {
	framework.Bounded

	SKUID         customtypes.GUIDValue `tfsdk:"sku_id"`
	SKUPartNumber types.String          `tfsdk:"sku_part_number"`
	LicenseSKUs   []skuModel            `tfsdk:"license_skus"`
}

type skuModel struct {
	SKUID          customtypes.GUIDValue `tfsdk:"sku_id"`
	SKUPartNumber  types.String          `tfsdk:"sku_part_number"`
	Status         types.String          `tfsdk:"status"`
	AppliesTo      types.String          `tfsdk:"applies_to"`
	EnabledUnits   types.Int64           `tfsdk:"enabled_units"`
	WarningUnits   types.Int64           `tfsdk:"warning_units"`
	SuspendedUnits types.Int64           `tfsdk:"suspended_units"`
	ConsumedUnits  types.Int64           `tfsdk:"consumed_units"`
	AvailableUnits types.Int64           `tfsdk:"available_units"`
	ServicePlans   []planModel           `tfsdk:"service_plans"`
}

type planModel struct {
	ID        customtypes.GUIDValue `tfsdk:"id"`
	Name      types.String          `tfsdk:"name"`
	Status    types.String          `tfsdk:"status"`
	AppliesTo types.String          `tfsdk:"applies_to"`
}

// NewSKUs returns the data source bcsales_license_skus.
func NewSKUs() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[skusModel]{
		Name:        "license_skus",
		Noun:        "license SKUs",
		Schema:      skusSchema(),
		Needs:       framework.Graph,
		Permissions: framework.Permissions{Entra: framework.EntraProducts},
		Read:        readSKUs,
	})
}

func skusSchema() schema.Schema {
	guid := customtypes.GUIDType{}
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	number := func(description string) schema.Int64Attribute {
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Lists the products that the tenant has subscribed to, with their units and service plans, in the order of their part numbers. Each argument that is set narrows the list. The provider does the filtering, because Microsoft Graph cannot filter products.",
		Attributes: map[string]schema.Attribute{
			"sku_id":          schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only the product with this id."},
			"sku_part_number": schema.StringAttribute{Optional: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)}, MarkdownDescription: "Only the product with this part number, such as `DYN365_ENTERPRISE_SALES`; not case-sensitive."},
			"license_skus": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The products.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"sku_id":          schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the product, the same in every tenant."},
					"sku_part_number": text("Part number."),
					"status":          text("Status of the subscription: `Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`."),
					"applies_to":      text("`User`, or `Company` for a product that is not assigned to users."),
					"enabled_units":   number("Units that are paid for."),
					"warning_units":   number("Units in their grace period, which can still be assigned."),
					"suspended_units": number("Units that can no longer be assigned."),
					"consumed_units":  number("Units that are assigned."),
					"available_units": number("Units that can still be assigned."),
					"service_plans": schema.ListNestedAttribute{
						Computed: true, MarkdownDescription: "The services that the product includes.",
						NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
							"id":         schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the service plan, for `disabled_plans` of `bcsales_license_assignment`."},
							"name":       text("Name of the service plan."),
							"status":     text("Provisioning status, such as `Success`."),
							"applies_to": text("`User` or `Company`."),
						}},
					},
				}},
			},
		},
	}
}

func readSKUs(ctx context.Context, clients *framework.Clients, config skusModel) (skusModel, error) {
	skus, err := clients.Graph.SKUs(ctx)
	if err != nil {
		return config, err
	}
	slices.SortFunc(skus, func(a, b graph.SKU) int { return strings.Compare(a.PartNumber+a.ID, b.PartNumber+b.ID) })
	config.LicenseSKUs = []skuModel{}
	for _, sku := range skus {
		id, part := config.SKUID.ValueString(), config.SKUPartNumber.ValueString()
		if (id == "" || strings.EqualFold(id, sku.ID)) && (part == "" || strings.EqualFold(part, sku.PartNumber)) {
			config.LicenseSKUs = append(config.LicenseSKUs, newSKU(sku))
		}
	}
	return config, nil
}

func newSKU(sku graph.SKU) skuModel {
	m := skuModel{
		SKUID: customtypes.NewGUID(sku.ID), SKUPartNumber: types.StringValue(sku.PartNumber),
		Status: types.StringValue(sku.Status), AppliesTo: types.StringValue(sku.AppliesTo),
		EnabledUnits: types.Int64Value(sku.Prepaid.Enabled), WarningUnits: types.Int64Value(sku.Prepaid.Warning),
		SuspendedUnits: types.Int64Value(sku.Prepaid.Suspended), ConsumedUnits: types.Int64Value(sku.Consumed),
		AvailableUnits: types.Int64Value(sku.Available()), ServicePlans: make([]planModel, len(sku.Plans)),
	}
	for i, plan := range sku.Plans {
		m.ServicePlans[i] = planModel{
			ID: customtypes.NewGUID(plan.ID), Name: types.StringValue(plan.Name),
			Status: types.StringValue(plan.Status), AppliesTo: types.StringValue(plan.AppliesTo),
		}
	}
	return m
}
