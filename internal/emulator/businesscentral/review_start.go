// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"slices"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// How long a synchronization job waits and runs, and how much each record adds.
const (
	jobWait      = 500 * time.Millisecond
	jobRun       = time.Second
	jobPerRecord = 2 * time.Millisecond
)

const columnFull = "emulatorFullSynchronization"

// startFullSynchronization is the companion's start: it keeps the named lines, remembers the run and starts. It
// does nothing if that run was the last to be started.
func startFullSynchronization(c *odatasvc.Context, setup store.Row, params map[string]any) (any, error) {
	run, _ := params["runId"].(string)
	text, _ := params["mappingNames"].(string)
	run = store.NormalizeKey(run)
	if run == "" || run == emptyGUID {
		return nil, ownError(ownRunID)
	}
	if setup.Equal(columnRun, run) {
		return nil, nil
	}
	co := companyOf(c)
	if !co.enabled(setDataverseSetup) {
		return nil, ownError(ownDataverseOff)
	}
	if co.table(setLines).Len() == 0 {
		return nil, ownError(ownReviewFirst)
	}
	if co.reviewRunning() {
		return nil, ownError(ownReviewRunning)
	}
	if names := parseNames(text); len(names) > 0 {
		if err := co.keepLines(names); err != nil {
			return nil, err
		}
	}
	// The lines that are not named stay deleted, whatever follows.
	attempt := co.logAttempt(change{object: objectSynchronization, operation: "startFullSynchronization", property: columnRun, before: logText(setup[columnRun]), after: run})
	if err := mayScheduleJobs(c); err != nil {
		co.logFailure(attempt, messageOf(err))
		return nil, ownError(ownStart, messageOf(err))
	}
	co.update(setSalesSetup, setup.String(columnID), store.Row{columnRun: run})
	co.startLines()
	co.logFinished(attempt)
	return nil, nil
}

// keepLines deletes the lines that are not named. A line that a named one depends on must be named too, except that of salespeople.
func (co company) keepLines(names []string) error {
	for _, name := range names {
		line, ok := co.line(name)
		if !ok {
			return ownError(ownMappingUnknown, name)
		}
		for _, parent := range dependencies(line.String("dependencyFilter")) {
			if other, exists := co.line(parent); exists && parent != salespeopleMapping && !slices.Contains(names, parent) && !satisfied(other) {
				return ownError(ownDependency, name, parent)
			}
		}
	}
	co.remove(setLines, func(r store.Row) bool { return !slices.Contains(names, r.String("name")) })
	return nil
}

// startLines follows Start(): every line without a status whose parents are done gets a job. The job of a line that
// couples belongs to a clone of the mapping, which Start() does not look for, so that such a line never shows its
// own job id. Start() also does not reset the variable with the job id in its loop: a line without a job shows that
// of the preceding line.
func (co company) startLines() {
	job := emptyGUID
	for _, line := range co.startableLines() {
		m, ok := mappingNamed(line.String("name"))
		if !ok {
			continue
		}
		switch line.String("recommendation") {
		case fullSynchronization:
			job = co.enqueue(m, codeunitSynch, true)
		case coupleRecords:
			co.enqueue(m, codeunitCoupling, true)
		}
		co.update(setLines, line.String(columnID), store.Row{columnLineJob: job})
		co.validateLineJob(m.Name)
	}
}

// validateLineJob follows OnValidate of "Job Queue Entry ID": the line takes the status of its entry, or Error if
// the entry is gone. A line without an entry keeps its status.
func (co company) validateLineJob(name string) {
	line, ok := co.line(name)
	if !ok || empty(line.String(columnLineJob)) {
		return
	}
	status := jobError
	if entry, ok := co.jobByEntry(line.String(columnLineJob)); ok {
		status = entry.String("status")
	}
	co.update(setLines, line.String(columnID), store.Row{columnLineStatus: status})
}

func (co company) startableLines() []store.Row {
	var out []store.Row
	for _, line := range co.table(setLines).All() {
		if line.String(columnLineStatus) != blank {
			continue
		}
		ready := true
		for _, parent := range dependencies(line.String("dependencyFilter")) {
			if other, exists := co.line(parent); exists && !satisfied(other) {
				ready = false
			}
		}
		if ready {
			out = append(out, line)
		}
	}
	slices.SortFunc(out, func(a, b store.Row) int { return strings.Compare(a.String("name"), b.String("name")) })
	return out
}

