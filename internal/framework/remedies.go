// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
)

// codeRemedies says what to do about refusals that a configuration can provoke and that no resource words itself, by the
// service's code (Microsoft Learn, "Web service error codes").
func codeRemedies() map[string]string {
	return map[string]string{
		"0x80040225": "Enable the user that the service names, in the Power Platform admin center or with enabled = true, or name another.",
		"0x8004032d": "Enable the business unit in the Power Platform admin center, or name another.",
		"0x80041d30": "Give System Administrator to another enabled user first.",
		"0x80041d33": "Name another user: this one belongs to the service.",
		"0x80041d49": "Register the application with New-PowerAppManagementApp, or in the Power Platform admin center, and apply again.",
		"0x80041d51": "Name another user: the roles of Microsoft's support user are fixed.",
		"0x8004830b": "Take this resource out: every user of the business unit is a member of its default team. To change the team, move the user to another business unit.",
		"0x8004830c": "Leave the member where it is: every user of the business unit is a member of its default team.",
		"0x80048331": "Name an owner team: an access team bears no roles.",
		"0x80048350": "Choose a role whose privileges members inherit directly (\"Direct User (Basic) access level and Team privileges\"), or an owner team.",
	}
}

// refusalRemedy is the remedy for a refusal that no resource knows better.
func refusalRemedy(api *odata.Error) string {
	if remedy, ok := codeRemedies()[strings.ToLower(api.Code)]; ok {
		return remedy
	}
	if remedy := textRemedy(api); remedy != "" {
		return remedy
	}
	if api.StatusCode >= http.StatusBadRequest && api.StatusCode < http.StatusInternalServerError && api.StatusCode != http.StatusTooManyRequests {
		return "Correct what the service names, and run terraform apply again."
	}
	return ""
}
