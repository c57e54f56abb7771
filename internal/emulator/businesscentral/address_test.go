// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// TestCheckPath: tenant and environment of an address must match the environment; the tenant may be omitted.
func TestCheckPath(t *testing.T) {
	t.Parallel()
	w := newBench(t).world
	tenant, environment := w.Config.TenantID, w.Config.Environment
	for name, test := range map[string]struct {
		tenant, environment string
		known               bool
	}{
		"both": {tenant, environment, true}, "no tenant": {"", environment, true}, "another case": {strings.ToUpper(tenant), strings.ToLower(environment), true},
		"another tenant": {fabrikam, environment, false}, "another environment": {tenant, "Sandbox", false}, "neither": {"", "", false},
	} {
		err := CheckPath(w, test.tenant, test.environment)
		var refused *odatasvc.Error
		if errors.As(err, &refused) == test.known || !test.known && (refused.Status != http.StatusNotFound || refused.Code != "NoEnvironment" || refused.Message != "Environment does not exist.") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
