// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// SolutionQuery selects solutions; what is left out does not restrict.
type SolutionQuery struct {
	UniqueName       string
	Managed, Visible *bool
}

func (q SolutionQuery) filter() string {
	var terms []string
	if q.UniqueName != "" {
		terms = append(terms, odata.Eq("uniquename", odata.String(q.UniqueName)))
	}
	if q.Managed != nil {
		terms = append(terms, odata.Eq("ismanaged", odata.Bool(*q.Managed)))
	}
	if q.Visible != nil {
		terms = append(terms, odata.Eq("isvisible", odata.Bool(*q.Visible)))
	}
	return odata.And(terms...)
}

// Solutions returns the installed solutions that match q, by unique name.
func (c *Client) Solutions(ctx context.Context, q SolutionQuery) ([]Solution, error) {
	query := solutionQuery()
	query.Filter, query.OrderBy = q.filter(), "uniquename"
	solutions, err := odata.List[Solution](ctx, c.api, "solutions", query)
	if err != nil {
		return nil, fmt.Errorf("listing solutions: %w", err)
	}
	return solutions, nil
}
