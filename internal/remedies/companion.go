// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package remedies

import bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"

// Remedies that a check before the call gives as well.
const (
	UserMissing       = "Create the user with bcsales_integration_user and refer to its internal_email_address in user_name."
	UserDisabled      = "Enable the user: enabled = true in bcsales_integration_user."
	UserRoles         = "Give the roles with bcsales_security_role_assignment, and let this setup depend on the assignments with depends_on."
	UserAdministrator = "Take the System Administrator role from the user, or name another user. The integration user must not be an administrator; the provider's own identity may be."
	BaseSolution      = "Import the base integration solution (unique name bcbi_CdsBaseIntegration) with bcsales_solution, and let this setup depend on it with depends_on."
	BaseSolutionOld   = "Import version 1.0 or newer of the base integration solution (unique name bcbi_CdsBaseIntegration) with bcsales_solution."
	SalesSolution     = "Import the Sales integration solution (unique name MicrosoftDynamicsNavIntegration) with bcsales_solution, and let this setup depend on it with depends_on."
	Company           = "Create the company's business unit, team and row with bcsales_dataverse_company, and refer to its business_unit_id and business_unit_name here."
	BusinessUnit      = "Refer to business_unit_id and business_unit_name of this company's bcsales_dataverse_company."
	BusinessUnitTaken = "Give each company its own business unit: leave business_unit_id out of bcsales_dataverse_company."
	EnvironmentDenied = "Let a person with the permission set BCS Approve add the address on the page Allowed Dataverse Environments in Business Central, once for the environment; no API can. Then run terraform apply again. The guide \"Install the companion extension\" shows it."
	DataverseOff      = "Enable the connection with bcsales_dataverse_connection_setup of the same company, and let this depend on it: refer to its company_id, or use depends_on."
)

const (
	address     = "Check environment_url: it must be the address of a Dataverse environment that Business Central reaches, as the Power Platform admin center shows it."
	webClient   = "Set business_central_url to the address of the web client alone, such as https://businesscentral.dynamics.com/contoso.com/Production, or leave it out; Business Central adds the company."
	userName    = "Refer to internal_email_address of bcsales_integration_user in user_name, and see who has changed the setup."
	turnedOn    = "Somebody turned the connection on during the run. Run terraform again: it turns the connection off first."
	turnedOff   = "Somebody turned the connection off during the run. Run terraform apply again: it turns on the connections that are configured as enabled."
	salesOff    = "Turn the Sales connection of the company off first: enabled = false in bcsales_sales_connection_setup, or on its page in Business Central."
	setupExists = "Somebody created the setup during the run. Run terraform apply again: it takes up what is there, or says how to import it."
	coupled     = "Somebody coupled one of the two records during the run. Run terraform apply again: it reports which records are coupled, and how to import the coupling."
	review      = "Somebody changed the review of the full synchronization during the run. Run terraform apply again, which generates a new review."
	anotherKind = "This version of the provider never sends this. Report it, with the log of a run with TF_LOG=DEBUG."
)

// companion lists the errors of the companion extension by their codes (extension/app/src/connector/ErrorCode.Enum.al).
func companion() []Entry {
	return append(companionSetups(), companionRecords()...)
}

