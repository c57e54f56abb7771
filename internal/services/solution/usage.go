// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// connectedBy reads the links of Sales to companies that need the solution: those of Business Central hold the tables that
// every connected company uses.
func connectedBy(ctx context.Context, client *dataverse.Client, name string) (rules.Links, error) {
	if !sameName(name, dataverse.BaseIntegrationSolution) && !sameName(name, dataverse.SalesIntegrationSolution) {
		return nil, nil
	}
	return rules.ReadLinks(ctx, client)
}

// refuseConnected refuses to uninstall what connected companies need. Where the same run ends a company's connection, its
// link is gone by then.
func refuseConnected(ctx context.Context, client *dataverse.Client, name string) error {
	links, err := connectedBy(ctx, client, name)
	if err != nil || len(links) == 0 {
		return err
	}
	return framework.Errorf("Companies are connected through the solution "+name,
		"Destroy the connections of these companies first, where they are managed. If a company or its environment is gone, delete its row of the table nav_connection in Dataverse. "+
			"To leave the solution installed, set deletion_policy to \"retain\", apply, and destroy then.",
		"Sales still links to %s. Uninstalling would delete the tables of the solution with the data of these companies. Nothing was uninstalled.", links)
}

// planDestroySolution says what destroy removes, and who is connected now.
func planDestroySolution(ctx context.Context, p *framework.PlanOperation[solutionModel]) error {
	if p.WasFound(ctx) || !p.Ready() || p.State.DeletionPolicy.ValueString() != policyUninstall {
		return nil
	}
	name, now := p.State.ID.ValueString(), ""
	links, err := connectedBy(ctx, p.Dataverse, name)
	switch {
	case err != nil && !framework.IsRefused(err):
		return err
	case err != nil:
		now = " Which companies are connected through it could not be read; destroy reads it again, and uninstalls nothing if it cannot."
	case len(links) > 0:
		now = " Sales links to " + links.String() + " now; destroy refuses to uninstall the solution if one of these links remains."
	}
	p.Warn(&framework.Problem{
		Summary: "Destroy uninstalls the solution " + name,
		Detail:  "Destroy uninstalls the solution " + name + " with all data in its tables, of whatever company, as deletion_policy says." + now,
		Err:     err,
	})
	return nil
}
