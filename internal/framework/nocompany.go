// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// warnOfCompany warns once a run about a new object of a company that does not exist, before an apply creates whatever needs no company.
// An error would stop a destroy, which plans everything first, including what was deleted with a company. The list may be older than
// the company, so the company is asked for by its id too. A failed look-up proves nothing.
func (r *Resource[M, P]) warnOfCompany(ctx context.Context, p *PlanOperation[M]) {
	if p.State != nil || p.Plan == nil || r.def.Company == nil || !p.Ready() || r.clients.BusinessCentral == nil {
		return
	}
	id := r.def.Company(*p.Plan)
	if id == "" { // not known yet
		return
	}
	rows, err := r.clients.BusinessCentral.SharedCompanies(ctx)
	if err != nil || slices.ContainsFunc(rows, func(row businesscentral.Company) bool { return strings.EqualFold(row.ID, id) }) {
		return // whatever needs the company reports it
	}
	if _, found, err := r.clients.BusinessCentral.Company(ctx, id); err == nil && !found && r.clients.Announce("no company "+id) {
		p.Warn(noCompany(id))
	}
}

// noCompany says that the environment has no company of the id in company_id.
func noCompany(id string) *Problem {
	return Errorf("There is no such company", "Check the id; the data source bcsales_companies lists the companies.", "Business Central has no company %s.", id).At(companyAttribute)
}
