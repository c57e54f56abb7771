// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"errors"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// resolveUpdate decides what happens to a record that both sides changed: the side that the mapping prefers wins,
// the other is skipped, and without a resolution the record fails (HandleOnUpdateConflictDetected).
func (r *synchRun) resolveUpdate(source string, coupling store.Row, text string) bool {
	switch r.row.String("updateConflictResolution") {
	case sendUpdate:
		if r.direction == toInt {
			return true
		}
	case getUpdate:
		if r.direction == toBC {
			return true
		}
	default:
		r.fail(source, coupling, text)
		return false
	}
	r.job.count(countSkipped)
	return false
}

// resolveDeletion decides what happens to a record whose partner was deleted, and reports whether to recreate the
// partner. A forced record finds nothing to modify.
func (r *synchRun) resolveDeletion(source string, coupling store.Row) bool {
	table, _, _ := strings.Cut(source, ":")
	switch resolution := r.row.String("deletionConflictResolution"); {
	case r.full:
		r.fail(source, coupling, sprintf(textModifyFailed, table))
	case resolution == restoreRecords:
		return true
	case resolution == removeCoupling:
		r.uncouple(coupling)
	default:
		r.fail(source, coupling, sprintf(textCoupledDeleted, table))
	}
	return false
}

// fail logs why a coupled record is not synchronized. The second failure of the same kind marks the coupling as
// skipped, and the job counts it as such (SetLastSynchResultFailed).
func (r *synchRun) fail(source string, coupling store.Row, text string) {
	r.job.log(source, text)
	last := columnLastError + r.direction
	changes := store.Row{r.result(): resultFailure, last: text}
	if coupling.String(r.result()) == resultFailure && coupling.String(last) == text {
		changes[columnSkipped] = true
		r.job.count(countSkipped)
	} else {
		r.job.count(countFailed)
	}
	r.co.table(setCouplings).Update(coupling.String(columnID), changes)
}

// uncouple removes a coupling and takes the company off the row, if that is still there (OnBeforeUncoupleRecord). The job
// counts the record as unchanged.
func (r *synchRun) uncouple(coupling store.Row) {
	r.co.table(setCouplings).Delete(coupling.String(columnID))
	r.job.count(countUnchanged)
	if row, ok := r.remote.Get(coupling.String("dataverseId")); ok && row.String(columnCompanyOf) != "" {
		r.write(r.remote.Key(row), store.Row{columnCompanyOf: nil})
	}
}

// copyError words why fields were not copied. What the base application's own subscribers refuse is not wrapped.
func copyError(err error) string {
	if _, refused := errors.AsType[refusal](err); refused {
		return err.Error()
	}
	return sprintf(textCopyData, trimDots(err.Error()))
}

func trimDots(text string) string { return strings.TrimRight(text, ".") }

// remoteCaption returns the caption of the mapping's table in Dataverse.
func (m mapping) remoteCaption() string {
	_, caption, _ := strings.Cut(m.Caption, " - ")
	return caption
}
