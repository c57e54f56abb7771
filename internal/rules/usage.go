// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// Links are rows of nav_connection, by which Sales links to companies of Business Central. They show who uses a Dataverse
// environment: each names a company and its environment, and was written by the integration user of the connection.
type Links []dataverse.NavConnection

// ReadLinks reads the rows.
func ReadLinks(ctx context.Context, dv *dataverse.Client) (Links, error) {
	rows, err := dv.NavConnections(ctx)
	return Links(rows), err
}

// WrittenBy returns the links that the user wrote.
func (l Links) WrittenBy(userID string) Links {
	return l.where(func(row dataverse.NavConnection) bool { return row.WrittenBy(userID) })
}

// Of returns the links to companies with one of the names.
func (l Links) Of(names ...string) Links {
	return l.where(func(row dataverse.NavConnection) bool { return slices.ContainsFunc(names, opening(row)) })
}

// Without returns the links to companies with other names.
func (l Links) Without(name string) Links {
	return l.where(func(row dataverse.NavConnection) bool { return !opening(row)(name) })
}

// opening reports of a name whether the link is to a company with it.
func opening(row dataverse.NavConnection) func(name string) bool {
	opened := bc.ParseWebClient(row.Address)
	return func(name string) bool { return name != "" && (strings.EqualFold(row.Name, name) || opened.Opens(name)) }
}

// Elsewhere returns the links that surely name another environment than the place.
func (l Links) Elsewhere(here bc.Place) Links {
	return l.where(func(row dataverse.NavConnection) bool { return here.Differs(bc.ParseWebClient(row.Address).Place()) })
}

// In returns the links that surely name the environment of the place.
func (l Links) In(here bc.Place) Links {
	return l.where(func(row dataverse.NavConnection) bool {
		at := bc.ParseWebClient(row.Address).Place()
		return strings.EqualFold(at.Environment, here.Environment) && !here.Differs(at)
	})
}

// Here returns the other links than [Links.Elsewhere].
func (l Links) Here(here bc.Place) Links {
	return l.where(func(row dataverse.NavConnection) bool { return !here.Differs(bc.ParseWebClient(row.Address).Place()) })
}

func (l Links) where(keep func(dataverse.NavConnection) bool) Links {
	return slices.DeleteFunc(slices.Clone(l), func(row dataverse.NavConnection) bool { return !keep(row) })
}

// mostLinks is how many links a text names.
const mostLinks = 10

