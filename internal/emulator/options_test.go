// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "testing"

// TestNamesStayInTheirEmulator: names that a seed changes are not those of other emulators of the process.
func TestNamesStayInTheirEmulator(t *testing.T) {
	t.Parallel()
	const seed = `{"dataverse": {"options": {"navigationProperties": {"bcbi_company": {"bcbi_DefaultOwningTeam": "other"}}}}}`
	for _, tc := range []struct {
		name string
		seed []byte
		want bool
	}{{"changed", []byte(seed), true}, {"unchanged", nil, false}} {
		e, err := New(t.Context(), Options{Seed: tc.seed, CADir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		if got := e.services.dataverse.Model.Types["bcbi_company"].Navigation["other"] != nil; got != tc.want {
			t.Errorf("%s: %t", tc.name, got)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
}
