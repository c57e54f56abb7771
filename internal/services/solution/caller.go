// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// checkCaller refuses a caller without System Administrator before anything is sent, because an import by somebody
// else fails in the middle, and warns of a missing System Customizer, which Business Central's setup asks for too.
func checkCaller(ctx context.Context, client *dataverse.Client, warn func(*framework.Problem)) error {
	roles, err := client.CallerRoles(ctx)
	if err != nil {
		// A caller that cannot read roles may still hold them through a team; the service decides.
		logging.Warn(ctx, "The caller's security roles cannot be read", map[string]any{"error": err.Error()})
		return nil //nolint:nilerr // told in the log
	}
	if !hasTemplate(roles, dataverse.SystemAdministratorTemplate) {
		names := make([]string, len(roles))
		for i, role := range roles {
			names[i] = role.Name
		}
		administrator := client.RoleNameOfTemplate(ctx, dataverse.SystemAdministratorTemplate)
		also := ""
		if !hasTemplate(roles, dataverse.SystemCustomizerTemplate) {
			also = " Business Central's setup asks for the role " + client.RoleNameOfTemplate(ctx, dataverse.SystemCustomizerTemplate) + " too, which it lacks as well."
		}
		return framework.Errorf("Installing a solution needs "+administrator,
			"Give the provider's identity the role "+administrator+" in Dataverse, or use a provider alias with an administrator's identity for this resource. It is needed only while something is installed, upgraded or uninstalled.",
			"The provider's identity has these security roles: %s. Solutions with plug-ins can be imported with the role %s only.%s", strings.Join(names, ", "), administrator, also)
	}
	if !hasTemplate(roles, dataverse.SystemCustomizerTemplate) {
		administrator, customizer := client.RoleNameOfTemplate(ctx, dataverse.SystemAdministratorTemplate), client.RoleNameOfTemplate(ctx, dataverse.SystemCustomizerTemplate)
		warn(&framework.Problem{
			Summary: "The provider's identity lacks " + customizer,
			Detail:  "Business Central's setup requires the administrator who imports its solutions to have both " + administrator + " and " + customizer + ". The import was tried all the same.",
			Remedy:  "Give the provider's identity the role " + customizer + " if something does not work.",
		})
	}
	return nil
}

func hasTemplate(roles []dataverse.Role, template string) bool {
	for _, role := range roles {
		if strings.EqualFold(role.TemplateID, template) {
			return true
		}
	}
	return false
}
