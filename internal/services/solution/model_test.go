// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// TestSet keeps the spelling of what is the same, and takes over what is not.
func TestSet(t *testing.T) {
	t.Parallel()
	row := dataverse.Solution{ID: "000000f0-0000-4000-8000-000000000001", UniqueName: "Base", Version: "1.2.0.0", InstalledOn: "2026-01-01T00:00:00Z"}
	m := solutionModel{UniqueName: types.StringValue("BASE"), Version: types.StringValue("1.2")}
	m.ID = types.StringValue("base")
	m.set(row)
	if m.ID.ValueString() != "base" || m.UniqueName.ValueString() != "BASE" || m.Version.ValueString() != "1.2" || m.InstalledOn.ValueString() != row.InstalledOn {
		t.Errorf("the same: %+v", m)
	}
	row.UniqueName, row.Version, row.InstalledOn = "Other", "1.3.0.0", ""
	m.set(row)
	if m.ID.ValueString() != "Other" || m.UniqueName.ValueString() != "Other" || m.Version.ValueString() != "1.3.0.0" || !m.InstalledOn.IsNull() {
		t.Errorf("another: %+v", m)
	}
}

// TestSameSettings: only the settings that are not in Dataverse count.
func TestSameSettings(t *testing.T) {
	t.Parallel()
	state := solutionModel{Version: types.StringValue("1.0.0.0")}
	if m := (solutionModel{Version: types.StringValue("2.0.0.0"), File: types.StringValue("a.zip")}); !m.sameSettings(state) {
		t.Error("the version is no setting")
	}
	for name, change := range map[string]func(m *solutionModel){
		"minimum_version":                    func(m *solutionModel) { m.MinimumVersion = types.StringValue("1.0") },
		"overwrite_unmanaged_customizations": func(m *solutionModel) { m.OverwriteUnmanaged = types.BoolValue(true) },
		"publish_workflows":                  func(m *solutionModel) { m.PublishWorkflows = types.BoolValue(true) },
		"deletion_policy":                    func(m *solutionModel) { m.DeletionPolicy = types.StringValue(policyUninstall) },
		"timeouts": func(m *solutionModel) {
			m.Timeouts = types.ObjectValueMust(map[string]attr.Type{"create": types.StringType}, map[string]attr.Value{"create": types.StringValue("1h")})
		},
	} {
		m := state
		if change(&m); m.sameSettings(state) {
			t.Errorf("another %s is the same", name)
		}
	}
}
