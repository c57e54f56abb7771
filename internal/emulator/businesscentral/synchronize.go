// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// synchronizeMapping is SynchronizeNow of one mapping: a one-off job that starts after a second.
func synchronizeMapping(c *odatasvc.Context, bound store.Row, _ map[string]any) (any, error) {
	co := companyOf(c)
	if !co.enabled(setDataverseSetup) {
		return nil, ownError(ownDataverseOff)
	}
	if err := mayScheduleJobs(c); err != nil {
		return nil, err
	}
	if m, ok := mappingNamed(bound.String("name")); ok {
		co.enqueue(m, codeunitSynch, false)
	}
	co.log(change{object: objectMapping, key: bound.String("name"), operation: "synchronize"})
	return nil, nil
}

// restartJob is the action Restart of page "Job Queue Entries": the entry is set to ready and, if it belongs to a
// mapping, the mapping is synchronized.
func restartJob(c *odatasvc.Context, job store.Row, _ map[string]any) (any, error) {
	if err := mayScheduleJobs(c); err != nil {
		return nil, err
	}
	co := companyOf(c)
	co.update(setJobQueue, job.String(columnID), store.Row{
		"status": jobReady, "scheduled": true, "errorMessage": "", "lastReadyState": co.world.Timestamp(),
	})
	name := strings.TrimPrefix(job.String("recordIdToProcess"), mappingRecord(""))
	if m, ok := mappingNamed(name); ok && co.connected() {
		if entry, made := co.jobByEntry(co.enqueue(m, codeunitSynch, false)); made {
			co.update(setJobQueue, entry.String(columnID), store.Row{columnRecurring: job.String(columnID)})
		}
	}
	return nil, nil
}
