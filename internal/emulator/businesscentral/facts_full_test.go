// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// lineIs expects job and statuses of a review line: "Finished/Success/Success".
func lineIs(mapping, want string) step {
	return func(s *scene) {
		s.t.Helper()
		line, ok := s.table(setLines).First(func(r store.Row) bool { return r.String("name") == mapping })
		if !ok {
			s.equal("line "+mapping, "none", want)
			return
		}
		s.equal("line "+mapping, strings.Join([]string{line.String("jobQueueEntryStatus"), line.String("toIntegrationTableJobStatus"), line.String("fromIntegrationTableJobStatus")}, "/"), want)
	}
}

func recommended(mapping, want string) step {
	return func(s *scene) {
		s.t.Helper()
		line, _ := s.table(setLines).First(func(r store.Row) bool { return r.String("name") == mapping })
		s.equal("recommendation of "+mapping, line.String("recommendation"), want)
	}
}

func dependsOn(mapping, want string) step {
	return func(s *scene) {
		s.t.Helper()
		s.equal("dependencies of "+mapping, s.mapping(mapping).String("dependencyFilter"), want)
	}
}

// linesAre expects which of some mappings have a line.
func linesAre(want map[string]bool) step {
	return func(s *scene) {
		s.t.Helper()
		for name, there := range want {
			_, ok := s.table(setLines).First(func(r store.Row) bool { return r.String("name") == name })
			s.equal("line of "+name, ok, there)
		}
	}
}

// history expects the states that a line passes through.
func history(mapping string, want ...string) step {
	return func(s *scene) {
		s.t.Helper()
		var seen []string
		for range 60 {
			s.pass(250 * time.Millisecond)
			line, _ := s.table(setLines).First(func(r store.Row) bool { return r.String("name") == mapping })
			job, _ := s.table(setJobQueue).First(func(r store.Row) bool {
				return r.String("recordIdToProcess") == mappingRecord(mapping) && r.Bool("recurringJob")
			})
			state := strings.Join([]string{line.String("jobQueueEntryStatus"), line.String("toIntegrationTableJobStatus"), line.String("fromIntegrationTableJobStatus"), job.String("status")}, "/")
			if len(seen) == 0 || seen[len(seen)-1] != state {
				seen = append(seen, state)
			}
		}
		s.equal("states of "+mapping, fmt.Sprintf("%q", seen), fmt.Sprintf("%q", want))
	}
}

