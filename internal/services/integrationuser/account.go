// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// accountPatience is how long an account may be unknown to Microsoft Graph before its id is taken for wrong: a new one
// takes a while to be seen everywhere.
const accountPatience = 2 * time.Minute

// takeAccount manages the user of an existing account, once Dataverse has it.
func takeAccount(ctx context.Context, op *framework.Operation[userModel], plan userModel) error {
	user, err := waitForAccount(ctx, op.Clients, plan.ObjectID.Canonical())
	if err != nil {
		return err
	}
	if err := checkPerson(user); err != nil {
		return err
	}
	if err := checkUsed(ctx, op.Clients, user, plan); err != nil {
		return err
	}
	op.Existed()
	// A refused change needs no record, as nothing was made here; an interrupted one is looked for.
	op.Making(ctx)
	if err := converge(ctx, op, user, user, plan); err != nil {
		return err
	}
	plan.ID = types.StringValue(user.ID)
	return op.Save(ctx, plan)
}

// recoverAccount records the account's user when the change of the user was interrupted, so that destroy disables a user
// who was enabled.
func recoverAccount(ctx context.Context, op *framework.Operation[userModel], plan userModel) (userModel, bool, error) {
	user, found, err := op.Dataverse.UserOfAccount(ctx, plan.ObjectID.Canonical())
	if err != nil || !found {
		return plan, false, err
	}
	plan.set(user)
	return plan, true, nil
}

// waitForAccount waits until Dataverse has added the account as a user, which it does automatically for accounts that are
// enabled and licensed.
func waitForAccount(ctx context.Context, clients *framework.Clients, objectID string) (dataverse.SystemUser, error) {
	var user dataverse.SystemUser
	begun := time.Now()
	err := transport.Poll(ctx, transport.Slow(), func(ctx context.Context) (bool, string, error) {
		now, found, err := clients.Dataverse.UserOfAccount(ctx, objectID)
		if err != nil || found {
			user = now
			return found, "", err
		}
		reason, known := whyAbsent(ctx, clients.Graph, objectID)
		if !known && time.Since(begun) > accountPatience {
			return false, "", framework.Errorf("There is no such account", "Check the object id.", "Microsoft Entra ID has no account %s.", objectID).At("object_id")
		}
		return false, "Dataverse has not added the account " + objectID + " as a user yet: " + reason, nil
	})
	return user, err
}

// whyAbsent says why Dataverse may not have added an account. known is false when the directory has no such account.
func whyAbsent(ctx context.Context, client *graph.Client, objectID string) (reason string, known bool) {
	account, found, err := client.Account(ctx, objectID)
	switch {
	case err != nil:
		return "the reason cannot be read from Microsoft Graph (" + err.Error() + ")", true
	case !found:
		return "Microsoft Entra ID has no such account", false
	}
	var reasons []string
	if !account.Enabled {
		reasons = append(reasons, "is disabled in Microsoft Entra ID")
	}
	if len(account.Licenses) == 0 {
		reasons = append(reasons, "has no license; assign one that includes Dataverse, such as Dynamics 365 Sales or Power Apps, for example with bcsales_license_assignment")
	}
	if len(reasons) > 0 {
		return "the account " + account.UserPrincipalName + " " + strings.Join(reasons, ", and "), true
	}
	return "the account " + account.UserPrincipalName + " has " + licenseNames(ctx, client, account) + "; it is added when one of its licenses includes Dataverse, such as Dynamics 365 Sales or Power Apps, " +
		"and when it is a member of the environment's security group, if there is one", true
}

// licenseNames lists the account's licenses by the names of their products, or by their ids where the products cannot be
// read.
func licenseNames(ctx context.Context, client *graph.Client, account graph.Account) string {
	names := map[string]string{}
	if products, err := client.SharedSKUs(ctx); err == nil {
		for _, product := range products {
			names[strings.ToLower(product.ID)] = product.PartNumber
		}
	}
	licenses := make([]string, len(account.Licenses))
	for i, license := range account.Licenses {
		licenses[i] = license.SKUID
		if name := names[strings.ToLower(license.SKUID)]; name != "" {
			licenses[i] = name
		}
	}
	return "the licenses " + strings.Join(licenses, ", ")
}
