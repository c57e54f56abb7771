// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

import (
	"context"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// UnitSharing is how the setups of an environment's other companies use a business unit.
type UnitSharing struct {
	// Others is the number of other companies.
	Others int
	// Sharing are those whose setup names the business unit, Hidden those whose setup could not be read.
	Sharing, Hidden []bc.Company
}

// ReadUnitSharing compares a business unit with the setups of the environment's other companies: Business Central
// couples a business unit with one company, and asks for confirmation before it uses another (BCApps, table CDS
// Coupled Business Unit). A setup whose error is acceptable counts as hidden; any other error is returned.
func ReadUnitSharing(ctx context.Context, client *bc.Client, companyID, unitID string, bearable func(error) bool) (UnitSharing, error) {
	var s UnitSharing
	companies, err := client.Companies(ctx, bc.CompanyQuery{})
	if err != nil {
		return s, err
	}
	for _, company := range companies {
		if strings.EqualFold(company.ID, companyID) {
			continue
		}
		s.Others++
		setup, found, err := client.SharedDataverseConnectionSetup(ctx, company.ID)
		switch {
		case err != nil && bearable(err):
			s.Hidden = append(s.Hidden, company)
		case err != nil:
			return s, err
		case found && strings.EqualFold(setup.BusinessUnitID, unitID):
			s.Sharing = append(s.Sharing, company)
		}
	}
	return s, nil
}
