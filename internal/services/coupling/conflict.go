// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// couplings looks at the couplings of salespeople in one company.
type couplings struct {
	*framework.Clients
	bc        *businesscentral.Client
	dv        *dataverse.Client
	companyID string
}

// salespersonConflict refuses a salesperson who is coupled with another user.
func (c couplings) salespersonConflict(ctx context.Context, s businesscentral.Salesperson, wanted dataverse.SalesUser, current businesscentral.RecordCoupling) error {
	if strings.EqualFold(current.DataverseID, wanted.ID) {
		return nil
	}
	return framework.Errorf("The salesperson is already coupled to another user",
		"To manage the coupling that exists, run\n  terraform import <address of this resource> "+c.companyID+"/"+strings.ToLower(s.ID)+
			"\nand change the user in the configuration; or remove the coupling in Business Central first.",
		"Cannot couple %s to the salesperson %s, because the salesperson is already coupled to %s.", wanted.FullName, s.Code, c.userName(ctx, current.DataverseID))
}

// userConflict refuses a user who is coupled with another salesperson.
func (c couplings) userConflict(ctx context.Context, s businesscentral.Salesperson, wanted dataverse.SalesUser) error {
	row, taken, err := c.pair(s.ID, wanted.ID).rival(ctx)
	if err != nil || !taken {
		return err
	}
	return framework.Errorf("The user is already coupled to another salesperson",
		"If salespeople swap users, manage them in one bcsales_salesperson_couplings, which recouples them together. Otherwise remove that coupling first, or import it with\n  terraform import <address of its resource> "+
			c.companyID+"/"+strings.ToLower(row.RecordID)+"\nand manage it here.",
		"Cannot couple the salesperson %s to the user %s (%s), because the user is already coupled to the salesperson %s.", s.Code, wanted.FullName, wanted.ID, row.RecordKey)
}
