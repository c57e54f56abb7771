// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// refuseTakenUnit refuses, in a plan, a business unit that the setup of another company bears: Business Central would
// ask a person to confirm that (BCApps, table CDS Coupled Business Unit). The company's own unit, which its name tells,
// is not looked for, so that the usual plan reads no other companies.
func (s dataverseSetup) refuseTakenUnit(ctx context.Context, u unit) error {
	if rules.IsOwnUnit(u.name, s.company) {
		return nil
	}
	companies, err := s.bc.Companies(ctx, bc.CompanyQuery{})
	if mayComeLater(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, other := range companies {
		if strings.EqualFold(other.ID, s.company) {
			continue
		}
		setup, found, err := s.bc.SharedDataverseConnectionSetup(ctx, other.ID)
		if mayComeLater(err) {
			continue
		}
		if err != nil {
			return err
		}
		if found && strings.EqualFold(setup.BusinessUnitID, u.id) {
			return framework.Errorf("The business unit belongs to another company", remedies.BusinessUnitTaken,
				"The business unit %q (%s) is already coupled to the company %s (%s) of this environment.", u.name, u.id, other.Name, strings.ToLower(other.ID)).At("business_unit_id")
		}
	}
	return nil
}
