// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// work does the work of a job queue entry in the direction whose job is running; trouble is why Dataverse cannot be
// used. It reports whether the job continues in the other direction, whose job is then open.
func (co company) work(m mapping, entry store.Row, codeunit int64, trouble string) bool {
	row, _ := co.mappingRow(m.Name)
	goesOn := false
	for _, running := range co.runningJobs(entry) {
		job := &synchJob{co: co, id: running.String("jobId"), counts: map[string]int64{}}
		full := entry.Bool(columnFull)
		switch {
		case trouble != "":
			job.fail("", trouble)
		case codeunit == codeunitCoupling && m.Option:
			job.counts[countCoupled] = int64(co.table(tableOf(m.Table).set).Len())
		case codeunit == codeunitCoupling:
			co.coupleByMatch(m, job)
		case m.Option: // the options of an environment are not stored
			job.counts[countUnchanged] = int64(co.table(tableOf(m.Table).set).Len())
		case running.String("direction") == toInt:
			co.newRun(m, row, toInt, full, job).send()
			goesOn = row.String("direction") == both
		default:
			co.newRun(m, row, toBC, full, job).fetch()
		}
		job.finish(m.Name)
	}
	if goesOn {
		co.openSynchJobs(m, entry, toBC)
	}
	return goesOn
}

// disableOnMissingPrivilege follows DisableConnectionOnAfterLongSynchError: an error of CrmCreate about a prvCreate
// privilege disables table 5330.
func (co company) disableOnMissingPrivilege(text string) {
	setup, ok := co.setup(setSalesSetup)
	if !ok || !setup.Bool(columnEnabled) || !missingCreatePrivilege(text) {
		return
	}
	co.turnSalesOff(setup, store.Row{
		columnDisabledText: sprintf(textInsufficientPrivilege, setup.String("environmentUrl"), setup.String("userName")),
	})
	co.deleteNavConnection(setup.String(columnURL))
}
