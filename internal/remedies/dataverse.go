// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package remedies

import dv "github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"

// Remedies that a check before the call gives as well.
const (
	NonInteractiveQuota = "Give one of them another access mode, disable it, or use an application user, which does not count."
	MissingDependencies = "Install what is missing first. When another bcsales_solution resource does it, let this one depend on it with depends_on."
)

const keepUser = "Take the role Global administrator or Service administrator from the account in Microsoft 365 first, or leave "

// dataverseRows lists the codes that a configuration can provoke with users, roles, teams and business units (Microsoft
// Learn, "Web service error codes").
func dataverseRows() []Entry {
	return append(dataverseUsers(), []Entry{
		{Code: "0x80040227", Meaning: "The object cannot be deleted while others refer to it.", Remedy: "Give what the service names to another owner or another place, in the Power Platform admin center, and run the same command again."},
		{Code: "0x8004023b", Meaning: "The object's state does not allow the change.", Remedy: "Somebody changed the object during the run. Check its state in the Power Platform admin center, and run the same command again."},
		{Code: "0x8004032d", Meaning: "The business unit is disabled.", Remedy: "Enable the business unit in the Power Platform admin center, or name another."},
		{Code: "0x80040299", Meaning: "The team or user lacks a privilege.", Remedy: "Give the team or user that the service names a security role with the privilege that it misses."},
		{Code: "0x80041409", Meaning: "The role belongs to a different business unit than the user or the team.", Remedy: "Somebody moved the user or the team to another business unit during the run. Run terraform apply again: it uses the copy of the role in that business unit."},
		{Code: "0x80041d59", Meaning: "Disabling the business unit would disable the last System Administrator.", Remedy: "Give System Administrator to an enabled user outside of the business unit first."},
		{Code: "0x80041d60", Meaning: "An enabled business unit cannot be deleted.", Remedy: "Somebody enabled the business unit during the run. Run the same command again."},
		{Code: "0x80041d61", Meaning: "A business unit with others below it cannot be deleted.", Remedy: "Move the business units below it elsewhere or delete them first, or set deletion_policy to \"retain\"."},
		{Code: "0x80041d62", Meaning: "The default team of the business unit owns records.", Remedy: "Assign the records of the business unit's default team to another owner first, or set deletion_policy to \"retain\"."},
		{Code: "0x80042f0a", Meaning: "The team has no security role.", Remedy: "Somebody removed the team's roles during the run. Run terraform apply again: it assigns the team its role again."},
		{Code: "0x8004830b", Meaning: "Members of a default team are not added by hand.", Remedy: "Take this resource out: every user of the business unit is a member of its default team. To change the team, move the user to another business unit."},
		{Code: "0x8004830c", Meaning: "Members of a default team are not removed by hand.", Remedy: "Leave the member where it is (terraform state rm, or a removed block): every user of the business unit is a member of its default team. To change the team, move the user to another business unit."},
		{Code: "0x8004830e", Meaning: "The team owns records.", Remedy: "Assign the team's records to another owner first, in the Power Platform admin center or in Sales, or set deletion_policy to \"retain\"."},
		{Code: "0x80048331", Meaning: "Access teams have no security roles.", Remedy: "Name an owner team: an access team has no roles."},
		{Code: "0x80048340", Meaning: "An access team has the name of the team to be created.", Remedy: "Delete the access team, or give it another name, and run terraform apply again, which creates an owner team."},
		{Code: "0x80048350", Meaning: "The role gives its privileges to the team alone.", Remedy: "Choose a role whose privileges members inherit directly (\"Direct User (Basic) access level and Team privileges\"), or an owner team."},
		{Code: "0x80060882", Meaning: "Somebody changed the row after it was read.", Remedy: "Somebody changed the object again and again during the run. Run the same command again: it starts from the object's current state."},
	}...)
}

