// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// warnRenamed warns, where nothing else changes, that Sales links to the company only under a name that it had before. The links
// are read only if Dataverse has another name than Business Central, which never renames its row there.
func warnRenamed(ctx context.Context, p *framework.PlanOperation[salesModel]) error {
	if !p.Ready() || !p.State.Enabled.ValueBool() {
		return nil
	}
	id := p.State.CompanyID.Canonical()
	former, links, err := onlyFormerLinks(ctx, p.Clients, id)
	if len(links) == 0 {
		if mayComeLater(err) {
			return nil
		}
		return err
	}
	p.Warn(&framework.Problem{
		Summary: "Sales links to the company under its former name",
		Detail: fmt.Sprintf("Company %s was renamed in Business Central. Dataverse knows it as %q, and Sales still links to it under that name: %s. "+
			"The links in Sales open a company that no longer exists.", id, former, links),
		Remedy: "Turn the Sales connection off and on again: apply once with enabled = false on this resource, and once with enabled = true. That writes the link again, and removes the one with the former name.",
	})
	return nil
}

// onlyFormerLinks returns the name that Dataverse has for the company and the links of this environment with it, unless the company
// still has that name, has a link with its present one, or another company has the former name.
func onlyFormerLinks(ctx context.Context, clients *framework.Clients, id string) (string, rules.Links, error) {
	row, found, err := clients.Dataverse.SharedCompany(ctx, id)
	if !found {
		return "", nil, err
	}
	companies, err := clients.BusinessCentral.SharedCompanies(ctx)
	if err != nil {
		return "", nil, err
	}
	named := func(c bc.Company) bool { return strings.EqualFold(c.Name, row.Name) }
	i := slices.IndexFunc(companies, func(c bc.Company) bool { return strings.EqualFold(c.ID, id) })
	if i < 0 || slices.ContainsFunc(companies, named) {
		return "", nil, nil
	}
	rows, err := clients.Dataverse.SharedNavConnections(ctx)
	if err != nil {
		return "", nil, err
	}
	here := clients.BusinessCentral.Place()
	if len(rules.Links(rows).Here(here).Of(companies[i].Name)) > 0 {
		return "", nil, nil
	}
	return row.Name, rules.Links(rows).In(here).Of(row.Name), nil
}
