// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// SharedCompany is [Client.CompanyByExternalID] that the resources of a run share.
func (c *Client) SharedCompany(ctx context.Context, companyID string) (Company, bool, error) {
	return c.shared.companies.Get(ctx, strings.ToLower(companyID))
}

// SharedCompanies is [Client.Companies] that the resources of a run share.
func (c *Client) SharedCompanies(ctx context.Context, q CompanyQuery) ([]Company, error) {
	rows, _, err := c.shared.companyLists.Get(ctx, q)
	return rows, err
}

func (c *Client) companyListSource(run *bulk.Run) bulk.Source[CompanyQuery, []Company] {
	return bulk.Source[CompanyQuery, []Company]{
		Request: "GET bcbi_companies at Dataverse",
		MaxKeys: 1, Run: run,
		Some: func(ctx context.Context, queries []CompanyQuery) (map[CompanyQuery][]Company, error) {
			rows, err := c.Companies(ctx, queries[0])
			return map[CompanyQuery][]Company{queries[0]: rows}, err
		},
	}
}

func (c *Client) companySource(run *bulk.Run) bulk.Source[string, Company] {
	read := func(ctx context.Context, filter string) (map[string]Company, error) {
		rows, err := odata.List[Company](ctx, c.api, "bcbi_companies", odata.Query{Select: companyColumns(), Filter: filter})
		if isUnknownSegment(err) {
			return nil, nil // the base solution, which brings the table, is not imported
		}
		if err != nil {
			return nil, fmt.Errorf("reading the companies in Dataverse: %w", err)
		}
		indexed := make(map[string]Company, len(rows))
		for _, row := range rows {
			indexed[strings.ToLower(row.ExternalID)] = row
		}
		return indexed, nil
	}
	return bulk.Source[string, Company]{
		Request: "GET bcbi_companies at Dataverse",
		MaxKeys: sharedKeys, Run: run,
		Some: func(ctx context.Context, ids []string) (map[string]Company, error) {
			return read(ctx, odata.AnyOf("bcbi_externalid", odata.String, ids))
		},
		All: func(ctx context.Context, _ []string) (map[string]Company, error) { return read(ctx, "") },
		// Somebody else may make a row, or give it its team, while this run waits for something.
		Settled: func(company Company, found bool) bool { return found && company.OwningTeamID != "" },
	}
}
