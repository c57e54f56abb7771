// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// read calls the Read callback. What is in a company that was deleted is gone with it, except for what the definition says
// outlives it; the run remembers the company, so that the plan refuses to create anything in it.
func (r *Resource[M, P]) read(ctx context.Context, op *Operation[M], state M) (M, bool, error) {
	current, found, err := r.def.Read(ctx, op, state)
	if r.def.Company == nil || !businesscentral.IsCompanyNotFound(err) {
		return current, found, err
	}
	r.clients.Tell(goneCompany(r.def.Company(state)))
	return state, r.def.Outlives != nil && r.def.Outlives(state), nil
}

// goneCompany is the key under which a run remembers that a company is gone.
func goneCompany(id string) string { return "gone company " + id }

// inGoneCompany reports whether the planned object is in a company that a refresh found gone. The first such object of a
// run is the error of the plan; the others have nothing to add.
func (r *Resource[M, P]) inGoneCompany(plan *M) (bool, error) {
	if plan == nil || r.def.Company == nil {
		return false, nil
	}
	id := r.def.Company(*plan)
	if id == "" || !r.clients.Told(goneCompany(id)) {
		return false, nil
	}
	if !r.clients.Announce("refused " + goneCompany(id)) {
		return true, nil
	}
	return true, Errorf("The company is gone",
		"If the company was deleted, remove its resources from the configuration and apply, or run terraform destroy: both work without the company, and remove what it left in Dataverse as deletion_policy says. "+
			"If another company took its place, set company_id to that one's id, which the data source bcsales_companies shows.",
		"Business Central no longer has the company %s, which the state has connection setups, couplings or other objects of. They went with the company, and cannot be made again without it.", id).At("company_id")
}
