// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// reference is how the configuration names a product: by at least one of its keys.
type reference struct{ id, partNumber string }

// referenceIn returns the product that the configuration names, as far as that is known; ok is false while a key is not.
func referenceIn(config assignmentModel) (ref reference, ok bool) {
	return reference{id: config.SKUID.Canonical(), partNumber: config.SKUPartNumber.ValueString()},
		!config.SKUID.IsUnknown() && !config.SKUPartNumber.IsUnknown()
}

func (r reference) String() string {
	if r.id != "" {
		return "with the id " + r.id
	}
	return fmt.Sprintf("with the part number %q", r.partNumber)
}

func (r reference) attribute() string {
	if r.id != "" {
		return "sku_id"
	}
	return "sku_part_number"
}

// is reports whether every key of the reference is the product's.
func (r reference) is(sku graph.SKU) bool {
	return (r.id == "" || strings.EqualFold(sku.ID, r.id)) && (r.partNumber == "" || strings.EqualFold(sku.PartNumber, r.partNumber))
}

// find picks the product; an error lists those that the tenant has.
func (r reference) find(skus []graph.SKU) (graph.SKU, error) {
	if i := slices.IndexFunc(skus, r.is); i >= 0 {
		return skus[i], nil
	}
	if i := slices.IndexFunc(skus, reference{id: r.id}.is); r.id != "" && r.partNumber != "" && i >= 0 {
		return graph.SKU{}, framework.Errorf("sku_id and sku_part_number name different products", "Remove one of them, or correct it.",
			"The product with the id %s has the part number %q, not %q.", r.id, skus[i].PartNumber, r.partNumber).At("sku_part_number")
	}
	lines := make([]string, len(skus))
	for i, sku := range skus {
		lines[i] = fmt.Sprintf("  - %s (%s)", sku.PartNumber, sku.ID)
	}
	listed := "It has no subscription at all."
	if len(lines) > 0 {
		listed = "It has these:\n" + strings.Join(lines, "\n")
	}
	return graph.SKU{}, framework.Errorf("The tenant has no such product", "Check the value, or buy the subscription first.",
		"The tenant has no subscription of a product %s. %s", r, listed).At(r.attribute())
}

// checkPlans refuses service plans that the product does not have.
func checkPlans(sku graph.SKU, disabled []string) error {
	var unknown []string
	for _, id := range disabled {
		if !slices.ContainsFunc(sku.Plans, func(p graph.ServicePlan) bool { return strings.EqualFold(p.ID, id) }) {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	lines := make([]string, len(sku.Plans))
	for i, plan := range sku.Plans {
		lines[i] = fmt.Sprintf("  - %s (%s)", plan.ID, plan.Name)
	}
	return framework.Errorf("The product has no such service plan", "Take the ids from the list above.",
		"%s does not include %s. It includes these service plans:\n%s", sku.PartNumber, strings.Join(unknown, ", "), strings.Join(lines, "\n")).At("disabled_plans")
}

// checkInherited refuses plans other than those that a group gives: only the group's own assignment can change them.
func checkInherited(account graph.Account, sku graph.SKU, m assignmentModel) error {
	inherited, ok := account.Inherited(sku.ID)
	if _, direct := account.Direct(sku.ID); direct || !ok || m.DisabledPlans.IsNull() {
		return nil
	}
	if slices.Equal(folded(inherited.DisabledPlans), plansOf(m.DisabledPlans)) {
		return nil
	}
	return framework.Errorf("The license is inherited from a group",
		"Remove disabled_plans here and set the plans at the group, or take the account out of the group so that it gets a license of its own.",
		"%s has %s through the group %s, which decides about its service plans; off there: %s.",
		account.UserPrincipalName, sku.PartNumber, inherited.GroupID, orNone(inherited.DisabledPlans)).At("disabled_plans")
}

func orNone(ids []string) string {
	if len(ids) == 0 {
		return "none"
	}
	return strings.Join(ids, ", ")
}
