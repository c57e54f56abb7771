// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// name is the change of a name on either side.
func nameHere(name string) step  { return customer(store.Row{"displayName": name}) }
func nameThere(name string) step { return account(store.Row{"name": name}) }

// many adds customers and accounts that are coupled and alike.
func many(n int) step {
	return func(s *scene) {
		for i := range n {
			record, remote := fmt.Sprintf("d1000000-0000-4000-8000-%012d", i), fmt.Sprintf("d2000000-0000-4000-8000-%012d", i)
			s.bc(cronus, "customers", store.Row{"id": record, "number": fmt.Sprintf("M%05d", i), "displayName": "Many"})
			s.dv("accounts", store.Row{"accountid": remote, "name": "Many", "customertypecode": int64(3), "statecode": int64(0)})
			s.must(couple(18, record, remote))
		}
	}
}

func recordFacts() []fact {
	only := set("CUSTOMER", store.Row{"synchronizeOnlyCoupledRecords": false})
	return []fact{
		{
			"139169 SyncCoupledCRMAccountToCustomer", "a change in Dataverse arrives, and nothing goes back",
			[]step{pair("Team"), nameThere("There"), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, ""), jobOf("CUSTOMER", fromDataverse, "modified 1"), customerIs(store.Row{"displayName": "There"})},
		},
		{
			"139180 SyncChangeFromCrmTwoTimes", "a second change arrives too",
			[]step{pair("Team"), nameThere("One"), synchronized("CUSTOMER"), nameThere("Two"), synchronized("CUSTOMER"), jobOf("CUSTOMER", fromDataverse, "modified 1"), customerIs(store.Row{"displayName": "Two"})},
		},
		{
			"139180 SyncChangeToCrmTwoTimes", "a second change is sent too",
			[]step{pair("Team"), nameHere("One"), synchronized("CUSTOMER"), nameHere("Two"), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "modified 1"), accountIs(store.Row{"name": "Two"})},
		},
		{
			"139180 SyncChangeToCrmThenSyncChangeFromCrm", "a change is sent, then one arrives",
			[]step{pair("Team"), nameHere("Here"), synchronized("CUSTOMER"), nameThere("There"), synchronized("CUSTOMER"), customerIs(store.Row{"displayName": "There"}), accountIs(store.Row{"name": "There"}), errorsAre()},
		},
		{
			"139180 SyncChangeFromCrmThenSyncChangeToCrm", "a change arrives, then one is sent",
			[]step{pair("Team"), nameThere("There"), synchronized("CUSTOMER"), nameHere("Here"), synchronized("CUSTOMER"), customerIs(store.Row{"displayName": "Here"}), accountIs(store.Row{"name": "Here"}), errorsAre()},
		},
		{
			"139180 SyncSingleCustomerUnmodified", "what nobody changed is left alone",
			[]step{pair("Team"), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, ""), jobOf("CUSTOMER", fromDataverse, ""), errorsAre()},
		},
		{
			"139180 SyncSingleCustomerNAVModified", "a changed customer is sent",
			[]step{pair("Team"), nameHere("Here"), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "modified 1"), jobOf("CUSTOMER", fromDataverse, ""), accountIs(store.Row{"name": "Here"})},
		},
		{
			"139180 SyncMultipleCustomers", "each changed customer is sent",
			[]step{
				enabled("Team"), set("CUSTOMER", store.Row{"direction": toDataverse}), many(3), synchronized("CUSTOMER"), set("CUSTOMER", store.Row{"direction": "Bidirectional"}),
				here("customers", "d1000000-0000-4000-8000-000000000000", store.Row{"displayName": "A"}), here("customers", "d1000000-0000-4000-8000-000000000002", store.Row{"displayName": "B"}),
				synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "modified 2"), rowsAre("accounts", "name", "A", "Many", "B"),
			},
		},
		{
			"139180 SynchModifiedRecordWithNonMappedFieldToCRM", "a change of a field that is not mapped changes nothing there",
			[]step{pair("Team"), customer(store.Row{"taxLiable": true}), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "unchanged 1"), errorsAre()},
		},
		{
			"139165 SynchronizeNewRecordFromCRMShouldOnlyInsertOnceAndUpdateOnNextSynch", "a new account is inserted once, and updated from then on",
			[]step{
				enabled("Team"), gone("customers", customerOne), row("accounts", store.Row{"accountid": oneAccount, "name": "New", "customertypecode": int64(3), "statecode": int64(0)}), only,
				synchronized("CUSTOMER"), jobOf("CUSTOMER", fromDataverse, "inserted 1"), nameThere("Newer"), synchronized("CUSTOMER"), jobOf("CUSTOMER", fromDataverse, "modified 1"), recordsAre("customers", "displayName", "Newer"),
			},
		},
		{
			"139165 SynchNewRecord", "a customer without a coupling is inserted where the mapping says so, and coupled",
			[]step{enabled("Team"), only, synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "inserted 1"), couplingIs(customerOne, " ", "Success", false), rowsAre("accounts", "name", "Name")},
		},
		{
			"139165 SynchNewIntegrationTableRecord", "an account without a coupling is inserted where the mapping says so, and coupled",
			[]step{
				enabled("Team"), gone("customers", customerOne), only, row("accounts", store.Row{"accountid": oneAccount, "name": "New", "customertypecode": int64(3), "statecode": int64(0)}),
				synchronized("CUSTOMER"), recordsAre(setCouplings, "dataverseId", oneAccount), recordsAre(setCouplings, "lastSynchResult", "Success"), accountIs(store.Row{"_bcbi_companyid_value": cronusTeam + "-row"}),
			},
		},
		{
			"139169 SynchOnlyCoupledRecordsMapping", "without that setting, nothing is inserted on either side",
			[]step{enabled("Team"), row("accounts", store.Row{"accountid": oneAccount, "name": "New", "customertypecode": int64(3), "statecode": int64(0)}), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, ""), jobOf("CUSTOMER", fromDataverse, ""), rowsAre("accounts", "name", "New"), recordsAre("customers", "displayName", "Name")},
		},
		{
			"139185 LastSyncToCRMSuccess", "a job to Dataverse writes its own result alone",
			[]step{pair("Team"), couplingIs(customerOne, " ", "Success", false)},
		},
		{
			"139174 TestLastSynchResult", "a job from Dataverse writes the other result",
			[]step{pair("Team"), nameThere("There"), synchronized("CUSTOMER"), couplingIs(customerOne, "Success", "Success", false)},
		},
		{
			"139182 CoupleCurrencyFailsIfNoExchangeRate", "a currency without an exchange rate fails",
			[]step{enabled("Team"), func(s *scene) { s.clear(setExchangeRates) }, set("CURRENCY", store.Row{"synchronizeOnlyCoupledRecords": false}), synchronized("CURRENCY"), jobOf("CURRENCY", toDataverse, "failed 1"), errorsAre("Cannot create or update the currency EUR in Dataverse, because there is no exchange rate defined for it."), rowsAre("transactioncurrencies", "isocurrencycode", "USD")},
		},
		{
			"139182 CoupleCurrency", "a currency with a rate is inserted with it",
			[]step{enabled("Team"), set("CURRENCY", store.Row{"synchronizeOnlyCoupledRecords": false}), synchronized("CURRENCY"), jobOf("CURRENCY", toDataverse, "inserted 1"), rowsAre("transactioncurrencies", "exchangerate", "0.9", "1")},
		},
	}
}

