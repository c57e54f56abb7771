// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// TestBothSides: what is advised can be copied into a configuration.
func TestBothSides(t *testing.T) {
	t.Parallel()
	got := bothSides([]string{"CUSTOMER", "VENDOR", "CONTACT", "ITEM-PRODUCT", "UNIT OF MEASURE", "OPPORTUNITY"})
	for _, want := range []string{
		`match_fields, for example { CUSTOMER = ["E-Mail"], VENDOR = ["E-Mail"], CONTACT = ["E-Mail"], "ITEM-PRODUCT" = ["No."], "UNIT OF MEASURE" = ["Code"], OPPORTUNITY = ["Description"] }`,
		`create_unmatched = ["CUSTOMER", "VENDOR", "CONTACT", "ITEM-PRODUCT", "UNIT OF MEASURE", "OPPORTUNITY"]`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s does not advise %s", got, want)
		}
	}
}

// TestFailure_advice: both arguments are advised for a line that failed and lacks one of them, and for nothing whose mapping is gone.
func TestFailure_advice(t *testing.T) {
	t.Parallel()
	const row = `{"id":"m","name":"CUSTOMER","tableId":18,"synchronizeOnlyCoupledRecords":true`
	for mapping, advised := range map[string]bool{
		row + `,"matchFieldCount":1,"createUnmatched":true}`: false,
		row + `,"matchFieldCount":0,"createUnmatched":true}`: true,
		row + `,"matchFieldCount":1}`:                        true,
		"":                                                   false,
	} {
		w := &world{rows: map[string]string{"tableMappings": mapping}, refuses: -1}
		problem, err := answering(t, w.answer).failure(t.Context(), newRun(runID, []businesscentral.FullSynchronizationLine{{Name: "CUSTOMER", JobQueueEntryStatus: businesscentral.StatusError}}))
		if err != nil || strings.Contains(problem.Remedy, "match_fields") != advised || !strings.Contains(problem.Detail, "CUSTOMER: failed") {
			t.Errorf("%s: %v, %v", mapping, problem, err)
		}
	}
}
