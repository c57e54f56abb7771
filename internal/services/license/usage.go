// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// usage names the connections that sign in as the account's user, whom Dataverse disables when the last license goes. It is empty
// where there is none, and without a Dataverse environment.
func usage(ctx context.Context, clients *framework.Clients, objectID string) (string, error) {
	if clients.Dataverse == nil {
		return "", nil
	}
	user, found, err := clients.Dataverse.UserOfAccount(ctx, objectID)
	if err != nil || !found || !integrates(user) {
		return "", err
	}
	return rules.UserUsage(ctx, clients.Dataverse, clients.BusinessCentral, user.ID, user.Email)
}

// integrates reports whether Business Central could sign in as the user, for which the user needs the base role.
func integrates(user dataverse.SystemUser) bool {
	for _, role := range user.Roles {
		if strings.EqualFold(role.RootID, dataverse.BaseIntegrationRole) {
			return true
		}
	}
	return false
}
