// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// originsKey is the private state key of [origins].
const originsKey = "found"

// origins says which parts were there before this resource; destroy leaves those in place.
type origins struct {
	BusinessUnit bool `json:"businessUnit,omitempty"`
	Team         bool `json:"team,omitempty"`
	Company      bool `json:"company,omitempty"`
	// Incomplete is set while the company is being made or taken down: what exists of it is then still ours to finish.
	Incomplete bool `json:"incomplete,omitempty"`
}

func (o origins) save(ctx context.Context, op *framework.Operation[companyModel]) error {
	return op.Remember(ctx, originsKey, o)
}

// loadOrigins returns what was recorded; after an import that is nothing, and everything counts as made here. Terraform
// hands no private state to the deletion of what a failed creation saved: the keys tell then what that creation made.
func loadOrigins(ctx context.Context, op *framework.Operation[companyModel], client *dataverse.Client, state companyModel) (origins, error) {
	var o origins
	if recorded, err := op.Recall(ctx, originsKey, &o); err != nil || recorded {
		return o, err
	}
	return originsByKey(ctx, client, state)
}

// originsByKey takes what has not the key that this resource gives for found.
func originsByKey(ctx context.Context, client *dataverse.Client, state companyModel) (origins, error) {
	company, unit := state.CompanyID.Canonical(), state.BusinessUnitID.Canonical()
	o := origins{Incomplete: true}
	for _, part := range []struct {
		found     *bool
		table, of string
		id        string
	}{
		{&o.BusinessUnit, unitTable, company, unit},
		{&o.Team, teamTable, unit + "/" + company, state.TeamID.Canonical()},
		{&o.Company, companyTable, company, state.DataverseCompanyID.Canonical()},
	} {
		key, err := client.Key(ctx, part.table, part.of)
		if err != nil {
			return o, err
		}
		*part.found = !strings.EqualFold(part.id, key)
	}
	return o, nil
}
