// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"errors"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const exportAgain = "Export the solution from Dataverse again, as a managed one, and give the zip file as it was exported."

// uninstallRemedies says what to do about refusals of uninstallations.
func uninstallRemedies() map[string]string {
	const inUse = "Remove or change what depends on it first (in Power Apps: Solutions, Show dependencies), uninstall the dependent solutions before it, or set deletion_policy to \"retain\"."
	return map[string]string{
		dataverse.CodeComponentInUse:     inUse,
		dataverse.CodeDependenciesExist:  inUse,
		dataverse.CodeRestrictedSolution: "Set deletion_policy to \"retain\": this solution belongs to the platform.",
	}
}

// codeRemedies says what to do about refusals of packages and imports.
func codeRemedies() map[string]string {
	const removed = "The new version takes away what something else needs. Remove or change what depends on it first (in Power Apps: Solutions, Show dependencies), and run terraform apply again."
	return map[string]string{
		dataverse.CodeNotWellFormed:        exportAgain,
		dataverse.CodeBadZip:               exportAgain,
		dataverse.CodePackageNotValid:      "Export the solution again from an environment of a current version of Dataverse.",
		dataverse.CodePackageTooNew:        "The package was exported from a newer version of Dataverse. Update the environment, or export the package from one of its own version.",
		dataverse.CodeSolutionVersion:      "Give the solution a version of two to four numbers, such as 1.2.0.0, where it is made, and export it again.",
		dataverse.CodeMissingDependencies:  "Install what is missing first. When another bcsales_solution resource does it, let this one depend on it with depends_on.",
		dataverse.CodeManagedOlder:         "Somebody installed a newer version meanwhile. Run terraform apply again, which keeps it, or give a newer package.",
		dataverse.CodeManagedOverUnmanaged: "Remove the unmanaged solution of the same name from the environment first.",
		dataverse.CodePatched:              "Delete the patches that the service names, in Power Apps under Solutions, and run terraform apply again; a package that replaces them must hold their changes.",
		dataverse.CodeComponentInUse:       removed,
		dataverse.CodeDependenciesExist:    removed,
		dataverse.CodeRestrictedSolution:   "Take this resource out of the configuration: the solution belongs to the platform, which keeps it up to date.",
	}
}

// uninstallRemedy says what to do about a code of an uninstallation; empty leaves it to what the envelope knows.
func uninstallRemedy(code string) string { return uninstallRemedies()[strings.ToLower(code)] }

// remedyForCode says what to do about a code of an import; empty leaves it to what the envelope knows.
func remedyForCode(code string) string { return codeRemedies()[strings.ToLower(code)] }

// codeOf returns the service's code in an error, or "".
func codeOf(err error) string {
	if api, ok := errors.AsType[*odata.Error](err); ok {
		return api.Code
	}
	return ""
}
