// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func mappingFaults() []fault {
	mappings, lines := inCompany("tableMappings"), inCompany("fullSynchronizationLines")
	without := func(name string) func(s service) {
		return func(s service) { s.remove(mappings, s.Find(mappings, "name", name)) }
	}
	jobless := func(mapping string) func(s service) {
		return func(s service) {
			jobs := inCompany("jobQueueEntries")
			s.remove(jobs, s.Find(jobs, "recordIdToProcess", "Integration Table Mapping: "+mapping))
		}
	}
	// both sides hold records of a table, and there is no review of the full synchronization any more.
	unreviewed := func(here, there string, hereRow, thereRow acctest.Row) (given, change func(s service)) {
		given = func(s service) {
			for _, row := range s.Rows(lines) {
				s.remove(lines, row)
			}
			s.Insert(inCompany(here), hereRow)
		}
		return given, func(s service) { s.Insert(inDataverse(there), thereRow) }
	}
	contactHere, contactThere := unreviewed("contacts", "contacts", acctest.Row{"number": "CT900", "displayName": "Zoe", "email": "zoe@contoso.example"},
		acctest.Row{"contactid": nowhere, "fullname": "Zoe", "emailaddress1": "zoe@contoso.example", "statecode": 0, "_parentcustomerid_value": nowhere})
	itemHere, itemThere := unreviewed("items", "products", acctest.Row{"number": "900", "displayName": "Bicycle"},
		acctest.Row{"productid": nowhere, "name": "Bicycle", "productnumber": "900", "statecode": 0, "producttypecode": 1})
	const (
		undone       = "That undoes all changes of these mappings, such as match fields: apply again afterwards, and set by hand what Terraform does not manage."
		forDataverse = "Reset the mappings to their defaults: run the action bcsales_reset_configuration (Terraform 1.14 or later) with setup = \"dataverse\", or choose Use Default Synchronization Setup on the page Dataverse Connection Setup in Business Central. " + undone
		forSales     = "Reset the mappings to their defaults: run the action bcsales_reset_configuration (Terraform 1.14 or later) with setup = \"sales\", or choose Use Default Synchronization Setup on the page Dynamics 365 Sales Integration Setup in Business Central. " + undone
		match        = "Name the fields in match_fields of bcsales_initial_synchronization, for example { CUSTOMER = [\"E-Mail\"] }, and change its triggers to run it again."
	)
	return []fault{
		{check: "table_mappings", name: "VENDOR missing", status: failing, change: without("VENDOR"), remedy: forDataverse, follow: []step{reset("dataverse"), applied()}},
		{check: "table_mappings", name: "ITEM UOM missing", status: failing, change: without("ITEM UOM"), remedy: forSales, follow: []step{reset("sales"), applied()}},
		{check: "mapping_jobs", name: "no job of CUSTOMER", status: warning, change: jobless("CUSTOMER"), remedy: forDataverse, follow: []step{reset("dataverse"), applied()}},
		{check: "mapping_jobs", name: "no job of ITEM-PRODUCT", status: warning, change: jobless("ITEM-PRODUCT"), remedy: forSales, follow: []step{reset("sales"), applied()}},
		{
			check: "mapping_snapshot", name: "interrupted update", status: failing,
			change: func(s service) {
				s.Insert(inCompany("mappingSnapshots"), acctest.Row{"mappingName": "CUSTOMER", "setting": "createUnmatched", "value": "true", "defaultValue": "false", "isDefaultKnown": true})
			},
			remedy: "Run terraform apply where the company's bcsales_dataverse_connection_setup is managed: it writes them back, except where somebody has changed a setting since.",
			follow: []step{applied()},
		},
		{
			check: "match_fields", name: "reviewed", status: failing,
			change: func(s service) {
				s.set(lines, s.Find(lines, "name", "CUSTOMER"), acctest.Row{"recommendation": "Couple Records", "jobQueueEntryStatus": " "})
			},
			remedy: match,
			follow: []step{applied(matching("CUSTOMER", "E-Mail"), again("1"))},
		},
		{check: "match_fields", name: "contacts, not reviewed", status: failing, given: contactHere, change: contactThere, remedy: match, follow: []step{applied(matching("CONTACT", "E-Mail"), again("2"))}},
		{check: "match_fields", name: "items, not reviewed", status: failing, given: itemHere, change: itemThere, remedy: match, follow: []step{applied(matching("ITEM-PRODUCT", "No."), again("3"))}},
	}
}

