// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func peopleFacts() []fact {
	person := salesEnabled("Person", "")
	jo := coupled(13, salesJo, userJo)
	owned := customer(store.Row{"salespersonCode": "JO"})
	return []fact{
		{"139186 T100_SynchFailedOnceDoesNotMakeSkippedRec", "a coupled customer fails when its salesperson is not coupled", []step{
			pair("Person"), owned, synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "failed 1"), errorsAre("The data could not be updated because of the following error: Salesperson/Purchaser JO must be coupled to a  row."),
		}},
		{"139168 CanCallUpdateOwnerIfChanged", "the user who is coupled with the salesperson owns the account", []step{pair("Person"), jo, owned, synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "modified 1"), accountIs(store.Row{"_ownerid_value": userJo})}},
		{"BASE OnTransferFieldData OwnerId", "a customer without a salesperson leaves the owner", []step{
			pair("Person"), account(store.Row{"_ownerid_value": userPs}), nameHere("Here"), resolving("Send Update to Integration"), synchronized("CUSTOMER"), accountIs(store.Row{"name": "Here", "_ownerid_value": userPs}),
		}},
		{"BASE SetOwnerId", "the team owns what it inserts in the model Team", []step{enabled("Team"), set("CUSTOMER", store.Row{"synchronizeOnlyCoupledRecords": false}), owned, synchronized("CUSTOMER"), rowsAre("accounts", "_ownerid_value", cronusTeam)}},
		{"139187 T127_FullSynchJobInheritsFiltersAndProcessesNotCoupledRecs", "each licensed, enabled user without a coupling becomes a new salesperson, whatever the e-mail", []step{
			person, jo, here(setSalespeople, salesPs, store.Row{"email": "peter@contoso.com"}),
			row("systemusers", store.Row{"systemuserid": rootUnit, "fullname": "Disabled", "islicensed": true, "isdisabled": true}), full("SALESPEOPLE"),
			jobOf("SALESPEOPLE", fromDataverse, "inserted 1 modified 1"), recordsAre(setSalespeople, "code", "JO", "PS", "SP NO. 00001"), recordsAre(setCouplings, "dataverseId", userJo, userPs),
		}},
		{"139168 UpdateSalespersonOnBeforeInsertRecord", "the generated code follows the last one", []step{
			person, record(setSalespeople, store.Row{"id": rootUnit, "code": "SP NO. 00041"}), full("SALESPEOPLE"), recordsAre(setSalespeople, "code", "JO", "PS", "SP NO. 00041", "SP NO. 00042", "SP NO. 00043"),
		}},
		{"139169 SynchOnlyCoupledRecordsMapping", "a recurring job leaves users without a coupling alone", []step{person, jo, synchronized("SALESPEOPLE"), recordsAre(setSalespeople, "code", "JO", "PS")}},
		{"139180 SyncSingleSalespersonCRMModified", "a changed user changes the salesperson", []step{
			person, jo, synchronized("SALESPEOPLE"), there("systemusers", userJo, store.Row{"fullname": "Joe"}), synchronized("SALESPEOPLE"), jobOf("SALESPEOPLE", fromDataverse, "modified 1"), recordIs(setSalespeople, salesJo, store.Row{"displayName": "Joe"}),
		}},
		{"139180 SyncSingleSalespersonNAVModified", "a changed salesperson changes nothing", []step{
			person, jo, synchronized("SALESPEOPLE"), here(setSalespeople, salesJo, store.Row{"displayName": "Joe"}), synchronized("SALESPEOPLE"), rowsAre("systemusers", "fullname", "", "John Sales", "Peter Sales"), recordIs(setSalespeople, salesJo, store.Row{"displayName": "Joe"}),
		}},
		{"139180 SyncSingleSalespersonBothModified", "the user wins", []step{
			person, jo, synchronized("SALESPEOPLE"), here(setSalespeople, salesJo, store.Row{"displayName": "Joe"}), there("systemusers", userJo, store.Row{"fullname": "Jack"}), synchronized("SALESPEOPLE"), recordIs(setSalespeople, salesJo, store.Row{"displayName": "Jack"}), errorsAre(),
		}},
	}
}

// works adds a contact of the customer, and withAccount couples the customer.
func withAccount(s *scene) {
	s.dv("accounts", store.Row{"accountid": oneAccount, "name": "Name", "customertypecode": int64(3), "statecode": int64(0)})
	s.must(couple(18, customerOne, oneAccount))
}

