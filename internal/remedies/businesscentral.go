// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package remedies

// Remedies that a check before the call gives as well.
const (
	LocalCurrencyMissing = "Fill in LCY Code on the page General Ledger Setup of the company."
	LocalCurrencyUnknown = "Create the currency in Dataverse with the company's local currency code as its ISO code, or correct LCY Code on the page General Ledger Setup."
	BaseCurrencyMissing  = "Create the base currency of the Dataverse environment in Business Central, with an exchange rate; or create the company's local currency in Dataverse."
	BaseCurrencyUnknown  = "Choose a base currency in Dataverse, or create the company's local currency there."
)

// businessCentral lists the codes of the platform that say enough (Microsoft Learn, "Web service error codes").
func businessCentral() []Entry {
	return []Entry{
		{Code: "Request_EntityChanged", Meaning: "Somebody changed the object after it was read.", Remedy: "Somebody changed the object during the run. Run terraform apply again: it starts from the object's current state."},
		{Code: "Internal_CompanyNotFound", Meaning: "The environment has no such company.", Remedy: "Check company_id; the data source bcsales_companies lists the companies of the environment."},
		{Code: "NoEnvironment", Meaning: "The tenant has no such environment.", Remedy: "Check business_central_environment and tenant_id of the provider: the Business Central admin center lists the environments."},
		{Code: "Application_CallbackNotAllowed", Meaning: "Business Central wants to ask a person something, which no API can answer.", Remedy: "Business Central wants an answer from a person here, which no API can give. Take this step once on its page in Business Central, then run terraform apply again."},
		{Code: "Internal_InvalidTableRelation", Meaning: "A value does not exist in the table that it refers to.", Remedy: "Name something that exists: the service says which value it did not find."},
		{Code: "Internal_EntityWithSameKeyExists", Meaning: "The object exists already.", Remedy: "Take over what is there: terraform import brings it under management."},
	}
}

// businessCentralTexts lists texts of Microsoft's apps: those of the base application (BCApps, codeunit CDS Integration
// Impl., tables CDS Connection Setup and CRM Connection Setup), of the automation API (BCApps, src/Apps/W1/APIV2) and of
// the platform. All of them have the code Application_DialogException.
func businessCentralTexts() []Entry {
	return append(connectionTexts(), automationTexts()...)
}

func connectionTexts() []Entry {
	return []Entry{
		{Text: "we just updated this page", Meaning: "Business Central has just compiled the page behind the API, after an update or a change of extensions.", Remedy: "Wait until updates and changes of extensions in the environment have ended, and run terraform apply again."},
		{Text: "the current permissions prevented the action", Meaning: "The provider's identity lacks a permission for an object of Business Central.", Remedy: "Assign the permission sets that the resource's documentation names on the page Microsoft Entra Applications in Business Central.", Permission: true},
		{Text: "User %1 is disabled on server %2", Meaning: "The integration user is disabled in Dataverse.", Remedy: UserDisabled},
		{Text: "There is no user with email address", Meaning: "Dataverse has no user with the integration user's e-mail address.", Remedy: UserMissing},
		{Text: "User %1 has no user roles assigned", Meaning: "The integration user has no security roles in Dataverse.", Remedy: UserRoles},
		{Text: "You must choose a user that does not have the %1 role", Meaning: "The integration user is a System Administrator in Dataverse.", Remedy: UserAdministrator},
		{Text: "You must choose a user that has the role", Meaning: "The integration user lacks a role of the integration.", Remedy: UserRoles},
		{Text: "specify the LCY Code", Meaning: "The company has no local currency.", Remedy: LocalCurrencyMissing},
		{Text: "The base currency %1 of the Dataverse environment must exist", Meaning: "Business Central does not know the base currency of the Dataverse environment.", Remedy: BaseCurrencyMissing},
		{Text: "Cannot find base currency", Meaning: "The Dataverse environment has no base currency.", Remedy: BaseCurrencyUnknown},
		{Text: "Your local currency code %1 does not match", Meaning: "Dataverse does not know the company's local currency.", Remedy: LocalCurrencyUnknown},
		{Text: "The connection setup cannot be validated", Meaning: "Dataverse does not answer Business Central, or refuses it.", Remedy: address},
		{Text: "URL and user name are required to enable a connection", Meaning: "The Sales connection setup lacks the address or the user.", Remedy: userName},
		{Text: "The user name must be a valid email address", Meaning: "The integration user's name is no e-mail address.", Remedy: userName},
		{Text: "when a CRM sales order has the Submitted status", Meaning: "Submitted orders in Sales keep the integration of sales orders from being turned off.", Remedy: "Fulfil or cancel the submitted orders in Sales first, or keep legacy_sales_orders = true."},
	}
}

func automationTexts() []Entry {
	const extensions = "Give the provider's application the permission set EXTEN. MGT. - ADMIN on the page Microsoft Entra Applications in Business Central."
	return []Entry{
		{Text: "The permission set %1 is defined multiple times", Meaning: "Several apps bring a permission set with this id.", Remedy: "Set app_id, and scope where that is not enough, to say which of the permission sets is meant; the page Permission Sets in Business Central lists them."},
		{Text: "at least one enabled 'SUPER' user", Meaning: "The last enabled user with SUPER cannot lose it.", Remedy: "Give SUPER to another enabled user first, or keep this one: terraform state rm forgets it and leaves it in place."},
		{Text: "The permission set SUPER cannot be assigned", Meaning: "Applications cannot have SUPER.", Remedy: "Assign other permission sets: Business Central gives SUPER only to people. The documentation of each resource lists the permissions that the provider needs."},
		{Text: "either the SUPER or SECURITY permission set", Meaning: "The provider's identity may not assign or remove permission sets.", Remedy: "Give the provider's application the permission set SECURITY on the page Microsoft Entra Applications in Business Central."},
		{Text: "permissions to manage extensions", Meaning: "The provider's identity may not manage extensions.", Remedy: extensions},
		{Text: "required permissions to install the selected app", Meaning: "The provider's identity may not install extensions.", Remedy: extensions},
		{Text: "The extension %1 is already installed", Meaning: "The extension is installed already.", Remedy: "Somebody installed the extension during the run. Run terraform apply again: it adopts the installed extension."},
		{Text: "The extension %1 cannot be unpublished because", Meaning: "An installed extension cannot be unpublished.", Remedy: "Somebody installed the extension again during the run. If it is not wanted, uninstall it on the page Extension Management."},
		{Text: "The extension %1 is not installed", Meaning: "The extension is not installed.", Remedy: "Somebody uninstalled the extension during the run. Run terraform again."},
		{Text: "Extension content is empty", Meaning: "There is no uploaded package to install.", Remedy: "Somebody else uploaded an extension at the same time, and Business Central holds one upload only. Run terraform apply again."},
		{Text: "is not an extension file", Meaning: "The uploaded file is not a package of an extension.", Remedy: "Check that file is an .app package made by the AL compiler; if it is, somebody else uploaded at the same time: run terraform apply again."},
	}
}
