// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// unlinkGone removes the link of Sales to a company that is gone: Business Central removes it when the connection is
// turned off, which needs the company. A link holds a name and no id, so it stays while another company with the name is
// connected.
func (s setups) unlinkGone(ctx context.Context, op *framework.Operation[salesModel]) error {
	links, err := s.linksHere(ctx)
	if len(links) == 0 && err == nil {
		return nil
	}
	noun := "the link of Sales to the company " + s.company
	if framework.IsRefused(err) {
		op.KeepUnseen(noun, err)
		return nil
	}
	if err != nil {
		return err
	}
	companies, err := s.bc.Companies(ctx, bc.CompanyQuery{})
	if framework.IsRefused(err) {
		op.KeepUnseen(noun, err)
		return nil
	}
	if err != nil {
		return err
	}
	for _, company := range companies {
		if len(links.Of(company.Name)) == 0 {
			continue
		}
		connected, err := s.salesConnected(ctx, company.ID)
		if err != nil {
			return err
		}
		if connected {
			op.Keep(noun, "the company "+strings.ToLower(company.ID)+" of this environment is called "+company.Name+" too, and is connected")
			return nil
		}
	}
	return s.removeLinks(ctx, links, noun, op.Keep)
}

// unlinkFormer removes the links of Sales to the company under a name that it had before it was renamed in Business Central: turning
// the connection off removes the link with the present name only. While the connection is on, its only link stays.
func (s setups) unlinkFormer(ctx context.Context, keep func(noun, why string)) error {
	former, err := s.formerLinks(ctx)
	if framework.IsRefused(err) {
		return nil // who may not see links leaves in place what they protect, and says so
	}
	if err != nil || len(former) == 0 {
		return err
	}
	return s.removeLinks(ctx, former, "the link of Sales to the company "+s.company+" under its former name "+former[0].Name, keep)
}

// formerLinks reads the links under the company's former names that nothing needs any more. No company of the environment has
// the name of such a link.
func (s setups) formerLinks(ctx context.Context) (rules.Links, error) {
	rows, err := s.dv.SharedNavConnections(ctx)
	links := rules.Links(rows).In(s.bc.Place())
	if err != nil || len(links) == 0 {
		return nil, err
	}
	companies, err := s.bc.SharedCompanies(ctx)
	if err != nil {
		return nil, err
	}
	dead, own := links, ""
	for _, company := range companies {
		dead = dead.Without(company.Name)
		if strings.EqualFold(company.ID, s.company) {
			own = company.Name
		}
	}
	if len(dead) == 0 {
		return nil, nil
	}
	if needed, err := s.needsLink(ctx, links, bc.Company{ID: s.company, Name: own}); needed || err != nil {
		return nil, err
	}
	row, _, err := s.dv.SharedCompany(ctx, s.company)
	if err != nil {
		return nil, err
	}
	if former := dead.Of(row.Name); len(former) > 0 {
		return former, nil
	}
	return s.unclaimed(ctx, links, dead, companies)
}

// unclaimed returns the dead links whose names Dataverse has of no company, as after a renaming of the company row. There are none
// while one of them may be another company's: one that is connected and has no other link.
func (s setups) unclaimed(ctx context.Context, links, dead rules.Links, companies []bc.Company) (rules.Links, error) {
	for _, company := range companies {
		if strings.EqualFold(company.ID, s.company) {
			continue
		}
		if needed, err := s.needsLink(ctx, links, company); needed || err != nil {
			return nil, err
		}
	}
	rows, err := s.dv.Companies(ctx, dataverse.CompanyQuery{})
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		dead = dead.Without(row.Name)
	}
	return dead, nil
}

// needsLink reports whether the Sales connection of the company is on and none of the links has the company's name.
func (s setups) needsLink(ctx context.Context, links rules.Links, company bc.Company) (bool, error) {
	if len(links.Of(company.Name)) > 0 {
		return false, nil
	}
	return s.salesConnected(ctx, company.ID)
}

// salesConnected reports whether the Sales connection of a company of the environment is on.
func (s setups) salesConnected(ctx context.Context, company string) (bool, error) {
	sales, _, err := s.bc.SalesConnectionSetup(ctx, company)
	if bc.IsCompanionMissing(err) {
		return false, nil
	}
	return sales.IsEnabled, err
}

// removeLinks removes links that were read, and says so of what the provider's identity may not delete.
func (s setups) removeLinks(ctx context.Context, links rules.Links, noun string, keep func(noun, why string)) error {
	for _, link := range links {
		err := s.removeLink(ctx, link)
		if framework.IsRefused(err) {
			keep(noun, "the provider's identity may not delete it")
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// linksHere reads the links that surely name the company in this environment.
func (s companyAccess) linksHere(ctx context.Context) (rules.Links, error) {
	links, err := s.links(ctx)
	if err != nil {
		return nil, err
	}
	return links.Here.In(s.bc.Place()), nil
}
