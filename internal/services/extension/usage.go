// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// connectedThrough names the companies whose connections are managed through the extension: those of the environment that
// are connected, where it is the companion extension.
func connectedThrough(ctx context.Context, client *businesscentral.Client, appID string) (string, error) {
	if !strings.EqualFold(appID, businesscentral.CompanionAppID) {
		return "", nil
	}
	names, err := rules.ConnectedCompanies(ctx, client)
	return strings.Join(names, ", "), err
}

// planDestroyExtension says which companies are connected now: those that the same run does not disconnect keep the
// extension in place.
func planDestroyExtension(ctx context.Context, p *framework.PlanOperation[extensionModel]) error {
	if p.WasFound(ctx) || !p.Ready() || p.State.DeletionPolicy.ValueString() != policyUninstall {
		return nil
	}
	used, err := connectedThrough(ctx, p.BusinessCentral, p.State.ID.ValueString())
	if err != nil && !framework.IsRefused(err) {
		return err
	}
	if used == "" {
		return nil
	}
	p.Warn(&framework.Problem{
		Summary: "Destroy uninstalls the companion extension",
		Detail:  "Destroy uninstalls the companion extension, as deletion_policy says, unless a company is still connected. Connected now: " + used + ".",
	})
	return nil
}