func contactFacts() []fact {
	const ann, bea = "ca000000-0000-4000-8000-000000000001", "ca000000-0000-4000-8000-000000000002"
	person := record("contacts", store.Row{"id": ann, "number": "CT1", "type": "Person", "companyNumber": "CT0", "companyName": "Name", "displayName": "Ann Person"})
	there := row("contacts", store.Row{"contactid": bea, "firstname": "Bea", "lastname": "Person", "statecode": int64(0), "_parentcustomerid_value": oneAccount})
	begin := all(enabled("Team"), set("CONTACT", store.Row{"synchronizeOnlyCoupledRecords": false}))
	return []fact{
		{"139181 ModifiedNAVContactSyncedToCRMContact", "a changed contact is sent", []step{begin, withAccount, person, synchronized("CONTACT"), here("contacts", ann, store.Row{"email": "ann@contoso.com"}), synchronized("CONTACT"), jobOf("CONTACT", toDataverse, "modified 1"), rowsAre("contacts", "emailaddress1", "ann@contoso.com")}},
		{"139181 ModifiedCRMContactSyncedToNAVContact", "a changed contact arrives", []step{begin, withAccount, there, synchronized("CONTACT"), func(s *scene) { s.set("contacts", bea, store.Row{"lastname": "Other"}) }, synchronized("CONTACT"), jobOf("CONTACT", fromDataverse, "modified 1"), recordsAre("contacts", "displayName", "Bea Other")}},
		{"139181 NewCRMContactSyncedToNewNAVContactIfParentIsCoupled", "a new contact of a coupled account arrives, with its company", []step{begin, withAccount, there, synchronized("CONTACT"), jobOf("CONTACT", fromDataverse, "inserted 1"), recordsAre("contacts", "companyName", "Name")}},
		{"139181 NewCRMContactCannotBeSyncedToNewNAVContactWithoutCoupledParent", "with Dataverse on, one of an account without a coupling arrives without a company; its account is skipped", []step{
			begin, row("accounts", store.Row{"accountid": oneAccount, "name": "Other", "customertypecode": int64(3), "statecode": int64(0)}), there, synchronized("CONTACT"),
			jobOf("CUSTOMER", fromDataverse, "skipped 1"), recordsAre("contacts", "companyName", ""), recordsAre("customers", "displayName", "Name"), errorsAre(),
		}},
		{"139181 NewCRMContactSyncedToNewNAVContactIfParentIsCoupled", "where CUSTOMER synchronizes new accounts, the account arrives first", []step{
			begin, set("CUSTOMER", store.Row{"synchronizeOnlyCoupledRecords": false}), row("accounts", store.Row{"accountid": oneAccount, "name": "Other", "customertypecode": int64(3), "statecode": int64(0)}), there, synchronized("CONTACT"),
			jobOf("CUSTOMER", fromDataverse, "inserted 1"), recordsAre("contacts", "companyName", "Other"), recordsAre("customers", "displayName", "Name", "Other"),
		}},
		{"139181 TestSynchContactWithoutParentCompanyContact", "a contact of nobody is left out, and counted nowhere", []step{begin, record("contacts", store.Row{"id": ann, "number": "CT1", "type": "Person", "companyNumber": "CT0", "companyName": "Nobody", "displayName": "Ann Person"}), synchronized("CONTACT"), jobOf("CONTACT", toDataverse, ""), rowsAre("contacts", "lastname")}},
		{"139165 TestSynchronizeContactAfterSyncCustomer", "a contact is sent with the account of its company as its parent", []step{begin, withAccount, person, synchronized("CONTACT"), rowsAre("contacts", "_parentcustomerid_value", oneAccount)}},
		{"139182 CoupleContactAndCustomerWithPrimaryContactBothAsCreateNew", "the first contact becomes the account's primary contact", []step{begin, withAccount, person, synchronized("CONTACT"), func(s *scene) {
			contact := s.world.Store.Table(store.Dataverse, "contacts").All()[0].String("contactid")
			s.equal("primary contact", s.world.Store.Table(store.Dataverse, "accounts").All()[0].String("_primarycontactid_value"), contact)
		}}},
		{"139182 UpdateCustomerPrimaryContactCodeFromCRMAccount", "a contact that arrives becomes the customer's primary contact", []step{begin, withAccount, there, synchronized("CONTACT"), func(s *scene) {
			s.equal("primary contact", s.table("customers").All()[0].String("primaryContactNo"), s.table("contacts").All()[0].String("number"))
		}}},
		{"139181 TestSynchCRMContactWithNonCustomerCRMAccountParent", "a contact of an account that is no customer arrives without a company, and makes no customer", []step{
			begin, set("CUSTOMER", store.Row{"synchronizeOnlyCoupledRecords": false}), row("accounts", store.Row{"accountid": oneAccount, "name": "Other", "customertypecode": int64(1), "statecode": int64(0)}), there, synchronized("CONTACT"),
			recordsAre("contacts", "companyName", ""), recordsAre("customers", "displayName", "Name"), recordsAre(setCouplings, "dataverseId", bea),
		}},
	}
}

