// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// planAssignment replaces the assignment when the configuration names another account or product, and checks what is
// known. That no unit is free or that the account lacks a usage location is no matter of the plan: the same run may
// change it.
func planAssignment(ctx context.Context, p *framework.PlanOperation[assignmentModel]) error {
	if err := planAccount(ctx, p); err != nil {
		return err
	}
	sku, known, err := planProduct(ctx, p)
	if err != nil || !known || !plansKnown(p.Plan.DisabledPlans) {
		return err
	}
	if err := checkPlans(sku, plansOf(p.Plan.DisabledPlans)); err != nil {
		return err
	}
	if p.Plan.UserID.IsUnknown() || p.Plan.DisabledPlans.IsNull() {
		return nil
	}
	account, found, err := lookUp(ctx, p.Graph, p.Plan.UserID.ValueString())
	if err != nil || !found {
		return err
	}
	return checkInherited(account, sku, *p.Plan)
}

// planAccount keeps the account's spelling in state when the configuration still names it.
func planAccount(ctx context.Context, p *framework.PlanOperation[assignmentModel]) error {
	if p.State == nil {
		return nil
	}
	if !p.Plan.UserID.IsUnknown() {
		wanted := p.Plan.UserID.ValueString()
		if strings.EqualFold(wanted, p.State.UserID.ValueString()) || strings.EqualFold(wanted, p.State.objectID()) {
			p.Plan.UserID = p.State.UserID
			keepPlans(p)
			return nil
		}
		if !p.Ready() {
			keepPlans(p)
			return nil
		}
		account, found, err := p.Graph.Account(ctx, wanted)
		if err != nil {
			return err
		}
		if found && strings.EqualFold(account.ID, p.State.objectID()) {
			p.Plan.UserID = p.State.UserID
			keepPlans(p)
			return nil
		}
	}
	p.RequireReplace("user_id")
	p.Plan.ID = types.StringUnknown()
	return nil
}

// keepPlans keeps the plans' spelling in state: letter case is no change.
func keepPlans(p *framework.PlanOperation[assignmentModel]) {
	if !p.State.DisabledPlans.IsNull() && plansKnown(p.Plan.DisabledPlans) && !p.Plan.DisabledPlans.IsNull() &&
		slices.Equal(plansOf(p.Plan.DisabledPlans), plansOf(p.State.DisabledPlans)) {
		p.Plan.DisabledPlans = p.State.DisabledPlans
	}
}

// planProduct shows both names of the product; known is false while the configuration's is not.
func planProduct(ctx context.Context, p *framework.PlanOperation[assignmentModel]) (sku graph.SKU, known bool, err error) {
	ref, named := referenceIn(p.Configuration)
	var before graph.SKU
	if p.State != nil {
		before = graph.SKU{ID: p.State.SKUID.ValueString(), PartNumber: p.State.SKUPartNumber.ValueString()}
	}
	same := p.State != nil && named && ref.is(before)
	if same {
		p.Plan.SKUID, p.Plan.SKUPartNumber = p.State.SKUID, p.State.SKUPartNumber
	}
	if !named || !p.Ready() {
		if p.State != nil && !named && (ref == reference{} || !ref.is(before)) {
			replaceProduct(p, ref)
		}
		return sku, false, nil
	}
	if same && (p.Plan.DisabledPlans.IsNull() || p.Plan.DisabledPlans.Equal(p.State.DisabledPlans)) {
		return sku, false, nil // nothing to check again
	}
	skus, err := p.Graph.SharedSKUs(ctx)
	if err != nil {
		return sku, false, err
	}
	if sku, err = ref.find(skus); err != nil {
		return sku, false, err
	}
	if p.State != nil && !strings.EqualFold(sku.ID, p.State.skuID()) {
		replaceProduct(p, ref)
	}
	if !same {
		p.Plan.SKUID, p.Plan.SKUPartNumber = p.Configuration.SKUID, p.Configuration.SKUPartNumber
		p.Plan.name(sku)
	}
	return sku, true, nil
}

func replaceProduct(p *framework.PlanOperation[assignmentModel], ref reference) {
	p.RequireReplace(ref.attribute())
	p.Plan.ID = types.StringUnknown()
	if p.Configuration.SKUID.IsNull() {
		p.Plan.SKUID = customtypes.GUIDUnknown()
	}
	if p.Configuration.SKUPartNumber.IsNull() {
		p.Plan.SKUPartNumber = types.StringUnknown()
	}
}
