// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Codeunits that job queue entries run.
const (
	codeunitCleanup      = 461  // Job Queue Cleanup Tasks
	codeunitSynch        = 5339 // Integration Synch. Job Runner
	codeunitAutoCreate   = 5349
	codeunitStatistics   = 5350
	codeunitOrderStatus  = 5352
	codeunitAutoProcess  = 5354
	codeunitNotes        = 5355
	codeunitAvailability = 5356
	codeunitCoupling     = 5359 // Int. Coupling Job Runner
	codeunitArchived     = 5366
	codeunitUnitGroups   = 5367 // CRM Update Unit Group Mapping
)

// Statuses of job queue entries.
const (
	jobReady     = "Ready"
	jobInProcess = "In Process"
	jobError     = "Error"
	jobOnHold    = "On Hold"
	jobFinished  = "Finished"
	jobInactive  = "On Hold with Inactivity Timeout"
	jobWaiting   = "Waiting"
)

// mappingRecord is the "Record ID to Process" of a mapping's jobs.
func mappingRecord(name string) string { return "Integration Table Mapping: " + name }

// createMappingJob creates the recurring job of a mapping
// (CDSSetupDefaults.RecreateJobQueueEntryFromIntTableMapping).
func (co company) createMappingJob(m mapping) {
	service, category := productDataverse, ""
	if m.Sales {
		service = productSales
	}
	switch {
	case m.Table == tableCustomer || m.Table == tableVendor || m.Table == tableContact:
		category = "BCI CUST"
	case m.Option:
		category = "BCI OPTION"
	}
	co.createJob(store.Row{
		"objectIdToRun": int64(codeunitSynch), "recordIdToProcess": mappingRecord(m.Name),
		"description": " " + m.Name + " - " + service + " synchronization job.", "jobQueueCategoryCode": category,
		"maxNumberAttemptsToRun": int64(10), "status": jobReady, "numberOfMinutesBetweenRuns": int64(30),
		"recurringJob": true, "emulatorInactivityTimeout": m.Timeout,
	})
}

// createJob adds a job queue entry and returns its row.
func (co company) createJob(row store.Row) store.Row {
	jobDefaults(co.c, row)
	return co.insert(setJobQueue, row)
}

// jobDefaults completes a job queue entry. An entry always has an id, which the lines of a review and the synchronization
// jobs refer to.
func jobDefaults(c *odatasvc.Context, row store.Row) {
	now := c.World.Timestamp()
	row.SetDefault("jobQueueEntryId", c.World.NewID())
	row.SetDefault("objectTypeToRun", "Codeunit")
	row.SetDefault("earliestStartDateTime", now)
	row.SetDefault("lastReadyState", now)
	row.SetDefault("rerunDelay", int64(30))
	row.SetDefault("recurringJob", false)
	row.SetDefault("scheduled", true)
	row.SetDefault("errorMessage", "")
	row.SetDefault("systemTaskId", c.World.NewID())
	if row.Bool("recurringJob") {
		for _, day := range []string{"runOnMonday", "runOnTuesday", "runOnWednesday", "runOnThursday", "runOnFridays", "runOnSaturdays", "runOnSundays"} {
			row.SetDefault(day, true)
		}
	}
}

// mappingJobs lists the recurring jobs of a mapping.
func (co company) mappingJobs(name string) []store.Row {
	return co.table(setJobQueue).Where(func(r store.Row) bool {
		return r.String("recordIdToProcess") == mappingRecord(name) && r.Int("objectIdToRun") == codeunitSynch && r.Bool("recurringJob")
	})
}

// jobActive reports whether the mapping has a recurring job that is not on hold.
func (co company) jobActive(name string) bool {
	for _, job := range co.mappingJobs(name) {
		if s := job.String("status"); s != jobOnHold && s != jobError {
			return true
		}
	}
	return false
}

// switchJob sets the status of a mapping's jobs and reports whether it has any.
func (co company) switchJob(name string, on bool) bool {
	jobs := co.mappingJobs(name)
	for _, job := range jobs {
		co.setJobStatus(job, on)
	}
	return len(jobs) > 0
}

func (co company) setJobStatus(job store.Row, on bool) {
	status := jobOnHold
	if on {
		status = jobReady
	}
	if job.String("status") != status {
		co.update(setJobQueue, job.String(columnID), store.Row{"status": status, "scheduled": on})
	}
}

// holdJobs puts the jobs of the selected mappings on hold.
func (co company) holdJobs(chosen func(mapping) bool) {
	for _, row := range co.table(setMappings).All() {
		m, ok := mappingNamed(row.String("name"))
		if !ok {
			m = mapping{Table: row.Int("tableId")}
		}
		if chosen(m) {
			co.switchJob(row.String("name"), false)
			co.table(setMappings).Update(row.String(columnID), store.Row{columnSynchronizing: false, columnSeenJob: false})
		}
	}
}
