// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestReadiness_documented compares the checks that the documentation lists with those of a report.
func TestReadiness_documented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../../docs/data-sources/integration_readiness.md")
	must(t, err)
	lines := regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| [A-Z].{10,} \\|$").FindAllStringSubmatch(string(page), -1)
	listed := make([]string, len(lines))
	for i, line := range lines {
		listed[i] = line[1]
	}
	if order := read(t, acctest.New(t), cronus, nil).order; !slices.Equal(listed, order) {
		t.Errorf("the documentation lists\n%v\nand a report\n%v", listed, order)
	}
}