func companionSetups() []Entry {
	return []Entry{
		{Code: string(bc.CodePermissionMissing), Meaning: "The provider's identity lacks the permission set BCS Administer.", Remedy: "Assign the companion extension's permission set BCS Administer on the page Microsoft Entra Applications in Business Central.", Permission: true},
		{Code: string(bc.CodeAllowListChangedByService), Meaning: "The list of allowed Dataverse environments can be changed only by a person.", Remedy: EnvironmentDenied},

		{Code: string(bc.CodeEnvironmentURLMissing), Meaning: "The address of the Dataverse environment is empty.", Remedy: address},
		{Code: string(bc.CodeEnvironmentURLNotHTTPS), Meaning: "The address of the Dataverse environment does not begin with https://.", Remedy: address},
		{Code: string(bc.CodeEnvironmentURLNotOrigin), Meaning: "The address of the Dataverse environment has more than a host name.", Remedy: address},
		{Code: string(bc.CodeEnvironmentURLNotDataverse), Meaning: "The address is not that of a Dataverse environment of this cloud.", Remedy: address},
		{Code: string(bc.CodeEnvironmentURLNotAllowed), Meaning: "Nobody has allowed the Dataverse environment in Business Central.", Remedy: EnvironmentDenied},
		{Code: string(bc.CodeUserNameInvalid), Meaning: "The integration user's name is no e-mail address.", Remedy: userName},
		{Code: string(bc.CodeBusinessUnitIncomplete), Meaning: "The business unit's id or name is missing.", Remedy: BusinessUnit},
		{Code: string(bc.CodeBusinessUnitTaken), Meaning: "Another company of the environment uses the business unit.", Remedy: BusinessUnitTaken},
		{Code: string(bc.CodeBusinessUnitMissing), Meaning: "The setup names no business unit.", Remedy: BusinessUnit},
		{Code: string(bc.CodeOwnershipModelMissing), Meaning: "The ownership model is blank.", Remedy: "Set ownership_model to \"team\" or \"person\"."},
		{Code: string(bc.CodeChangedWhileEnabled), Meaning: "The setup is enabled, and this value can be changed only while it is disabled.", Remedy: turnedOn},
		{Code: string(bc.CodeAutoCreateWithoutLegacyOrders), Meaning: "Sales orders are created automatically only with the former integration of sales orders.", Remedy: "Set legacy_sales_orders = true, or leave auto_create_sales_orders out."},
		{Code: string(bc.CodeBidirectionalWithLegacyOrders), Meaning: "The two ways to integrate sales orders exclude each other.", Remedy: "Set legacy_sales_orders = false, or leave bidirectional_sales_orders out."},
		{Code: string(bc.CodeBusinessCentralURLInvalid), Meaning: "The address of the web client has parameters.", Remedy: webClient},
		{Code: string(bc.CodeBusinessCentralURLForeign), Meaning: "The address is not one of Business Central's web client.", Remedy: webClient},
		{Code: string(bc.CodeBusinessCentralURLTooLong), Meaning: "The address of the web client is too long with the company's name.", Remedy: "Set business_central_url to a shorter address, or leave it out. Otherwise, shorten the company's name."},

		{Code: string(bc.CodeDataverseSetupExists), Meaning: "The company has a Dataverse connection setup already.", Remedy: setupExists},
		{Code: string(bc.CodeDataverseSetupDeletedWhileEnabled), Meaning: "An enabled Dataverse connection setup cannot be deleted.", Remedy: turnedOn},
		{Code: string(bc.CodeConsentMissing), Meaning: "Nobody has consented to the exchange of the company's data with Dataverse.", Remedy: "Read the consent text of the assisted setup, then set consent_acknowledged = true."},
		{Code: string(bc.CodeSalesEnabledBeforeDataverse), Meaning: "The Sales connection is enabled, which must come after the Dataverse connection.", Remedy: salesOff},
		{Code: string(bc.CodeSalesStillEnabled), Meaning: "The Dataverse connection cannot be disabled before the Sales connection.", Remedy: salesOff},
		{Code: string(bc.CodeDataverseTestedWhileDisabled), Meaning: "A disabled Dataverse connection cannot be tested.", Remedy: turnedOff},
		{Code: string(bc.CodeDataverseResetWhileDisabled), Meaning: "The configuration of a disabled Dataverse connection cannot be reset.", Remedy: turnedOff},
		{Code: string(bc.CodeDataverseEnableFailed), Meaning: "The Dataverse connection could not be enabled, for the reason that follows, and is off again.", Remedy: "Remove the cause that the message ends with, and run terraform apply again.", Wraps: true},
		{Code: string(bc.CodeDataverseDisabled), Meaning: "The Dataverse connection of the company is not enabled.", Remedy: DataverseOff},

		{Code: string(bc.CodeSalesSetupExists), Meaning: "The company has a Sales connection setup already.", Remedy: setupExists},
		{Code: string(bc.CodeSalesSetupDeletedWhileEnabled), Meaning: "An enabled Sales connection setup cannot be deleted.", Remedy: turnedOn},
		{Code: string(bc.CodeSalesResetWhileDisabled), Meaning: "The configuration of a disabled Sales connection cannot be reset.", Remedy: turnedOff},
		{Code: string(bc.CodeSalesSolutionMissing), Meaning: "Dataverse lacks the Sales integration solution, or the integration user cannot read its tables.", Remedy: SalesSolution},
		{Code: string(bc.CodeSalesEnableFailed), Meaning: "The Sales connection could not be enabled, for the reason that follows, and is off again.", Remedy: "Remove the cause that the message ends with, and run terraform apply again.", Wraps: true},
		{Code: string(bc.CodeSalesEnableFailedAndLeftOn), Meaning: "The Sales connection could not be enabled, for the reasons that follow, and is still on.", Remedy: "Turn it off on its page in Business Central, remove the cause, and run terraform apply again.", Wraps: true},

		{Code: string(bc.CodeDataverseUnreachable), Meaning: "Dataverse does not answer Business Central, or refuses it.", Remedy: address},
		{Code: string(bc.CodeBaseSolutionMissing), Meaning: "Dataverse lacks the base integration solution.", Remedy: BaseSolution},
		{Code: string(bc.CodeBaseSolutionOutdated), Meaning: "The base integration solution in Dataverse is too old.", Remedy: BaseSolutionOld},
		{Code: string(bc.CodeUserMissing), Meaning: "Dataverse has no user with the integration user's e-mail address.", Remedy: UserMissing},
		{Code: string(bc.CodeUserDisabled), Meaning: "The integration user is disabled in Dataverse.", Remedy: UserDisabled},
		{Code: string(bc.CodeUserWithoutRoles), Meaning: "The integration user has no security roles in Dataverse.", Remedy: UserRoles},
		{Code: string(bc.CodeUserIsAdministrator), Meaning: "The integration user is a System Administrator in Dataverse.", Remedy: UserAdministrator},
		{Code: string(bc.CodeUserWithoutBaseRole), Meaning: "The integration user lacks the base integration role.", Remedy: UserRoles},
		{Code: string(bc.CodeBaseRoleMissing), Meaning: "Dataverse lacks the base integration role, which the base integration solution brings.", Remedy: BaseSolution},
		{Code: string(bc.CodeCompanyMissing), Meaning: "The table bcbi_company in Dataverse has no row of the company.", Remedy: Company},
		{Code: string(bc.CodeTeamMissing), Meaning: "The owning team that the company's row names does not exist.", Remedy: Company},
		{Code: string(bc.CodeBusinessUnitUnknown), Meaning: "The owning team's business unit does not exist.", Remedy: Company},
		{Code: string(bc.CodeBusinessUnitDiffers), Meaning: "The setup's business unit is not that of the company's owning team.", Remedy: BusinessUnit},
		{Code: string(bc.CodeUnitRoleMissing), Meaning: "The business unit has no copy of the base integration role.", Remedy: Company},
		{Code: string(bc.CodeTeamWithoutRole), Meaning: "The company's owning team lacks the base integration role.", Remedy: Company},
	}
}

