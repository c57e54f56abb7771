// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestReadmeNamesEverything: the README and the changelog name everything that the provider has, and the page on
// permissions has every resource.
func TestReadmeNamesEverything(t *testing.T) {
	t.Parallel()

	read := func(name string) string {
		text, err := os.ReadFile("../../../" + name)
		if err != nil {
			t.Fatal(err)
		}

		return string(text)
	}
	readme, changelog := read("README.md"), read("CHANGELOG.md")

	_, permissions, found := strings.Cut(read("templates/guides/permissions.md"), "\n## By resource\n")
	if !found {
		t.Fatal("the page on permissions has no table of resources")
	}

	schemas := realSchemas(t)

	for _, name := range slices.Sorted(maps.Keys(schemas.Resources)) {
		if !strings.Contains(permissions, "`"+name+"`") {
			t.Errorf("the page on permissions does not name %s", name)
		}
	}

	for _, named := range []map[string]schema{schemas.Resources, schemas.DataSources, schemas.Actions} {
		for _, name := range slices.Sorted(maps.Keys(named)) {
			if !strings.Contains(readme, "`"+name+"`") {
				t.Errorf("the README does not name %s", name)
			}

			if !strings.Contains(changelog, "`"+name+"`") {
				t.Errorf("the changelog does not name %s", name)
			}
		}
	}
}