func fullFacts() []fact {
	team, both := salesEnabled("Team", ""), salesEnabled("Team", `{"bidirectionalSalesOrders":true}`)
	noRate := func(s *scene) { s.clear(setExchangeRates) }
	return []fact{
		{"139187 T100_GenerateResetsLine", "generating again resets a line", []step{team, full("CURRENCY", "CUSTOMER"), lineIs("CUSTOMER", "Finished/Success/Success"), reviewed(), lineIs("CUSTOMER", " / / ")}},
		{"139187 T100_Wave1TablesHaveBlankDependencyFilter", "currencies and salespeople depend on nothing", []step{salesEnabled("Person", ""), dependsOn("CURRENCY", ""), dependsOn("SALESPEOPLE", "")}},
		{"139187 T101_Wave1PlusHaveNotBlankDependencyFilter", "customers depend on salespeople and currencies, contacts on customers and vendors", []step{salesEnabled("Person", ""), dependsOn("CUSTOMER", "SALESPEOPLE|CURRENCY|PAYMENT TERMS|SHIPMENT METHOD|SHIPPING AGENT"), dependsOn("CONTACT", "CUSTOMER|VENDOR"), dependsOn("OPPORTUNITY", "CONTACT")}},
		{"139187 T103_Wave1PlusHaveNotBlankDependencyFilterUnitGroup", "items and resources depend on their units", []step{team, dependsOn("ITEM-PRODUCT", "ITEM UOM"), dependsOn("RESOURCE-PRODUCT", "RESOURCE UOM"), dependsOn("ITEM UOM", "UNIT GROUP")}},
		{"139187 T121_FinishedLineSchedulesDependentJob", "CUSTOMER starts when CURRENCY has finished", []step{team, reviewed(), started("CURRENCY", "CUSTOMER"), lineIs("CURRENCY", "Ready/ / "), lineIs("CUSTOMER", " / / "), waited(1750 * time.Millisecond), lineIs("CURRENCY", "Finished/Success/ "), lineIs("CUSTOMER", "Ready/ / ")}},
		{"139187 T157_StartSyncWhenBothParentsAreFinished", "children start when all parents have finished", []step{
			team, record("vendors", store.Row{"id": rootUnit, "number": "V1", "displayName": "Vendor"}), record("contacts", store.Row{"id": rootUnit, "number": "CT1", "type": "Person", "companyNumber": "CT0", "companyName": "Name"}),
			reviewed(), started("CURRENCY", "CUSTOMER", "VENDOR", "CONTACT"), waited(2250 * time.Millisecond), lineIs("CONTACT", " / / "), waited(20 * time.Second), lineIs("CONTACT", "Finished/Success/Success"),
		}},
		{"139187 T151_CRMFullSynchReviewPageShowsAllCRMIntegrMappingRecs", "one line a mapping, without lines of documents", []step{salesEnabled("Team", `{"legacySalesOrders":true}`), reviewed(), linesAre(map[string]bool{"CUSTOMER": true, "ITEM-PRODUCT": true, "POSTEDSALESINV-INV": true, "POSTEDSALESLINE-INV": false, "SALESORDER-ORDER": false})}},
		{"BASE GenerateBidirectionalSalesOrders", "orders have a line when they go both ways", []step{both, reviewed(), linesAre(map[string]bool{"SALESORDER-ORDER": true, "SOLINE-ORDERDETAIL": false})}},
		{"139187 T122_BidirectionalSynchUpdatesTwoSynchJobStatuses", "to Dataverse first; the other direction is empty until then", []step{team, reviewed(), started("CURRENCY", "CUSTOMER"), history("CUSTOMER",
			" / / /Ready", "Ready/ / /Ready", "In Process/In Process/ /On Hold", "In Process/Success/In Process/On Hold", "Finished/Success/Success/Ready")}},
		{"139187 T130_CRMJobQueueEntryIsOnHoldDuringFullSynchronization", "the recurring job is On Hold meanwhile, and afterwards what it was", []step{team, reviewed(), started("CURRENCY"), waited(750 * time.Millisecond), jobIs("CURRENCY", "On Hold"), waited(5 * time.Second), jobIs("CURRENCY", "Ready")}},
		{"139187 T123_AllRecsFailedSynchJobStatusError", "when all records fail the direction is Error, the line Finished", []step{team, noRate, full("CURRENCY"), lineIs("CURRENCY", "Finished/Error/ "), jobOf("CURRENCY", toDataverse, "failed 1")}},
		{"139187 T124_NotAllRecsFailedSynchJobStatus", "so it is when one fails; the others stay coupled", []step{team, record(setCurrencies, store.Row{"id": rootUnit, "code": "DKK"}), full("CURRENCY"), lineIs("CURRENCY", "Finished/Error/ "), jobOf("CURRENCY", toDataverse, "inserted 1 failed 1"), recordsAre(setCouplings, "tableId", "4")}},
		{"139187 T127_FullSynchJobInheritsFiltersAndProcessesNotCoupledRecs", "what is not coupled is synchronized, within the filters", []step{team, record("customers", store.Row{"id": rootUnit, "number": "C9", "displayName": "Blocked", "blocked": "All"}), full("CURRENCY", "CUSTOMER"), rowsAre("accounts", "name", "Name")}},
		{"139187 T120_ReadyLineSchedulesJob", "a line that is started has a job", []step{team, reviewed(), started("CURRENCY"), lineIs("CURRENCY", "Ready/ / ")}},
		{"139187 T155_StartSyncWhenAllOnHold", "a line is started once", []step{team, full("CURRENCY"), started("CURRENCY"), waited(20 * time.Second), jobOf("CURRENCY", toDataverse, "inserted 1")}},
		{"BASE GetInitialSynchRecommendation CUSTOMER", "records and accounts of customers: couple; the records are counted without a filter", []step{
			team, customer(store.Row{"blocked": "All"}), row("accounts", store.Row{"accountid": oneAccount, "name": "Other", "customertypecode": int64(3), "statecode": int64(0)}), reviewed(), recommended("CUSTOMER", "Couple Records"),
		}},
		{"BASE GetInitialSynchRecommendation accounts", "accounts that a filter of the mappings leaves out do not count", []step{
			team, row("accounts", store.Row{"accountid": oneAccount, "name": "Other", "customertypecode": int64(3), "statecode": int64(1)}), reviewed(), recommended("CUSTOMER", "Full Synchronization"),
		}},
		{"BASE GetInitialSynchRecommendation ITEM-PRODUCT", "products are counted without a filter", []step{
			team, record("items", store.Row{"id": rootUnit, "number": "I1"}), row("products", store.Row{"productid": rootUnit, "producttypecode": int64(3), "statecode": int64(2)}), reviewed(), recommended("ITEM-PRODUCT", "Couple Records"), recommended("RESOURCE-PRODUCT", "Full Synchronization"),
		}},
		{"BASE GetInitialSynchRecommendation CURRENCY", "one currency with the rate 1: whole; more: couple", []step{
			team, reviewed(), recommended("CURRENCY", "Full Synchronization"), row("transactioncurrencies", store.Row{"transactioncurrencyid": rootUnit, "isocurrencycode": "GBP", "exchangerate": 2.0}), reviewed(), recommended("CURRENCY", "Couple Records"),
		}},
	}
}

