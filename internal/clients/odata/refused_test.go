// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestRefusedInSpiteOfItsStatus: an answer of success with an error in it is a refusal, whose code and message are told.
func TestRefusedInSpiteOfItsStatus(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"value": []}`:   "",
		`{"error": null}`: "",
		`{"error": {}}`:   "it is an error in spite of its status",
		`{"error": {"code": "0x1", "message": "No."}}`: "it is an error in spite of its status: No. (code 0x1)",
		`{"error": {"message": "No."}}`:                "it is an error in spite of its status: No.",
		`{"error": {"code": "0x1"}}`:                   "it is an error in spite of its status (code 0x1)",
	} {
		var members map[string]json.RawMessage
		if err := json.Unmarshal([]byte(body), &members); err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := refused(members); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
	long := map[string]json.RawMessage{"error": json.RawMessage(`{"message": "` + strings.Repeat("x", 4*maxPlainMessage) + `"}`)}
	if err := refused(long); len(err.Error()) > 2*maxPlainMessage {
		t.Errorf("%d bytes", len(err.Error()))
	}
}
