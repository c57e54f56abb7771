// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

// Permissions says what the provider's identity needs in each service for one resource. The texts appear in the
// resource's documentation and in the diagnostics of refused calls.
type Permissions struct {
	Entra           string // Microsoft Entra and Microsoft Graph
	Dataverse       string
	BusinessCentral string
}

// For returns the text for the service that an API error names; empty when none is given.
func (p Permissions) For(service string) string {
	switch strings.ToLower(service) {
	case "dataverse":
		return p.Dataverse
	case "business central", "businesscentral":
		return p.BusinessCentral
	case "graph", "microsoft graph", "entra":
		return p.Entra
	}
	return ""
}

// LacksPermission reports whether a service refused for lack of a permission: with 403, or with one of its own errors
// that say so, whatever their language.
func LacksPermission(err error) bool {
	return odata.IsStatus(err, http.StatusForbidden) || remedies.LacksPermission(err)
}

// Markdown returns the permissions as a paragraph for the documentation.
func (p Permissions) Markdown() string {
	var lines []string
	for _, entry := range []struct{ service, text string }{{"Microsoft Entra", p.Entra}, {"Dataverse", p.Dataverse}, {"Business Central", p.BusinessCentral}} {
		if entry.text != "" {
			lines = append(lines, "- **"+entry.service+"**: "+entry.text)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return "\n\n**Permissions of the provider's identity**\n\n" + strings.Join(lines, "\n")
}
