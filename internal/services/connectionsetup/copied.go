// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// What an environment is whose setups are on with the Dataverse environment of another one, and what to do first. Business
// Central's cleanup turns the connections of a copy off, and can be skipped
// (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/administration/tenant-admin-center-environments-copy).
const (
	copied      = "The environment is a copy or was restored, and its cleanup was skipped: its setups are still on, and its jobs synchronize with the other environment's data."
	turnOffCopy = "First turn both connections off in this environment, on the pages Dynamics 365 Sales Integration Setup and Dataverse Connection Setup in Business Central. "
)

// isCopied reports whether the setup is on with a Dataverse environment.
func isCopied(row bc.DataverseConnectionSetup, environmentURL string) bool {
	return row.IsEnabled && sameOrigin(row.EnvironmentURL, environmentURL)
}

// connectedElsewhere refuses to take up a setup that is on with another Dataverse environment than the planned one.
func connectedElsewhere(company string, plan dataverseModel, row bc.DataverseConnectionSetup) error {
	return framework.Errorf("The company is connected with another Dataverse environment",
		"If that environment is another one's, turn both connections of the company off on the pages Dynamics 365 Sales Integration Setup and Dataverse Connection Setup in Business Central, and apply again. "+
			"If the connection is to move, take it under management:\n\n  terraform import bcsales_dataverse_connection_setup.<name> "+company,
		"Company %s is connected with %s, and environment_url is %s. This is what a copied or restored environment shows whose cleanup was skipped: its jobs still synchronize with %s. Nothing was changed.",
		company, row.EnvironmentURL, plan.EnvironmentURL.ValueString(), row.EnvironmentURL).At("environment_url")
}

// warnReconnected warns, when a setup is read, that it is on with another Dataverse environment than before.
func warnReconnected(op *framework.Operation[dataverseModel], company string, state dataverseModel, row bc.DataverseConnectionSetup) {
	before := state.EnvironmentURL.ValueString()
	if before == "" || !row.IsEnabled || sameOrigin(before, row.EnvironmentURL) {
		return
	}
	op.Warn(&framework.Problem{
		Summary: "The company is connected with another Dataverse environment",
		Detail: "The connection of company " + company + " was made with " + before + " and is on with " + row.EnvironmentURL + " now. " +
			"Business Central shows this after the environment was overwritten by a copy or a restore whose cleanup was skipped: its jobs synchronize with the data of " + row.EnvironmentURL + ".",
		Remedy: "If so, turn both connections off at once on the pages Dynamics 365 Sales Integration Setup and Dataverse Connection Setup in Business Central, and plan again.",
	})
}
