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
	for name, c := range map[string]struct {
		lines string
		warns bool
	}{
		"one direction":          {"direction = \"to_dataverse\"\nupdate_conflict_resolution = \"send_update_to_dataverse\"", true},
		"the other direction":    {"direction = \"from_dataverse\"\nupdate_conflict_resolution = \"send_update_to_dataverse\"", true},
		"both directions":        {"direction = \"bidirectional\"\nupdate_conflict_resolution = \"send_update_to_dataverse\"", false},
		"no strategy":            {"direction = \"to_dataverse\"\nupdate_conflict_resolution = \"none\"", false},
		"strategy of a deletion": {"direction = \"to_dataverse\"\ndeletion_conflict_resolution = \"restore_records\"", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := newEnv(t)
			factories, warnings := env.Warnings()
			acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: []resource.TestStep{{Config: config(env, "name = \"CUSTOMER\"\n"+c.lines)}}})
			if text := warnings.In("plan"); strings.Contains(text, "update_conflict_resolution has no effect") != c.warns {
				t.Errorf("the plan warns: %s", text)
			}
		})
	}
}
