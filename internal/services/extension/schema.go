// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package extension installs and upgrades Business Central extensions from their packages.
package extension

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// Values of the arguments, in the words of the automation API.
const (
	policyRetain    = "retain"
	policyUninstall = "uninstall"
	currentVersion  = "Current version"
	nextMinor       = "Next minor version"
	nextMajor       = "Next major version"
	syncAdd         = "Add"
	syncForce       = "Force Sync"
)

func extensionSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Installs a per-tenant extension in the Business Central environment and keeps it at least as new as its package.\n\n" +
			"The package's own version decides: an extension that is installed in the same or a newer version is left alone, an older one is upgraded, and a missing one is installed. " +
			"There is never a downgrade: a package that is older than what is installed changes nothing, and the plan warns about it. A rebuilt package with the same version changes nothing either; raise the version to deploy it.\n\n" +
			"The deployment runs in Business Central after the upload; this resource waits for it within its timeout and reports a failure. Business Central's automation API says that a deployment failed, but not why: " +
			"the provider checks what the package requires (dependencies, application version) and reports it; for other reasons see the page **Extension Installation Status**.\n\n" +
			"With a `schedule` other than `" + currentVersion + "` the package is only staged: Business Central installs it when the environment gets that update, and until then `version` stays what it is (null when nothing is installed).\n\n" +
			"An extension's own permission sets exist only after it is published. For the companion extension, register the provider's application, assign `D365 AUTOMATION` and `EXTEN. MGT. - ADMIN`, " +
			"publish it with this resource, and then have somebody assign `BCS Administer` to the application by hand. What works through the companion is applied after that.\n\n" +
			"An extension that was already installed when this resource was created is left in place on destroy, whatever `deletion_policy` says.",
		Attributes: map[string]schema.Attribute{
			"file": schema.StringAttribute{
				Optional: true, WriteOnly: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
				MarkdownDescription: "Path of the package (`.app`) as the AL compiler creates it. The package is read during the plan, for its id, name, publisher and version, and again when it has to be deployed; it is never stored. Once the extension is installed, `file` can be omitted. Naming the package of another extension replaces the resource.",
			},
			"schedule": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(currentVersion),
				Validators:          []validator.String{stringvalidator.OneOf(currentVersion, nextMinor, nextMajor)},
				MarkdownDescription: "When a new version is deployed: `" + currentVersion + "` (default) immediately, `" + nextMinor + "` or `" + nextMajor + "` with that update of the environment. A change applies to the next deployment.",
			},
			"schema_sync_mode": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(syncAdd),
				Validators:          []validator.String{stringvalidator.OneOf(syncAdd, syncForce)},
				MarkdownDescription: "How a deployment changes the extension's tables: `" + syncAdd + "` (default) only adds tables and fields, `" + syncForce + "` also removes those that the new version no longer has, **with their data**. A change applies to the next deployment.",
			},
			"deletion_policy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(policyRetain),
				Validators:          []validator.String{stringvalidator.OneOf(policyRetain, policyUninstall)},
				MarkdownDescription: "What destroy does: `retain` (default) leaves the extension installed, `uninstall` uninstalls it, together with the extensions that depend on it. The data in its tables is kept in both cases. The package of an uninstalled extension is also unpublished where the environment supports it (25.4 and later).",
			},
			"app_id":     schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "App id of the extension, the same for all its versions."},
			"name":       schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the extension."},
			"publisher":  schema.StringAttribute{Computed: true, MarkdownDescription: "Publisher of the extension."},
			"version":    schema.StringAttribute{Computed: true, MarkdownDescription: "The installed version."},
			"package_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id of the installed package; every build has a different one."},
		},
	}
}