func companionRecords() []Entry {
	return []Entry{
		{Code: string(bc.CodeTableNotSupported), Meaning: "The companion extension couples no records of this table.", Remedy: anotherKind},
		{Code: string(bc.CodeRecordIDMissing), Meaning: "The id of the record to be coupled is empty.", Remedy: "Give the id (SystemId) of a record in record_id: this one is empty."},
		{Code: string(bc.CodeRecordUnknown), Meaning: "The table has no record with this id.", Remedy: "Check the record that is named: the id must be the SystemId of a record of that table in this company, as the standard API shows it."},
		{Code: string(bc.CodeDataverseIDMissing), Meaning: "The id of the row to be coupled is empty.", Remedy: "Give the id of a row in Dataverse in dataverse_id: this one is empty."},
		{Code: string(bc.CodeRecordCoupled), Meaning: "The record is coupled to another row in Dataverse.", Remedy: coupled},
		{Code: string(bc.CodeDataverseRowCoupled), Meaning: "The row in Dataverse is coupled to another record.", Remedy: coupled},
		{Code: string(bc.CodeCouplingIdentityChanged), Meaning: "Table and record of a coupling cannot be changed.", Remedy: anotherKind},

		{Code: string(bc.CodeMatchPriorityNegative), Meaning: "The priority of a match field is negative.", Remedy: anotherKind},
		{Code: string(bc.CodeMatchFieldConstant), Meaning: "The field mapping writes a constant, which cannot match records.", Remedy: "Name another field in match_fields of bcsales_initial_synchronization."},
		{Code: string(bc.CodeMappingWithoutJob), Meaning: "The table mapping has no recurring job that could be turned on or off.", Remedy: "Leave synchronization_enabled out for this mapping, or let Business Central create the jobs again with the action bcsales_reset_configuration, which resets all mappings of the setup."},
		{Code: string(bc.CodeMappingForSeveralCompanies), Meaning: "The table mapping synchronizes several companies, which works in one direction only.", Remedy: "Set direction = \"from_dataverse\" for this mapping, or turn multi-company synchronization off in Business Central."},

		{Code: string(bc.CodeRunIDMissing), Meaning: "A full synchronization was started without an id.", Remedy: anotherKind},
		{Code: string(bc.CodeSynchronizationRunning), Meaning: "A full synchronization of the company is running.", Remedy: "Wait until the synchronization that somebody else started has finished, then run it again."},
		{Code: string(bc.CodeSynchronizationNotStarted), Meaning: "The full synchronization could not be started, for the reason that follows.", Remedy: "Remove the cause that the message ends with, and run it again.", Wraps: true},
		{Code: string(bc.CodeReviewMissing), Meaning: "There is no review of the full synchronization to start from.", Remedy: review},
		{Code: string(bc.CodeMappingNameUnknown), Meaning: "The review has no line of a mapping that was named.", Remedy: review},
		{Code: string(bc.CodeDependencyNotNamed), Meaning: "A mapping depends on another that is neither named nor finished.", Remedy: review},
		{Code: string(bc.CodeDeletedRecordsUnknown), Meaning: "What is to happen to couplings of deleted records is not known.", Remedy: anotherKind},
	}
}
