// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// resetTimeout bounds a reset, which recreates all mappings and their jobs.
const resetTimeout = 10 * time.Minute

// NewReset returns the action bcsales_reset_configuration.
func NewReset() action.Action {
	return framework.NewAction(framework.ActionDefinition[actionModel]{
		Name: "reset_configuration",
		Noun: "reset of the configuration",
		Schema: actionSchema("Resets a company's table mappings, field mappings and synchronization jobs to Business Central's defaults, as the action *Use Default Synchronization Setup* on the setup's page does. "+
			"**This is destructive.** All changes to them are lost, whether they were made by hand or by Terraform, and cannot be recovered: directions, conflict resolutions, match fields, and the schedules and states of jobs. Couplings and records stay. "+
			"The next plan shows what `bcsales_table_mapping` and `bcsales_initial_synchronization` manage as changed.\n\n"+
			"The connection must be enabled.",
			schema.StringAttribute{Required: true, MarkdownDescription: "Which connection setup to reset: `dataverse` (the base integration's mappings) or `sales` (those of Sales)."},
			setupDataverse, setupSales),
		Needs:       framework.Dataverse | framework.BusinessCentral,
		Permissions: actionPermissions(),
		Timeout:     resetTimeout,
		Invoke:      resetConfiguration,
	})
}

func resetConfiguration(ctx context.Context, clients *framework.Clients, config actionModel, progress framework.Progress) error {
	s, p, unlock, err := begin(ctx, clients, config.CompanyID.Canonical())
	defer unlock()
	if err != nil {
		return err
	}
	if config.Setup.ValueString() == setupSales {
		return s.sales.reset(ctx, p, progress)
	}
	return s.dataverse.reset(ctx, p, progress)
}

func (s dataverseSetup) reset(ctx context.Context, p pair, progress framework.Progress) error {
	switch {
	case !p.hasDataverse:
		return noSetup(s.company, "Dataverse", "bcsales_dataverse_connection_setup")
	case !p.dataverseOn():
		return s.notEnabled("Dataverse", "bcsales_dataverse_connection_setup", p.dataverse.DisableReason)
	}
	progress("Resetting the Dataverse configuration of company " + s.company)
	if err := s.bc.ResetDataverseConfiguration(ctx, s.company, p.dataverse.ID); err != nil {
		return refused("reset the Dataverse configuration", err)
	}
	progress("The Dataverse configuration is Business Central's default")
	return nil
}

// reset takes the lock of all Sales connections to the environment, because the reset writes nav_connection, which
// the companies share.
func (s salesSetup) reset(ctx context.Context, p pair, progress framework.Progress) error {
	switch {
	case !p.hasSales:
		return noSetup(s.company, "Sales", "bcsales_sales_connection_setup")
	case !p.salesOn():
		return s.notEnabled("Sales", "bcsales_sales_connection_setup", p.sales.DisableReason)
	}
	unlock, err := s.locks.Lock(ctx, "the Sales connections of "+s.dv.Origin())
	if err != nil {
		return err
	}
	defer unlock()
	progress("Resetting the Sales configuration of company " + s.company)
	if err := s.bc.ResetSalesConfiguration(ctx, s.company, p.sales.ID); err != nil {
		return refused("reset the Sales configuration", err)
	}
	progress("The Sales configuration is Business Central's default")
	return nil
}
