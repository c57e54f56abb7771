// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"slices"
	"strconv"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Values of deletedRecords: what happens to a skipped coupling of which one side was deleted.
const (
	deletedKeep     = "keep"
	deletedRestore  = "restore"
	deletedUncouple = "uncouple"
)

// retrySkipped takes up the skipped couplings of a mapping's table again, as page "CRM Skipped Records" does: those of which
// both sides exist are synchronized, the others are kept, restored or uncoupled.
func retrySkipped(c *odatasvc.Context, bound store.Row, params map[string]any) (any, error) {
	deleted, _ := params["deletedRecords"].(string)
	if !slices.Contains([]string{deletedKeep, deletedRestore, deletedUncouple}, deleted) {
		return nil, ownError(ownDeletedRecords, deleted)
	}
	co := companyOf(c)
	if !co.enabled(setDataverseSetup) {
		return nil, ownError(ownDataverseOff)
	}
	m, ok := mappingNamed(bound.String("name"))
	if !ok {
		return nil, nil
	}
	if err := mayScheduleJobs(c); err != nil {
		return nil, err
	}
	retried, lost := false, []store.Row{}
	for _, coupling := range co.table(setCouplings).Where(func(r store.Row) bool { return r.Int("tableId") == m.Table && r.Bool(columnSkipped) }) {
		record, here := co.record(m.Table, coupling.String("recordId"))
		_, there := co.dataverse().table(tableOf(m.Table).remote).Get(coupling.String("dataverseId"))
		key := strconv.FormatInt(m.Table, 10) + " " + record.String(tableOf(m.Table).key)
		switch {
		case here && there:
			co.update(setCouplings, coupling.String(columnID), store.Row{columnSkipped: false})
			co.log(change{object: objectCoupling, key: key, operation: "retry", property: columnSkipped, before: "true", after: "false"})
			retried = true
		case deleted == deletedUncouple:
			co.table(setCouplings).Delete(coupling.String(columnID))
			co.log(change{object: objectCoupling, key: key, operation: "delete", property: "dataverseId", before: logText(coupling["dataverseId"])})
		case deleted == deletedRestore && here != there:
			co.table(setCouplings).Delete(coupling.String(columnID))
			co.log(change{object: objectCoupling, key: key, operation: "restore"})
			lost = append(lost, coupling)
		}
	}
	co.restoreDeleted(m, lost)
	if retried {
		co.enqueue(m, codeunitSynch, false)
	}
	return nil, nil
}

// missing returns the directions of the job: the one in which all the pairs lack something, or those of the mapping
// (CRM Integration Management, EnqueueCreateNewJob).
func (co company) missing(m mapping, row store.Row, pairs []store.Row) []string {
	here := 0
	for _, pair := range pairs {
		if _, exists := co.record(m.Table, pair.String("recordId")); exists {
			here++
		}
	}
	switch here {
	case 0:
		return []string{toBC}
	case len(pairs):
		return []string{toInt}
	}
	if direction := row.String("direction"); direction != both {
		return []string{direction}
	}
	return []string{toInt, toBC}
}

// restoreDeleted schedules the job that makes what is missing of each pair (CreateNewRecords). The couplings are gone already.
func (co company) restoreDeleted(m mapping, pairs []store.Row) {
	if len(pairs) == 0 {
		return
	}
	entry := co.createJob(store.Row{
		"objectIdToRun": int64(codeunitSynch), "status": jobReady, "description": " " + m.Name + " synchronization job.",
		"jobQueueCategoryCode": "BCI INTEG", "parameterString": m.Name,
	})
	service, id, key := co.c.Service, co.id, entry.String(columnID)
	co.world.After(jobWait+co.duration(m), "businesscentral job "+entry.String("jobQueueEntryId"), func() {
		later := companyOf(service.Background(id))
		later.restore(m, pairs)
		later.table(setJobQueue).Delete(key)
	})
}

func (co company) restore(m mapping, pairs []store.Row) {
	row, _ := co.mappingRow(m.Name)
	for _, direction := range co.missing(m, row, pairs) {
		job := &synchJob{co: co, id: co.openSynchJob(m.Name, direction, "Synchronization", store.Row{}), counts: map[string]int64{}}
		run := co.newRun(m, row, direction, false, job)
		for _, pair := range pairs {
			record, here := co.record(m.Table, pair.String("recordId"))
			remote, there := run.remote.Get(pair.String("dataverseId"))
			switch {
			case direction == toInt && here:
				run.insertRow(record)
			case direction == toBC && there:
				run.insertRecord(remote, run.remote.Key(remote), nil)
			}
		}
		job.finish(m.Name)
	}
}
