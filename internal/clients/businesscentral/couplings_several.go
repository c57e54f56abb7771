// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"strings"
)

// SeveralCouplingsError reports a record that is coupled with more than one row of Dataverse. The key of table 5331 holds
// both partners, so that Business Central does not prevent it; its own pages show one of them.
type SeveralCouplingsError struct{ Rows []RecordCoupling }

// Error names the record and its partners.
func (e *SeveralCouplingsError) Error() string {
	partners := make([]string, len(e.Rows))
	for i, row := range e.Rows {
		partners[i] = row.DataverseID
	}
	return fmt.Sprintf("the record %s (%s) has %d couplings: %s", e.Rows[0].RecordKey, e.Rows[0].RecordID, len(e.Rows), strings.Join(partners, ", "))
}

// only returns the one coupling of a record; false when there is none.
func only(rows []RecordCoupling) (RecordCoupling, bool, error) {
	switch len(rows) {
	case 0:
		return RecordCoupling{}, false, nil
	case 1:
		return rows[0], true, nil
	}
	return RecordCoupling{}, false, &SeveralCouplingsError{rows}
}
