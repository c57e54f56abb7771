// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// warnNamesake warns of another company with the name that has rows in Dataverse, such as the one that a copy replaces: the
// synchronization makes rows for the new company beside them.
func warnNamesake(ctx context.Context, p *framework.PlanOperation[companyModel]) error {
	name, id := p.Plan.CompanyName.ValueString(), p.Plan.CompanyID.Canonical()
	if !p.Ready() || name == "" || id == "" {
		return nil
	}
	if err := namesakes(ctx, p, name, id); err != nil && !framework.IsRefused(err) {
		return err
	}
	return nil
}

func namesakes(ctx context.Context, p *framework.PlanOperation[companyModel], name, id string) error {
	rows, err := p.Dataverse.Companies(ctx, dataverse.CompanyQuery{Name: name})
	if err != nil {
		return err
	}
	for _, row := range rows {
		if strings.EqualFold(row.ExternalID, id) {
			continue
		}
		counts, err := p.Dataverse.CompanyRows(ctx, row.ID)
		if err != nil {
			return err
		}
		if len(counts) == 0 {
			continue
		}
		p.Warn(&framework.Problem{
			Summary: "Another company of this name has rows in Dataverse",
			Detail: "Dataverse has a company " + row.Name + " with the id " + row.ExternalID + ", to which " + dataverse.DescribeOwned(counts) + " belong. They do not move to company " + id + ": " +
				"its first synchronization makes rows of its own beside them, also where the records are the same.",
			Remedy: "If company_id names a copy by mistake, set it to " + row.ExternalID + ". If the copy replaces that company for good, assign the rows to the new company in Sales, and give bcsales_initial_synchronization match_fields to couple them.",
		})
	}
	return nil
}
