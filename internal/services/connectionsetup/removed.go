// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// unlinkGone removes the link of Sales to a company that is gone: Business Central removes it when the connection is
// turned off, which needs the company. A link holds a name and no id, so it stays while another company has the name.
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
		if len(links.Of(company.Name)) > 0 {
			op.Keep(noun, "the company "+strings.ToLower(company.ID)+" of this environment is called "+company.Name+" too")
			return nil
		}
	}
	for _, link := range links {
		err := s.removeLink(ctx, link)
		if framework.IsRefused(err) {
			op.Keep(noun, "the provider's identity may not delete it")
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
	var here rules.Links
	for _, link := range links.Here {
		if strings.EqualFold(bc.ParseWebClient(link.Address).Place().Environment, s.bc.Place().Environment) {
			here = append(here, link)
		}
	}
	return here, nil
}
