// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// NewTest returns the action bcsales_test_connection.
func NewTest() action.Action {
	return framework.NewAction(framework.ActionDefinition[actionModel]{
		Name: "test_connection",
		Noun: "connection test",
		Schema: actionSchema("Makes Business Central test a company's connections: whether it reaches Dataverse and Sales, and whether the integration user meets the requirements. "+
			"It changes nothing. If a test fails, the action fails with Business Central's message. The Dataverse connection must be enabled for its test.",
			schema.StringAttribute{Optional: true, MarkdownDescription: "Which connection setup to test: `dataverse`, `sales` or `both`. Default `both`."},
			setupDataverse, setupSales, setupBoth),
		Needs:       framework.BusinessCentral,
		Permissions: actionPermissions(),
		Invoke:      testConnection,
	})
}

// testConnection tests what is asked for, the second also when the first fails.
func testConnection(ctx context.Context, clients *framework.Clients, config actionModel, progress framework.Progress) error {
	s := newSetups(clients, config.CompanyID.Canonical())
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	p, err := s.read(ctx)
	if err != nil {
		return err
	}
	var failures []error
	if config.Setup.ValueString() != setupSales {
		failures = append(failures, s.dataverse.test(ctx, p, progress))
	}
	if config.Setup.ValueString() != setupDataverse {
		failures = append(failures, s.sales.test(ctx, p, progress))
	}
	return errors.Join(failures...)
}

func (s dataverseSetup) test(ctx context.Context, p pair, progress framework.Progress) error {
	switch {
	case !p.hasDataverse:
		return noSetup(s.company, "Dataverse", "bcsales_dataverse_connection_setup")
	case !p.dataverseOn():
		return s.notEnabled("Dataverse", "bcsales_dataverse_connection_setup", p.dataverse.DisableReason)
	}
	if err := s.bc.TestDataverseConnection(ctx, s.company, p.dataverse.ID); err != nil {
		return refused("test the Dataverse connection", err)
	}
	progress("The Dataverse connection to " + p.dataverse.EnvironmentURL + " works")
	return nil
}

func (s salesSetup) test(ctx context.Context, p pair, progress framework.Progress) error {
	if !p.hasSales {
		return noSetup(s.company, "Sales", "bcsales_sales_connection_setup")
	}
	if err := s.bc.TestSalesConnection(ctx, s.company, p.sales.ID); err != nil {
		return refused("test the Sales connection", err)
	}
	progress("The Sales connection to " + p.sales.EnvironmentURL + " works")
	return nil
}
