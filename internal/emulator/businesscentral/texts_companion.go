// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"strconv"
	"strings"
)

// Refusals of the companion's setups: the codes of extension/app/src/connector/ErrorCode.Enum.al, which clients
// rely on, with the labels of extension/app/src/setup and extension/app/src/connector and AL's placeholders.
// Refusals about the requirements of Dataverse contain the text of the base application (BCApps
// CDSIntegrationImpl.Codeunit.al) between the field at fault and the remedy.
const (
	ownPermission            = `BCS0001: You cannot %1: the permission set "BCS Administer" is missing. Assign it to the caller on the page "Microsoft Entra Applications" (or "Users").`
	ownURLEmpty              = "BCS0101: environmentUrl is empty. Send the URL of the Dataverse environment, for example https://contoso.crm4.dynamics.com."
	ownURLHTTPS              = `BCS0102: environmentUrl "%1" does not start with https://. Send the URL of the Dataverse environment, for example https://contoso.crm4.dynamics.com.`
	ownURLOrigin             = `BCS0103: environmentUrl "%1" must be only https:// and a host name, without a path, a port or parameters.`
	ownURLHost               = `BCS0104: environmentUrl "%1" is not a Dataverse environment of this cloud: the host must be an organization below one of the documented Dataverse domains, such as crm.dynamics.com or crm4.dynamics.com. Check the URL in the Power Platform admin center.`
	ownUserName              = `BCS0111: userName "%1" is not an e-mail address. Send the internal e-mail address of the integration user in Dataverse.`
	ownBusinessUnit          = "BCS0112: businessUnitId and businessUnitName belong together. Send both, or neither."
	ownBusinessUnitTaken     = "BCS0113: businessUnitId %1 is already coupled to another company of this environment. Send the business unit of this company, or remove the connection setup of the other company first."
	ownBusinessUnitMissing   = "BCS0114: businessUnitId is empty. Send the id and the name of the business unit of this company in Dataverse."
	ownOwnershipModel        = "BCS0115: ownershipModel is blank. Send Team or Person."
	ownChangeWhileEnabled    = "BCS0116: %1 cannot be changed while the setup is enabled. Call the action disable first, then change it, then call enable."
	ownAutoCreate            = "BCS0117: autoCreateSalesOrders needs legacySalesOrders. Set legacySalesOrders to true, or autoCreateSalesOrders to false."
	ownBidirectional         = "BCS0118: bidirectionalSalesOrders excludes legacySalesOrders. Set one of them to false."
	ownDataverseExists       = "BCS0201: The Dataverse connection setup of this company exists already. Change it with PATCH instead."
	ownDataverseDelete       = "BCS0202: The Dataverse connection setup is enabled. Call the action disable first."
	ownDataverseTestDisabled = "BCS0206: The Dataverse connection setup is disabled. Call the action enable first; Business Central registers a connection only for an enabled setup."
	ownDataverseReset        = "BCS0207: The Dataverse connection setup is disabled. Call the action enable first, which sets the defaults as well."
	ownConsent               = "BCS0203: consentAcknowledged must be true to enable the connection with Dataverse: data of this company is then exchanged with another Microsoft service, which may process it in another geography and under other terms. Read the consent text of the assisted setup, then send consentAcknowledged = true."
	ownSalesOn               = "BCS0204: The Sales connection setup is enabled. Call the action disable of salesConnectionSetups first, and enable it again after this connection."
	ownSalesStillOn          = "BCS0205: The Sales connection setup is still enabled. Call the action disable of salesConnectionSetups first."
	ownEnableFailed          = "BCS0208: The Dataverse connection could not be enabled and has been turned off again: %1"
	ownSalesExists           = "BCS0301: The Sales connection setup of this company exists already. Change it with PATCH instead."
	ownSalesDelete           = "BCS0302: The Sales connection setup is enabled. Call the action disable first."
	ownSalesReset            = "BCS0303: The Sales connection setup is disabled. Call the action enable first, which sets the defaults as well."
	ownSalesSolution         = "BCS0304: The Sales integration solution (MicrosoftDynamicsNavIntegration) is not installed in the Dataverse environment, or userName may not read its tables. Import the solution and assign the two integration roles first."
	ownDataverseOff          = "BCS0209: The Dataverse connection is not enabled. Call the action enable of dataverseConnectionSetups first."
	ownNoAnswer              = "BCS0401: Dataverse does not answer at environmentUrl, or refuses Business Central: %1"
	ownSolution              = "BCS0402: Base Dataverse integration solution %1 is not installed. Import the solution bcbi_CdsBaseIntegration into the Dataverse environment."
	ownSolutionVersion       = "BCS0403: Version of the base Dataverse integration solution %1 is not the last one. Import a later version of bcbi_CdsBaseIntegration."
	ownUserMissing           = "BCS0404: userName: There is no user with email address %1 in Dataverse. Create the integration user, or correct userName."
	ownUserDisabled          = "BCS0405: userName: User %1 is disabled on server %2. Enable the user in Dataverse."
	ownUserNoRoles           = "BCS0406: userName: User %1 has no user roles assigned on server %2. Assign the roles of the integration."
	ownUserAdministrator     = `BCS0407: userName: User %1 has the %2 role on server %3. You must choose a user that does not have the %2 role.`
	ownUserBaseRole          = `BCS0408: userName: User %1 does not have the required roles on server %3. You must choose a user that has the role %2.`
	ownRoleMissing           = "BCS0409: There is no role with ID %1 in Dataverse. Import the solution bcbi_CdsBaseIntegration again, which brings the role."
	ownCompanyMissing        = "BCS0410: There is no company with external ID %1 in Dataverse. Create its row in bcbi_company, with its business unit and its owning team."
	ownTeamMissing           = "BCS0411: There is no team with ID %1 in Dataverse. Correct the default owning team of the company's row in bcbi_company."
	ownUnitMissing           = "BCS0412: There is no business unit with ID %1 in Dataverse. Correct the default owning team of the company's row in bcbi_company."
	ownUnitDiffers           = "BCS0413: businessUnitId, businessUnitName: Business unit in BC does not match the business unit in Dataverse. Send those of the company's owning team: %1 and %2."
	ownRoleMissingInUnit     = "BCS0414: There is no integration role %1 for business unit %2. Import the solution bcbi_CdsBaseIntegration again, which gives the role to every business unit."
	ownTeamRole              = "BCS0415: Team %1 for business unit %2 does not have the required role %3. Assign the role to the team."
	ownURLNotAllowed         = `BCS0105: environmentUrl "%1" is not on the list of Dataverse environments that this Business Central environment may connect to. A person with the permission set "BCS Approve" adds it on the page "Allowed Dataverse Environments" in Business Central, once for the environment.`
	ownWebClientURL          = `BCS0119: businessCentralUrl "%1" has parameters. Send the address of the web client alone, for example https://businesscentral.dynamics.com/contoso.com/Production; the company is added.`
	ownWebClientURLForeign   = `BCS0121: businessCentralUrl "%1" is not an address of Business Central's web client: it must begin with https:// and have a host of Business Central, such as businesscentral.dynamics.com. Send the address of the web client, or an empty text for that of this environment.`
	ownWebClientURLLong      = `BCS0120: businessCentralUrl: "%1", the address with this company's name, is longer than the %2 characters that Business Central stores. Send a shorter address, or shorten the name of the company.`
	ownSalesEnableFailed     = "BCS0305: The Sales connection could not be enabled and has been turned off again: %1"
)

