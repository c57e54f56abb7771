// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const account = "000000ee-0000-4000-8000-000000000040"

// pair is a fixture where the first customer is coupled with an account.
func pair(t *testing.T, model string, coupling acctest.Row) fixture {
	t.Helper()
	f := newFixture(t, model)
	f.Insert(inDataverse("accounts"), acctest.Row{"accountid": account, "name": "Adatum", "statecode": 0, "customertypecode": 3, "_ownerid_value": team})
	row := acctest.Row{"tableId": 18, "recordId": customer, "dataverseId": account}
	maps.Copy(row, coupling)
	f.Insert(inCompany("recordCouplings"), row)
	return f
}

// pairing returns the coupling of the first customer, nil when it has none.
func (f fixture) pairing() acctest.Row {
	f.t.Helper()
	rows := f.Rows(inCompany("recordCouplings"))
	i := slices.IndexFunc(rows, func(row acctest.Row) bool { return row["recordId"] == customer })
	if i < 0 {
		return nil
	}
	return rows[i]
}

func (f fixture) retry(arguments map[string]any) acctest.Invocation {
	f.t.Helper()
	arguments["company_id"] = cronus
	return f.Invoke("bcsales_retry_skipped_records", arguments)
}

// skip synchronizes customers until the record is skipped.
func (f fixture) skip() {
	f.t.Helper()
	for range 20 {
		if f.pairing()["skipped"] == true {
			return
		}
		if got := f.Invoke("bcsales_synchronize_table_mapping", map[string]any{"company_id": cronus, "name": "CUSTOMER"}); got.Errors != "" {
			f.t.Fatal(got.Errors)
		}
		time.Sleep(200 * time.Millisecond)
	}
	f.t.Fatalf("the record is not skipped: %v", f.pairing())
}

// TestRetrySkipped takes a record from failure to synchronized: it is skipped, fails again while the cause is there, and is
// synchronized once the cause is gone.
func TestRetrySkipped(t *testing.T) {
	t.Parallel()
	f := pair(t, "Person", nil)
	f.Patch(inCompany("customers"), customer, acctest.Row{"salespersonCode": "JO"})
	f.Patch(inCompany("tableMappings"), fmt.Sprint(f.Find(inCompany("tableMappings"), "name", "CUSTOMER")["id"]), acctest.Row{"direction": "ToIntegrationTable"})
	f.skip()
	got := f.retry(map[string]any{})
	for _, part := range []string{"Skipped records failed again", "CUSTOMER: ", "10000: ", "JO must be coupled", "run the action again"} {
		if !inWords(part).MatchString(got.Errors) {
			t.Errorf("%q is not in %q", part, got.Errors)
		}
	}
	f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 13, "recordId": "000000ce-0000-4000-8000-000000000001", "dataverseId": "000000d1-0000-4000-8000-000000000001"})
	f.skip()
	// Jobs that nobody waits for: one that recurs, and one that ended in an error.
	f.Insert(inCompany("jobQueueEntries"), acctest.Row{"objectIdToRun": 5339, "status": "Ready", "recurringJob": true})
	f.Insert(inCompany("jobQueueEntries"), acctest.Row{"objectIdToRun": 5339, "status": "Error"})
	got = f.retry(map[string]any{"mappings": []string{"CUSTOMER"}})
	if row := f.pairing(); got.Errors != "" || row["skipped"] != false || row["lastSynchCrmResult"] != "Success" {
		t.Errorf("%s%q: %v", got.Errors, got.Progress, row)
	}
	if want := []string{"Retrying 1 skipped records of CUSTOMER", "Records retried: 1, failed again: 0"}; !slices.Equal(got.Progress, want) {
		t.Errorf("progress: %q", got.Progress)
	}
	if row := f.Find(inDataverse("accounts"), "accountid", account); row["name"] != "Adatum Corporation" {
		t.Errorf("the account: %v", row)
	}
	if got := f.retry(map[string]any{}); got.Errors != "" || !slices.Equal(got.Progress, []string{"No record is skipped"}) {
		t.Errorf("without skipped records: %s%q", got.Errors, got.Progress)
	}
}