func synchronizationFaults() []fault {
	jobs, lines, couplings := inCompany("jobQueueEntries"), inCompany("fullSynchronizationLines"), inCompany("recordCouplings")
	job := func(column string, value any, changes acctest.Row) func(s service) {
		return func(s service) { s.set(jobs, s.Find(jobs, column, value), changes) }
	}
	line := func(changes acctest.Row) func(s service) {
		return func(s service) { s.set(lines, s.Find(lines, "name", "CUSTOMER"), changes) }
	}
	customer := func(changes acctest.Row) func(s service) {
		return func(s service) { s.set(couplings, s.Find(couplings, "recordId", customerFirst), changes) }
	}
	const (
		rest = "For the job of a mapping set synchronization_enabled = true with bcsales_table_mapping. Restart another job on the page Job Queue Entries in Business Central. Ignore this when the job is meant to rest."
		fix  = "Fix the reported error. Then restart the job on the page Job Queue Entries in Business Central, or delete it there if it runs only once and is no longer needed."
		run  = "Then run the mapping again: with the action bcsales_synchronize_table_mapping (Terraform 1.14 or later), or with Synchronize Modified Records on the page Integration Table Mappings in Business Central."
		list = "Fix the errors that the data source bcsales_synchronization_errors lists. "
		page = "Fix the errors that the page Coupled Data Synchronization Errors in Business Central shows for them"
		// The codeunit CRM Statistics Job.
		statistics = 5350.0
	)
	salespeople := "Integration Table Mapping: SALESPEOPLE"
	const rows = "If dataverse_url names the wrong environment, correct it. " +
		"If Dataverse was restored or rows were deleted, set deletion_conflict_resolution of each mapping with bcsales_table_mapping: \"restore_records\" creates the rows again, \"remove_coupling\" ends the couplings and leaves the records. " +
		"Then choose Run Full Synchronization for the mapping on the page Integration Table Mappings in Business Central; other runs look only at records that were changed. " +
		"If Dataverse was replaced by another environment, choose Delete Couplings on that page for all mappings, and change triggers of bcsales_initial_synchronization, with match_fields and create_unmatched for the mappings whose records are on both sides."
	unmatched := func(value string) step {
		return applied(with(synchronization, `create_unmatched = ["CUSTOMER"]`), matching("CUSTOMER", "E-Mail"), again(value))
	}
	// lost deletes the account of the first customer, as a restore to an earlier time does.
	lost := func(s service) {
		s.Delete(inDataverse("accounts"), fmt.Sprint(s.Find(couplings, "recordId", customerFirst)["dataverseId"]))
	}
	return []fault{
		{
			check: "jobs_on_hold", name: "of a mapping", status: warning,
			change: job("recordIdToProcess", salespeople, acctest.Row{"status": "On Hold"}),
			remedy: rest,
			follow: []step{applied(running("SALESPEOPLE"))},
		},
		{
			check: "jobs_on_hold", name: "of customer statistics", status: warning,
			change: job("objectIdToRun", statistics, acctest.Row{"status": "On Hold"}),
			remedy: rest,
			follow: []step{restarted("objectIdToRun", statistics)},
		},
		{
			check: "jobs_in_error", name: "of a mapping", status: failing,
			change: job("recordIdToProcess", salespeople, acctest.Row{"status": "Error", "errorMessage": "The user does not exist."}),
			remedy: fix,
			follow: []step{restarted("recordIdToProcess", salespeople)},
		},
		{
			check: "jobs_in_error", name: "one that runs once", status: failing,
			change: func(s service) {
				s.Insert(jobs, acctest.Row{"objectTypeToRun": "Codeunit", "objectIdToRun": 5359, "description": "Coupling CUSTOMER", "status": "Error", "errorMessage": "No.", "recurringJob": false})
			},
			remedy: fix,
			follow: []step{restarted("description", "Coupling CUSTOMER")},
		},
		{
			check: "initial_synchronization", name: "failed", status: failing,
			change: line(acctest.Row{"toIntegrationTableJobStatus": "Error"}),
			remedy: list + "Then run the synchronization again: change triggers of bcsales_initial_synchronization, with match_fields and create_unmatched for the mappings whose records are on both sides.",
			follow: []step{applied(matching("CUSTOMER", "E-Mail"), again("1"))},
		},
		{
			check: "initial_synchronization", name: "not finished", status: warning,
			change: line(acctest.Row{"jobQueueEntryStatus": "On Hold"}),
			remedy: "Wait until it has finished, or run it again: change triggers of bcsales_initial_synchronization, with match_fields and create_unmatched for the mappings whose records are on both sides.",
			follow: []step{applied(matching("CUSTOMER", "E-Mail"), again("2"))},
		},
		{
			check: "failed_jobs", name: "failed", status: failing,
			given: func(s service) {
				s.Insert(inCompany("synchronizationErrors"), acctest.Row{"entryNo": 9999, "jobId": nowhere, "sourceRecord": "Customer: 10000", "message": "No currency."})
				s.nextSecond()
			},
			change: func(s service) {
				s.Insert(inCompany("synchronizationJobs"), acctest.Row{
					"jobId": nowhere, "mappingName": "CUSTOMER", "direction": "ToIntegrationTable", "type": "Synchronization",
					"startDateTime": clock(time.Now()), "finishDateTime": clock(time.Now()), "failed": 1,
				})
			},
			remedy: list + run,
			follow: []step{customersSynchronized()},
		},
		{
			check: "coupled_rows", name: "restored", status: failing,
			change: lost, remedy: rows,
			follow: []step{applied(deleting("CUSTOMER", "restore_records")), whole("CUSTOMER"), customersSynchronized()},
		},
		{
			check: "coupled_rows", name: "uncoupled", status: failing,
			change: lost, remedy: rows,
			follow: []step{applied(deleting("CUSTOMER", "remove_coupling")), whole("CUSTOMER"), customersSynchronized(), unmatched("3")},
		},
		{
			check: "coupled_rows", name: "replaced", status: failing,
			change: lost, remedy: rows,
			follow: []step{uncoupled(18), unmatched("4")},
		},
		{
			check: "failed_records", name: "failed from Dataverse", status: failing,
			change: customer(acctest.Row{"lastSynchResult": "Failure"}),
			remedy: page + ". " + run,
			follow: []step{customersSynchronized()},
		},
		{
			check: "failed_records", name: "failed towards Dataverse", status: failing,
			change: customer(acctest.Row{"lastSynchCrmResult": "Failure"}),
			remedy: page + ". " + run,
			follow: []step{customersSynchronized()},
		},
		{
			check: "failed_records", name: "skipped", status: failing,
			change: customer(acctest.Row{"skipped": true}),
			remedy: page + ". Then retry the records with the action bcsales_retry_skipped_records (Terraform 1.14 or later), or with Retry on that page.",
			follow: []step{person(customer(acctest.Row{"skipped": false}))},
		},
	}
}
