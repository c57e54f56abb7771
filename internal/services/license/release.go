// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// deleteAssignment releases the unit, unless the license was there before, comes from a group, or is the last one of a user as
// whom a connection signs in.
func deleteAssignment(ctx context.Context, op *framework.Operation[assignmentModel], state assignmentModel) error {
	client := op.Graph
	wasFound := op.WasFound(ctx)
	product, skuID := state.SKUPartNumber.ValueString(), state.skuID()
	unlock, err := op.Locks().Lock(ctx, lockOf(state.objectID()))
	if err != nil {
		return err
	}
	defer unlock()
	account, found, err := client.Account(ctx, state.objectID())
	if err != nil || !found {
		return err
	}
	_, direct := account.Direct(skuID)
	inherited, isInherited := account.Inherited(skuID)
	switch {
	case isInherited && (wasFound || !direct):
		op.Keep("the license "+product+" of "+account.UserPrincipalName, "the account has it through the group "+inherited.GroupID)
		return nil
	case wasFound:
		op.Keep("the license "+product+" of "+account.UserPrincipalName, framework.FoundBefore)
		return nil
	case !direct:
		return nil
	}
	used, err := usage(ctx, op.Clients, account.ID)
	noun := "the license " + product + " of " + account.UserPrincipalName
	switch {
	case framework.IsRefused(err):
		op.KeepUnseen(noun, err)
		return nil
	case err != nil:
		return err
	case used != "" && len(account.Licenses) <= 1:
		op.Keep(noun, "Dataverse would disable the user, who is used by "+used)
		return nil
	}
	return release(ctx, client, account, skuID)
}

func release(ctx context.Context, client *graph.Client, account graph.Account, skuID string) error {
	gone := func(a graph.Account) bool { _, has := a.Direct(skuID); return !has }
	if err := client.RemoveLicense(ctx, account.ID, skuID); err != nil {
		now, found, lookErr := client.Account(ctx, account.ID)
		if lookErr == nil && (!found || gone(now)) {
			return nil // somebody, or an earlier attempt whose answer was lost, was faster
		}
		return err
	}
	return waitUntil(ctx, client, account.ID, "Microsoft Graph still shows the license", gone)
}

// importAssignment takes the account's user principal name and the product's part number too.
func importAssignment(ctx context.Context, op *framework.Operation[assignmentModel], parts []string) (map[string]any, error) {
	client := op.Graph
	account, found, err := client.Account(ctx, parts[0])
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, framework.Errorf("There is no such account", "Check the first part of the import id: an object id or a user principal name.", "Microsoft Entra ID has no account %s.", parts[0])
	}
	skuID := strings.ToLower(parts[1])
	if !customtypes.IsGUID(skuID) {
		skus, err := client.SharedSKUs(ctx)
		if err != nil {
			return nil, err
		}
		sku, err := reference{partNumber: parts[1]}.find(skus)
		if err != nil {
			return nil, err
		}
		skuID = strings.ToLower(sku.ID)
	}
	objectID := strings.ToLower(account.ID)
	return map[string]any{"id": objectID + "/" + skuID, "user_id": objectID, "sku_id": skuID}, nil
}
