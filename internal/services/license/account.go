// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"context"
	"slices"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

const (
	// patience is how long an account may be unknown to Microsoft Graph before its name is taken for wrong: a new one
	// takes a while to be seen everywhere.
	patience = 2 * time.Minute
	// looks is how often in a row a change must be seen, since not every replica of the directory has it at once.
	looks = 2
)

func newAccount(id string) customtypes.FoldedValue { return customtypes.NewFolded(id) }

// lookUp reads an account by object id or user principal name.
func lookUp(ctx context.Context, client *graph.Client, name string) (graph.Account, bool, error) {
	if customtypes.IsGUID(name) {
		return client.SharedAccount(ctx, name)
	}
	return client.Account(ctx, name)
}

// waitForAccount reads an account that may have been created a moment ago.
func waitForAccount(ctx context.Context, client *graph.Client, name string) (graph.Account, error) {
	var account graph.Account
	begun := time.Now()
	err := transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		current, found, err := lookUp(ctx, client, name)
		account = current
		if err == nil && !found && time.Since(begun) > patience {
			err = noAccount(name)
		}
		return found, noAccount(name).Detail, err
	})
	return account, err
}

// absent reports that there is no such account, without waiting for a new one; nil if there is one.
func absent(ctx context.Context, client *graph.Client, name string) error {
	if _, found, err := lookUp(ctx, client, name); err != nil || found {
		return err
	}
	return noAccount(name)
}

func noAccount(name string) *framework.Problem {
	return framework.Errorf("There is no such account", "Check user_id: it must be an object id or a user principal name of this tenant.",
		"Microsoft Entra ID has no account %s.", name).At("user_id")
}

// assign gives the license, also when the account has not reached the replica that is asked.
func assign(ctx context.Context, client *graph.Client, account graph.Account, sku graph.SKU, license graph.AssignedLicense) error {
	begun := time.Now()
	return transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		err := client.AssignLicense(ctx, account.ID, license)
		switch {
		case err == nil:
			return true, "", nil
		case odata.IsNotFound(err) && time.Since(begun) < patience:
			return false, "Microsoft Graph does not know the account " + account.UserPrincipalName + " everywhere yet", nil
		}
		return false, "", explain(ctx, client, account.ID, sku, err)
	})
}

// waitUntil waits until reads show a change.
func waitUntil(ctx context.Context, client *graph.Client, accountID, waiting string, shows func(account graph.Account) bool) error {
	seen := 0
	return transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		account, _, err := client.Account(ctx, accountID) // an account that is gone has no license
		if err != nil {
			return false, "", err
		}
		if seen++; !shows(account) {
			seen = 0
		}
		return seen >= looks, waiting, nil
	})
}

func hasPlans(skuID string, disabled []string) func(graph.Account) bool {
	return func(account graph.Account) bool {
		direct, ok := account.Direct(skuID)
		return ok && slices.Equal(folded(direct.DisabledPlans), disabled)
	}
}
