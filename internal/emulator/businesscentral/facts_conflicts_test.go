// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import "github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"

// What a conflict says, to and from Dataverse.
const (
	conflictTo   = "Cannot update a record in the Dataverse Account table. The mapping between Name field on the Customer table and the Account Name field on the Dataverse Account table is bi-directional, and one or both values have changed since the last synchronization."
	conflictFrom = "Cannot update a record in the Customer table. The mapping between Account Name field on the Dataverse Account table and the Name field on the Customer table is bi-directional, and one or both values have changed since the last synchronization."
	deletedThere = "The Customer record cannot be updated because it is coupled to a deleted record."
	deletedHere  = "The Dataverse Account record cannot be updated because it is coupled to a deleted record."
)

func resolving(how string) step { return set("CUSTOMER", store.Row{"updateConflictResolution": how}) }

func conflictFacts() []fact {
	bothNames := all(nameHere("Here"), nameThere("There"))
	return []fact{
		{
			"139165 TruePositiveConflictWhenToIntegrationTableSyncAfterBidirectionalFieldChange", "both sides changed: the customer fails and both stay",
			[]step{pair("Team"), bothNames, synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "failed 1"), customerIs(store.Row{"displayName": "Here"}), accountIs(store.Row{"name": "There"})},
		},
		{
			"139165 TruePositiveConflictWhenFromIntegrationTableSyncAfterBidirectionalFieldChange", "both sides changed: the account fails and both stay",
			[]step{pair("Team"), bothNames, synchronized("CUSTOMER"), jobOf("CUSTOMER", fromDataverse, "failed 1"), errorsAre(conflictTo, conflictFrom)},
		},
		{
			"139165 AutomaticConflictResolutionToIntegrationTableAfterBidirectionalFieldChange", "Send Update to Integration: the customer wins",
			[]step{pair("Team"), resolving("Send Update to Integration"), bothNames, synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "modified 1"), customerIs(store.Row{"displayName": "Here"}), accountIs(store.Row{"name": "Here"}), errorsAre()},
		},
		{
			"139165 AutomaticConflictResolutionFromIntegrationTableAfterBidirectionalFieldChange", "Get Update from Integration: the account wins",
			[]step{pair("Team"), resolving("Get Update from Integration"), bothNames, synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "skipped 1"), jobOf("CUSTOMER", fromDataverse, "modified 1"), customerIs(store.Row{"displayName": "There"}), accountIs(store.Row{"name": "There"}), errorsAre()},
		},
		{
			"139185 LastSyncFailedBothRecsChanged", "a conflict writes a failure into both results",
			[]step{pair("Team"), bothNames, synchronized("CUSTOMER"), couplingIs(customerOne, "Failure", "Failure", false)},
		},
		{
			"139165 FalsePositiveConflictWhenToIntegrationTableSyncAfterBidirectionalFieldChange", "different fields of both directions are a conflict too",
			[]step{pair("Team"), nameHere("Here"), account(store.Row{"address1_city": "There"}), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "failed 1"), errorsAre(conflictTo, "Cannot update a record in the Customer table. The mapping between Account Name field on the Dataverse Account table and the Name field on the Customer table is bi-directional, and one or both values have changed since the last synchronization.")},
		},
		{
			"139165 NoFalsePositiveConflictWhenToIntegrationTableSyncAfterUnmappedFieldChange", "a field there that is not mapped, and one here that goes one way, are no conflict",
			[]step{pair("Team"), customer(store.Row{"creditLimit": 500.0}), account(store.Row{"description": "There"}), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "modified 1"), accountIs(store.Row{"creditlimit": 500.0, "description": "There"}), errorsAre()},
		},
		{
			"139165 NoFalsePositiveConflictWhenFromIntegrationTableSyncAfterUnmappedFieldChange", "a field here that is not mapped is no conflict",
			[]step{pair("Team"), customer(store.Row{"taxLiable": true}), account(store.Row{"description": "There"}), synchronized("CUSTOMER"), jobOf("CUSTOMER", fromDataverse, "unchanged 1"), errorsAre()},
		},
		{
			"139165 NoFalsePositiveConflictWhenToIntegrationTableSyncAfterUnidirectionalFieldChange", "a field that only goes to Dataverse is overwritten there",
			[]step{pair("Team"), customer(store.Row{"creditLimit": 500.0}), account(store.Row{"creditlimit": 7.0}), synchronized("CUSTOMER"), jobOf("CUSTOMER", toDataverse, "modified 1"), accountIs(store.Row{"creditlimit": 500.0}), errorsAre()},
		},
		{
			"139180 SyncSingleCustomerBothModified", "a mapping from Dataverse knows no conflict",
			[]step{pair("Team"), set("CUSTOMER", store.Row{"direction": fromDataverse}), bothNames, synchronized("CUSTOMER"), jobOf("CUSTOMER", fromDataverse, "modified 1"), customerIs(store.Row{"displayName": "There"}), errorsAre()},
		},
	}
}

// deleting sets the resolution, deletes one side, changes the other and synchronizes.
func deleting(side, resolution string, only bool, direction string) step {
	change := all(goneThere("accounts", oneAccount), nameHere("Changed"))
	if side == "customer" {
		change = all(gone("customers", customerOne), nameThere("Changed"))
	}
	return all(pair("Team"), set("CUSTOMER", store.Row{"deletionConflictResolution": resolution, "synchronizeOnlyCoupledRecords": only, "direction": direction}), change, synchronized("CUSTOMER"))
}