// String names the links for people.
func (l Links) String() string {
	names := make([]string, 0, len(l))
	for _, row := range l[:min(len(l), mostLinks)] {
		names = append(names, fmt.Sprintf("company %q (%s)", row.Name, row.Address))
	}
	if more := len(l) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

// CompanyLinks are the links that may concern a company of Business Central which Dataverse has by its id.
type CompanyLinks struct {
	// Here are those of its own environment, Elsewhere those of others that no other company of its name explains.
	Here, Elsewhere Links
}

// All are both.
func (c CompanyLinks) All() Links { return slices.Concat(c.Here, c.Elsewhere) }

// ReadCompanyLinks reads the links to a company with its id and one of its names. A link holds a name and no id: while
// Dataverse has other companies with the name, as many links to other environments are taken for theirs.
func ReadCompanyLinks(ctx context.Context, dv *dataverse.Client, here bc.Place, companyID string, names ...string) (CompanyLinks, error) {
	return companyLinks(ctx, dv.NavConnections, dv.Companies, here, companyID, names)
}

// SharedCompanyLinks is [ReadCompanyLinks] that the resources of a run share.
func SharedCompanyLinks(ctx context.Context, dv *dataverse.Client, here bc.Place, companyID string, names ...string) (CompanyLinks, error) {
	return companyLinks(ctx, dv.SharedNavConnections, dv.SharedCompanies, here, companyID, names)
}

func companyLinks(
	ctx context.Context,
	connections func(ctx context.Context) ([]dataverse.NavConnection, error),
	companies func(ctx context.Context, q dataverse.CompanyQuery) ([]dataverse.Company, error),
	here bc.Place, companyID string, names []string,
) (CompanyLinks, error) {
	rows, err := connections(ctx)
	if err != nil {
		return CompanyLinks{}, err
	}
	links := Links(rows).Of(names...)
	out := CompanyLinks{Here: links.Here(here), Elsewhere: links.Elsewhere(here)}
	if len(out.Elsewhere) == 0 {
		return out, nil
	}
	others := map[string]struct{}{}
	for _, name := range names {
		rows, err := companies(ctx, dataverse.CompanyQuery{Name: name})
		if err != nil {
			return out, err
		}
		for _, row := range rows {
			if !strings.EqualFold(row.ExternalID, companyID) {
				others[strings.ToLower(row.ID)] = struct{}{}
			}
		}
	}
	if len(out.Elsewhere) <= len(others) {
		out.Elsewhere = nil
	}
	return out, nil
}

// SharedTeamLinks reads the links to the company whose owning team the team is, as the resources of a run share them; there
// are none for another team. client may be nil; then all links count as those of this environment.
func SharedTeamLinks(ctx context.Context, dv *dataverse.Client, client *bc.Client, team string) (CompanyLinks, error) {
	companies, err := dv.SharedCompanies(ctx, dataverse.CompanyQuery{OwningTeamID: strings.ToLower(team)})
	if err != nil || len(companies) == 0 {
		return CompanyLinks{}, err
	}
	var here bc.Place
	if client != nil {
		here = client.Place()
	}
	return SharedCompanyLinks(ctx, dv, here, companies[0].ExternalID, companies[0].Name)
}

// UserUsage names the connections that sign in as a user: those whose links in Sales the user wrote, of whatever company
// and environment, and those of this environment's companies whose setup names the user's e-mail address. A setup that is off
// counts too, since an update turns it off for a moment. It is empty when nobody uses the user. client may be nil; setups
// that cannot be read do not count.
func UserUsage(ctx context.Context, dv *dataverse.Client, client *bc.Client, userID, email string) (string, error) {
	own := usageReads{connections: dv.NavConnections}
	if client != nil {
		own.companies = func(ctx context.Context) ([]bc.Company, error) { return client.Companies(ctx, bc.CompanyQuery{}) }
		own.setup = client.DataverseConnectionSetup
	}
	return own.userUsage(ctx, userID, email)
}

// SharedUserUsage is [UserUsage] that the resources of a run share: for what is asked of many users.
func SharedUserUsage(ctx context.Context, dv *dataverse.Client, client *bc.Client, userID, email string) (string, error) {
	shared := usageReads{connections: dv.SharedNavConnections}
	if client != nil {
		shared.companies, shared.setup = client.SharedCompanies, client.SharedDataverseConnectionSetup
	}
	return shared.userUsage(ctx, userID, email)
}

// usageReads are the reads that show who uses a user. companies and setup are nil where Business Central cannot be asked.
type usageReads struct {
	connections func(ctx context.Context) ([]dataverse.NavConnection, error)
	companies   func(ctx context.Context) ([]bc.Company, error)
	setup       func(ctx context.Context, companyID string) (bc.DataverseConnectionSetup, bool, error)
}

func (r usageReads) userUsage(ctx context.Context, userID, email string) (string, error) {
	rows, err := r.connections(ctx)
	if err != nil {
		return "", err
	}
	if written := Links(rows).WrittenBy(userID); len(written) > 0 {
		return written.String(), nil
	}
	if r.companies == nil || email == "" {
		return "", nil
	}
	names, err := r.connectedAs(ctx, email)
	if err != nil || len(names) == 0 {
		return "", err
	}
	return "the Dataverse connection setup of company " + strings.Join(names, ", "), nil
}

// ConnectedCompanies names the companies of the environment whose connection to Dataverse is on.
func ConnectedCompanies(ctx context.Context, client *bc.Client) ([]string, error) {
	companies, err := client.Companies(ctx, bc.CompanyQuery{})
	if err != nil {
		return nil, err
	}
	var names []string
	for _, company := range companies {
		setup, found, err := client.DataverseConnectionSetup(ctx, company.ID)
		if _, without := errors.AsType[*bc.CompanionError](err); without {
			continue
		}
		if err != nil && !bc.IsCompanyNotFound(err) {
			return nil, err
		}
		if found && setup.IsEnabled {
			names = append(names, fmt.Sprintf("%s (%s)", company.Name, strings.ToLower(company.ID)))
		}
	}
	return names, nil
}

// connectedAs names the companies whose Dataverse connection setup names the user.
func (r usageReads) connectedAs(ctx context.Context, email string) ([]string, error) {
	companies, err := r.companies(ctx)
	if err != nil {
		return nil, ctx.Err()
	}
	var names []string
	for _, company := range companies {
		setup, found, err := r.setup(ctx, company.ID)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || !found || !strings.EqualFold(setup.UserName, email) {
			continue
		}
		name := fmt.Sprintf("%s (%s)", company.Name, strings.ToLower(company.ID))
		if !setup.IsEnabled {
			name += ", which is turned off"
		}
		names = append(names, name)
	}
	return names, nil
}
