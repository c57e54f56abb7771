// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

import "strconv"

// Codes returns the numbers of refusals
// by stable names: a registry for tests that ask which of them a client meets. Whoever adds one decides here whether clients
// are expected to meet it.
func Codes() map[string]string {
	return map[string]string{
		"aadstsMalformed":         strconv.Itoa(aadstsMalformed),
		"aadstsMissingParameter":  strconv.Itoa(aadstsMissingParameter),
		"aadstsGrant":             strconv.Itoa(aadstsGrant),
		"aadstsMethod":            strconv.Itoa(aadstsMethod),
		"aadstsTenant":            strconv.Itoa(aadstsTenant),
		"aadstsApplication":       strconv.Itoa(aadstsApplication),
		"aadstsDisabled":          strconv.Itoa(aadstsDisabled),
		"aadstsScope":             strconv.Itoa(aadstsScope),
		"aadstsResource":          strconv.Itoa(aadstsResource),
		"aadstsSecret":            strconv.Itoa(aadstsSecret),
		"aadstsSecretExpired":     strconv.Itoa(aadstsSecretExpired),
		"aadstsNoCredential":      strconv.Itoa(aadstsNoCredential),
		"aadstsAssertion":         strconv.Itoa(aadstsAssertion),
		"aadstsAssertionTime":     strconv.Itoa(aadstsAssertionTime),
		"aadstsAssertionAudience": strconv.Itoa(aadstsAssertionAudience),
		"aadstsAssertionSubject":  strconv.Itoa(aadstsAssertionSubject),
		"aadstsCertificate":       strconv.Itoa(aadstsCertificate),
		"aadstsFederatedIssuer":   strconv.Itoa(aadstsFederatedIssuer),
		"aadstsFederatedAudience": strconv.Itoa(aadstsFederatedAudience),
		"aadstsFederatedSubject":  strconv.Itoa(aadstsFederatedSubject),
	}
}
