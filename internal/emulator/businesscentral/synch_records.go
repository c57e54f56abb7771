// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const salespersonPrefix = "SP NO. "

// nextNumber acts as the number series of a table.
func (co company) nextNumber(rt recordTable) string {
	t := co.table(rt.set)
	if rt.set == setSalespeople {
		return co.nextSalesperson()
	}
	for n := t.Len() + 1; ; n++ {
		number := sprintf("D%05d", n)
		if len(t.By(rt.key, number)) == 0 {
			return number
		}
	}
}

// nextSalesperson is the code of a user who becomes a salesperson (UpdateSalesPersOnBeforeInsertRecord).
func (co company) nextSalesperson() string {
	last := 0
	for _, row := range co.table(setSalespeople).All() {
		if n, ok := strings.CutPrefix(row.String("code"), salespersonPrefix); ok {
			number, _ := strconv.Atoi(n) // 0 for a code with this prefix that a person has chosen
			last = max(last, number)
		}
	}
	return sprintf(salespersonPrefix+"%05d", last+1)
}

// coupleByMatch follows CoupleRecords of BCApps CDSIntTableCouple: it tries groups of match fields by priority, and
// exactly one uncoupled row must match.
func (co company) coupleByMatch(m mapping, job *synchJob) {
	fields := co.matchFields(m.Name)
	if len(fields) == 0 {
		job.fail("", sprintf(textNoMatchFields, m.Caption))
		return
	}
	row, _ := co.mappingRow(m.Name)
	var coupled, unmatched []store.Row
	for _, record := range co.localRecords(m) {
		if _, ok := co.couplingOf(m.Table, record.String(columnID)); ok {
			continue
		}
		if key, ok := co.match(m, record, fields); ok {
			co.couple(m.Table, record.String(columnID), key)
			job.count(countCoupled)
			coupled = append(coupled, record)
		} else {
			unmatched = append(unmatched, record)
		}
	}
	switch {
	case len(unmatched) == 0:
	case row.Bool("createUnmatched") && m.Name != "SALESPEOPLE":
		co.synchronizeAfter(m, unmatched)
	default:
		setup, _ := co.setup(setDataverseSetup)
		job.counts[countFailed] += int64(len(unmatched))
		job.log("", sprintf(textNoMatchFound, len(unmatched), setup.String("environmentUrl")))
	}
	if m.AfterCoupling {
		co.synchronizeAfter(m, coupled)
	}
}

// synchronizeAfter is the separate job that synchronizes what was coupled, and
// creates rows for records without a match.
func (co company) synchronizeAfter(m mapping, records []store.Row) {
	if len(records) == 0 {
		return
	}
	row, _ := co.mappingRow(m.Name)
	job := &synchJob{co: co, id: co.openSynchJob(m.Name, toInt, "Synchronization", store.Row{}), counts: map[string]int64{}}
	run := co.newRun(m, row, toInt, false, job)
	for _, record := range records {
		if coupling, ok := co.couplingOf(m.Table, record.String(columnID)); ok {
			run.sendCoupled(record, coupling)
		} else {
			run.insertRow(record)
		}
	}
	job.finish(m.Name)
}

// match finds the only uncoupled row whose fields equal the record's.
func (co company) match(m mapping, record store.Row, fields []store.Row) (string, bool) {
	rows := co.remoteRows(m)
	for start := 0; start < len(fields); {
		end := start + 1
		for end < len(fields) && fields[end].Int("matchPriority") == fields[start].Int("matchPriority") {
			end++
		}
		if found := matching(m, record, rows, fields[start:end]); len(found) == 1 {
			key := co.dataverse().key(tableOf(m.Table).remote, found[0])
			if _, coupled := co.couplingTo(m.Table, key); !coupled {
				return key, true
			}
		}
		start = end
	}
	return "", false
}

// matching lists the rows that equal the record in all of the fields; blank text does not count.
func matching(m mapping, record store.Row, rows, fields []store.Row) []store.Row {
	var conditions []field
	for _, wanted := range fields {
		for _, f := range m.Fields {
			if f.No != wanted.Int("fieldNo") || f.RemoteNo != wanted.Int("integrationFieldNo") || f.RemoteColumn == "" || f.Column == "" {
				continue
			}
			if v := localValue(record, f.Column); v != nil && v != "" {
				conditions = append(conditions, f)
			}
		}
	}
	if len(conditions) == 0 {
		return nil
	}
	var out []store.Row
	for _, row := range rows {
		same := true
		for _, f := range conditions {
			if !strings.EqualFold(sprintf("%v", localValue(record, f.Column)), sprintf("%v", row[f.RemoteColumn])) {
				same = false
			}
		}
		if same {
			out = append(out, row)
		}
	}
	return out
}

// missingCreatePrivilege recognizes the error that disables table 5330.
func missingCreatePrivilege(text string) bool {
	return strings.Contains(text, "CrmCreate") && strings.Contains(text, "prvCreate")
}
