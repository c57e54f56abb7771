// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// recordSets are the entity sets of the standard API by the number of the table. It has none for resources, opportunities and
// price groups.
// Source: https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/
func recordSets() map[int64]string {
	return map[int64]string{4: "currencies", 18: "customers", 23: "vendors", 27: "items", 204: "unitsOfMeasure", 5050: "contacts"}
}

// RecordIsMissing reports whether a company surely lacks a record: the standard API has its table, and answers that there is no
// record with the id.
func (c *Client) RecordIsMissing(ctx context.Context, companyID string, tableID int64, recordID string) (bool, error) {
	set, ok := recordSets()[tableID]
	if !ok {
		return false, nil
	}
	type row struct {
		ID string `json:"id"`
	}
	_, found, err := odata.First[row](ctx, c.standard, inCompany(companyID, set), odata.Query{Select: []string{"id"}, Filter: odata.Eq("id", odata.GUID(recordID))})
	if err != nil {
		return false, fmt.Errorf("looking for the record %s among the %s of company %s: %w", recordID, set, companyID, err)
	}
	return !found, nil
}
