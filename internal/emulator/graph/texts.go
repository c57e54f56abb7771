// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

// Texts of refusals, as Microsoft Learn and public issues quote them.
const (
	textValueRequired  = "A value is required for property '%s' of resource '%s'."
	textValueInvalid   = "Invalid value specified for property '%s' of resource '%s'."
	textSameValue      = "Another object with the same value for property %s already exists."
	textNoResource     = "Resource '%s' does not exist or one of its queried reference-property objects are not present."
	textPrivileges     = "Insufficient privileges to complete the operation."
	textInherited      = "User license is inherited from a group membership and it cannot be removed directly from the user."
	textNoLicense      = "User does not have a corresponding license."
	textUsageLocation  = "License assignment cannot be done for user with invalid usage location."
	textNoProduct      = "License %s does not correspond to a valid company License."
	textNotForUsers    = "License %s cannot be assigned to a user."
	textForeignPlan    = "One or more of the disabled service plans do not belong to the license %s: %s."
	textNoUnit         = "Subscription with SKU %s does not have any available licenses."
	textExclusivePlans = "License assignment failed because service plans %s and %s are mutually exclusive."
	textDependentPlan  = "License assignment failed because service plan %s depends on the service plan(s) %s"
	textPassword       = "A password must be specified to create a new user."
	textDomain         = "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization."
	textNoApplication  = "The appId '%s' of the service principal does not reference a valid application object."
	textNameInUse      = "The service principal cannot be created, updated, or restored because the service principal name %s is already in use."
)
