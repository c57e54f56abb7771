// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import "regexp"

// Code is the stable code with which the companion extension begins each of its errors. The text behind it is
// translated; the code is not, and it never gets another meaning.
type Code string

// The codes of the companion extension (extension/app/src/connector/ErrorCode.Enum.al).
const (
	// CodePermissionMissing: the caller lacks the permission set BCS Administer.
	CodePermissionMissing Code = "BCS0001"
	// CodeAllowListChangedByService: only a person changes the list of allowed environments.
	CodeAllowListChangedByService Code = "BCS0002"

	// CodeEnvironmentURLMissing: the address of the Dataverse environment is empty.
	CodeEnvironmentURLMissing Code = "BCS0101"
	// CodeEnvironmentURLNotHTTPS: the address does not begin with https://.
	CodeEnvironmentURLNotHTTPS Code = "BCS0102"
	// CodeEnvironmentURLNotOrigin: the address has more than a host name.
	CodeEnvironmentURLNotOrigin Code = "BCS0103"
	// CodeEnvironmentURLNotDataverse: the host is below none of Dataverse's domains.
	CodeEnvironmentURLNotDataverse Code = "BCS0104"
	// CodeEnvironmentURLNotAllowed: no person has put the environment on the list of allowed ones.
	CodeEnvironmentURLNotAllowed Code = "BCS0105"
	// CodeUserNameInvalid: the integration user's name is no e-mail address.
	CodeUserNameInvalid Code = "BCS0111"
	// CodeBusinessUnitIncomplete: the business unit's id was sent without its name, or the name without the id.
	CodeBusinessUnitIncomplete Code = "BCS0112"
	// CodeBusinessUnitTaken: another company's setup names the business unit.
	CodeBusinessUnitTaken Code = "BCS0113"
	// CodeBusinessUnitMissing: the setup to be enabled names no business unit.
	CodeBusinessUnitMissing Code = "BCS0114"
	// CodeOwnershipModelMissing: the ownership model is blank.
	CodeOwnershipModelMissing Code = "BCS0115"
	// CodeChangedWhileEnabled: the field cannot be changed while the setup is enabled.
	CodeChangedWhileEnabled Code = "BCS0116"
	// CodeAutoCreateWithoutLegacyOrders: autoCreateSalesOrders needs legacySalesOrders.
	CodeAutoCreateWithoutLegacyOrders Code = "BCS0117"
	// CodeBidirectionalWithLegacyOrders: bidirectionalSalesOrders excludes legacySalesOrders.
	CodeBidirectionalWithLegacyOrders Code = "BCS0118"
	// CodeBusinessCentralURLInvalid: businessCentralUrl has parameters.
	CodeBusinessCentralURLInvalid Code = "BCS0119"
	// CodeBusinessCentralURLTooLong: businessCentralUrl is too long with the company's name.
	CodeBusinessCentralURLTooLong Code = "BCS0120"
	// CodeBusinessCentralURLForeign: businessCentralUrl is not an https address of Business Central's web client.
	CodeBusinessCentralURLForeign Code = "BCS0121"

	// CodeDataverseSetupExists: the company has a Dataverse connection setup.
	CodeDataverseSetupExists Code = "BCS0201"
	// CodeDataverseSetupDeletedWhileEnabled: an enabled Dataverse connection setup cannot be deleted.
	CodeDataverseSetupDeletedWhileEnabled Code = "BCS0202"
	// CodeConsentMissing: the exchange of data with Dataverse was not consented to.
	CodeConsentMissing Code = "BCS0203"
	// CodeSalesEnabledBeforeDataverse: the Dataverse connection cannot be enabled while the Sales connection is.
	CodeSalesEnabledBeforeDataverse Code = "BCS0204"
	// CodeSalesStillEnabled: the Dataverse connection cannot be disabled while the Sales connection is enabled.
	CodeSalesStillEnabled Code = "BCS0205"
	// CodeDataverseTestedWhileDisabled: a disabled Dataverse connection cannot be tested.
	CodeDataverseTestedWhileDisabled Code = "BCS0206"
	// CodeDataverseResetWhileDisabled: the configuration of a disabled Dataverse connection cannot be reset.
	CodeDataverseResetWhileDisabled Code = "BCS0207"
	// CodeDataverseEnableFailed: enabling failed, and the connection was turned off again. The cause follows.
	CodeDataverseEnableFailed Code = "BCS0208"
	// CodeDataverseDisabled: what was asked for needs the Dataverse connection.
	CodeDataverseDisabled Code = "BCS0209"

	// CodeSalesSetupExists: the company has a Sales connection setup.
	CodeSalesSetupExists Code = "BCS0301"
	// CodeSalesSetupDeletedWhileEnabled: an enabled Sales connection setup cannot be deleted.
	CodeSalesSetupDeletedWhileEnabled Code = "BCS0302"
	// CodeSalesResetWhileDisabled: the configuration of a disabled Sales connection cannot be reset.
	CodeSalesResetWhileDisabled Code = "BCS0303"
	// CodeSalesSolutionMissing: Dataverse lacks the Sales integration solution, or the user cannot read its tables.
	CodeSalesSolutionMissing Code = "BCS0304"
	// CodeSalesEnableFailed: the Sales connection could not be enabled and is off again; the cause follows.
	CodeSalesEnableFailed Code = "BCS0305"
	// CodeSalesEnableFailedAndLeftOn: the Sales connection could not be enabled and is still on; the cause follows.
	CodeSalesEnableFailedAndLeftOn Code = "BCS0306"

	// CodeDataverseUnreachable: Dataverse does not answer Business Central, or refuses it.
	CodeDataverseUnreachable Code = "BCS0401"
	// CodeBaseSolutionMissing: Dataverse lacks the base integration solution.
	CodeBaseSolutionMissing Code = "BCS0402"
	// CodeBaseSolutionOutdated: the base integration solution is too old.
	CodeBaseSolutionOutdated Code = "BCS0403"
	// CodeUserMissing: Dataverse has no user with the integration user's e-mail address.
	CodeUserMissing Code = "BCS0404"
	// CodeUserDisabled: the integration user is disabled.
	CodeUserDisabled Code = "BCS0405"
	// CodeUserWithoutRoles: the integration user has no security roles.
	CodeUserWithoutRoles Code = "BCS0406"
	// CodeUserIsAdministrator: the integration user is a System Administrator.
	CodeUserIsAdministrator Code = "BCS0407"
	// CodeUserWithoutBaseRole: the integration user lacks the base integration role.
	CodeUserWithoutBaseRole Code = "BCS0408"
	// CodeBaseRoleMissing: Dataverse lacks the base integration role.
	CodeBaseRoleMissing Code = "BCS0409"
	// CodeCompanyMissing: the table bcbi_company has no row of the company.
	CodeCompanyMissing Code = "BCS0410"
	// CodeTeamMissing: the company's owning team does not exist.
	CodeTeamMissing Code = "BCS0411"
	// CodeBusinessUnitUnknown: the owning team's business unit does not exist.
	CodeBusinessUnitUnknown Code = "BCS0412"
	// CodeBusinessUnitDiffers: the setup's business unit is not that of the owning team.
	CodeBusinessUnitDiffers Code = "BCS0413"
	// CodeUnitRoleMissing: the business unit has no copy of the base integration role.
	CodeUnitRoleMissing Code = "BCS0414"
	// CodeTeamWithoutRole: the owning team lacks the base integration role.
	CodeTeamWithoutRole Code = "BCS0415"

	// CodeTableNotSupported: the companion couples no records of the table.
	CodeTableNotSupported Code = "BCS0501"
	// CodeRecordIDMissing: the id of the record is empty.
	CodeRecordIDMissing Code = "BCS0502"
	// CodeRecordUnknown: the table has no record with the id.
	CodeRecordUnknown Code = "BCS0503"
	// CodeDataverseIDMissing: the id of the Dataverse row is empty.
	CodeDataverseIDMissing Code = "BCS0504"
	// CodeRecordCoupled: the record is coupled to another row.
	CodeRecordCoupled Code = "BCS0505"
	// CodeDataverseRowCoupled: the row is coupled to another record.
	CodeDataverseRowCoupled Code = "BCS0506"
	// CodeCouplingIdentityChanged: table and record of a coupling cannot be changed.
	CodeCouplingIdentityChanged Code = "BCS0507"

	// CodeMatchPriorityNegative: the match priority is negative.
	CodeMatchPriorityNegative Code = "BCS0601"
	// CodeMatchFieldConstant: a mapping with a constant cannot match records.
	CodeMatchFieldConstant Code = "BCS0602"
	// CodeMappingWithoutJob: the table mapping has no recurring job.
	CodeMappingWithoutJob Code = "BCS0603"
	// CodeMappingForSeveralCompanies: the direction of a mapping of several companies cannot be changed.
	CodeMappingForSeveralCompanies Code = "BCS0604"

	// CodeRunIDMissing: a full synchronization was started without an id.
	CodeRunIDMissing Code = "BCS0701"
	// CodeSynchronizationRunning: a full synchronization of the company is running.
	CodeSynchronizationRunning Code = "BCS0702"
	// CodeSynchronizationNotStarted: the full synchronization could not be started. The cause follows.
	CodeSynchronizationNotStarted Code = "BCS0703"
	// CodeReviewMissing: there is no review to start from.
	CodeReviewMissing Code = "BCS0704"
	// CodeMappingNameUnknown: the review has no line of a mapping that was named.
	CodeMappingNameUnknown Code = "BCS0705"
	// CodeDependencyNotNamed: a mapping depends on one that is neither named nor finished.
	CodeDependencyNotNamed Code = "BCS0706"
	// CodeDeletedRecordsUnknown: what is to happen to couplings of deleted records is not known.
	CodeDeletedRecordsUnknown Code = "BCS0707"
)

var (
	leadingCode = regexp.MustCompile(`^BCS\d{4}: `)
	anyCode     = regexp.MustCompile(`\bBCS\d{4}: `)
)

// SplitCode takes the code off the beginning of a text of Business Central. The code is empty when the text is not the
// companion's.
func SplitCode(text string) (Code, string) {
	prefix := leadingCode.FindString(text)
	if prefix == "" {
		return "", text
	}
	return Code(prefix[:len(prefix)-len(": ")]), text[len(prefix):]
}

// InnerCode takes a text from the first code on that it holds, wherever that is: an error of the companion that passes on
// another one ends with it. Without a code the text stays as it is.
func InnerCode(text string) (Code, string) {
	at := anyCode.FindStringIndex(text)
	if at == nil {
		return "", text
	}
	return SplitCode(text[at[0]:])
}
