// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package remedies

import (
	"cmp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
)

// signIn finds the code of a sign-in that failed and fills in what it was made with. What is not known is called by the
// argument's name.
func signIn(refused *auth.EntraError) (Entry, bool) {
	found, ok := findCode(entra(), refused.Code, refused.Message, "")
	found.Remedy = strings.NewReplacer(
		"{client_id}", cmp.Or(refused.ClientID, "client_id"),
		"{tenant_id}", cmp.Or(refused.TenantID, "tenant_id"),
		"{resource}", refused.Resource(),
	).Replace(found.Remedy)
	return found, ok
}
