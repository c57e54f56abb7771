// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

// Product names that the base application puts into its texts (BCApps CRMProductName.Codeunit.al).
const (
	productSales     = "Dynamics 365 Sales"
	productDataverse = "Dataverse"
	baseSolutionName = "Business Central Dataverse Base Integration"
)

// Texts of BCApps CDSIntegrationImpl.Codeunit.al and CDSConnectionSetup.Table.al.
const (
	textInvalidURL            = "The value entered is not a valid URL."
	textDataverseHTTPS        = "The application is set up to support secure connections (HTTPS) to the Dataverse environment only. You cannot use HTTP."
	textUserNameEmail         = "The user name must be a valid email address when the authentication type is set to Office 365."
	textFieldsDiffer          = "The values of the Server Address, User Name, User Password and Authentication Type fields must match the corresponding field values on the Microsoft Dynamics 365 Connection Setup page."
	textURLRequired           = "A URL is required."
	textSalesEnabledSetUp     = "To set up the connection with Dataverse, you must first disable the existing connection with Dynamics 365 Sales."
	textSalesEnabledDisable   = "To disable the connection with Dataverse, you must first disable the existing connection with Dynamics 365 Sales."
	textSolutionMissing       = "Base Dataverse integration solution %s is not installed."
	textSolutionVersion       = "Version of the base Dataverse integration solution %1 is not the last one." // raised without its argument
	textUserDisabled          = "User %s is disabled on server %s."
	textUserNoRoles           = "User %s has no user roles assigned on server %s."
	textUserAdministrator     = `User %[1]s has the %[2]s role on server %[3]s.\\You must choose a user that does not have the %[2]s role.`
	textUserBaseRole          = `User %[1]s does not have the required roles on server %[3]s.\\You must choose a user that has the role %[2]s.`
	textRoleMissing           = "There is no role with ID %s in Dataverse."
	textCompanyMissing        = "There is no company with external ID %s in Dataverse."
	textTeamMissing           = "There is no team with ID %s in Dataverse."
	textBusinessUnitMissing   = "There is no business unit with ID %s in Dataverse."
	textBusinessUnitDiffers   = "Business unit in BC does not match the business unit in Dataverse."
	textRoleMissingInUnit     = "There is no integration role %s for business unit %s."
	textTeamRole              = "Team %s for business unit %s does not have the required role %s."
	textLCYMissing            = "To enable the connection to Dataverse, you must specify the LCY Code in General Ledger Setup."
	textBaseCurrency          = "The base currency %s of the Dataverse environment must exist in Business Central and it must have an exchange rate."
	textBaseCurrencyNotFound  = "Cannot find base currency in Dataverse."
	textUnitCoupledElsewhere  = `The specified business unit in Dataverse is coupled to another Business Central company. Coupling with multiple companies can cause synchronization errors.\\Do you want to continue anyway?`
	textReplaceAddress        = `The URL is not valid. Do you want to replace it with the URL suggested below?\\Entered URL: "%s".\Suggested URL: "%s".`
	textAdministratorSignIn   = `Failed to acquire an access token for %s.`
	textConnectionNotAnswered = `The connection setup cannot be validated. Verify the settings and try again.\Detailed error description: %s.`
)

// Texts of BCApps CRMConnectionSetup.Table.al and CRMIntegrationManagement.Codeunit.al.
const (
	textSalesHTTPS            = "The application is set up to support secure connections (HTTPS) to Dynamics 365 Sales only. You cannot use HTTP."
	textSalesDetailsMissing   = "A Dynamics 365 Sales URL and user name are required to enable a connection."
	textUserSalesRoles        = `User %[1]s does not have the required roles on server %[4]s.\\You must choose a user that has the roles %[2]s and %[3]s.`
	textLCYNotInDataverse     = "Your local currency code %s does not match any ISO Currency Code in the Dataverse currency table. To continue, make sure that the local currency code in General Ledger Setup complies with the ISO standard and create a currency in Dataverse currency table that uses it as ISO Currency Code."
	textDataverseFirst        = `You must enable the connection to Dataverse before you can set up the connection to Dynamics 365 Sales.\\Choose 'Set up Dataverse connection' in Assisted Setup page.`
	textSubmittedOrders       = "You cannot disable CRM sales order integration when a CRM sales order has the Submitted status."
	textInsufficientPrivilege = "The connection to %s was disabled because integration user %s has insufficient privileges to run the synchronization."
)

// Texts of couplings and synchronization: BCApps CRMIntegrationRecord.Table.al,
// CDSIntTableCouple.Codeunit.al, CRMSynchHelper.Codeunit.al.
const (
	textRowCoupled      = "Cannot couple %[1]s to this %[3]s record, because the %[3]s record is already coupled to %[2]s."
	textRecordCoupled   = "Cannot couple the %[2]s record to %[1]s, because %[1]s is already coupled to another %[2]s record."
	textRecordNotFound  = "The integration record for entity %s was not found."
	textNoMatchFields   = "You must specify which fields on the table mapping '%s' should be used for match-based coupling."
	textNoMatchFound    = "Failed to couple %d record(s), because no unique uncoupled matching entity was found in %s with the specified matching criteria."
	textMustBeCoupled   = "%s %s must be coupled to a %s row."
	textCompanyOfPerson = "The contact %s must have a contact company that has a business relation to a customer or vendor."
)

// Texts of the companion itself, where the base application leaves the rule to a page.
const (
	ownConsent            = "Consent to the connection with Dataverse must be acknowledged before the connection can be enabled. Call enable with consentAcknowledged set to true."
	ownChangeWhileEnabled = "%s cannot be changed while the connection is enabled. Disable the connection first."
	ownDeleteWhileEnabled = "The connection must be disabled before its setup can be deleted."
	ownURLPath            = "The environment URL %s must not contain a path, a query or a user name."
	ownURLHost            = "The environment URL %s is not the address of a Dataverse environment in the cloud of this tenant."
	ownOwnershipModel     = "Ownership Model must be Person or Team."
	ownAutoCreate         = "Automatically Create Sales Orders can be enabled only while Legacy Sales Order Integration is enabled."
	ownBidirectional      = "Bidirectional Sales Order Integration can be enabled only while Legacy Sales Order Integration is not."
	ownTable              = "Table %d is not among the tables whose couplings this API manages."
	ownMappingJob         = "Table mapping %s has no job queue entry whose status could be changed."
	ownMappingUnknown     = "There is no integration table mapping %s among the lines of the full synchronization review."
	ownReviewFirst        = "There is no full synchronization review. Generate the review first."
	ownReviewRunning      = "A full synchronization is in progress. Wait until it has finished before you generate a new review."
	ownDependency         = "The line %s depends on %s, which is neither named nor finished."
	ownRunID              = "The run ID must not be empty."
	ownNotConnected       = "The connection to Dataverse is not enabled."
)