func dataverseUsers() []Entry {
	return []Entry{
		{Code: "0x80040225", Meaning: "The user is disabled.", Remedy: "Enable the user that the service names, in the Power Platform admin center or with enabled = true, or name another."},
		{Code: dv.CodeNonInteractiveQuota, Meaning: "The environment has as many non-interactive users as it may have.", Remedy: NonInteractiveQuota},
		{Code: dv.CodeEnableWithoutLicense, Meaning: "The user has no license.", Remedy: "Assign a license that includes Dataverse, for example with bcsales_license_assignment, or use access_mode \"administrative\" or \"non_interactive\"."},
		{Code: dv.CodeAccessModeTransition, Meaning: "The access mode cannot be changed without a license.", Remedy: "Assign a license that includes Dataverse first, for example with bcsales_license_assignment; for non-interactive access it may be taken away afterwards."},
		{Code: dv.CodeApplicationNotRegistered, Meaning: "Microsoft Power Platform does not know the provider's application.", Remedy: "Register the application with New-PowerAppManagementApp, or in the Power Platform admin center, and apply again."},
		{Code: "0x80041d2f", Meaning: "The last enabled System Administrator cannot be disabled.", Remedy: "Give System Administrator to another enabled user first, or leave this one enabled (deletion_policy = \"retain\")."},
		{Code: "0x80041d30", Meaning: "The last System Administrator cannot lose the role.", Remedy: "Give System Administrator to another enabled user first."},
		{Code: "0x80041d33", Meaning: "The user belongs to the service.", Remedy: "Name another user: this one belongs to the service."},
		{Code: "0x80041d38", Meaning: "The last System Administrator who reads and writes cannot get another access mode.", Remedy: "Give System Administrator to another user who reads and writes first, or choose another access mode."},
		{Code: "0x80041d39", Meaning: "Nobody changes the access mode of the own user.", Remedy: "Let another administrator change it, or choose another access mode."},
		{Code: "0x80041d41", Meaning: "The access mode of Microsoft's support users cannot be changed.", Remedy: "Name another user: the access mode of Microsoft's support users is fixed."},
		{Code: "0x80041d44", Meaning: "The role Support User cannot be assigned.", Remedy: "Choose another role: Support User is for Microsoft's support alone."},
		{Code: "0x80041d51", Meaning: "The roles of Microsoft's support user cannot be changed.", Remedy: "Name another user: the roles of Microsoft's support user are fixed."},
		{Code: "0x80041d64", Meaning: "Administrators of the tenant keep the role System Administrator.", Remedy: keepUser + "it the role."},
		{Code: "0x80041d65", Meaning: "Users who administer the tenant cannot be disabled.", Remedy: keepUser + "the user enabled (deletion_policy = \"retain\")."},
		{Code: "0x80041d67", Meaning: "The access mode of delegated administrators cannot be changed.", Remedy: "Name another user: the access mode of delegated administrators is fixed."},
		{Code: "0x80048d2f", Meaning: "Only a System Administrator changes access modes.", Remedy: "Give the provider's identity the role System Administrator: only it may change access modes."},
	}
}

// dataverseSolutions lists the refusals of packages, imports and uninstallations.
func dataverseSolutions() []Entry {
	const (
		asShipped = "Give the zip file as the solution's publisher ships it. Export a solution of your own again, as a managed one, where it is made: a managed solution cannot be exported from where it is installed."
		inUse     = "Remove or change what depends on it first (in Power Apps: Solutions, Show dependencies), uninstall the dependent solutions before it, or set deletion_policy to \"retain\"."
		removed   = "The new version takes away what something else needs. Remove or change what depends on it first (in Power Apps: Solutions, Show dependencies), and run terraform apply again."
		needed    = "Other components depend on what would be removed."
	)
	return []Entry{
		{Code: dv.CodeNotWellFormed, Meaning: "The package is no exported solution.", Remedy: asShipped},
		{Code: dv.CodeBadZip, Meaning: "The package is no zip file of a solution.", Remedy: asShipped},
		{Code: dv.CodePackageNotValid, Meaning: "The package has a format that Dataverse no longer accepts.", Remedy: "Get a current package from the solution's publisher. Export a solution of your own again from an environment of a current version of Dataverse."},
		{Code: dv.CodePackageTooNew, Meaning: "The package is newer than the environment.", Remedy: "The package was exported from a newer version of Dataverse. Update the environment, or export the package from one of its own version."},
		{Code: dv.CodeSolutionVersion, Meaning: "The solution's version is invalid.", Remedy: "Give the solution a version of two to four numbers, such as 1.2.0.0, where it is made, and export it again."},
		{Code: dv.CodeMissingDependencies, Meaning: "The environment lacks components that the solution needs.", Remedy: MissingDependencies},
		{Code: dv.CodeManagedOlder, Meaning: "A newer version of the solution is installed.", Remedy: "Somebody installed a newer version during the run. Run terraform apply again, which keeps that version, or specify a newer package."},
		{Code: dv.CodeManagedOverUnmanaged, Meaning: "The environment holds an unmanaged solution of the same name.", Remedy: "Remove the unmanaged solution of the same name from the environment first."},
		{Code: dv.CodePatched, Meaning: "A solution with patches cannot be updated.", Remedy: "Delete the patches that the service names, in Power Apps under Solutions, and run terraform apply again; a package that replaces them must hold their changes."},
		{Code: dv.CodeComponentInUse, Meaning: needed, Remedy: inUse, During: Uninstalling},
		{Code: dv.CodeComponentInUse, Meaning: needed, Remedy: removed},
		{Code: dv.CodeDependenciesExist, Meaning: needed, Remedy: inUse, During: Uninstalling},
		{Code: dv.CodeDependenciesExist, Meaning: needed, Remedy: removed},
		{Code: dv.CodeRestrictedSolution, Meaning: "The solution belongs to the platform.", Remedy: "Set deletion_policy to \"retain\": this solution belongs to the platform.", During: Uninstalling},
		{Code: dv.CodeRestrictedSolution, Meaning: "The solution belongs to the platform.", Remedy: "Take this resource out of the configuration: the solution belongs to the platform, which keeps it up to date."},
	}
}
