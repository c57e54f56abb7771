// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// provokedElsewhere names the tests of the services that provoke a text through Terraform, as file:test.
func provokedElsewhere() map[string]string {
	return map[string]string{
		"textMayNotInstall":      "extension/extension_test.go:TestRefusals",
		"textNotAnExtension":     "extension/extension_test.go:TestRefusals",
		"textSuperOfApplication": "permissionset/assignment_test.go:TestRefusals",
		"textMayNotGrant":        "permissionset/assignment_test.go:TestRefusals",
		"codeNotInDirectory":     "integrationuser/user_test.go:TestReplicationTimeout",
		"codeAppNotRegistered":   "integrationuser/user_test.go:TestMissingServicePrincipal",
		"codeAccessMode":         "integrationuser/account_test.go:TestAccountRefusals",
		"codeEnableNoLicense":    "integrationuser/account_test.go:TestAccountRefusals",
		"codeOData":              "securityrole/assignment_test.go:TestLostAnswers",
		"codeImportFailed":       "solution/operation_test.go:TestFailedOperation",
		"codePackageTooNew":      "solution/operation_test.go:TestFailedOperation",
		"codeConcurrency":        "solution/failures_test.go:TestForeignOperation",
	}
}

// unprovoked are the texts that no configuration can provoke, by the reason.
func unprovoked() map[string][]string {
	return map[string][]string{
		"the schema or its validators refuse the value before anything is sent": {
			"ownURLEmpty", "ownURLHTTPS", "ownURLOrigin", "ownUserName", "ownOwnershipModel", "ownConsent", "ownAutoCreate", "ownBidirectional",
			"ownBusinessUnit", "ownBusinessUnitMissing", "codeMissingField",
		},
		"the provider checks it before the first write and words it itself, with the service's words": {
			"ownURLHost", "ownNoAnswer", "textConnectionNotAnswered", "ownSolution", "ownSolutionVersion", "ownUserMissing", "ownUserDisabled", "ownUserNoRoles", "ownUserAdministrator", "ownUserBaseRole",
			"ownRoleMissing", "ownCompanyMissing", "ownTeamMissing", "ownUnitMissing", "ownUnitDiffers", "ownRoleMissingInUnit", "ownTeamRole",
			"ownSalesSolution", "ownDataverseOff", "ownEnableFailed",
			"textUserDisabled", "textUserNoRoles", "textUserAdministrator", "textUserSalesRoles", "textLCYMissing", "textBaseCurrency", "textBaseCurrencyNotFound", "textLCYNotInDataverse",
			"ownRecordMissing", "ownRecordCoupled", "ownRowCoupled", "textNoMatchFields", "textLastCompany", "textCurrentCompany", "textSeveralRoles", "textMayNotManage",
			"codeWrongUnit", "codeDuplicateAppUser", "codeNonInteractive", "codeNoLicense", "codeUserInDirectory", "codeTeamOwns",
			"codeImportDependencies", "codeManagedOlder", "codeManagedOverOpen", "codeBadZip", "codePackageNotValid", "codeInUse",
			"codeImportNotWellFormed", "codeOpenOverManaged",
		},
		"the provider orders its calls so that it cannot happen; only another client in between can": {
			"ownChangeWhileEnabled", "ownDataverseExists", "ownDataverseDelete", "ownDataverseTestDisabled", "ownDataverseReset", "ownSalesOn", "ownSalesStillOn",
			"ownSalesExists", "ownSalesDelete", "ownSalesReset", "ownRunID", "ownReviewFirst", "ownReviewRunning", "ownMappingUnknown", "ownDependency",
			"textUserNotSpecified", "textInstalled", "textNotInstalled", "textUnpublishUsed", "textContentEmpty",
			"codeDuplicate", "codeJobExists", "codeNoUpgrade", "codeNoBase", "codeUserExists", "codeAccessModeApp", "codeAssociated", "codeRemoveFromDefault",
		},
		"the provider's types cannot say it":                                                    {"ownTable", "ownRecordEmpty", "ownRowEmpty", "ownMatchPriority"},
		"it is a line in a synchronization's log that fails no run":                             {"textNoMatchFound", "textCompanyOfPerson"},
		"it is the reason that Business Central leaves in a setup that it turned off by itself": {"textInsufficientPrivilege"},
		"the caller must be the last administrator itself, and the provider leaves what it found": {
			"codeRemoveLastAdmin", "codeDisableLastAdmin", "codeReadOnlyLastAdmin", "codeReadOnlySelf", "codeAccessModeAdmin", "textLastSuper",
		},
		"no resource makes such a call (roles, business units, currencies, teams and solutions as rows of their own)": {
			"codeParentMissing", "codeParentInvalid", "codeOwner", "codeInvalidOperation", "codeRoleExists", "codeDeleteAdminRole", "codeModifyAdminRole",
			"codeDeleteSupportRole", "codeModifySupportRole", "codeDeleteCustomizer", "codeInheritedRole", "codeUnitKeepsAdmins",
			"codeUnitNotDisabled", "codeUnitHasChild", "codeUnitTeamOwns", "codeRootUnit", "codeDeleteDefaultTeam", "codeRenameDefaultTeam", "codeAccessTeamOwner",
			"codeTeamNoRoles", "codeIsoInvalid", "codeIsoDuplicate", "codePatched", "codeSolutionName", "codeRestrictedSolution", "codeSolutionVersion", "codeSolutionTaken", "codeManagedUpdate",
		},
		"it concerns Microsoft's own accounts, which the provider does not take for a person or an application": {
			"codeSpecialUser", "codeSupportUser", "codeDelegatedAdmin", "codeAssignSupportRole", "codeAppUserUpdate",
		},
	}
}

