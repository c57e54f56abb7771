// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

// Texts returns the texts of all refusals by stable names, for tests of which refusals a client handles. When you
// add one, decide here whether clients are expected to handle it.
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
