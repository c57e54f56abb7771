// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// salesJob is a job of table 5330 that belongs to no mapping.
type salesJob struct {
	codeunit    int64
	minutes     int64
	description string
	held        bool // put on hold when table 5330 is disabled
}

func salesJobs() []salesJob {
	return []salesJob{
		{codeunitStatistics, 30, "Customer Statistics - Dynamics 365 Sales synchronization job", true},
		{codeunitOrderStatus, 7, "Sales Order Status - Dynamics 365 Sales synchronization job", true},
		{codeunitNotes, 5, "Sales Order Notes - Dynamics 365 Sales synchronization job", true},
		{codeunitArchived, 30, "Archived Sales Orders - Dynamics 365 Sales synchronization job", false},
		{codeunitAutoCreate, 30, "Automatically create sales orders from sales orders that are submitted in Dynamics 365 Sales.", true},
		{codeunitAutoProcess, 30, "Automatically process sales quotes from sales quotes that are activated in Dynamics 365 Sales.", true},
		{codeunitAvailability, 30, "Item Availability - Dynamics 365 Sales synchronization job", false},
	}
}

// settingJob is the job of a setting; it is deleted when the setting is turned off. The other jobs stay until orders are
// configured again.
type settingJob struct {
	column   string
	codeunit int64
}

func settingJobs() []settingJob {
	return []settingJob{{columnAvailability, codeunitAvailability}, {columnAutoCreate, codeunitAutoCreate}, {columnAutoProcess, codeunitAutoProcess}}
}

// recreateSalesJobs deletes jobs and creates them again (CRMSetupDefaults.RecreateJobQueueEntry).
func (co company) recreateSalesJobs(codeunits ...int64) {
	co.deleteSalesJobs(codeunits...)
	for _, job := range salesJobs() {
		if slices.Contains(codeunits, job.codeunit) {
			co.createJob(store.Row{
				"objectIdToRun": job.codeunit, "description": job.description, "recurringJob": true,
				"numberOfMinutesBetweenRuns": job.minutes, "maxNumberAttemptsToRun": int64(2), "status": jobInactive,
			})
		}
	}
}

func (co company) deleteSalesJobs(codeunits ...int64) {
	co.remove(setJobQueue, func(r store.Row) bool { return slices.Contains(codeunits, r.Int("objectIdToRun")) })
}

// resetSalesJobs recreates the jobs that the setup requires (CRMSetupDefaults.ResetConfiguration). It deletes no other: the job
// of a setting that was turned off while the setup was disabled stays on hold.
func (co company) resetSalesJobs(setup store.Row) {
	co.recreateSalesJobs(codeunitStatistics)
	for _, job := range settingJobs() {
		if setup.Bool(job.column) {
			co.recreateSalesJobs(job.codeunit)
		}
	}
}

// switchSettingJobs follows the triggers of the fields, which create or delete a job when the value changes.
func (co company) switchSettingJobs(old, row store.Row) {
	for _, job := range settingJobs() {
		switch {
		case row.Bool(job.column) == old.Bool(job.column):
		case row.Bool(job.column):
			co.recreateSalesJobs(job.codeunit)
		default:
			co.deleteSalesJobs(job.codeunit)
		}
	}
}

// resetOrderJobs is what ResetSalesOrderMappingConfiguration does with jobs. When both kinds of orders are off it does nothing,
// and the jobs of the kind that was on stay.
func (co company) resetOrderJobs(legacy, bidirectional bool) {
	if bidirectional {
		co.deleteSalesJobs(codeunitAutoCreate, codeunitOrderStatus, codeunitNotes)
		co.recreateSalesJobs(codeunitNotes, codeunitArchived)
	}
	if legacy {
		co.recreateSalesJobs(codeunitOrderStatus, codeunitNotes)
	}
}

// holdSalesJobs puts the jobs that belong to no mapping on hold (UpdateCRMJobQueueEntriesStatus).
func (co company) holdSalesJobs() {
	for _, job := range salesJobs() {
		if !job.held {
			continue
		}
		for _, row := range co.table(setJobQueue).Where(func(r store.Row) bool { return r.Int("objectIdToRun") == job.codeunit }) {
			co.setJobStatus(row, false)
		}
	}
}

// cleanUpJobs creates the job that cleans up failed jobs, unless it exists: the dispatcher does so after every job (BCApps
// JobQueueDispatcher.Codeunit.al, CleanupStaleJobs).
func (co company) cleanUpJobs() {
	if _, ok := co.table(setJobQueue).First(func(r store.Row) bool { return r.Int("objectIdToRun") == codeunitCleanup }); ok {
		return
	}
	co.createJob(store.Row{
		"objectIdToRun": int64(codeunitCleanup), "description": "Clean up failed jobs", "recurringJob": true,
		"numberOfMinutesBetweenRuns": int64(24 * 60), "status": jobReady,
	})
}
