// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"fmt"
	"strings"
)

// advice says what to do about an answer of Microsoft Entra whose code nobody knows.
func advice(e *EntraError, c Config) string {
	if c.Method == ManagedIdentity {
		if c.ClientID != "" {
			return fmt.Sprintf("Check that the user-assigned identity %s is assigned to this machine.", c.ClientID)
		}
		return "Check that this machine has a system-assigned identity; for a user-assigned one set client_id."
	}
	if e.OAuthError == "invalid_client" {
		return "Check client_id and the credential."
	}
	if e.Code != "" {
		return "Read what the code means at https://login.microsoftonline.com/error?code=" + strings.TrimPrefix(e.Code, "AADSTS") + "."
	}
	return "Try again later; if it stays so, give the ids above to Microsoft's support."
}
