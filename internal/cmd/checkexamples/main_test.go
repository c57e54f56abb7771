// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/terraformcli"
)

func TestCollect(t *testing.T) {
	t.Parallel()

	root := fstest.MapFS{}
	for _, path := range []string{
		"provider/provider.tf", "README.md",
		"resources/a/resource.tf", "resources/a/import.sh", "resources/a/import-by-string-id.tf", "resources/a/import-by-identity.tf",
	} {
		root[path] = &fstest.MapFile{}
	}

	for version, want := range map[string][]string{
		"1.11.4": {"provider", "resources/a", "resources/a/import-by-string-id.tf"},
		"1.12.0": {"provider", "resources/a", "resources/a/import-by-identity.tf", "resources/a/import-by-string-id.tf"},
	} {
		cases, err := collect(root, terraformcli.CLI{Kind: terraformcli.Terraform, Version: version})
		if err != nil {
			t.Fatal(err)
		}

		titles := make([]string, 0, len(cases))
		for _, example := range cases {
			titles = append(titles, example.title)
		}

		if diff := cmp.Diff(want, titles); diff != "" {
			t.Errorf("%s: configurations (-want +got):\n%s", version, diff)
		}

		if diff := cmp.Diff([]string{"resource.tf"}, cases[1].files); diff != "" {
			t.Errorf("%s: files (-want +got):\n%s", version, diff)
		}
	}
}

func TestCollectFindsNothing(t *testing.T) {
	t.Parallel()

	if _, err := collect(fstest.MapFS{"README.md": &fstest.MapFile{}}, terraformcli.CLI{}); !errors.Is(err, errNone) {
		t.Errorf("error = %v", err)
	}
}

func TestCollectChecksModulesWithTheirCallers(t *testing.T) {
	t.Parallel()

	root := fstest.MapFS{
		"modules/a/main.tf":               &fstest.MapFile{},
		"complete/main.tf":                &fstest.MapFile{Data: []byte("module \"a\" {\n  source = \"../modules/a\"\n}\n")},
		"quickstart/main.tf":              &fstest.MapFile{},
		"modules/a/tests/fixture/main.tf": &fstest.MapFile{Data: []byte("module \"a\" {\n  source = \"../..\"\n}\n")},
	}

	cases, err := collect(root, terraformcli.CLI{})
	if err != nil {
		t.Fatal(err)
	}

	calls := map[string]bool{}
	for _, example := range cases {
		calls[example.title] = example.calls
	}

	if diff := cmp.Diff(map[string]bool{"complete": true, "quickstart": false, "modules/a/tests/fixture": true}, calls); diff != "" {
		t.Errorf("configurations (-want +got):\n%s", diff)
	}

	root["modules/b/main.tf"] = &fstest.MapFile{}

	if _, err := collect(root, terraformcli.CLI{}); !errors.Is(err, errUncalled) {
		t.Errorf("error = %v", err)
	}
}
