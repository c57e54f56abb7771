// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/solution"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

// wanted is what the configuration asks for.
type wanted struct {
	// name is empty while it is not known, which is while a file that would tell it does not exist.
	name    string
	version version.Version
	// source is the package; nil without a readable file.
	source *solution.Package
	// absent is the path of a file that does not exist.
	absent string
}

// known reports whether everything that wanted needs is known.
func (m solutionModel) known() bool {
	return !m.File.IsUnknown() && !m.UniqueName.IsUnknown() && !m.MinimumVersion.IsUnknown()
}

// wantedBy reads the configuration and the package that it names. The name in prior, if any, stands in for a name that
// neither gives.
func wantedBy(config solutionModel, prior string) (wanted, error) {
	w := wanted{name: config.UniqueName.ValueString()}
	if minimum := config.MinimumVersion.ValueString(); minimum != "" {
		parsed, err := version.Parse(minimum)
		if err != nil {
			return wanted{}, framework.Errorf("Not a version", "Give one to four numbers, such as 1.2.0.0.", "%s.", err).At("minimum_version")
		}
		w.version = parsed
	}
	if file := config.File.ValueString(); file != "" {
		if err := w.read(file); err != nil {
			return wanted{}, err
		}
	}
	if w.name == "" {
		w.name = prior
	}
	return w, nil
}

func (w *wanted) read(file string) error {
	source, err := solution.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		w.absent = file
		return nil
	}
	if err != nil {
		problem := framework.Errorf("The solution package cannot be used", "Give the path of a managed solution's zip file as its publisher ships it.", "The package was not sent anywhere.").At("file")
		problem.Err = err
		return problem
	}
	switch {
	case !source.Managed:
		return framework.Errorf("The solution package is unmanaged",
			"Give the managed package. An unmanaged package would be merged into the environment's own customizations and could be neither upgraded nor uninstalled.",
			"%s holds the unmanaged solution %s %s.", file, source.UniqueName, source.Version).At("file")
	case w.name != "" && !strings.EqualFold(w.name, source.UniqueName):
		return framework.Errorf("The solution package is another solution's",
			"Give the package of the solution that unique_name names, or leave unique_name out.",
			"unique_name is %q, and %s holds %q.", w.name, file, source.UniqueName).At("file")
	case source.Version.Compare(w.version) < 0:
		return framework.Errorf("The solution package is older than minimum_version",
			"Give a newer package, or lower minimum_version.",
			"%s holds %s %s, and minimum_version is %s.", file, source.UniqueName, source.Version, w.version).At("file")
	}
	w.name, w.version, w.source = source.UniqueName, source.Version, source
	return nil
}

// lacking is the error for a solution that must be installed or upgraded while there is no package to do it with.
// installed is empty when the solution is missing.
func (w wanted) lacking(installed string) error {
	remedy := "Set file to a managed package of the solution."
	why := "The configuration has no file"
	if w.absent != "" {
		remedy = "Put the package there, or correct the path."
		why = "There is no file " + w.absent
	}
	if installed == "" {
		name := w.name
		if name == "" {
			return framework.Errorf("There is no package to install", remedy, "%s, and unique_name is not set.", why).At("file")
		}
		return framework.Errorf("The solution "+name+" is not installed", remedy, "%s to install it from.", why).At("file")
	}
	return framework.Errorf("The solution "+w.name+" is too old", remedy, "Version %s is installed and %s is wanted. %s to upgrade it from.", installed, w.version, why).At("file")
}

// notYet warns of a package that is missing when its solution is to be created.
func (w wanted) notYet(what string) *framework.Problem {
	return &framework.Problem{
		Summary: "The solution package does not exist yet",
		Detail:  "The file " + w.absent + " does not exist. " + what,
	}
}

// notCompared warns of a missing package whose solution is installed.
func (w wanted) notCompared(installed string) *framework.Problem {
	return &framework.Problem{
		Summary: "The solution package is not there",
		Detail:  "The file " + w.absent + " does not exist, so its version cannot be compared with version " + installed + " of " + w.name + ", which is installed and stays as it is.",
		Remedy:  "Put the package there, leave file out, or set minimum_version.",
	}
}

// goneSince is the error for a package that is missing where a plan is applied: what the plan was to install cannot be.
func (w wanted) goneSince(installed string) error {
	return framework.Errorf("The solution package is not there",
		"Put the package that the plan was made with at this path and apply again, or leave file out. A plan with -refresh=false needs the package too, unless minimum_version is set.",
		"A plan that may upgrade the solution %s needs the package, and the file %s does not exist here. Version %s is installed and stays as it is; the version in the package is wanted.",
		w.name, w.absent, installed).At("file")
}

// kept refuses what somebody else installed since the plan promised a version.
func (w wanted) kept(promised, installed string) error {
	return framework.Errorf("Another version of "+w.name+" was installed since the plan", "Run terraform apply again.",
		"The plan was made to install version %s, and version %s is installed now.", promised, installed)
}
