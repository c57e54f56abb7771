// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// renamed reports whether the entry still means the coupled user, whose e-mail address somebody else has changed: the coupling is
// the one that was made here, and nobody has the entry's address now.
func (c couplings) renamed(ctx context.Context, e entry, row businesscentral.RecordCoupling) (bool, error) {
	email := e.user().email
	if email == "" || !c.bc.OwnsRecordCoupling(row) {
		return false, nil
	}
	users, err := c.dv.SalesUsersByEmail(ctx, email)
	return err == nil && len(users) == 0, err
}

// renamedUser returns the user who is coupled with the entry's salesperson, where only the address has changed.
func (c couplings) renamedUser(ctx context.Context, e entry) (dataverse.SalesUser, bool, error) {
	salesperson, found, err := c.bc.SharedSalespersonByCode(ctx, c.companyID, e.code)
	if err != nil || !found {
		return dataverse.SalesUser{}, false, ignoreMissing(err)
	}
	row, _, err := c.pair(salesperson.ID, "").current(ctx) // without a coupling, one that was not made here
	if err != nil {
		return dataverse.SalesUser{}, false, ignoreMissing(err)
	}
	if same, err := c.renamed(ctx, e, row); err != nil || !same {
		return dataverse.SalesUser{}, false, err
	}
	return c.dv.SalesUser(ctx, row.DataverseID)
}
