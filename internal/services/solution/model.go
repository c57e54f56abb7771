// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

type solutionModel struct {
	framework.Base
	File               types.String          `tfsdk:"file"`
	UniqueName         types.String          `tfsdk:"unique_name"`
	MinimumVersion     types.String          `tfsdk:"minimum_version"`
	OverwriteUnmanaged types.Bool            `tfsdk:"overwrite_unmanaged_customizations"`
	PublishWorkflows   types.Bool            `tfsdk:"publish_workflows"`
	DeletionPolicy     types.String          `tfsdk:"deletion_policy"`
	Version            types.String          `tfsdk:"version"`
	SolutionID         customtypes.GUIDValue `tfsdk:"solution_id"`
	FriendlyName       types.String          `tfsdk:"friendly_name"`
	Publisher          types.String          `tfsdk:"publisher"`
	IsManaged          types.Bool            `tfsdk:"is_managed"`
	InstalledOn        types.String          `tfsdk:"installed_on"`
}

// set fills the remote values. The name keeps its spelling: Dataverse ignores case.
func (m *solutionModel) set(s dataverse.Solution) {
	if !sameName(m.ID.ValueString(), s.UniqueName) {
		m.ID = types.StringValue(s.UniqueName)
	}
	if !sameName(m.UniqueName.ValueString(), s.UniqueName) {
		m.UniqueName = types.StringValue(s.UniqueName)
	}
	if !version.Same(m.Version.ValueString(), s.Version) {
		m.Version = types.StringValue(s.Version)
	}
	m.SolutionID = customtypes.NewGUID(s.ID)
	m.FriendlyName = types.StringValue(s.FriendlyName)
	m.Publisher = types.StringValue(s.Publisher.UniqueName)
	m.IsManaged = types.BoolValue(s.Managed)
	m.InstalledOn = types.StringNull()
	if s.InstalledOn != "" {
		m.InstalledOn = types.StringValue(s.InstalledOn)
	}
}

// keep copies the computed values of the prior state, for a plan that installs nothing.
func (m *solutionModel) keep(state solutionModel) {
	m.ID, m.UniqueName = state.ID, state.UniqueName
	m.Version, m.SolutionID, m.FriendlyName = state.Version, state.SolutionID, state.FriendlyName
	m.Publisher, m.IsManaged, m.InstalledOn = state.Publisher, state.IsManaged, state.InstalledOn
}

// sameSettings reports whether the local settings are those of the state, so that only the package can be a reason for a
// change.
func (m *solutionModel) sameSettings(state solutionModel) bool {
	return m.MinimumVersion.Equal(state.MinimumVersion) && m.OverwriteUnmanaged.Equal(state.OverwriteUnmanaged) &&
		m.PublishWorkflows.Equal(state.PublishWorkflows) && m.DeletionPolicy.Equal(state.DeletionPolicy) && m.Timeouts.Equal(state.Timeouts)
}

// forget makes the computed values unknown, for a plan that installs something.
func (m *solutionModel) forget() {
	m.Version, m.SolutionID, m.FriendlyName = types.StringUnknown(), customtypes.GUIDUnknown(), types.StringUnknown()
	m.Publisher, m.IsManaged, m.InstalledOn = types.StringUnknown(), types.BoolUnknown(), types.StringUnknown()
}

func sameName(a, b string) bool { return strings.EqualFold(a, b) }
