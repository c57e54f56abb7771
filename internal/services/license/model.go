// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type assignmentModel struct {
	framework.Base
	UserID        customtypes.FoldedValue `tfsdk:"user_id"`
	SKUID         customtypes.GUIDValue   `tfsdk:"sku_id"`
	SKUPartNumber types.String            `tfsdk:"sku_part_number"`
	DisabledPlans types.Set               `tfsdk:"disabled_plans"`
}

// objectID returns the account's object id from the id.
func (m assignmentModel) objectID() string {
	account, _, _ := strings.Cut(m.ID.ValueString(), "/")
	return account
}

// skuID returns the product's id from the id.
func (m assignmentModel) skuID() string {
	_, sku, _ := strings.Cut(m.ID.ValueString(), "/")
	return sku
}

// identify fills the id and both names of the product, keeping what the configuration wrote.
func (m *assignmentModel) identify(accountID string, sku graph.SKU) {
	m.ID = types.StringValue(strings.ToLower(accountID) + "/" + strings.ToLower(sku.ID))
	m.name(sku)
}

func (m *assignmentModel) name(sku graph.SKU) {
	if !strings.EqualFold(m.SKUID.ValueString(), sku.ID) {
		m.SKUID = customtypes.NewGUID(strings.ToLower(sku.ID))
	}
	if sku.PartNumber != "" && !strings.EqualFold(m.SKUPartNumber.ValueString(), sku.PartNumber) {
		m.SKUPartNumber = types.StringValue(sku.PartNumber)
	}
}

// license is what the configuration asks for.
func (m assignmentModel) license(sku graph.SKU) graph.AssignedLicense {
	return graph.AssignedLicense{SKUID: strings.ToLower(sku.ID), DisabledPlans: plansOf(m.DisabledPlans)}
}

// set fills the remote value. The spelling in the state stays where it means the same.
func (m *assignmentModel) set(disabled []string) {
	now := folded(disabled)
	if slices.Equal(now, plansOf(m.DisabledPlans)) {
		return
	}
	m.DisabledPlans = planSet(now)
}

// plansOf returns the ids of a set in lower case and in order; none for a set that is null or unknown.
func plansOf(set types.Set) []string {
	ids := make([]string, 0, len(set.Elements()))
	for _, element := range set.Elements() {
		if id, ok := element.(customtypes.GUIDValue); ok && !id.IsUnknown() {
			ids = append(ids, id.Canonical())
		}
	}
	slices.Sort(ids)
	return ids
}

func planSet(ids []string) types.Set {
	if len(ids) == 0 {
		return types.SetNull(customtypes.GUIDType{})
	}
	elements := make([]attr.Value, len(ids))
	for i, id := range ids {
		elements[i] = customtypes.NewGUID(id)
	}
	return types.SetValueMust(customtypes.GUIDType{}, elements)
}

func folded(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = strings.ToLower(id)
	}
	slices.Sort(out)
	return out
}

// plansKnown reports whether every plan of the set is known.
func plansKnown(set types.Set) bool {
	if set.IsUnknown() {
		return false
	}
	return !slices.ContainsFunc(set.Elements(), func(v attr.Value) bool { return v.IsUnknown() })
}
