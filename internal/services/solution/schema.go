// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package solution installs and upgrades managed Dataverse solutions.
package solution

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// Values of deletion_policy.
const (
	policyRetain    = "retain"
	policyUninstall = "uninstall"
)

var uniqueNamePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,64}$`)

func solutionSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Installs a managed solution in Dataverse and keeps it at least as new as its package.\n\n" +
			"The package's own version decides: a solution that is installed in the same or a newer version is left alone, an older one is upgraded, " +
			"and a missing one is installed. There is never a downgrade. Rebuilding a package with the same version changes nothing.\n\n" +
			"The package is checked by Dataverse before anything is installed. One solution operation runs at a time in an environment, so this resource " +
			"waits for others within its timeout, including those that somebody else started. When an apply is interrupted, the import continues in Dataverse and the next apply picks it up.\n\n" +
			"Only installing and upgrading need an administrator; refreshing needs read access. Use a provider alias with an administrator's identity while solutions are installed or upgraded. " +
			"To remove the alias afterwards, remove the argument `provider`. The package can go too: remove `file`, and set `unique_name` and, if you want to require a version, `minimum_version`.\n\n" +
			"Only managed packages are accepted: an unmanaged one would be merged into the environment's own customizations and could neither be upgraded nor uninstalled. " +
			"Microsoft's integration solutions are not part of this provider. Most environments need no package: Business Central's two assisted setups, run once in any company of the environment, install them, and `file` is left out. " +
			"A managed solution cannot be exported from an environment where it is installed.\n\n" +
			"A solution that was already installed when this resource was created is left in place on destroy, whatever `deletion_policy` says.",
		Attributes: map[string]schema.Attribute{
			"file": schema.StringAttribute{
				Optional: true, WriteOnly: true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1), framework.AtLeastOneOf("file", "unique_name")},
				MarkdownDescription: "Path of the package (`.zip`). The package is read during the plan, for its name and version, and again when it has to be installed; it is never stored. Once the solution is installed, `file` can be omitted, and a configured file may be missing if `minimum_version` is set.",
			},
			"unique_name": schema.StringAttribute{
				Optional: true, Computed: true,
				Validators:          []validator.String{stringvalidator.RegexMatches(uniqueNamePattern, "must be a solution's unique name: letters, digits and underscores, at most 65 characters, not beginning with a digit")},
				MarkdownDescription: "Unique name of the solution, such as `bcbi_CdsBaseIntegration`. Taken from `file` if omitted; if both are set, they must agree. Changing it replaces the resource.",
			},
			"minimum_version": schema.StringAttribute{
				Optional: true, Validators: []validator.String{versionValidator{}},
				MarkdownDescription: "Oldest acceptable version, such as `1.2.0.0`. Without a readable `file`, an installed version that is older is an error. With a `file`, the file's version is installed, and a file that is older than this is an error.",
			},
			"overwrite_unmanaged_customizations": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether an import overwrites unmanaged customizations of the solution's components. Default `false`.",
			},
			"publish_workflows": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether an import activates the solution's processes. Default `true`.",
			},
			"deletion_policy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(policyRetain),
				Validators:          []validator.String{stringvalidator.OneOf(policyRetain, policyUninstall)},
				MarkdownDescription: "What destroy does: `retain` (default) leaves the solution installed, `uninstall` removes it together with all data in its tables, and fails while something depends on it. Business Central's own solutions are not uninstalled while Sales links to a company (table `nav_connection`).",
			},
			"version":       schema.StringAttribute{Computed: true, MarkdownDescription: "The installed version."},
			"solution_id":   schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id of the installed solution; an upgrade may change it."},
			"friendly_name": schema.StringAttribute{Computed: true, MarkdownDescription: "Display name."},
			"publisher":     schema.StringAttribute{Computed: true, MarkdownDescription: "Unique name of the publisher."},
			"is_managed":    schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the installed solution is managed."},
			"installed_on":  schema.StringAttribute{Computed: true, MarkdownDescription: "When the solution was installed, in RFC 3339 format."},
		},
	}
}

// versionValidator accepts what version.Parse accepts.
type versionValidator struct{}

func (versionValidator) Description(context.Context) string {
	return "must be a version of one to four numbers, such as 1.2.0.0"
}

func (v versionValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v versionValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, err := version.Parse(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a version", "It "+v.Description(ctx)+", got \""+req.ConfigValue.ValueString()+"\".")
	}
}
