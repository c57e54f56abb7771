// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestMapping_strategyWithoutEffect warns in the plan of a strategy that the mapping's direction makes meaningless.
func TestMapping_strategyWithoutEffect(t *testing.T) {
	t.Parallel()
	const noEffect, mayNotLast = "update_conflict_resolution has no effect", "remove_coupling may not last"
	for name, c := range map[string]struct {
		lines string
		warns string
	}{
		"one direction":          {"direction = \"to_dataverse\"\nupdate_conflict_resolution = \"send_update_to_dataverse\"", noEffect},
		"the other direction":    {"direction = \"from_dataverse\"\nupdate_conflict_resolution = \"send_update_to_dataverse\"", noEffect},
		"both directions":        {"direction = \"bidirectional\"\nupdate_conflict_resolution = \"send_update_to_dataverse\"", ""},
		"no strategy":            {"direction = \"to_dataverse\"\nupdate_conflict_resolution = \"none\"", ""},
		"strategy of a deletion": {"direction = \"to_dataverse\"\ndeletion_conflict_resolution = \"restore_records\"", ""},
		"removal, all records":   {"synchronize_only_coupled_records = false\ndeletion_conflict_resolution = \"remove_coupling\"", mayNotLast},
		"removal, only coupled":  {"synchronize_only_coupled_records = true\ndeletion_conflict_resolution = \"remove_coupling\"", ""},
		"restored, all records":  {"synchronize_only_coupled_records = false\ndeletion_conflict_resolution = \"restore_records\"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := newEnv(t)
			factories, warnings := env.Warnings()
			acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: []resource.TestStep{{Config: config(env, "name = \"CUSTOMER\"\n"+c.lines)}}})
			for _, summary := range []string{noEffect, mayNotLast} {
				if text := warnings.In("plan"); strings.Contains(text, summary) != (summary == c.warns) {
					t.Errorf("the plan warns: %s", text)
				}
			}
		})
	}
}
