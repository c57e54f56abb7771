// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// JobQueueEntry is a job of the job queue.
// Source: https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/ (page 30091 in BCApps).
type JobQueueEntry struct {
	ID           string `json:"id"`
	Description  string `json:"description"`
	Status       Option `json:"status"`
	ErrorMessage string `json:"errorMessage"`
	Recurring    bool   `json:"recurringJob"`
	// RecordToProcess names the record that the job works on, after the caption of its table.
	RecordToProcess string `json:"recordIdToProcess"`
	// Codeunit is the number of the codeunit that the job runs.
	Codeunit int64 `json:"objectIdToRun"`
}

// couplingRunner is codeunit "Int. Coupling Job Runner", which couples the records of a mapping.
const couplingRunner = 5359

// synchronizationRunner is codeunit "Integration Synch. Job Runner", which synchronizes the records of a mapping.
const synchronizationRunner = 5339

// unitGroupUpdater is codeunit "CRM Update Unit Group Mapping". Enabling the Sales connection schedules it once, and existing items
// and resources have no unit groups until it has run (BCApps, codeunit CRM Integration Management, EnableUnitGroupMapping).
const unitGroupUpdater = 5367

// IsCoupling reports whether the job couples records and has not ended.
func (j JobQueueEntry) IsCoupling() bool { return j.Codeunit == couplingRunner && j.isUnderWay() }

// IsFollowing reports whether the job synchronizes records once, as after a coupling, and has not ended.
func (j JobQueueEntry) IsFollowing() bool {
	return j.Codeunit == synchronizationRunner && !j.Recurring && j.isUnderWay()
}

// IsCreatingUnitGroups reports whether the job creates the unit groups of items and resources and has not ended.
func (j JobQueueEntry) IsCreatingUnitGroups() bool {
	return j.Codeunit == unitGroupUpdater && j.isUnderWay()
}

func (j JobQueueEntry) isUnderWay() bool {
	return j.Status == StatusReady || j.Status == StatusInProcess || j.Status == StatusWaiting
}

// IsOfMapping reports whether the job synchronizes the table mapping of that name.
func (j JobQueueEntry) IsOfMapping(name string) bool {
	return strings.HasSuffix(j.RecordToProcess, ": "+name)
}

// integrationCodeunits are the codeunits that the integration's jobs run: the runners of synchronization, of coupling and
// of uncoupling, and those that the Sales connection has besides.
// Source: BCApps, codeunits 5339, 5349, 5350, 5352, 5354, 5355, 5356, 5358, 5359, 5366 and 5367.
func integrationCodeunits() []odata.Literal {
	numbers := []int64{synchronizationRunner, 5349, 5350, 5352, 5354, 5355, 5356, 5358, couplingRunner, 5366, unitGroupUpdater}
	literals := make([]odata.Literal, len(numbers))
	for i, number := range numbers {
		literals[i] = odata.Int(number)
	}
	return literals
}

// IntegrationJobs reads the jobs of the integration in the company's job queue.
func (c *Client) IntegrationJobs(ctx context.Context, companyID string) ([]JobQueueEntry, error) {
	rows, err := odata.List[JobQueueEntry](ctx, c.standard, inCompany(companyID, "jobQueueEntries"), odata.Query{
		Select: []string{"id", "description", "status", "errorMessage", "recurringJob", "recordIdToProcess", "objectIdToRun"},
		Filter: odata.In("objectIdToRun", integrationCodeunits()...),
	})
	if err != nil {
		return nil, fmt.Errorf("reading the job queue of company %s: %w", companyID, err)
	}
	return rows, nil
}
