// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// scheduleUnitGroups creates the job that enabling schedules (CRMIntegrationManagement.EnableUnitGroupMapping): existing items
// and resources have no unit groups until it has run. A caller who may not schedule jobs gets no job and no error.
func (co company) scheduleUnitGroups() {
	if mayScheduleJobs(co.c) != nil {
		return
	}
	job := co.createJob(store.Row{
		"objectIdToRun": int64(codeunitUnitGroups), "description": "Updating CRM Unit Group Mapping", "status": jobReady,
		"maxNumberAttemptsToRun": int64(3), "rerunDelay": int64(60),
	})
	service, companyID, id := co.c.Service, co.id, job.String(columnID)
	co.world.After(jobWait+jobRun, "businesscentral job "+job.String("jobQueueEntryId"), func() {
		later := companyOf(service.Background(companyID))
		if job, ok := later.table(setJobQueue).Get(id); ok && job.String("status") == jobReady {
			later.updateUnitGroups()
			later.logJob(job, jobFinished, "")
			later.leaveJob(job, jobFinished)
		}
	})
}

// updateUnitGroups is codeunit 5367 "CRM Update Unit Group Mapping": it gives every item and resource a unit group and its
// base unit of measure.
func (co company) updateUnitGroups() {
	for _, source := range []struct{ set, kind, units string }{
		{"items", "Item", "itemUnitsOfMeasure"},
		{"resources", "Resource", "resourceUnitsOfMeasure"},
	} {
		for _, record := range co.table(source.set).All() {
			number := record.String("number")
			same := func(r store.Row) bool {
				return r.String("sourceNumber") == number && r.String("sourceType") == source.kind
			}
			if _, exists := co.table("unitGroups").First(same); !exists {
				co.insert("unitGroups", store.Row{"sourceNumber": number, "sourceType": source.kind})
			}
			if _, exists := co.table(source.units).First(same); exists {
				continue
			}
			if code := record.String("baseUnitOfMeasureCode"); code != "" {
				co.insert(source.units, store.Row{
					"sourceNumber": number, "sourceType": source.kind, "code": code, "quantity": int64(1),
				})
			}
		}
	}
}

// unit is the unit in Dataverse of the base unit of measure of an item or a resource, which must be coupled
// (ConvertBaseUnitOfMeasureToUomId).
func (r *synchRun) unit(record store.Row, code string) (any, error) {
	kind, table := "Item", int64(tableItemUnit)
	if r.m.Table == tableResource {
		kind, table = "Resource", tableResourceUnit
	}
	number := record.String("number")
	if code == "" {
		return nil, synchError(sprintf(textUnitEmpty, kind, number))
	}
	unit, ok := r.co.table(tableOf(table).set).First(func(u store.Row) bool {
		return u.String("sourceNumber") == number && u.String("sourceType") == kind && u.Equal("code", code)
	})
	if ok {
		if coupling, coupled := r.co.couplingOf(table, unit.String(columnID)); coupled {
			return coupling.String("dataverseId"), nil
		}
	}
	return nil, synchError(sprintf(textUnitUncoupled, kind, number, code))
}
