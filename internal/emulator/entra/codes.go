// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

// Numbers from Microsoft Learn, "Microsoft Entra authentication and authorization
// error codes", without their prefix AADSTS.
const (
	aadstsMalformed         = 9002313
	aadstsMissingParameter  = 900144
	aadstsGrant             = 70003
	aadstsMethod            = 900561
	aadstsTenant            = 90002
	aadstsApplication       = 700016
	aadstsDisabled          = 7000112
	aadstsScope             = 1002012
	aadstsResource          = 500011
	aadstsSecret            = 7000215
	aadstsSecretExpired     = 7000222
	aadstsNoCredential      = 7000218
	aadstsAssertion         = 50027
	aadstsAssertionTime     = 700024
	aadstsAssertionAudience = 700023
	aadstsAssertionSubject  = 700021
	aadstsCertificate       = 700027
	aadstsFederatedIssuer   = 700211
	aadstsFederatedAudience = 700212
	aadstsFederatedSubject  = 700213
)
