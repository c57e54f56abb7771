// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

// Product names in the base application's texts (BCApps CRMProductName.Codeunit.al).
const (
	productSales     = "Dynamics 365 Sales"
	productDataverse = "Dataverse"
	baseSolutionName = "Business Central Dataverse Base Integration"
)

// Texts from BCApps CDSIntegrationImpl.Codeunit.al and CDSConnectionSetup.Table.al.
const (
	textUserDisabled          = "User %1 is disabled on server %2."
	textUserNoRoles           = "User %1 has no user roles assigned on server %2."
	textUserAdministrator     = `User %1 has the %2 role on server %3.\\You must choose a user that does not have the %2 role.`
	textLCYMissing            = "To enable the connection to Dataverse, you must specify the LCY Code in General Ledger Setup."
	textBaseCurrency          = "The base currency %s of the Dataverse environment must exist in Business Central and it must have an exchange rate."
	textBaseCurrencyNotFound  = "Cannot find base currency in Dataverse."
	textConnectionNotAnswered = `The connection setup cannot be validated. Verify the settings and try again.\Detailed error description: %s.`
)

// Texts from BCApps CRMConnectionSetup.Table.al and CRMIntegrationManagement.Codeunit.al.
const (
	textUserSalesRoles        = `User %[1]s does not have the required roles on server %[4]s.\\You must choose a user that has the roles %[2]s and %[3]s.`
	textLCYNotInDataverse     = "Your local currency code %s does not match any ISO Currency Code in the Dataverse currency table. To continue, make sure that the local currency code in General Ledger Setup complies with the ISO standard and create a currency in Dataverse currency table that uses it as ISO Currency Code."
	textSubmittedOrders       = "You cannot disable CRM sales order integration when a CRM sales order has the Submitted status."
	textDetailsMissing        = "A %s URL and user name are required to enable a connection."
	textUserNameEmail         = "The user name must be a valid email address when the authentication type is set to Office 365."
	textInsufficientPrivilege = "The connection to %s was disabled because integration user %s has insufficient privileges to run the synchronization."
)

// The text of a job that finds no connection; the base application's wording is not known. jobUserDisabled is
// Dataverse's refusal 0x80040225 of a disabled caller, as the base application logs it.
const jobUserDisabled = "The user with SystemUserId=%s in OrganizationContext=%s is disabled"

const jobNotConnected = "The connection to Dataverse is not enabled."

// Texts of couplings and synchronization, from BCApps CRMIntegrationRecord.Table.al, CDSIntTableCouple.Codeunit.al
// and CRMSynchHelper.Codeunit.al.
const (
	textNoMatchFields  = "You must specify which fields on the table mapping '%s' should be used for match-based coupling."
	textNoMatchFound   = "Failed to couple %d record(s), because no unique uncoupled matching entity was found in %s with the specified matching criteria."
	textMustBeCoupled  = "%s %s must be coupled to a %s row."
	textConflict       = "Cannot update a record in the %[4]s table. The mapping between %[1]s field on the %[2]s table and the %[3]s field on the %[4]s table is bi-directional, and one or both values have changed since the last synchronization."
	textCoupledDeleted = "The %s record cannot be updated because it is coupled to a deleted record."
	textCopyData       = "The data could not be updated because of the following error: %s."
	textModifyFailed   = "Modifying %s failed."
	textOptionBothWays = "Option mappings can only synchronize from integration table or to integration table."
	textFieldDirection = "You must set the direction of at least one enabled integration field mapping to '%s'."
	textNoExchangeRate = "Cannot create or update the currency %s in Dataverse, because there is no exchange rate defined for it."
	textUnitEmpty      = "Base Unit of Measure must have a value in %s: %s. It cannot be zero or empty."
	textUnitUncoupled  = "%[1]s Unit of Measure (%[2]s, %[3]s) must be coupled to a Dynamics 365 Sales record."
)