var emulatedText = regexp.MustCompile(`(?m)^\s+((?:text|own|code)[A-Z]\w*)\s+=\s+["` + "`]")

// emulatedTexts returns the names of the texts of the emulated Business Central and the codes of the emulated Dataverse.
func emulatedTexts(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../emulator/businesscentral/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range append(files, "../emulator/dataverse/errors.go") {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range emulatedText.FindAllSubmatch(source, -1) {
			names = append(names, string(m[1]))
		}
	}
	return names
}

// TestEveryTextIsProvoked wants each text to be provoked through Terraform, here or in a service's test, or to have a
// reason why no configuration can.
func TestEveryTextIsProvoked(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	note := func(name, where string) {
		if before, twice := seen[name]; twice && before != where {
			t.Errorf("%s is in two lists: %s, and %s", name, before, where)
		}
		seen[name] = where
	}
	rows := provokedTexts()
	for _, row := range rows {
		for _, name := range row.texts {
			note(name, "provoked here")
		}
	}
	for name, where := range provokedElsewhere() {
		note(name, where)
		file, test, _ := strings.Cut(where, ":")
		source, err := os.ReadFile("../services/" + file)
		if err != nil || !strings.Contains(string(source), "func "+test+"(") {
			t.Errorf("%s: there is no test %s: %v", name, where, err)
		}
	}
	total := 0
	for reason, names := range unprovoked() {
		total += len(names)
		t.Logf("%s: %s", reason, strings.Join(names, ", "))
		for _, name := range names {
			note(name, reason)
		}
	}
	known := emulatedTexts(t)
	for _, name := range known {
		if seen[name] == "" {
			t.Errorf("%s is neither provoked through Terraform nor listed with a reason", name)
		}
	}
	for name := range seen {
		if !slices.Contains(known, name) {
			t.Errorf("%s is listed, and the emulator has no such text", name)
		}
	}
	t.Logf("%d texts and codes: %d rows here, %d in the services' tests, %d that no configuration provokes", len(known), len(rows), len(provokedElsewhere()), total)
}
