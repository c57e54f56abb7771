// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// NewAssignment returns the resource bcsales_license_assignment.
func NewAssignment() resource.Resource {
	return framework.NewResource[assignmentModel](framework.Definition[assignmentModel]{
		Name:        "license_assignment",
		Noun:        "license assignment",
		Schema:      assignmentSchema(),
		Needs:       framework.Graph,
		MayUse:      framework.Dataverse | framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraLicenses},
		IDParts: []framework.IDPart{
			{Name: "user_id", Description: "Object id or user principal name of the account."},
			{Name: "sku_id", Description: "Id or part number of the product."},
		},
		Timeouts: framework.Timeouts{Create: 5 * time.Minute},
		Create:   createAssignment,
		Recover:  recoverAssignment,
		Read:     readAssignment,
		Update:   updateAssignment,
		Delete:   deleteAssignment,
		Plan:     planAssignment,
		Import:   importAssignment,
	})
}

func createAssignment(ctx context.Context, op *framework.Operation[assignmentModel], plan assignmentModel) error {
	client := op.Graph
	config, err := op.Config(ctx)
	if err != nil {
		return err
	}
	skus, err := client.SharedSKUs(ctx)
	if err != nil {
		return err
	}
	ref, _ := referenceIn(config)
	sku, lacking := ref.find(skus)
	if lacking == nil {
		lacking = checkPlans(sku, plansOf(plan.DisabledPlans))
	}
	if lacking != nil {
		return errors.Join(lacking, absent(ctx, client, plan.UserID.ValueString()))
	}
	account, err := waitForAccount(ctx, client, plan.UserID.ValueString())
	if err != nil {
		return err
	}
	unlock, err := op.Locks().Lock(ctx, lockOf(account.ID))
	if err != nil {
		return err
	}
	defer unlock()
	plan.identify(account.ID, sku)
	return converge(ctx, op, client, account, sku, plan)
}

// converge assigns what is not there yet, and takes over what is.
func converge(ctx context.Context, op *framework.Operation[assignmentModel], client *graph.Client, account graph.Account, sku graph.SKU, plan assignmentModel) error {
	direct, isDirect := account.Direct(sku.ID)
	_, isInherited := account.Inherited(sku.ID)
	switch {
	case isDirect:
		if err := op.Found(ctx); err != nil {
			return err
		}
		if slices.Equal(folded(direct.DisabledPlans), plansOf(plan.DisabledPlans)) {
			return op.Save(ctx, plan)
		}
	case isInherited:
		if err := checkInherited(account, sku, plan); err != nil {
			return err
		}
		if err := op.Found(ctx); err != nil {
			return err
		}
		return op.Save(ctx, plan)
	default:
		op.Making(ctx)
	}
	if err := assign(ctx, client, account, sku, plan.license(sku)); err != nil {
		return err
	}
	if err := op.Save(ctx, plan); err != nil {
		return err
	}
	return waitUntil(ctx, client, account.ID, "Microsoft Graph does not show the license yet", hasPlans(sku.ID, plansOf(plan.DisabledPlans)))
}

// recoverAssignment looks for a license that an interrupted assignment may have given.
func recoverAssignment(ctx context.Context, op *framework.Operation[assignmentModel], plan assignmentModel) (assignmentModel, bool, error) {
	client := op.Graph
	config, err := op.Config(ctx)
	if err != nil {
		return plan, false, err
	}
	account, found, err := client.Account(ctx, plan.UserID.ValueString())
	if err != nil || !found {
		return plan, false, err
	}
	skus, err := client.SharedSKUs(ctx)
	if err != nil {
		return plan, false, err
	}
	ref, _ := referenceIn(config)
	sku, err := ref.find(skus)
	if err != nil {
		return plan, false, err
	}
	_, has := account.Direct(sku.ID)
	plan.identify(account.ID, sku)
	return plan, has, nil
}

func readAssignment(ctx context.Context, op *framework.Operation[assignmentModel], state assignmentModel) (assignmentModel, bool, error) {
	client := op.Graph
	account, found, err := client.SharedAccount(ctx, state.objectID())
	if err != nil || !found {
		return state, false, err
	}
	if direct, ok := account.Direct(state.skuID()); ok {
		state.set(direct.DisabledPlans)
	} else {
		inherited, ok := account.Inherited(state.skuID())
		if !ok {
			return state, false, nil
		}
		// A configuration without disabled plans ignores those that the group disables.
		if !state.DisabledPlans.IsNull() {
			state.set(inherited.DisabledPlans)
		}
	}
	if state.UserID.IsNull() {
		state.UserID = newAccount(account.ID)
	}
	skus, err := client.SharedSKUs(ctx)
	if err != nil {
		return state, false, err
	}
	sku, err := reference{id: state.skuID()}.find(skus)
	if err != nil {
		sku = graph.SKU{ID: state.skuID()} // the subscription has ended
	}
	state.name(sku)
	return state, true, nil
}

func updateAssignment(ctx context.Context, op *framework.Operation[assignmentModel], plan, state assignmentModel) error {
	client := op.Graph
	unlock, err := op.Locks().Lock(ctx, lockOf(state.objectID()))
	if err != nil {
		return err
	}
	defer unlock()
	account, found, err := client.Account(ctx, state.objectID())
	if err != nil {
		return err
	}
	if !found {
		return noAccount(state.objectID())
	}
	skus, err := client.SKUs(ctx)
	if err != nil {
		return err
	}
	// A part number that the plan did not know must be this product's.
	sku, err := reference{id: state.skuID(), partNumber: plan.SKUPartNumber.ValueString()}.find(skus)
	if err != nil {
		return err
	}
	wanted := plansOf(plan.DisabledPlans)
	if err := checkPlans(sku, wanted); err != nil {
		return err
	}
	direct, isDirect := account.Direct(sku.ID)
	if !isDirect {
		return checkInherited(account, sku, plan)
	}
	if slices.Equal(folded(direct.DisabledPlans), wanted) {
		return nil
	}
	if err := assign(ctx, client, account, sku, plan.license(sku)); err != nil {
		return err
	}
	return waitUntil(ctx, client, account.ID, "Microsoft Graph does not show the service plans yet", hasPlans(sku.ID, wanted))
}

func lockOf(accountID string) string { return "license of " + strings.ToLower(accountID) }
