// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

// What the provider's identity needs in Microsoft Entra: application permissions, as the tokens of Business Central and of
// Microsoft Graph carry them ("Using Service-to-Service (S2S) Authentication" in Business Central's documentation, and the
// permissions reference of Microsoft Graph).
const (
	// EntraBusinessCentral is for Business Central's own API and the companion's.
	EntraBusinessCentral = "the application permission `API.ReadWrite.All` of Dynamics 365 Business Central, with an administrator's consent."
	// EntraAutomation is for what also uses Business Central's automation API.
	EntraAutomation = "the application permissions `API.ReadWrite.All` and `Automation.ReadWrite.All` of Dynamics 365 Business Central, with an administrator's consent."
	// EntraLicenses is for assigning licenses (https://learn.microsoft.com/graph/api/user-assignlicense).
	EntraLicenses = "the application permissions `LicenseAssignment.ReadWrite.All` and `User.Read.All` of Microsoft Graph, with an administrator's consent."
	// EntraProducts is for listing the products of the tenant (https://learn.microsoft.com/graph/api/subscribedsku-list).
	EntraProducts = "the application permission `LicenseAssignment.Read.All` (or `LicenseAssignment.ReadWrite.All`) of Microsoft Graph, with an administrator's consent."
	// EntraAccount is for reading the account behind a Dataverse user.
	EntraAccount = "for `object_id`, the application permission `User.Read.All` of Microsoft Graph, used only to explain why an account does not appear in Dataverse."
)

// What the provider's identity needs in Business Central: permission sets on the page Microsoft Entra Applications. BCS
// Administer and BCS Read are the companion's (extension/app/src/permissions); D365 AUTOMATION contains the integration's tables
// and the job queue (BCApps D365AUTOMATION.PermissionSet.al).
const (
	// BusinessCentralAdministers is for resources that work through the companion.
	BusinessCentralAdministers = "the companion extension's permission set `BCS Administer` and Microsoft's `D365 AUTOMATION`; to plan alone, `BCS Read` and `D365 READ`."
	// BusinessCentralReads is for data sources that work through the companion alone.
	BusinessCentralReads = "the companion extension's permission set `BCS Read`."
	// BusinessCentralReadsAll is for data sources that read records of the company too.
	BusinessCentralReadsAll = "the companion extension's permission set `BCS Read` and Microsoft's `D365 READ`."
	// BusinessCentralReadsRecords is for data sources that read companies and records without the companion.
	BusinessCentralReadsRecords = "Microsoft's permission set `D365 READ`, or another that may read these records, such as `D365 AUTOMATION`."
)