func deletionFacts() []fact {
	var out []fact
	for _, v := range []struct {
		suffix, direction string
		only              bool
	}{
		{"BidirectionalOnlyCoupled", "Bidirectional", true},
		{"BidirectionalAll", "Bidirectional", false},
		{"UnidirectionalOnlyCoupled", toDataverse, true},
		{"UnidirectionalAll", toDataverse, false},
	} {
		out = append(out,
			fact{
				"139165 AutoResolveDeletedRecordNoStrategy" + v.suffix, "the account was deleted: the customer fails and keeps its coupling",
				[]step{deleting("account", "None", v.only, v.direction), jobOf("CUSTOMER", toDataverse, "failed 1"), errorsAre(deletedThere), couplingIs(customerOne, " ", "Failure", false)},
			},
			fact{
				"139165 AutoResolveDeletedRecordRemoveCoupling" + v.suffix, "the account was deleted: the coupling goes, nothing fails",
				[]step{deleting("account", "Remove Coupling", v.only, v.direction), noCoupling(customerOne), errorsAre(), rowsAre("accounts", "name")},
			},
			fact{
				"139165 AutoResolveDeletedRecordRestoreRecords" + v.suffix, "the account was deleted: it is there again, coupled",
				[]step{deleting("account", "Restore Records", v.only, v.direction), jobOf("CUSTOMER", toDataverse, "inserted 1"), rowsAre("accounts", "name", "Changed"), couplingIs(customerOne, " ", "Success", false), errorsAre()},
			},
		)
	}
	return append(out,
		fact{
			"139165 AutoResolveDeletedRecordNoStrategyBidirectionalOnlyCoupled", "the customer was deleted: the account fails",
			[]step{deleting("customer", "None", true, "Bidirectional"), jobOf("CUSTOMER", fromDataverse, "failed 1"), errorsAre(deletedHere)},
		},
		fact{
			"139165 AutoResolveDeletedRecordRemoveCouplingBidirectionalOnlyCoupled", "the customer was deleted: the coupling goes",
			[]step{deleting("customer", "Remove Coupling", true, "Bidirectional"), noCoupling(customerOne), recordsAre("customers", "displayName"), errorsAre()},
		},
		fact{
			"139165 AutoResolveDeletedRecordRestoreRecordsBidirectionalOnlyCoupled", "the customer was deleted: it is there again",
			[]step{deleting("customer", "Restore Records", true, "Bidirectional"), jobOf("CUSTOMER", fromDataverse, "inserted 1"), recordsAre("customers", "displayName", "Changed"), errorsAre()},
		},
		fact{
			"139165 FailedRecordedOnDeletedRecord", "a full synchronization finds nothing to modify",
			[]step{pair("Team"), func(s *scene) { s.sales = s.connectSalesOnly(cronus, "") }, goneThere("accounts", oneAccount), full("CURRENCY", "CUSTOMER"), jobOf("CUSTOMER", toDataverse, "failed 1"), errorsAre("Modifying Customer failed.")},
		},
	)
}

func skippingFacts() []fact {
	again := synchronized("CUSTOMER")
	failing := all(pair("Team"), nameHere("Here"), nameThere("There"))
	return []fact{
		{"139186 T100_SynchFailedOnceDoesNotMakeSkippedRec", "one failure does not skip", []step{failing, again, couplingIs(customerOne, "Failure", "Failure", false)}},
		{"139186 T105_SynchFailedTwiceMakesSkippedRec", "the second equal failure skips, and counts so", []step{failing, again, again, couplingIs(customerOne, "Failure", "Failure", true), jobOf("CUSTOMER", toDataverse, "skipped 1")}},
		{"139186 T106_SkippedRecIsSkippedByNormaljob", "what is skipped is counted so from then on", []step{failing, again, again, nameHere("Other"), again, jobOf("CUSTOMER", toDataverse, "skipped 1"), accountIs(store.Row{"name": "There"}), errorsAre()}},
		{"139186 T107_FailedOnceRecordShouldBePickedForSyncUnchanged", "what failed is tried again, though nobody changed it", []step{failing, again, resolving("Send Update to Integration"), again, jobOf("CUSTOMER", toDataverse, "modified 1"), couplingIs(customerOne, "Success", "Success", false)}},
		{"139186 T101_SynchFailedDiffDoesNotMakeSkippedRec", "a second failure of another kind does not skip", []step{failing, again, goneThere("accounts", oneAccount), again, couplingIs(customerOne, "Failure", "Failure", false), errorsAre(deletedThere)}},
		{"139174 TestDeletedCustomerCouplingKeptUndeleted", "the coupling of a deleted account is skipped after the second failure, not removed", []step{deleting("account", "None", true, "Bidirectional"), again, couplingIs(customerOne, " ", "Failure", true)}},
		{
			"139186 T115_RestoredRecIsNotSkippedIfSynchSuccessful", "somebody retries a skipped record, and it succeeds",
			[]step{failing, again, again, resolving("Send Update to Integration"), func(s *scene) {
				t := s.table(setCouplings)
				for _, r := range t.All() {
					t.Update(r.String("id"), store.Row{"skipped": false})
				}
			}, again, jobOf("CUSTOMER", toDataverse, "modified 1"), accountIs(store.Row{"name": "Here"})},
		},
	}
}
