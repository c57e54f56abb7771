// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// columnStatusBefore remembers the status of a recurring job during the full synchronization of its mapping.
const columnStatusBefore = "emulatorStatusBefore"

// pauseJobs puts the recurring job of a mapping on hold during a full synchronization of it
// (SetOriginalJobQueueEntryOnHold).
func (co company) pauseJobs(m mapping) {
	for _, job := range co.mappingJobs(m.Name) {
		co.update(setJobQueue, job.String(columnID), store.Row{columnStatusBefore: job.String("status"), "status": jobOnHold})
	}
}

// resumeJobs restores the status of the recurring job (SetOriginalJobQueueEntryStatus).
func (co company) resumeJobs(m mapping) {
	for _, job := range co.mappingJobs(m.Name) {
		if before := job.String(columnStatusBefore); before != "" {
			co.update(setJobQueue, job.String(columnID), store.Row{columnStatusBefore: "", "status": before})
		}
	}
}

// columnRecurring names the recurring job whose run a one-off job is.
const columnRecurring = "emulatorRecurringJob"

// rest puts a recurring job whose run changed and refused nothing on hold until something changes (HaveJobsBeenIdle of table
// 5338).
func (co company) rest(entry store.Row) {
	recurring, ok := co.table(setJobQueue).Get(entry.String(columnRecurring))
	if !ok {
		return
	}
	for _, job := range co.table(setSynchJobs).By(columnQueueEntry, entry.String("jobQueueEntryId")) {
		for _, action := range []string{countInserted, countModified, countFailed} {
			if job.Int(action) != 0 {
				return
			}
		}
	}
	co.update(setJobQueue, recurring.String(columnID), store.Row{"status": jobInactive})
}
