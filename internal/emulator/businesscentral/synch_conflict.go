// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
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
		r.co.table(setCouplings).Delete(coupling.String(columnID))
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

func trimDots(text string) string { return strings.TrimRight(text, ".") }

// remoteCaption returns the caption of the mapping's table in Dataverse.
func (m mapping) remoteCaption() string {
	_, caption, _ := strings.Cut(m.Caption, " - ")
	return caption
}
