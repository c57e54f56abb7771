// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

// Texts returns the texts of refusals
// by stable names: a registry for tests that ask which of them a client meets. Whoever adds one decides here whether clients
// are expected to meet it.
func Texts() map[string]string {
	return map[string]string{
		"textValueRequired":  textValueRequired,
		"textValueInvalid":   textValueInvalid,
		"textSameValue":      textSameValue,
		"textNoResource":     textNoResource,
		"textPrivileges":     textPrivileges,
		"textInherited":      textInherited,
		"textNoLicense":      textNoLicense,
		"textUsageLocation":  textUsageLocation,
		"textNoProduct":      textNoProduct,
		"textNotForUsers":    textNotForUsers,
		"textForeignPlan":    textForeignPlan,
		"textNoUnit":         textNoUnit,
		"textExclusivePlans": textExclusivePlans,
		"textDependentPlan":  textDependentPlan,
		"textPassword":       textPassword,
		"textDomain":         textDomain,
		"textNoApplication":  textNoApplication,
		"textNameInUse":      textNameInUse,
	}
}
