// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// MaxCompanyName is the length of bcbi_company's name column in characters (BCApps, table CDS Company).
const MaxCompanyName = 30

// Company is the row that stands for a Business Central company in Dataverse (table bcbi_company, which the base
// integration solution brings).
type Company struct {
	// ETag is the version of the row that a change is meant for.
	ETag         string `json:"@odata.etag"`
	ID           string `json:"bcbi_companyid"`
	ExternalID   string `json:"bcbi_externalid"`
	Name         string `json:"bcbi_name"`
	OwningTeamID string `json:"_bcbi_defaultowningteam_value"`
	OwnerID      string `json:"_ownerid_value"`
}

func companyColumns() []string {
	return []string{"bcbi_companyid", "bcbi_externalid", "bcbi_name", "_bcbi_defaultowningteam_value", "_ownerid_value"}
}

// CompanyByExternalID finds the row of the Business Central company with the id; found is false if it does not exist. Until the run
// begins to change something, this is [Client.SharedCompany].
func (c *Client) CompanyByExternalID(ctx context.Context, companyID string) (Company, bool, error) {
	if !c.run.Changed() {
		return c.SharedCompany(ctx, companyID)
	}
	company, found, err := odata.First[Company](ctx, c.api, "bcbi_companies", odata.Query{
		Select: companyColumns(),
		Filter: odata.Eq("bcbi_externalid", odata.String(strings.ToLower(companyID))),
	})
	if isUnknownSegment(err) {
		return Company{}, false, nil // the base solution, which brings the table, is not imported
	}
	if err != nil {
		return Company{}, false, fmt.Errorf("looking for company %s in Dataverse: %w", companyID, err)
	}
	return company, found, nil
}

// CompanyQuery selects company rows; empty fields do not restrict.
type CompanyQuery struct{ ExternalID, Name, OwningTeamID string }

func (q CompanyQuery) filter() string {
	var terms []string
	if q.ExternalID != "" {
		terms = append(terms, odata.Eq("bcbi_externalid", odata.String(strings.ToLower(q.ExternalID))))
	}
	if q.Name != "" {
		terms = append(terms, odata.Eq("bcbi_name", odata.String(q.Name)))
	}
	if q.OwningTeamID != "" {
		terms = append(terms, odata.Eq("_bcbi_defaultowningteam_value", odata.GUID(q.OwningTeamID)))
	}
	return odata.And(terms...)
}

// Companies reads the rows that match q. Several companies may have the same name.
func (c *Client) Companies(ctx context.Context, q CompanyQuery) ([]Company, error) {
	rows, err := odata.List[Company](ctx, c.api, "bcbi_companies", odata.Query{Select: companyColumns(), Filter: q.filter()})
	if isUnknownSegment(err) {
		return nil, nil // the base solution, which brings the table, is not imported
	}
	if err != nil {
		return nil, fmt.Errorf("listing companies in Dataverse: %w", err)
	}
	return rows, nil
}

// CreateCompany creates the row with the id that the caller chose, owned by its default owning team, and returns it. A row
// with this id that an earlier attempt made for the same company is returned as it is.
func (c *Client) CreateCompany(ctx context.Context, company Company) (Company, error) {
	defer c.shared.companies.Forget(strings.ToLower(company.ExternalID))
	defer c.shared.companyLists.ForgetAll()
	made := company
	err := c.byLookup(ctx, defaultOwningTeam(), func(owningTeam string) (err error) {
		made, err = create(ctx, c, keyed[Company]{
			set: "bcbi_companies", id: company.ID, row: company, columns: companyColumns(),
			body: map[string]any{
				"bcbi_companyid":           company.ID,
				"bcbi_externalid":          strings.ToLower(company.ExternalID),
				"bcbi_name":                company.Name,
				owningTeam + "@odata.bind": bind("teams", company.OwningTeamID),
				"ownerid@odata.bind":       bind("teams", company.OwningTeamID),
			},
			immutable: []immutable[Company]{
				{"bcbi_externalid", company.ExternalID, func(row Company) string { return row.ExternalID }},
			},
		})
		return err
	})
	if err != nil {
		return made, fmt.Errorf("creating company %q in Dataverse: %w", company.Name, c.explained(ctx, err))
	}
	return made, nil
}

// SetCompany gives the row its name and default owning team, in the version that was read: see [odata.WriteLatest].
func (c *Client) SetCompany(ctx context.Context, company Company) error {
	defer c.shared.forgetCompanies() // the caller may not know whose row it is
	err := c.byLookup(ctx, defaultOwningTeam(), func(owningTeam string) error {
		return c.update(ctx, odata.Key("bcbi_companies", company.ID), company.ETag, map[string]any{
			"bcbi_name":                company.Name,
			owningTeam + "@odata.bind": bind("teams", company.OwningTeamID),
		})
	})
	if err != nil {
		return fmt.Errorf("changing company %q in Dataverse: %w", company.Name, c.explained(ctx, err))
	}
	return nil
}

// DeleteCompany deletes the row in the version that was read: see [odata.WriteLatest]. A row that is gone already is no error.
func (c *Client) DeleteCompany(ctx context.Context, company Company) error {
	defer c.shared.forgetCompanies()
	if err := c.deleteGone(ctx, odata.Key("bcbi_companies", company.ID), "bcbi_companyid", company.ETag); err != nil {
		return fmt.Errorf("deleting the company row %s: %w", company.ID, err)
	}
	return nil
}
