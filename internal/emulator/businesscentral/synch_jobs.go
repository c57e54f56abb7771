// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// Actions that a synchronization job counts (table 5338 "Integration Synch. Job").
const (
	countInserted  = "inserted"
	countModified  = "modified"
	countUnchanged = "unchanged"
	countSkipped   = "skipped"
	countFailed    = "failed"
	countCoupled   = "coupled"
)

const columnQueueEntry = "emulatorJobQueueEntryId"

// synchJob is the row of table 5338 of a running job, with its counts so far.
type synchJob struct {
	co     company
	id     string
	counts map[string]int64
}

// openSynchJobs creates the running row of a job: one for coupling, or one per direction of a synchronization,
// which goes to Dataverse first. The review line shows its id.
func (co company) openSynchJobs(m mapping, entry store.Row, direction string) {
	changes := store.Row{}
	switch {
	case entry.Int("objectIdToRun") == codeunitCoupling:
		job := co.openSynchJob(m.Name, direction, "Coupling", entry)
		if direction != toInt && !m.Option {
			changes[columnFromJob], changes[columnFromStatus] = job, jobInProcess
		}
		if direction != toBC {
			changes[columnToJob], changes[columnToStatus] = job, jobInProcess
		}
	case direction == toBC:
		changes[columnFromJob], changes[columnFromStatus] = co.openSynchJob(m.Name, toBC, "Synchronization", entry), jobInProcess
	default:
		changes[columnToJob], changes[columnToStatus] = co.openSynchJob(m.Name, toInt, "Synchronization", entry), jobInProcess
	}
	if line, ok := co.line(m.Name); ok && entry.Bool(columnFull) { // FullSynchStarted
		co.validateLineJob(m.Name)
		co.update(setLines, line.String(columnID), changes)
	}
}

func (co company) openSynchJob(name, direction, kind string, entry store.Row) string {
	id := co.world.NewID()
	co.insert(setSynchJobs, store.Row{
		columnID: id, "jobId": id, "mappingName": name, "startDateTime": co.world.Instant(),
		"finishDateTime": nil, "message": "", "direction": direction, "type": kind,
		countInserted: int64(0), countModified: int64(0), "deleted": int64(0), countUnchanged: int64(0),
		countSkipped: int64(0), countFailed: int64(0), "uncoupled": int64(0), countCoupled: int64(0),
		columnQueueEntry: entry.String("jobQueueEntryId"),
	})
	return id
}

// runningJobs returns the unfinished rows that openSynchJobs created for a job queue entry.
func (co company) runningJobs(entry store.Row) []store.Row {
	return co.table(setSynchJobs).Where(func(r store.Row) bool {
		return r.Equal(columnQueueEntry, entry.String("jobQueueEntryId")) && r["finishDateTime"] == nil
	})
}

func (j *synchJob) count(action string) { j.counts[action]++ }

// fail logs an error of table 5339 "Integration Synch. Job Errors" and counts it. An error about a missing
// privilege to create rows disables table 5330.
func (j *synchJob) fail(source, text string) {
	j.counts[countFailed]++
	j.log(source, text)
}

// log logs an error; a job's errors never refer to a record at the destination.
func (j *synchJob) log(source, text string) {
	co := j.co
	short := texts.Cut(text, 250)
	co.insert(setSynchErrors, store.Row{
		"entryNo": int64(co.table(setSynchErrors).Len() + 1), "jobId": j.id, "sourceRecord": source,
		"destinationRecord": "", "message": short, "errorMessage": text, "dateTime": co.world.Timestamp(),
	})
	co.disableOnMissingPrivilege(text)
}

// finish writes the counts and the time of a job, and the status of its line.
func (j *synchJob) finish(name string) {
	changes := store.Row{"finishDateTime": j.co.world.Instant()}
	for action, n := range j.counts {
		changes[action] = n
	}
	j.co.update(setSynchJobs, j.id, changes)
	status := "Success"
	if j.counts[countFailed] > 0 {
		status = jobError
	}
	line, ok := j.co.line(name)
	if !ok {
		return
	}
	if line.Equal(columnToJob, j.id) || line.Equal(columnFromJob, j.id) { // FullSynchFinished
		j.co.validateLineJob(name)
	}
	shown := store.Row{}
	if line.Equal(columnToJob, j.id) {
		shown[columnToStatus] = status
	}
	if line.Equal(columnFromJob, j.id) {
		shown[columnFromStatus] = status
	}
	if len(shown) > 0 {
		j.co.update(setLines, line.String(columnID), shown)
	}
}
