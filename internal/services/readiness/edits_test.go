// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// Addresses in the guide's configuration after which arguments can be added.
const (
	salesSetup      = "bcsales_dataverse_connection_setup.this.company_id\n"
	dataverseSetup  = "bcsales_dataverse_company.this.business_unit_name\n"
	synchronization = "bcsales_salesperson_couplings.this.company_id\n"
	user            = "integration@contoso.example\"\n"
)

func replacing(old, replacement string) edit {
	return func(t *testing.T, config string) string {
		t.Helper()
		if !strings.Contains(config, old) {
			t.Fatalf("the guide does not say %q", old)
		}
		return strings.Replace(config, old, replacement, 1)
	}
}

// with adds an argument to a resource.
func with(address, argument string) edit { return replacing(address, address+"  "+argument+"\n") }

func adding(block string) edit {
	return func(_ *testing.T, config string) string { return config + block }
}

// giving gives the owning team a role.
func giving(role string) edit {
	return adding(fmt.Sprintf("\nresource \"bcsales_security_role_assignment\" \"remedy\" {\n  team_id = bcsales_dataverse_company.this.team_id\n  role_id = %q\n}\n", role))
}

// running turns the jobs of mappings on.
func running(mappings ...string) edit {
	var blocks strings.Builder
	for i, mapping := range mappings {
		fmt.Fprintf(&blocks, "\nresource \"bcsales_table_mapping\" \"remedy%d\" {\n  company_id              = bcsales_initial_synchronization.this.company_id\n  name                    = %q\n  synchronization_enabled = true\n}\n", i, mapping)
	}
	return adding(blocks.String())
}

// matching names the field to match the mapping's records by.
func matching(mapping, field string) edit {
	return with(synchronization, fmt.Sprintf("match_fields = { %q = [%q] }", mapping, field))
}

// again runs the full synchronization again.
func again(value string) edit {
	return with(synchronization, fmt.Sprintf("triggers = { again = %q }", value))
}

// importing adds the import of a package, before roles are given.
func importing(solution samples.Solution) edit {
	return func(t *testing.T, config string) string {
		t.Helper()
		file, err := solution.WriteFile(t.TempDir())
		must(t, err)
		config = strings.ReplaceAll(config, "\n  role_id =", "\n  depends_on = [bcsales_solution.remedy]\n  role_id =")
		config = strings.Replace(config, "\n  company_name =", "\n  depends_on = [bcsales_solution.remedy]\n  company_name =", 1)
		return config + fmt.Sprintf("\nresource \"bcsales_solution\" \"remedy\" {\n  file = %q\n}\n", filepath.ToSlash(file))
	}
}

// companionApp is the resource that installs a version of the companion extension.
func companionApp(version version.Version) edit {
	return func(t *testing.T, config string) string {
		t.Helper()
		file, err := apptest.WriteFile(t.TempDir(), app.Manifest{ID: companionID, Name: "Business Central Sales Connector", Publisher: "bcsales", Version: version})
		must(t, err)
		return config + fmt.Sprintf("\nresource \"bcsales_extension\" \"remedy\" {\n  file = %q\n}\n", filepath.ToSlash(file))
	}
}

// deleting sets what becomes of coupled records of a mapping whose partner was deleted.
func deleting(mapping, resolution string) edit {
	return adding(fmt.Sprintf("\nresource \"bcsales_table_mapping\" \"remedy\" {\n  company_id = bcsales_initial_synchronization.this.company_id\n  name = %q\n  deletion_conflict_resolution = %q\n}\n", mapping, resolution))
}
