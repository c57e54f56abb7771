// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra

import "strconv"

// Codes returns the numbers of all refusals by stable names, for tests of which refusals a client handles. When you
// add one, decide here whether clients are expected to handle it.
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
