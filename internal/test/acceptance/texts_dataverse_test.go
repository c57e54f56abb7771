// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import "slices"

// dataverseTexts are the texts of the emulated Dataverse that configurations provoke here.
func dataverseTexts() []provoked {
	return slices.Concat(dataverseUserTexts(), dataverseRoleTexts(), dataverseCompanyTexts(), dataverseSolutionTexts())
}

// dataverseElsewhere lists the services' tests that provoke a text of Dataverse through Terraform, as file:test.
func dataverseElsewhere() map[string]string {
	return map[string]string{
		"codeUnexpected":      "dataversecompany/resource_dataverse_company_test.go:TestCompanyDeletionIsFinished",
		"codeAccessMode":      "integrationuser/account_test.go:TestAccountRefusals",
		"codeEnableNoLicense": "integrationuser/account_test.go:TestAccountRefusals",
		"codeConcurrency":     "solution/failures_test.go:TestForeignOperation",
		"codeJobExists":       "solution/failures_test.go:TestJobOfAnotherRun",
	}
}

// dataverseUnprovoked are the texts of Dataverse that no configuration can provoke, by reason. Each was looked for
// in the calls of internal/clients/dataverse, which are all that the provider makes, and is tested in the
// emulator's own rules.
func dataverseUnprovoked() map[string][]string {
	return map[string][]string{
		"the provider never writes security roles": {
			"codeRoleExists", "codeDeleteAdminRole", "codeModifyAdminRole", "codeDeleteSupportRole", "codeModifySupportRole", "codeDeleteCustomizer", "codeInheritedRole",
		},
		"the provider adds users of applications only; Dataverse adds people on its own (systemusers_write.go)": {"codeNoLicense", "codeUserExists"},
		"the provider never sends applicationid in a change (SystemUserChange in systemusers_write.go)":         {"codeAppUserUpdate"},
		"names of business units and teams end in the company's id, and are never empty (dataversecompany/model.go)": {
			"codeMissingField",
		},
		"the provider makes business units below the root, which it has read, and never moves one (businessunits.go)": {
			"codeParentMissing", "codeParentInvalid",
		},
		"a team is renamed only while its name is \"BCI - \" and its unit's, and a default team has the unit's own name (newNames in dataversecompany/update.go)": {
			"codeRenameDefaultTeam",
		},
		"the provider gives owners to new rows alone, and takes none away (companies.go)":                              {"codeOwner"},
		"the provider never writes currencies; Business Central's synchronization does":                                {"codeIsoInvalid", "codeIsoDuplicate"},
		"the provider never writes rows of solutions, but imports packages":                                            {"codeSolutionTaken", "codeManagedUpdate"},
		"the provider reads a row again when its version is refused, and gives up after ten times (odata.WriteLatest)": {"codeVersionMismatch"},
		"the provider sends the versions that it has read, which are well-formed (odata.Match)":                        {"codeVersionMissing"},
		"the provider deletes a unit in the version in which it disabled it, and disables one that changed again":      {"codeUnitNotDisabled"},
		"the schemas have the columns' lengths (internal_email_address, company_name), and Terraform names the limit":  {"codeTooLong"},
		"the provider finds rows by $filter or by id, never by an alternate key":                                       {"codeKeyAbsent"},
		"the provider writes only tables that can be written, with values of the columns' own types":                   {"codeNotSupported", "codePayload"},
		"it is a warning, with which Dataverse goes on (stage.go of the emulator)":                                     {"codePackageUpgraded"},
		"the provider upgrades with StageAndUpgradeAsync and never calls DeleteAndPromote (solutions_import.go)": {
			"codeNoUpgrade", "codeNoBase",
		},
	}
}
