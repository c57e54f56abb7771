// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// planSolution reads the package for its name and version, and plans an import when what is installed is older. What
// is installed comes from the refreshed state, or from the service for a new resource.
func planSolution(ctx context.Context, p *framework.PlanOperation[solutionModel]) error {
	if !p.Configuration.known() {
		if p.State != nil {
			p.Plan.forget()
		}
		return nil
	}
	prior := ""
	if p.State != nil {
		prior = p.State.ID.ValueString()
	}
	w, err := wantedBy(p.Configuration, prior)
	if err != nil {
		return err
	}
	switch {
	case p.State == nil:
		return planNew(ctx, p, w)
	case !sameName(w.name, prior):
		p.Plan.ID, p.Plan.UniqueName = types.StringValue(w.name), types.StringValue(w.name)
		p.Plan.forget()
		p.RequireReplace("unique_name")
		return nil
	}
	p.Plan.keep(*p.State)
	installed := p.State.Version.ValueString()
	if w.absent != "" && p.Configuration.MinimumVersion.IsNull() && !p.Refreshed() && p.Plan.sameSettings(*p.State) {
		return w.goneSince(installed)
	}
	if version.AtLeast(installed, w.version) {
		if w.absent != "" && p.Configuration.MinimumVersion.IsNull() {
			p.Warn(w.notCompared(installed))
		}
		return nil
	}
	if err := w.canReplace(p.State.IsManaged.ValueBool(), installed); err != nil {
		return err
	}
	p.Plan.forget()
	p.Plan.Version = types.StringValue(w.version.String())
	return nil
}

func planNew(ctx context.Context, p *framework.PlanOperation[solutionModel], w wanted) error {
	if w.name == "" {
		p.Warn(w.notYet("Apply looks for it again, in case this run creates it."))
		return nil
	}
	// Only a configured name is planned. One that is read from the package would make the plan invalid where the package
	// is missing when the plan is applied; creation says so itself.
	if !p.Configuration.UniqueName.IsNull() {
		p.Plan.ID = types.StringValue(w.name)
	}
	if !p.Ready() {
		return nil
	}
	installed, found, err := p.Dataverse.Solution(ctx, w.name)
	switch {
	case err != nil:
		return err
	case !found:
		if w.absent != "" {
			p.Warn(w.notYet("The solution " + w.name + " is not installed and has to be installed from it. Apply looks for the file again, in case this run creates it."))
		}
		return nil
	case version.AtLeast(installed.Version, w.version):
		if w.absent != "" && p.Configuration.MinimumVersion.IsNull() {
			p.Warn(w.notCompared(installed.Version))
		}
		return nil
	}
	if w.absent != "" {
		p.Warn(w.notYet("Version " + installed.Version + " of " + w.name + " is installed, and " + w.version.String() + " is wanted. Apply looks for the file again, in case this run creates it."))
		return nil
	}
	return w.canReplace(installed.Managed, installed.Version)
}

// canReplace refuses an upgrade that cannot work.
func (w wanted) canReplace(managed bool, installed string) error {
	if w.source == nil {
		return w.lacking(installed)
	}
	if !managed {
		return framework.Errorf("The solution "+w.name+" is installed unmanaged",
			"Remove the unmanaged solution from the environment, or manage it elsewhere. Dataverse accepts no managed package over it.",
			"Version %s is installed as an unmanaged solution, and the package holds the managed version %s.", installed, w.version).At("file")
	}
	return nil
}
