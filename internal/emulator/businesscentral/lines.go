// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// completeLine adds to a review line what the base application does not store in it: the job of a line that
// couples, and that a job no longer exists (codeunit "BCS Full Synch. Mgt.", Complete).
func completeLine(c *odatasvc.Context, row store.Row) {
	if row.String("recommendation") == noRecordsFound {
		row[columnLineJob], row[columnLineStatus] = emptyGUID, blank
		return
	}
	if job, ok := companyOf(c).lineJob(row.String("name")); ok {
		row[columnLineJob], row[columnLineStatus] = job.String("jobQueueEntryId"), job.String("status")
		return
	}
	if row.String("recommendation") != fullSynchronization {
		row[columnLineJob] = emptyGUID
	}
	switch row.String(columnLineStatus) {
	case jobReady, jobInProcess, jobWaiting:
		row[columnLineStatus] = jobError
	}
}

// lineJob finds the job of the cloned mapping that a full synchronization created.
func (co company) lineJob(name string) (store.Row, bool) {
	return co.table(setJobQueue).First(func(r store.Row) bool { return r.Bool(columnFull) && r.String("parameterString") == name })
}
