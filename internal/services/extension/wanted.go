// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package extension

import (
	"errors"
	"io/fs"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
)

// open reads the package that the configuration names; nil without one that is there. absent is the path of a file that
// does not exist.
func open(config extensionModel) (source *app.Package, absent string, err error) {
	file := config.File.ValueString()
	if file == "" {
		return nil, "", nil
	}
	source, err = app.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, file, nil
	}
	if err != nil {
		problem := framework.Errorf("The extension package cannot be used", "Give the path of an .app file as the AL compiler makes it.", "The package was not sent anywhere.").At("file")
		problem.Err = err
		return nil, "", problem
	}
	return source, "", nil
}

// nothingToInstall is the error for an extension that is not installed while there is no package to install.
func nothingToInstall(absent string) error {
	if absent != "" {
		return framework.Errorf("There is no package to install", "Put the package there, or correct the path.", "The file %s does not exist.", absent).At("file")
	}
	return framework.Errorf("There is no package to install",
		"Set file to the extension's package. To manage an extension that is installed already without its package, import it by its app id.",
		"The configuration has no file.").At("file")
}

func label(m app.Manifest) string {
	return m.Name + " by " + m.Publisher + " " + m.Version.String()
}

// goneSince is the error for a package that is missing where a plan is applied: what the plan was to deploy cannot be.
func goneSince(absent string, state extensionModel) error {
	return framework.Errorf("The extension package is not there",
		"Put the package that the plan was made with at this path and apply again, or leave file out. A plan with -refresh=false needs the package too.",
		"A plan that may upgrade the extension %s needs the package, and the file %s does not exist here. Version %s is installed and stays as it is; the version in the package is wanted.",
		state.Name.ValueString(), absent, state.Version.ValueString()).At("file")
}
