// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

import (
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// IntegrationUsers returns the users with an e-mail address among whom the connection can find its user: the enabled ones;
// when all are disabled, one of them.
func IntegrationUsers(withAddress []dataverse.ConnectionUser) []dataverse.ConnectionUser {
	enabled := slices.DeleteFunc(slices.Clone(withAddress), func(u dataverse.ConnectionUser) bool { return u.Disabled })
	if len(enabled) == 0 && len(withAddress) > 0 {
		return withAddress[:1]
	}
	return enabled
}
