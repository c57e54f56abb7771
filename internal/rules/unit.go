// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// OwnUnitSuffix is the end of the name of a company's own business unit.
func OwnUnitSuffix(companyID string) string { return " (" + strings.ToLower(companyID) + ")" }

// IsOwnUnit reports whether the name belongs to the company's own business unit,
// which the ownership model Person requires.
func IsOwnUnit(name, companyID string) bool {
	return strings.HasSuffix(strings.ToLower(name), OwnUnitSuffix(companyID))
}

// NamesUnit reports whether a setup names the business unit: both id and name must match
// (BCApps, codeunit CDS Integration Impl.).
func NamesUnit(id, name string, unit dataverse.BusinessUnit) bool {
	return strings.EqualFold(id, unit.ID) && texts.Same(name, unit.Name)
}
