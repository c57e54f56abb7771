// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// BusinessUnitQuery selects business units; what is left out does not restrict.
type BusinessUnitQuery struct {
	Name, ParentID string
	// Root restricts to the unit without a parent, or to the others.
	Root, Disabled *bool
}

func (q BusinessUnitQuery) filter() string {
	var terms []string
	if q.Name != "" {
		terms = append(terms, odata.Eq("name", odata.String(q.Name)))
	}
	if q.ParentID != "" {
		terms = append(terms, odata.Eq("_parentbusinessunitid_value", odata.GUID(q.ParentID)))
	}
	if q.Root != nil && *q.Root {
		terms = append(terms, odata.Eq("_parentbusinessunitid_value", odata.Null()))
	}
	if q.Root != nil && !*q.Root {
		terms = append(terms, odata.Ne("_parentbusinessunitid_value", odata.Null()))
	}
	if q.Disabled != nil {
		terms = append(terms, odata.Eq("isdisabled", odata.Bool(*q.Disabled)))
	}
	return odata.And(terms...)
}

// BusinessUnits returns the business units that match q, by name.
func (c *Client) BusinessUnits(ctx context.Context, q BusinessUnitQuery) ([]BusinessUnit, error) {
	units, err := odata.List[BusinessUnit](ctx, c.api, "businessunits", odata.Query{Select: businessUnitColumns(), Filter: q.filter(), OrderBy: "name"})
	if err != nil {
		return nil, fmt.Errorf("listing business units: %w", err)
	}
	return units, nil
}
