// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import "testing"

// TestSynchronizationError_concerns recognizes the records of a coupling by the key and by the row's id, and by nothing else.
func TestSynchronizationError_concerns(t *testing.T) {
	t.Parallel()
	coupling := RecordCoupling{TableID: 18, RecordKey: "10000", DataverseID: "000000ee-0000-4000-8000-000000000040"}
	for source, want := range map[string]bool{
		"Customer: 10000": true,
		"Dataverse Account: {000000EE-0000-4000-8000-000000000040}": true,
		"Customer: 100001": false,
		"Vendor: 10000":    false,
		"Debitor: 10000":   true,
		"Dataverse Account: {000000EE-0000-4000-8000-000000000041}": false,
		"10000": false,
		"":      false,
	} {
		if got := (SynchronizationError{SourceRecord: source}).Concerns(coupling); got != want {
			t.Errorf("%q: %v", source, got)
		}
	}
	for destination, want := range map[string]bool{"Dataverse Account: " + coupling.DataverseID: true, "Dataverse Account: 000000ee-0000-4000-8000-000000000041": false, "": true} {
		if got := (SynchronizationError{SourceRecord: "Customer: 10000", DestinationRecord: destination}).Concerns(coupling); got != want {
			t.Errorf("towards %q: %v", destination, got)
		}
	}
	if (SynchronizationError{SourceRecord: "Customer: "}).Concerns(RecordCoupling{DataverseID: coupling.DataverseID}) {
		t.Error("a record without a key is not every record")
	}
}
