// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// replacement is what the deletion of a Dataverse connection setup leaves for the creation that follows when the same
// apply replaces it: the Sales connection that it turned off, and the settings of the mappings.
type replacement struct {
	sales    bc.SalesConnectionSetup
	mappings customizations
}

// replacements holds them by company.
var replacements = framework.Handover[replacement]{Name: "Sales connection behind a replaced Dataverse connection"} //nolint:gochecknoglobals // a constant

// ahead remembers the Sales connection before the Dataverse connection under it is deleted; nil when it is off.
func (s setups) ahead(ctx context.Context, p pair) (*replacement, error) {
	if !p.salesOn() {
		return nil, nil //nolint:nilnil // nothing to remember
	}
	mappings, err := s.mappings.remember(ctx, true)
	return &replacement{p.sales, mappings}, err
}

func (r *replacement) leave(clients *framework.Clients, company string) {
	if r != nil {
		replacements.Leave(clients, company, *r)
	}
}

// resumeSales turns the Sales connection on again that this run turned off in order to replace the setup under it. Its own
// resource does not: it was on when the plan was made.
func resumeSales(ctx context.Context, op *framework.Operation[dataverseModel], s setups, plan dataverseModel) error {
	before, ok := replacements.Take(op.Clients, s.company)
	if !ok || !plan.Enabled.ValueBool() {
		return nil
	}
	now, err := s.read(ctx)
	if err != nil {
		return err
	}
	if !now.hasSales || now.sales.ID != before.sales.ID || now.sales.IsEnabled {
		return nil
	}
	if err := s.enableSales(ctx, now, valuesOf(before.sales), before.mappings); err != nil {
		return err
	}
	op.Warn(&framework.Problem{
		Summary: "The Sales connection was turned off and on",
		Detail:  "The Dataverse connection setup of company " + s.company + " was deleted and created again. Its Sales connection was turned off for that, and is on again with its former settings. " + resetWarning,
	})
	return nil
}