// TestRetrySkipped_deleted keeps, restores and uncouples skipped couplings of which one side was deleted. Nothing is deleted.
func TestRetrySkipped_deleted(t *testing.T) {
	t.Parallel()
	for _, side := range []string{"account", "customer"} {
		for _, fate := range []string{"", "keep", "restore", "uncouple"} {
			t.Run(fmt.Sprintf("%s, %q", side, fate), func(t *testing.T) {
				t.Parallel()
				f := pair(t, "Team", acctest.Row{"skipped": true, "lastSynchResult": "Failure", "lastSynchCrmResult": "Failure"})
				customers, accounts := len(f.Rows(inCompany("customers"))), len(f.Rows(inDataverse("accounts")))
				if side == "account" {
					f.Delete(inDataverse("accounts"), account)
				} else {
					f.Delete(inCompany("customers"), customer)
				}
				arguments := map[string]any{}
				if fate != "" {
					arguments["deleted_records"] = fate
				}
				got := f.retry(arguments)
				if got.Errors != "" {
					t.Fatal(got.Errors)
				}
				const kept = "Couplings that stay skipped because one side was deleted: 1. Set deleted_records to restore or uncouple them."
				if slices.Contains(got.Progress, kept) != (fate == "" || fate == "keep") {
					t.Errorf("progress: %q", got.Progress)
				}
				couplings := f.Rows(inCompany("recordCouplings"))
				switch {
				case fate == "uncouple" && len(couplings) != 0, fate != "uncouple" && len(couplings) != 1:
					t.Fatalf("couplings: %v", couplings)
				case fate == "restore" && (couplings[0]["skipped"] != false || couplings[0]["recordId"] == customer && couplings[0]["dataverseId"] == account):
					t.Errorf("restored: %v", couplings)
				case (fate == "" || fate == "keep") && couplings[0]["skipped"] != true:
					t.Errorf("kept: %v", couplings)
				}
				if fate != "restore" {
					if side == "account" {
						accounts--
					} else {
						customers--
					}
				}
				if c, a := len(f.Rows(inCompany("customers"))), len(f.Rows(inDataverse("accounts"))); c != customers || a != accounts {
					t.Errorf("%d customers and %d accounts, wanted %d and %d", c, a, customers, accounts)
				}
			})
		}
	}
}

func TestRetrySkipped_refusals(t *testing.T) {
	t.Parallel()
	f := pair(t, "Team", acctest.Row{"skipped": true})
	for words, arguments := range map[string]map[string]any{
		"mappings names the table mapping CLIENT": {"mappings": []string{"CLIENT"}},
		"deleted_records":                         {"deleted_records": "drop"},
	} {
		if got := f.retry(arguments); !inWords(words).MatchString(got.Errors) {
			t.Errorf("%v: %q", arguments, got.Errors)
		}
	}
	if f.pairing()["skipped"] != true {
		t.Error("a refused retry changed the coupling")
	}
}

// TestRetrySkipped_lostAnswer loses the answer to the retry. When Business Central did it, the action goes on and reports what became
// of the record; when not, it fails, and the record is as it was.
func TestRetrySkipped_lostAnswer(t *testing.T) {
	t.Parallel()
	for fault, c := range map[string]struct {
		words   string
		retried bool
	}{
		"reset_before": {"the request may have been executed all the same", false},
		"reset_after":  {"Skipped records failed again", true},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			f := pair(t, "Team", acctest.Row{"skipped": true, "lastSynchCrmResult": "Failure"})
			f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: "POST", Path: "retrySkipped", Action: fault, Times: 1})
			got := f.retry(map[string]any{})
			if f.Fired() != 1 || !inWords(c.words).MatchString(got.Errors) {
				t.Errorf("%d faults: %s", f.Fired(), got.Errors)
			}
			if skipped := f.pairing()["skipped"] == true; skipped == c.retried {
				t.Errorf("the coupling: %v", f.pairing())
			}
		})
	}
}

// TestRetrySkipped_timeout ends at the timeout while a job runs: it says what it waits for, and what to do.
func TestRetrySkipped_timeout(t *testing.T) {
	t.Parallel()
	f := pair(t, "Team", acctest.Row{"skipped": true, "lastSynchCrmResult": "Failure"})
	f.Insert(inCompany("jobQueueEntries"), runningJob())
	got := f.retry(map[string]any{"timeouts": map[string]any{"invoke": "1s"}})
	for _, words := range []string{"did not finish within 1s", "synchronization jobs are still under way", "Run the action again when it has ended"} {
		if !inWords(words).MatchString(got.Errors) {
			t.Errorf("%q is not in %q", words, got.Errors)
		}
	}
}
