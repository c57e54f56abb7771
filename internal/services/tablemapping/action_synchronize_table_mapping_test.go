// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestSynchronize(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	setup := env.Insert(inCompany("dataverseConnectionSetups"), acctest.Row{"environmentUrl": env.Emulator().URL(), "isEnabled": true})
	synchronize := func(name string) acctest.Invocation {
		return env.Invoke("bcsales_synchronize_table_mapping", map[string]any{"company_id": cronus, "name": name})
	}
	jobs := func() int { return len(env.Rows(inCompany("synchronizationJobs"))) }

	if got := synchronize("NOTHING"); !strings.Contains(got.Errors, "There is no such table mapping") || len(got.Progress) > 0 || jobs() > 0 {
		t.Errorf("a mapping that is missing: %q, %q", got.Errors, got.Progress)
	}
	if got := synchronize(""); !strings.Contains(got.Errors, "must be between 1 and 20") {
		t.Errorf("an empty name: %q", got.Errors)
	}
	got := synchronize("customer")
	if got.Errors != "" || !slices.Equal(got.Progress, []string{"Business Central has scheduled the synchronization of CUSTOMER"}) {
		t.Errorf("errors %q, progress %q", got.Errors, got.Progress)
	}
	if id, ok := setup["id"].(string); ok {
		env.Patch(inCompany("dataverseConnectionSetups"), id, acctest.Row{"isEnabled": false})
	}
	if got := synchronize("CUSTOMER"); !strings.Contains(got.Errors, "Could not run the synchronization of the table mapping") || !strings.Contains(got.Errors, "What to do: ") {
		t.Errorf("with the connection off: %q", got.Errors)
	}
}
