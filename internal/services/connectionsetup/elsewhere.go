// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// links reads the links of Sales to the company, if Dataverse has its id. A company that only has the name of another
// environment's has an id of its own.
func (s companyAccess) links(ctx context.Context) (rules.CompanyLinks, error) {
	row, found, err := s.dv.CompanyByExternalID(ctx, s.company)
	if !found {
		return rules.CompanyLinks{}, err
	}
	names := []string{row.Name}
	company, found, err := s.bc.Company(ctx, s.company)
	if err != nil && !mayComeLater(err) {
		return rules.CompanyLinks{}, err
	}
	if found && !strings.EqualFold(company.Name, row.Name) {
		names = append(names, company.Name)
	}
	return rules.ReadCompanyLinks(ctx, s.dv, s.bc.Place(), s.company, names...)
}

// refuseElsewhere refuses to connect a company that another environment has connected: the data of one would be
// synchronized into the rows of the other.
func (s companyAccess) refuseElsewhere(ctx context.Context, takeOver bool) error {
	if takeOver {
		return nil
	}
	// Most companies are not there yet, or no other environment is: nothing more is read then.
	if _, known, err := s.dv.SharedCompany(ctx, s.company); !known {
		return err
	}
	here := s.bc.Place()
	all, err := rules.ReadLinks(ctx, s.dv)
	if len(all.Elsewhere(here)) == 0 {
		return err
	}
	links, err := s.links(ctx)
	if err != nil || len(links.Elsewhere) == 0 {
		return err
	}
	remedy, also := "", ""
	if row, _, _ := s.bc.DataverseConnectionSetup(ctx, s.company); isCopied(row, s.dv.Origin()) {
		remedy, also = turnOffCopy, " "+copied
	}
	return framework.Errorf("The company is connected by another environment",
		remedy+"Give this environment a Dataverse environment of its own, and set dataverse_url to it. If the connection is the same and its Business Central environment was renamed or moved for good, set take_over_connection = true on both connection setups. "+
			"If the connection is this environment's and its link is wrong, import the setup: terraform import <address of this resource> "+s.company+".",
		"Dataverse %s has company %s, and Sales links to it in another Business Central environment: %s. The provider works on %q (%s). "+
			"Connecting both would mix their data, and take over what belongs to the other.%s",
		s.dv.Origin(), s.company, links.Elsewhere, here.Environment, here.Address(links.Elsewhere[0].Address), also)
}

// refuseElsewhereInPlan is refuseElsewhere for a plan, whose run may still bring the right to look.
func (s companyAccess) refuseElsewhereInPlan(ctx context.Context, takeOver bool) error {
	if err := s.refuseElsewhere(ctx, takeOver); err != nil && !mayComeLater(err) {
		return err
	}
	return nil
}

// takeOverLinks makes Sales link to the company in this environment, and no longer in the one that it was taken over from.
// The connection is on. configured is the address that the configuration names, if any.
func (s setups) takeOverLinks(ctx context.Context, configured string) error {
	here := s.bc.Place()
	if at := bc.ParseWebClient(configured).Place(); here.Differs(at) {
		return framework.Errorf("business_central_url names another environment",
			"Set business_central_url to the address of this environment, or leave it out.",
			"The connection of company %s is taken over by the environment %q, and business_central_url is %s.", s.company, here.Environment, configured).At("business_central_url")
	}
	links, err := s.links(ctx)
	if err != nil {
		return err
	}
	if len(links.Here) == 0 {
		row, _, err := s.bc.SalesConnectionSetup(ctx, s.company)
		if !row.IsEnabled {
			return err
		}
		// Business Central writes the link again when it is given an address; an empty one stands for its own.
		if err := s.sales.change(ctx, row, bc.SalesConnectionValues{BusinessCentralURL: &configured}); err != nil {
			return refused("change the address that Sales links to", err)
		}
		if links, err = s.links(ctx); err != nil {
			return err
		}
	}
	if len(links.Here) == 0 {
		return nil
	}
	for _, former := range links.Elsewhere {
		if err := s.removeLink(ctx, former); err != nil {
			return err
		}
	}
	return nil
}

// removeLink deletes a link that was read, unless somebody else has given it another address or company since.
func (s setups) removeLink(ctx context.Context, link dataverse.NavConnection) error {
	return odata.WriteLatest(ctx, odata.LookFrom(link, func(ctx context.Context) (dataverse.NavConnection, bool, error) {
		rows, err := s.dv.NavConnections(ctx)
		for _, row := range rows {
			if strings.EqualFold(row.ID, link.ID) {
				return row, true, err
			}
		}
		return link, false, err
	}, func(_ context.Context, now dataverse.NavConnection) (bool, error) {
		c := &framework.Contested{}
		c.Kept("address", link.Address, now.Address)
		c.Kept("name", link.Name, now.Name)
		return c.Left("link of Sales to company " + s.company)
	}), s.dv.DeleteNavConnection)
}
