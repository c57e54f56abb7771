// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// checkCompany refuses a new object of a company that does not exist in the plan, before what needs no company is made. A list that
// lacks it may be older than the company, so it is asked for by its id. What cannot be read is no proof.
func (r *Resource[M, P]) checkCompany(ctx context.Context, p *PlanOperation[M]) error {
	if p.State != nil || p.Plan == nil || r.def.Company == nil || !p.Ready() || r.clients.BusinessCentral == nil {
		return nil
	}
	id := r.def.Company(*p.Plan)
	if id == "" { // not known yet
		return nil
	}
	rows, err := r.clients.BusinessCentral.SharedCompanies(ctx)
	if err != nil || slices.ContainsFunc(rows, func(row businesscentral.Company) bool { return strings.EqualFold(row.ID, id) }) {
		return nil //nolint:nilerr // whatever needs the company reports it
	}
	if _, found, err := r.clients.BusinessCentral.Company(ctx, id); err != nil || found {
		return nil //nolint:nilerr // as above
	}
	return noCompany(id)
}

// noCompany says that the environment has no company of the id in company_id.
func noCompany(id string) error {
	return Errorf("There is no such company", "Check the id; the data source bcsales_companies lists the companies.", "Business Central has no company %s.", id).At(companyAttribute)
}
