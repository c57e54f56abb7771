// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// rows are the probes of rows in Dataverse that need no user.
func rows() []Probe {
	return []Probe{
		{
			ID: "company-of-team-without-role", Question: "Does Dataverse refuse a company row whose owning team has no role?",
			Writes: true, Ask: companyOfTeamWithoutRole,
		},
		{
			ID: "versions-of-teams", Question: "Does Dataverse compare versions of teams?",
			Writes: true, Ask: versionsOfTeams,
		},
		{
			ID: "versions-of-business-units", Question: "Does Dataverse compare versions of business units?",
			Writes: true, Ask: versionsOfUnits,
		},
		{
			ID: "collation", Question: "Does the collation of the Dataverse environment ignore case and accents?",
			Writes: true, Ask: collation,
		},
	}
}

func companyOfTeamWithoutRole(ctx context.Context, l *Lab) (a Answer, err error) {
	unit, err := l.unit(ctx)
	if err != nil {
		return a, err
	}
	team, err := l.team(ctx, unit.ID, l.name()+"-team")
	if err != nil {
		return a, err
	}
	row := dataverse.Company{ID: uuid.NewString(), ExternalID: uuid.NewString(), Name: l.name(), OwningTeamID: team.ID}
	l.making("the company row "+row.Name, func(ctx context.Context) error {
		return remove(ctx, func(ctx context.Context) (dataverse.Company, bool, error) {
			return l.Dataverse.CompanyByExternalID(ctx, row.ExternalID)
		}, l.Dataverse.DeleteCompany)
	})
	_, err = l.Dataverse.CreateCompany(ctx, row)
	if odata.IsStatus(err, http.StatusNotFound) {
		return a, errNoBaseSolution
	}
	return a, a.outcome("creating the row", err)
}

func versionsOfTeams(ctx context.Context, l *Lab) (a Answer, err error) {
	unit, err := l.unit(ctx)
	if err != nil {
		return a, err
	}
	team, err := l.team(ctx, unit.ID, l.name()+"-team")
	if err != nil {
		return a, err
	}
	return a, a.versions(ctx, l, odata.Key("teams", team.ID), "name", team.Name)
}

func versionsOfUnits(ctx context.Context, l *Lab) (a Answer, err error) {
	unit, err := l.unit(ctx)
	if err != nil {
		return a, err
	}
	return a, a.versions(ctx, l, odata.Key("businessunits", unit.ID), "name", unit.Name)
}

// versions writes a column of a row in the version that was read, and once more in that version, which is an old one then.
func (a *Answer) versions(ctx context.Context, l *Lab, path, column, value string) error {
	var row struct {
		ETag string `json:"@odata.etag"`
	}
	if err := l.Dataverse.Ask(ctx, odata.Request{Path: path, Query: odata.Query{Select: []string{column}}}, &row); err != nil {
		return arranging(err)
	}
	for i, fact := range []string{"in the current version", "in an older version"} {
		err := l.Dataverse.Ask(ctx, odata.Request{
			Method: http.MethodPatch, Path: path, Header: odata.Match(row.ETag), Body: map[string]string{column: fmt.Sprintf("%s-%d", value, i+1)},
		}, nil)
		if err := a.outcome(fact, err); err != nil {
			return err
		}
	}
	return nil
}

// collation makes a team with a name and looks for it with another spelling.
func collation(ctx context.Context, l *Lab) (a Answer, err error) {
	unit, err := l.unit(ctx)
	if err != nil {
		return a, err
	}
	name := l.name() + "-Älg"
	if _, err := l.team(ctx, unit.ID, name); err != nil {
		return a, err
	}
	for _, other := range []struct{ what, name string }{
		{"as it is", name}, {"in upper case", strings.ToUpper(name)}, {"without the accent", l.name() + "-Alg"},
	} {
		found, err := l.Dataverse.Teams(ctx, dataverse.TeamQuery{Name: other.name, BusinessUnitID: unit.ID})
		if err != nil {
			return a, err
		}
		a.addf("found by its name %s: %t", other.what, len(found) > 0)
	}
	return a, nil
}
