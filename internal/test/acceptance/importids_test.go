// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestImportOfNonsense imports ids whose parts are no GUIDs: each error names what was expected, and no service is asked.
func TestImportOfNonsense(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := deletionGuide(t, env).config()
	w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]})
	for address, id := range map[string]string{
		"bcsales_integration_user.this":           "somebody",
		"bcsales_dataverse_company.this":          "CRONUS",
		"bcsales_dataverse_connection_setup.this": "CRONUS",
		"bcsales_sales_connection_setup.this":     "CRONUS",
		"bcsales_initial_synchronization.this":    "CRONUS",
		"bcsales_salesperson_couplings.others":    "CRONUS",
		"bcsales_salesperson_coupling.jim":        "CRONUS/JO",
		"bcsales_record_coupling.this":            "CRONUS/vendor/1000",
		"bcsales_table_mapping.this":              "CRONUS/CUSTOMER",
		"bcsales_team_membership.otis":            "Sales/Otis",
	} {
		err := w.Import(t.Context(), config, address, id)
		if err == nil || !strings.Contains(strings.Join(strings.Fields(err.Error()), " "), "GUID") || strings.Contains(err.Error(), "400") {
			t.Errorf("importing %s as %q ended with %v", address, id, err)
		}
	}
}
