// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// codeRemedies says what to do about refusals that a configuration can provoke and that no resource words itself, by the
// service's code (Microsoft Learn, "Web service error codes").
func codeRemedies() map[string]string {
	return map[string]string{
		"0x80040225": "Enable the user that the service names, in the Power Platform admin center or with enabled = true, or name another.",
		"0x80040227": "Give what the service names to another owner or another place, in the Power Platform admin center, and run the same command again.",
		"0x8004023b": "Somebody changed the object meanwhile. Look at its state in the Power Platform admin center, and run the same command again.",
		"0x8004032d": "Enable the business unit in the Power Platform admin center, or name another.",
		"0x80040299": "Give the team or user that the service names a security role with the privilege that it misses.",
		"0x80041409": "Run terraform apply again: somebody moved the user or the team to another business unit meanwhile, and the role's copy there is taken then.",
		"0x80041d2f": "Give System Administrator to another enabled user first, or leave this one enabled (deletion_policy = \"retain\").",
		"0x80041d30": "Give System Administrator to another enabled user first.",
		"0x80041d33": "Name another user: this one belongs to the service.",
		"0x80041d38": "Give System Administrator to another user who reads and writes first, or choose another access mode.",
		"0x80041d39": "Let another administrator change it, or choose another access mode.",
		"0x80041d41": "Name another user: the access mode of Microsoft's support users is fixed.",
		"0x80041d44": "Choose another role: Support User is for Microsoft's support alone.",
		"0x80041d49": "Register the application with New-PowerAppManagementApp, or in the Power Platform admin center, and apply again.",
		"0x80041d51": "Name another user: the roles of Microsoft's support user are fixed.",
		"0x80041d59": "Give System Administrator to an enabled user outside of the business unit first.",
		"0x80041d60": "Run the same command again: somebody enabled the business unit meanwhile.",
		"0x80041d61": "Move the business units below it elsewhere or delete them first, or set deletion_policy to \"retain\".",
		"0x80041d62": "Assign the records of the business unit's default team to another owner first, or set deletion_policy to \"retain\".",
		"0x80041d64": "Take the role Global administrator or Service administrator from the account in Microsoft 365 first, or leave it the role.",
		"0x80041d65": "Take the role Global administrator or Service administrator from the account in Microsoft 365 first, or leave the user enabled (deletion_policy = \"retain\").",
		"0x80041d67": "Name another user: the access mode of delegated administrators is fixed.",
		"0x80042f0a": "Run terraform apply again: somebody took the team's roles away meanwhile, and it is given its role again then.",
		"0x8004830b": "Take this resource out: every user of the business unit is a member of its default team. To change the team, move the user to another business unit.",
		"0x8004830c": "Leave the member where it is (terraform state rm, or a removed block): every user of the business unit is a member of its default team. To change the team, move the user to another business unit.",
		"0x8004830e": "Assign the team's records to another owner first, in the Power Platform admin center or in Sales, or set deletion_policy to \"retain\".",
		"0x80048331": "Name an owner team: an access team bears no roles.",
		"0x80048340": "Delete the access team, or give it another name, and run terraform apply again: an owner team is made then.",
		"0x80048350": "Choose a role whose privileges members inherit directly (\"Direct User (Basic) access level and Team privileges\"), or an owner team.",
		"0x80048d2f": "Give the provider's identity the role System Administrator: only it may change access modes.",
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
