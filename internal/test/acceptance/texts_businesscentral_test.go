// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import "slices"

// businessCentralTexts are the texts of the emulated Business Central that configurations provoke here.
func businessCentralTexts() []provoked {
	return slices.Concat(accessTexts(), dataverseSetupTexts(), salesSetupTexts(), couplingTexts(), synchronizationTexts(), extensionTexts(), permissionSetTexts(), companyTexts())
}

// businessCentralElsewhere lists the services' tests that provoke a text of Business
// Central through Terraform, as file:test.
func businessCentralElsewhere() map[string]string {
	return map[string]string{
		"textUnpublishUsed": "extension/refused_test.go:TestUnpublishRefused",
	}
}

// businessCentralUnprovoked are the texts of Business Central that no configuration can provoke, by reason.
func businessCentralUnprovoked() map[string][]string {
	return map[string][]string{
		"the schema's validator takes team and person alone, and the provider writes no other (connectionsetup/schema_dataverse.go, option)": {"ownOwnershipModel"},
		"the schema's validator takes the names of the tables alone (coupling/record.go, tables)":                                            {"ownTable"},
		"a priority is a position in a list (synchronization/settings.go, setMatchField)":                                                    {"ownMatchPriority"},
		"each run has a new GUID (synchronization/initial.go, createInitial; action_full.go, runFull)":                                       {"ownRunID"},
		"the values of deleted_records are checked before they are sent (synchronization/action_retry_skipped.go, retrySchema)":              {"ownDeletedRecords"},
		"the client asks for permissions below their user alone (businesscentral/automation_permissions.go)":                                 {"textUserNotSpecified"},
		"the client deletes a company through another one (businesscentral/automation_companies.go, DeleteCompany)":                          {"textCurrentCompany"},
	}
}
