// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestMalformedIDs: an id that is no GUID is what the error is about, and not that an argument is missing.
func TestMalformedIDs(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	factories, _ := env.Warnings()
	w := inprocess.NewWorkspace(factories)
	for arguments, value := range map[string]string{
		"system_user_id = \"abc\"\n  role_id = \"a2b18661-9ff5-e911-a812-000d3a0b9028\"": `got "abc"`,
		"team_id = \"\"\n  role_id = \"a2b18661-9ff5-e911-a812-000d3a0b9028\"":           `got ""`,
		"team_id = \"000000d1-0000-4000-8000-000000000001\"\n  role_id = \"def\"":        `got "def"`,
	} {
		_, err := w.Plan(t.Context(), env.ProviderConfig()+"\nresource \"bcsales_security_role_assignment\" \"this\" {\n  "+arguments+"\n}\n", inprocess.Mode{})
		if err == nil {
			t.Errorf("%s is accepted", arguments)
			continue
		}
		if text := err.Error(); !strings.Contains(text, "Not a GUID") || !strings.Contains(text, value) || strings.Contains(text, "No attribute specified") {
			t.Errorf("%s: %s", arguments, text)
		}
	}
}
