// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// TestEnumsAgree compares the extension's own enums with the values that the emulator knows. The API's other
// options are the base application's.
func TestEnumsAgree(t *testing.T) {
	t.Parallel()
	m, err := model.Load("companion")
	if err != nil {
		t.Fatal(err)
	}
	value := regexp.MustCompile(`value\((\d+); "?([^")]+)"?\)`)
	for file, name := range map[string]string{
		"setup/OwnershipModel.Enum.al":     "ownershipModel",
		"mapping/MappingDirection.Enum.al": "mappingDirection",
	} {
		text, err := os.ReadFile(filepath.Join(root, "extension", "app", "src", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int64{}
		for _, match := range value.FindAllStringSubmatch(string(text), -1) {
			number, err := strconv.ParseInt(match[1], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			got[match[2]] = number
		}
		if want := m.Enums[name].Members; !maps.Equal(got, want) {
			t.Errorf("%s has the values %v, the emulator's model %v", file, got, want)
		}
	}
}
