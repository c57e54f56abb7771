// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// usage names the connections that need one of the integration's roles: those that sign in as the user, or whose company
// the team belongs to. It is empty for other roles, and when nobody needs the role.
func usage(ctx context.Context, clients *framework.Clients, p dataverse.Principal, role string) (string, error) {
	switch strings.ToLower(role) {
	case dataverse.BaseIntegrationRole, dataverse.IntegrationAdministratorRole, dataverse.IntegrationUserRole:
	default:
		return "", nil
	}
	if p.Kind == dataverse.TeamPrincipal {
		links, err := rules.SharedTeamLinks(ctx, clients.Dataverse, clients.BusinessCentral, p.ID)
		return links.All().String(), err
	}
	user, found, err := clients.Dataverse.SystemUser(ctx, p.ID)
	if err != nil || !found {
		return "", err
	}
	return rules.SharedUserUsage(ctx, clients.Dataverse, clients.BusinessCentral, user.ID, user.Email)
}
