// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestReadiness_failedRecords reports failed and skipped records in one check: each once, with the directions that failed and
// the latest error about it.
func TestReadiness_failedRecords(t *testing.T) {
	t.Parallel()
	const account = "000000ee-0000-4000-8000-000000000042"
	errors := func(rows ...string) (out []acctest.Row) {
		for n, row := range rows {
			source, text, _ := strings.Cut(row, "|")
			out = append(out, acctest.Row{"entryNo": n + 1, "jobId": nowhere, "sourceRecord": source, "message": text})
		}
		return out
	}
	const failed, skipped = "The last synchronization of these records failed: ", "After repeated failures Business Central skips these records: "
	for name, c := range map[string]struct {
		coupling acctest.Row
		errors   []acctest.Row
		want     string
	}{
		"none":                    {acctest.Row{"lastSynchResult": "Success"}, errors("Customer: 10000|An old one."), "pass: No coupled record failed in its last synchronization, and none is skipped."},
		"from Dataverse":          {acctest.Row{"lastSynchResult": "Failure"}, errors("Dataverse Account: {" + strings.ToUpper(account) + "}|No currency."), "fail: " + failed + "10000 (from Dataverse: Dataverse Account: {" + strings.ToUpper(account) + "}: No currency)."},
		"towards Dataverse":       {acctest.Row{"lastSynchCrmResult": "Failure"}, errors("Customer: 10000|No currency."), "fail: " + failed + "10000 (towards Dataverse: Customer: 10000: No currency)."},
		"no error left":           {acctest.Row{"lastSynchCrmResult": "Failure"}, nil, "fail: " + failed + "10000 (towards Dataverse)."},
		"skipped in both":         {acctest.Row{"lastSynchResult": "Failure", "lastSynchCrmResult": "Failure", "skipped": true}, errors("Customer: 10000|The first.", "Customer: 10000|The latest.", "Customer: 20000|Of another."), "fail: " + skipped + "10000 (from Dataverse and towards Dataverse: Customer: 10000: The latest)."},
		"skipped, without errors": {acctest.Row{"skipped": true}, nil, "fail: " + skipped + "10000."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			couplings := inCompany("recordCouplings")
			row := acctest.Row{"tableId": 18, "recordId": customerFirst, "dataverseId": account}
			maps.Copy(row, c.coupling)
			env.Insert(couplings, row)
			for _, e := range c.errors {
				env.Insert(inCompany("synchronizationErrors"), e)
			}
			found := read(t, env, cronus, nil).checks["failed_records"]
			if got := found.status + ": " + found.detail; got != c.want {
				t.Errorf("\n%s, want\n%s", got, c.want)
			}
			if retry := strings.Contains(found.remedy, "bcsales_retry_skipped_records"); retry != (c.coupling["skipped"] == true) {
				t.Errorf("the remedy: %s", found.remedy)
			}
		})
	}
}