func itemFacts() []fact {
	const item = "1e000000-0000-4000-8000-000000000001"
	added := record("items", store.Row{"id": item, "number": "I1", "displayName": "Item", "baseUnitOfMeasureCode": "PCS"})
	begin := salesEnabled("Team", "")
	only := set("ITEM-PRODUCT", store.Row{"synchronizeOnlyCoupledRecords": false})
	const failed = "The data could not be updated because of the following error: "
	return []fact{
		{"139182 CoupleItem", "an item is sent with the unit that is coupled, and its company", []step{
			added, begin, waited(10 * time.Second), full("UNIT GROUP", "ITEM UOM", "ITEM-PRODUCT"), rowsAre("products", "name", "Item"), rowsAre("products", "producttypecode", "1"), rowsAre("products", "_bcbi_companyid_value", cronusTeam+"-row"),
			func(s *scene) {
				s.equal("unit", s.world.Store.Table(store.Dataverse, "products").All()[0].String("_defaultuomid_value"), s.world.Store.Table(store.Dataverse, "uoms").All()[0].String("uomid"))
			},
		}},
		{"BASE ConvertBaseUnitOfMeasureToUomId", "an item whose unit is not coupled fails", []step{added, begin, only, synchronized("ITEM-PRODUCT"), jobOf("ITEM-PRODUCT", toDataverse, "failed 1"), errorsAre(failed + "Item Unit of Measure (I1, PCS) must be coupled to a Dynamics 365 Sales record.")}},
		{"139182 CoupleItemWithBlankBaseUoM", "an item without a unit fails", []step{record("items", store.Row{"id": item, "number": "I1", "displayName": "Item"}), begin, only, synchronized("ITEM-PRODUCT"), jobOf("ITEM-PRODUCT", toDataverse, "failed 1"), errorsAre(failed + "Base Unit of Measure must have a value in Item: I1. It cannot be zero or empty.")}},
	}
}

func matchingFacts() []fact {
	account := func(id, name string) step {
		return row("accounts", store.Row{"accountid": id, "name": name, "customertypecode": int64(3), "statecode": int64(0)})
	}
	byName := func(s *scene) {
		field := s.row(cronus, setFieldMappings, func(r store.Row) bool {
			return r.String("mappingName") == "CUSTOMER" && r.String("fieldName") == "Name"
		})
		s.put(cronus, setFieldMappings, field.String("id"), store.Row{"useForMatchBasedCoupling": true, "matchPriority": int64(1)})
	}
	begin := all(salesEnabled("Team", ""), byName)
	run := full("CURRENCY", "CUSTOMER")
	failed := errorsAre("Failed to couple 1 record(s), because no unique uncoupled matching entity was found in " + origin + " with the specified matching criteria.")
	dollar := row("transactioncurrencies", store.Row{"transactioncurrencyid": rootUnit, "isocurrencycode": "EUR", "exchangerate": 2.0, "currencyname": "old"})
	return []fact{
		{"139199 MasterDataListCoupleSingleInBackground", "one match in any spelling is coupled", []step{begin, account(oneAccount, "NAME"), run, jobOf("CUSTOMER", "Bidirectional", "coupled 1"), recordsAre(setCouplings, "tableId", "18", "4")}},
		{"139199 MasterDataListCoupleMultipleErrorNoMatch", "without a match nothing is coupled, and it counts as failed", []step{begin, account(oneAccount, "Other"), run, jobOf("CUSTOMER", "Bidirectional", "failed 1"), noCoupling(customerOne), failed}},
		{"139199 MasterDataListCoupleMultipleErrorInconclusiveMatch", "several matches couple nothing, and it counts as failed", []step{begin, account(oneAccount, "Name"), account(rootUnit, "Name"), run, jobOf("CUSTOMER", "Bidirectional", "failed 1"), noCoupling(customerOne), failed}},
		{"139199 MasterDataListCouplingRunsButNoSynchByUserChoice", "what was coupled is not synchronized where the mapping does not say so", []step{begin, account(oneAccount, "NAME"), run, accountIs(store.Row{"name": "NAME"}), couplingIs(customerOne, " ", " ", false)}},
		{"139199 IntegarionTableMappingListCoupleSingleInBackground", "what was coupled is then synchronized where the mapping says so", []step{begin, dollar, full("CURRENCY"), recordsAre(setSynchJobs, "coupled", "0", "1"), recordsAre(setSynchJobs, "modified", "0", "1"), rowIs("transactioncurrencies", rootUnit, store.Row{"currencyname": "Euro", "exchangerate": 0.9})}},
		{"BASE ShouldCreateNewRecordsInCaseOfNoMatch", "what finds no match is inserted where the mapping says so", []step{begin, set("CUSTOMER", store.Row{"createUnmatched": true}), account(oneAccount, "Other"), run, rowsAre("accounts", "name", "Name", "Other"), errorsAre()}},
		{"BASE CoupleRecords without fields", "without match fields nothing is coupled", []step{salesEnabled("Team", ""), account(oneAccount, "Name"), run, jobOf("CUSTOMER", "Bidirectional", "failed 1"), noCoupling(customerOne)}},
	}
}