// within expects whether a mapping's filters take a record or a row: what is left out is not synchronized.
func within(mapping, set string, r store.Row, want bool) []step {
	const id = "ab000000-0000-4000-8000-000000000001"
	added := r.Clone()
	m := map[string]string{"CUSTOMER": "customers", "CONTACT": "contacts", "ITEM-PRODUCT": "items", "RESOURCE-PRODUCT": "resources"}
	here := m[mapping] == set && r.String("number") != ""
	key := map[string]string{"accounts": "accountid", "contacts": "contactid", "products": "productid"}[set]
	return []step{
		salesEnabled("Team", ""), func(s *scene) {
			s.dv("accounts", store.Row{"accountid": oneAccount, "name": "Name", "customertypecode": int64(3), "statecode": int64(0), "_bcbi_companyid_value": cronusTeam + "-row"})
			s.must(couple(18, customerOne, oneAccount))
			if here {
				added["id"] = id
				s.bc(cronus, set, added)
			} else {
				added[key] = id
				s.dv(set, added)
			}
		},
		func(s *scene) {
			s.put(cronus, setMappings, s.mapping(mapping).String("id"), store.Row{"synchronizeOnlyCoupledRecords": false})
		},
		synchronized(mapping),
		func(s *scene) {
			column := "dataverseId"
			if here {
				column = "recordId"
			}
			s.equal("synchronized", len(s.table(setCouplings).By(column, id)) > 0, want)
		},
	}
}

func filterFacts() []fact {
	person := store.Row{"number": "CT1", "type": "Person", "companyNumber": "CT0", "companyName": "Name", "displayName": "Ann Person"}
	with := func(r store.Row, column string, value any) store.Row {
		out := r.Clone()
		out[column] = value
		return out
	}
	account := store.Row{"name": "Other", "customertypecode": int64(3), "statecode": int64(0)}
	contact := store.Row{"firstname": "Bea", "lastname": "Person", "statecode": int64(0), "_parentcustomerid_value": oneAccount}
	product := store.Row{"name": "Product", "producttypecode": int64(1), "statecode": int64(0)}
	return []fact{
		{"139162 DefaultTableMappingCustomer", "a customer is taken", within("CUSTOMER", "customers", store.Row{"number": "C9", "displayName": "Nine"}, true)},
		{"139162 DefaultTableMappingCustomer", "a blocked customer stays out", within("CUSTOMER", "customers", store.Row{"number": "C9", "displayName": "Nine", "blocked": "Ship"}, false)},
		{"139162 DefaultTableMappingCustomer", "an account is taken", within("CUSTOMER", "accounts", account, true)},
		{"139162 DefaultTableMappingCustomer", "an inactive account stays out", within("CUSTOMER", "accounts", with(account, "statecode", int64(1)), false)},
		{"139162 DefaultTableMappingCustomer", "another company's account stays out", within("CUSTOMER", "accounts", with(account, "_bcbi_companyid_value", fabrikamTeam+"-row"), false)},
		{"139162 DefaultTableMappingCustomer", "an account of a vendor stays out", within("CUSTOMER", "accounts", with(account, "customertypecode", int64(11)), false)},
		{"139162 DefaultTableMappingContact", "a person of a company is taken", within("CONTACT", "contacts", person, true)},
		{"139162 DefaultTableMappingContact", "a company stays out", within("CONTACT", "contacts", with(person, "type", "Company"), false)},
		{"139162 DefaultTableMappingContact", "a person without a company number stays out", within("CONTACT", "contacts", with(person, "companyNumber", ""), false)},
		{"139162 DefaultTableMappingContact", "a contact of an account is taken", within("CONTACT", "contacts", contact, true)},
		{"139162 DefaultTableMappingContact", "a contact without an account stays out", within("CONTACT", "contacts", with(contact, "_parentcustomerid_value", nil), false)},
		{"139162 DefaultTableMappingItem", "an active product is taken", within("ITEM-PRODUCT", "products", product, true)},
		{"139162 DefaultTableMappingItem", "a draft stays out", within("ITEM-PRODUCT", "products", with(product, "statecode", int64(2)), false)},
		{"139162 DefaultTableMappingItem", "a service stays out", within("ITEM-PRODUCT", "products", with(product, "producttypecode", int64(3)), false)},
		{"139162 DefaultTableMappingResource", "a service is taken", within("RESOURCE-PRODUCT", "products", with(product, "producttypecode", int64(3)), true)},
		{"139162 DefaultTableMappingResource", "goods stay out", within("RESOURCE-PRODUCT", "products", product, false)},
	}
}
