// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"os/exec"
	"strings"
	"testing"
)

// TestProviderHoldsNoTestCode: what users run is the provider alone, without the emulator, the test kit, sample packages,
// probes or the programs of this repository.
func TestProviderHoldsNoTestCode(t *testing.T) {
	t.Parallel()
	const module = "github.com/bcsales/terraform-provider-bcsales"
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", module).Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	for _, name := range packages {
		for _, kept := range []string{module + "/internal/emulator", module + "/internal/test", module + "/internal/packages/samples", module + "/internal/cmd", module + "/internal/probes"} {
			if name == kept || strings.HasPrefix(name, kept+"/") {
				t.Errorf("the provider imports %s", name)
			}
		}
	}
	if len(packages) < 100 {
		t.Errorf("go list named %d packages", len(packages))
	}
}
