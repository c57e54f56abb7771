// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// planExtension reads the package for its id and version, and plans a deployment when what is installed is older.
func planExtension(ctx context.Context, p *framework.PlanOperation[extensionModel]) error {
	if p.Configuration.File.IsUnknown() {
		if p.State != nil {
			p.Plan.ID, p.Plan.AppID = p.State.ID, p.State.AppID
			p.Plan.forget()
		}
		return nil
	}
	source, absent, err := open(p.Configuration)
	if err != nil {
		return err
	}
	if p.State == nil {
		return planNew(ctx, p, source, absent)
	}
	p.Plan.keep(*p.State)
	if source == nil {
		if absent != "" && !p.Refreshed() && p.Plan.sameSettings(*p.State) {
			return goneSince(absent, *p.State)
		}
		if absent != "" {
			p.Warn(&framework.Problem{
				Summary: "The extension package is not there",
				Detail:  "The file " + absent + " does not exist, so its version cannot be compared with what is installed, which stays as it is.",
				Remedy:  "Put the package there, or leave file out.",
			})
		}
		return nil
	}
	if !strings.EqualFold(source.ID, p.State.AppID.ValueString()) {
		p.Plan.identify(source.ID)
		p.Plan.forget()
		p.RequireReplace("app_id")
		return nil
	}
	current := p.State.Version.ValueString()
	if version.AtLeast(current, source.Version) {
		if newer(current, source.Version) {
			warnOlder(p, source.Manifest, current)
		}
		return nil
	}
	waiting, err := plannedStage(ctx, p, source.Manifest)
	if err == nil && !waiting {
		p.Plan.forget()
		if !p.Plan.staged() && !p.Plan.Schedule.IsUnknown() {
			p.Plan.Version = types.StringValue(source.Version.String())
		}
	}
	return err
}

func planNew(ctx context.Context, p *framework.PlanOperation[extensionModel], source *app.Package, absent string) error {
	if source == nil {
		if absent == "" {
			return nothingToInstall("")
		}
		p.Warn(&framework.Problem{
			Summary: "The extension package does not exist yet",
			Detail:  "The file " + absent + " does not exist. Apply looks for it again, in case this run creates it.",
		})
		return nil
	}
	// The id is not planned: it would make the plan invalid where the package is missing when the plan is applied.
	// Creation says so itself.
	if !p.Ready() {
		return nil
	}
	packages, err := p.BusinessCentral.Extensions(ctx, source.ID)
	if err != nil {
		return err
	}
	if now, found := installed(packages); found && newer(now.Version(), source.Version) {
		warnOlder(p, source.Manifest, now.Version())
	}
	return nil
}

func warnOlder(p *framework.PlanOperation[extensionModel], m app.Manifest, current string) {
	p.Warn(&framework.Problem{
		Summary: "The package is older than the installed extension",
		Detail:  "The package holds " + label(m) + ", and version " + current + " is installed. Nothing is done, because an extension is never downgraded.",
		Remedy:  "Give the package of version " + current + " or of a newer one.",
	})
}

// plannedStage reports whether this very version was staged already and waits for the environment's update.
func plannedStage(ctx context.Context, p *framework.PlanOperation[extensionModel], m app.Manifest) (bool, error) {
	if !p.Plan.staged() || !p.Ready() {
		return false, nil
	}
	_, found, err := stagedDeployment(ctx, p.BusinessCentral, m.Name, m.Publisher, m.Version.String(), p.Private(ctx, stagedKey))
	return found, err
}
