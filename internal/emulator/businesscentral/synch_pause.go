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