// enqueue schedules a one-off job for a mapping and returns its entry's id. A full synchronization
// also processes records without a coupling.
func (co company) enqueue(m mapping, codeunit int64, full bool) string {
	verb := m.Name + " synchronization job"
	if codeunit == codeunitCoupling {
		verb = m.Name + " coupling job"
	}
	clone := strings.ToUpper(strings.ReplaceAll(co.world.NewID(), "-", ""))[:20]
	entry := co.createJob(store.Row{
		"objectIdToRun": codeunit, "recordIdToProcess": mappingRecord(clone), "status": jobReady,
		"description": " " + verb + ".", "jobQueueCategoryCode": "BCI INTEG", "maxNumberAttemptsToRun": int64(2),
		"parameterString": m.Name, columnFull: full,
	})
	co.setLineStatus(m, entry, jobReady)
	id, entryID := entry.String(columnID), entry.String("jobQueueEntryId")
	service, companyID := co.c.Service, co.id
	later := func() company { return companyOf(service.Background(companyID)) }
	duration := co.duration(m)
	co.world.After(jobWait, "businesscentral job "+entryID, func() { later().beginJob(id, m) })
	co.world.After(jobWait+duration, "businesscentral job "+entryID, func() { later().runJob(id, m, codeunit) })
	return entryID
}

func (co company) jobByEntry(entryID string) (store.Row, bool) {
	return co.table(setJobQueue).First(func(r store.Row) bool { return r.Equal("jobQueueEntryId", entryID) })
}

// beginJob moves a job and its line to "In Process".
func (co company) beginJob(id string, m mapping) {
	job, ok := co.table(setJobQueue).Get(id)
	if !ok || job.String("status") != jobReady {
		return
	}
	co.update(setJobQueue, id, store.Row{"status": jobInProcess})
	co.setLineStatus(m, job, jobInProcess)
	direction := m.Direction
	if row, ok := co.mappingRow(m.Name); ok {
		direction = row.String("direction")
	}
	if job.Bool(columnFull) && job.Int("objectIdToRun") == codeunitSynch {
		co.pauseJobs(m)
	}
	co.openSynchJobs(m, job, direction)
}

// duration returns how long a job takes in one direction.
func (co company) duration(m mapping) time.Duration {
	return jobRun + time.Duration(co.table(tableOf(m.Table).set).Len())*jobPerRecord
}

// runJob does a job's work, logs it, and starts the lines that waited for it. It skips an entry that has been
// deleted or put on hold since it was scheduled.
func (co company) runJob(id string, m mapping, codeunit int64) {
	job, ok := co.table(setJobQueue).Get(id)
	if !ok || job.String("status") != jobInProcess {
		return
	}
	status, text := jobFinished, co.trouble()
	if text != "" {
		status = jobError
	}
	if named, ok := co.mode().named(m.Name); ok { // SALESORDER-ORDER has two types
		m = named
	}
	if co.work(m, job, codeunit, text) {
		service, companyID := co.c.Service, co.id
		co.world.After(co.duration(m), "businesscentral job "+job.String("jobQueueEntryId"), func() { companyOf(service.Background(companyID)).runJob(id, m, codeunit) })
		return
	}
	co.resumeJobs(m)
	co.rest(job)
	co.logJob(job, status, text)
	if co.setLineStatus(m, job, status) {
		co.startLines()
	}
	co.leaveJob(job, status)
}

// logJob logs how a job that runs once ended, and shows it in the job's entry.
func (co company) logJob(job store.Row, status, text string) {
	co.insert(setJobQueueLog, store.Row{
		"jobQueueEntryId": job.String("jobQueueEntryId"), "startDateTime": job.String("earliestStartDateTime"),
		"endDateTime": co.world.Timestamp(), "objectIdToRun": job.Int("objectIdToRun"), "objectTypeToRun": "Codeunit",
		"status": logStatus(status), "description": job.String("description"), "errorMessage": text,
		"jobQueueCategoryCode": job.String("jobQueueCategoryCode"),
	})
	co.update(setJobQueue, job.String(columnID), store.Row{"status": status, "errorMessage": text})
}

// leaveJob deletes the entry of a finished job; the entry of a failed one stays.
func (co company) leaveJob(job store.Row, status string) {
	if status == jobFinished {
		co.table(setJobQueue).Delete(job.String(columnID))
	}
	co.cleanUpJobs()
}

// trouble returns why a job cannot use Dataverse, or "".
func (co company) trouble() string {
	if !co.connected() {
		return jobNotConnected
	}
	d := co.dataverse()
	setup, _ := co.setup(setDataverseSetup)
	if user, ok := d.userByEmail(setup.String("userName")); ok && user.Bool("isdisabled") {
		organization, _ := d.organization()
		return sprintf(jobUserDisabled, user.String("systemuserid"), organization.String("organizationid"))
	}
	return ""
}

func logStatus(status string) string {
	if status == jobFinished {
		return "Success"
	}
	return "Error"
}

// setLineStatus follows OnBeforeModifyJobQueueEntry: a job of the full synchronization writes its status into the
// line with the name of its clone's parent, whatever job that line shows. It reports whether there is such a line.
func (co company) setLineStatus(m mapping, job store.Row, status string) bool {
	line, ok := co.line(m.Name)
	if !ok || !job.Bool(columnFull) {
		return false
	}
	co.update(setLines, line.String(columnID), store.Row{columnLineStatus: status})
	return true
}
