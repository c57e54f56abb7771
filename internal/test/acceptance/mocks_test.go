// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// mockedTest is a test that applies a configuration with a mock of the provider.
const mockedTest = `
mock_provider "bcsales" {
  source = "./mocks"
}

run "applies_every_type" {
  assert {
    condition     = data.bcsales_integration_readiness.this.ready && bcsales_dataverse_company.this.id == bcsales_company.this.id
    error_message = "The mocks show one healthy company."
  }
}
`

// TestMockedTypes applies every resource and every data source with a mock of the provider that knows nothing but the values of
// examples/mocks: what one returns is an argument that another accepts.
func TestMockedTypes(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	w := newWorkspace(t, "")
	if builtIn.cli.Kind == terraformcli.OpenTofu {
		t.Skip("OpenTofu reads no files of mocks")
	}
	if err := os.CopyFS(filepath.Join(w.dir, "mocks"), os.DirFS("../../../examples/mocks")); err != nil {
		t.Fatalf("copying the mocks: %v", err)
	}
	resources, sources := map[string]any{}, map[string]any{}
	for kind, arguments := range minimal(env) {
		resources[kind] = map[string]any{"this": arguments}
	}
	for kind, schema := range newInProcess(env, false).DataSourceSchemas() {
		arguments := map[string]any{}
		for _, a := range schema.Block.Attributes {
			if a.Required {
				arguments[a.Name] = companyID
			}
		}
		sources[kind] = map[string]any{"this": arguments}
	}
	returned := func(kind, name, from string) {
		resources[kind].(map[string]any)["this"].(map[string]any)[name] = "${" + from + "}"
	}
	returned("bcsales_security_role_assignment", "system_user_id", "bcsales_integration_user.this.id")
	returned("bcsales_team_membership", "team_id", "bcsales_dataverse_company.this.team_id")
	returned("bcsales_dataverse_connection_setup", "business_unit_id", "bcsales_dataverse_company.this.business_unit_id")
	returned("bcsales_dataverse_connection_setup", "business_unit_name", "bcsales_dataverse_company.this.business_unit_name")
	returned("bcsales_dataverse_connection_setup", "user_name", "bcsales_integration_user.this.internal_email_address")
	returned("bcsales_salesperson_couplings", "couplings", "data.bcsales_salesperson_matches.this.couplings")
	content, err := json.Marshal(map[string]any{"resource": resources, "data": sources})
	if err != nil {
		t.Fatalf("writing the configuration: %v", err)
	}
	for name, text := range map[string]string{"all.tf.json": string(content), "mocked.tftest.hcl": mockedTest} {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o600); err != nil {
			t.Fatalf("writing %s: %v", name, err)
		}
	}
	if output := w.must("test"); !strings.Contains(output, "1 passed, 0 failed") {
		t.Errorf("the test did not run:\n%s", output)
	}
}
