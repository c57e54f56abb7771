// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

type extensionModel struct {
	framework.Base
	File           types.String          `tfsdk:"file"`
	Schedule       types.String          `tfsdk:"schedule"`
	SchemaSyncMode types.String          `tfsdk:"schema_sync_mode"`
	DeletionPolicy types.String          `tfsdk:"deletion_policy"`
	AppID          customtypes.GUIDValue `tfsdk:"app_id"`
	Name           types.String          `tfsdk:"name"`
	Publisher      types.String          `tfsdk:"publisher"`
	Version        types.String          `tfsdk:"version"`
	PackageID      customtypes.GUIDValue `tfsdk:"package_id"`
}

// staged reports whether a deployment only takes place with a later update of the environment.
func (m extensionModel) staged() bool {
	return m.Schedule.ValueString() != "" && m.Schedule.ValueString() != currentVersion
}

// set fills the remote values from the installed package.
func (m *extensionModel) set(e businesscentral.Extension) {
	m.identify(e.AppID)
	m.Name, m.Publisher = types.StringValue(e.Name), types.StringValue(e.Publisher)
	m.Version, m.PackageID = types.StringValue(e.Version()), customtypes.NewGUID(strings.ToLower(e.PackageID))
}

// setStaged fills the remote values of an extension that is staged and not installed.
func (m *extensionModel) setStaged(d businesscentral.Deployment) {
	m.Name, m.Publisher = types.StringValue(d.Name), types.StringValue(d.Publisher)
	m.Version, m.PackageID = types.StringNull(), customtypes.GUIDNull()
}

func (m *extensionModel) identify(appID string) {
	m.ID, m.AppID = types.StringValue(strings.ToLower(appID)), customtypes.NewGUID(strings.ToLower(appID))
}

// keep copies the computed values of the prior state, for a plan that deploys nothing.
func (m *extensionModel) keep(state extensionModel) {
	m.ID, m.AppID = state.ID, state.AppID
	m.Name, m.Publisher, m.Version, m.PackageID = state.Name, state.Publisher, state.Version, state.PackageID
}

// sameSettings reports whether the local settings are those of the state, so that only the package can be a reason for a
// change.
func (m *extensionModel) sameSettings(state extensionModel) bool {
	return m.Schedule.Equal(state.Schedule) && m.SchemaSyncMode.Equal(state.SchemaSyncMode) &&
		m.DeletionPolicy.Equal(state.DeletionPolicy) && m.Timeouts.Equal(state.Timeouts)
}

// forget makes the computed values but the id unknown, for a plan that deploys something.
func (m *extensionModel) forget() {
	m.Name, m.Publisher = types.StringUnknown(), types.StringUnknown()
	m.Version, m.PackageID = types.StringUnknown(), customtypes.GUIDUnknown()
}

// newer reports whether an installed version is newer than the package.
func newer(text string, wanted version.Version) bool {
	v, err := version.Parse(text)
	return err == nil && v.Compare(wanted) > 0
}

// installed returns the installed package among those of one app.
func installed(packages []businesscentral.Extension) (businesscentral.Extension, bool) {
	for _, p := range packages {
		if p.Installed {
			return p, true
		}
	}
	return businesscentral.Extension{}, false
}

// published returns the newest package that is published, not installed, and good enough.
func published(packages []businesscentral.Extension, wanted version.Version) (best businesscentral.Extension, found bool) {
	for _, p := range packages {
		if !p.Installed && version.AtLeast(p.Version(), wanted) && (!found || versionOf(p).Compare(versionOf(best)) > 0) {
			best, found = p, true
		}
	}
	return best, found
}

func versionOf(e businesscentral.Extension) version.Version {
	return version.Version{e.Major, e.Minor, e.Build, e.Revision}
}