// Refusals of the companion's couplings, mappings and synchronization: the codes, and the labels of
// extension/app/src/coupling, extension/app/src/mapping and extension/app/src/synchronization.
const (
	ownTable            = "BCS0501: tableId %1 cannot be coupled through this API. Send 13 (salesperson), 18 (customer), 23 (vendor), 5050 (contact), 27 (item), 156 (resource), 4 (currency), 204 (unit of measure), 5092 (opportunity) or 6 (customer price group)."
	ownRecordEmpty      = "BCS0502: recordId is empty. Send the id (SystemId) of the record in Business Central."
	ownRecordMissing    = "BCS0503: recordId %1 does not exist in table %2. Read the id of the record from the standard API."
	ownRowEmpty         = "BCS0504: dataverseId is empty. Send the id of the row in Dataverse."
	ownRecordCoupled    = "BCS0505: recordId: %1 is already coupled to %2. Send PATCH to the existing coupling to re-couple it, or delete it first."
	ownRowCoupled       = "BCS0506: dataverseId: Cannot couple %1 to this Dataverse record, because the Dataverse record is already coupled to %2. Delete that coupling first."
	ownCouplingIdentity = "BCS0507: %1 of a coupling cannot be changed. Delete the coupling and create another one."
	ownMatchPriority    = "BCS0601: matchPriority %1 is negative. Send 0 or more; lower numbers are tried first."
	ownMappingJob       = "BCS0603: isSynchronizationEnabled: the mapping %1 has no recurring job. Reset the configuration of the setup that it belongs to, which creates the jobs; some mappings (such as OPPORTUNITY) never have one."
	ownRunID            = "BCS0701: runId is empty. Send a new GUID for each run, and the same one when you repeat a call."
	ownStart            = "BCS0703: The full synchronization could not be started: %1"
	ownReviewFirst      = "BCS0704: There are no review lines. Call the action generateFullSynchronizationReview first."
	ownReviewRunning    = "BCS0702: A full synchronization of this company is still running. Wait until no line of fullSynchronizationLines is Ready, In Process or Waiting."
	ownMappingUnknown   = "BCS0705: mappingNames: the review has no line %1. Read fullSynchronizationLines for the names."
	ownDependency       = "BCS0706: mappingNames: %1 depends on %2, which is neither named nor finished. Name %2 as well."
	ownDeletedRecords   = "BCS0707: deletedRecords: %1 is not known. Send keep, restore or uncouple."
)

// capabilities lists what this version of the companion says it can do.
const capabilities = "dataverseConnection,salesConnection,recordCoupling,tableMapping,fieldMapping,fullSynchronization,synchronizationLog,log,allowedEnvironments,mappingSnapshot,marks"

// minimumProvider is the oldest version of the provider that this version of the companion supports.
const minimumProvider = "0.1.0"

// ownText fills in a label's placeholders, as AL's StrSubstNo does.
func ownText(label string, args ...any) string {
	pairs := make([]string, 0, 2*len(args))
	for i, arg := range args {
		pairs = append(pairs, "%"+strconv.Itoa(i+1), fmt.Sprint(arg))
	}
	return strings.NewReplacer(pairs...).Replace(label)
}

// ownError is a refusal by the companion.
func ownError(label string, args ...any) error { return dialogError("%s", ownText(label, args...)) }