func directionFacts() []fact {
	two := func(direction string) step {
		return all(enabled("Team"), gone("customers", customerOne), many(4), set("CUSTOMER", store.Row{"direction": toDataverse}), synchronized("CUSTOMER"), set("CUSTOMER", store.Row{"direction": direction}),
			here("customers", "d1000000-0000-4000-8000-000000000000", store.Row{"displayName": "Here"}), here("customers", "d1000000-0000-4000-8000-000000000001", store.Row{"displayName": "Here"}),
			there("accounts", "d2000000-0000-4000-8000-000000000002", store.Row{"name": "There"}), there("accounts", "d2000000-0000-4000-8000-000000000003", store.Row{"name": "There"}),
			synchronized("CUSTOMER"))
	}
	return []fact{
		{
			"139169 BidirectionalSynchCanUpdateDataInBothSystems", "two and two become four and four",
			[]step{two("Bidirectional"), jobOf("CUSTOMER", toDataverse, "modified 2"), jobOf("CUSTOMER", fromDataverse, "modified 2"), recordsAre("customers", "displayName", "Here", "Here", "There", "There"), rowsAre("accounts", "name", "Here", "Here", "There", "There")},
		},
		{
			"139169 BidirectionalSynchCreatesTwoJobs", "a job for each direction",
			[]step{enabled("Team"), synchronized("CUSTOMER"), recordsAre(setSynchJobs, "direction", toDataverse, fromDataverse)},
		},
		{
			"139169 SynchZeroItemsPopulatesDefaultSynchDirectionToMatchMapping", "a mapping to Dataverse has a job to Dataverse",
			[]step{two(toDataverse), recordsAre(setSynchJobs, "direction", toDataverse), recordsAre("customers", "displayName", "Here", "Here", "Many", "Many")},
		},
		{
			"139165 CannotSynchAgainstMappingDirection", "a mapping from Dataverse has a job from Dataverse, and sends nothing",
			[]step{two(fromDataverse), recordsAre(setSynchJobs, "direction", fromDataverse), rowsAre("accounts", "name", "Many", "Many", "There", "There")},
		},
		{
			"139165 OneWaySynchIgnoresDestinationChanges", "a mapping to Dataverse overwrites what changed there",
			[]step{pair("Team"), set("CUSTOMER", store.Row{"direction": toDataverse}), nameHere("Here"), nameThere("There"), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "modified 1"), accountIs(store.Row{"name": "Here"}), errorsAre()},
		},
	}
}
