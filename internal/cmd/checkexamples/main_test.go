// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
)

func TestCollect(t *testing.T) {
	t.Parallel()

	root := fstest.MapFS{}
	for _, path := range []string{
		"actions/a/action.tf", "bootstrap/main.tf", "provider/provider.tf", "README.md",
		"resources/a/resource.tf", "resources/a/import.sh", "resources/a/import-by-string-id.tf", "resources/a/import-by-identity.tf",
	} {
		root[path] = &fstest.MapFile{}
	}

	everywhere := []string{"provider", "resources/a", "resources/a/import-by-string-id.tf"}
	withIdentity := []string{"provider", "resources/a", "resources/a/import-by-identity.tf", "resources/a/import-by-string-id.tf"}

	for cli, want := range map[terraformcli.CLI][]string{
		{Kind: terraformcli.Terraform, Version: "1.11.4"}: everywhere,
		{Kind: terraformcli.Terraform, Version: "1.12.0"}: withIdentity,
		{Kind: terraformcli.Terraform, Version: "1.14.0"}: append([]string{"actions/a"}, withIdentity...),
		{Kind: terraformcli.OpenTofu, Version: "1.14.0"}:  withIdentity,
	} {
		cases, err := collect(root, cli)
		if err != nil {
			t.Fatal(err)
		}

		titles := make([]string, 0, len(cases))
		for _, example := range cases {
			titles = append(titles, example.title)
		}

		if diff := cmp.Diff(want, titles); diff != "" {
			t.Errorf("%s: configurations (-want +got):\n%s", cli, diff)
		}

		resource := cases[slices.Index(titles, "resources/a")]
		if diff := cmp.Diff([]string{"resource.tf"}, resource.files); diff != "" {
			t.Errorf("%s: files (-want +got):\n%s", cli, diff)
		}
	}
}

func TestCollectFindsNothing(t *testing.T) {
	t.Parallel()

	if _, err := collect(fstest.MapFS{"README.md": &fstest.MapFile{}}, terraformcli.CLI{}); !errors.Is(err, errNone) {
		t.Errorf("error = %v", err)
	}
}

func TestUnformattedQueries(t *testing.T) {
	t.Parallel()

	root := fstest.MapFS{
		"good/a.tfquery.hcl": &fstest.MapFile{Data: []byte("list \"a\" \"b\" {\n  provider = a\n}\n")},
		"bad/a.tfquery.hcl":  &fstest.MapFile{Data: []byte("list \"a\" \"b\" {\nprovider = a\n}\n")},
		"bad/main.tf":        &fstest.MapFile{Data: []byte("locals {\na = 1\n}\n")},
	}

	found, err := unformattedQueries(root)
	if err != nil {
		t.Fatal(err)
	}

	if diff := cmp.Diff([]string{"bad/a.tfquery.hcl"}, found); diff != "" {
		t.Errorf("not formatted (-want +got):\n%s", diff)
	}
}

func TestCollectChecksModulesWithTheirCallers(t *testing.T) {
	t.Parallel()

	root := fstest.MapFS{
		"modules/a/main.tf":               &fstest.MapFile{},
		"complete/main.tf":                &fstest.MapFile{Data: []byte("module \"a\" {\n  source = \"../modules/a\"\n}\n")},
		"quickstart/main.tf":              &fstest.MapFile{},
		"fleet/list/main.tf":              &fstest.MapFile{Data: []byte("locals {\n  a = file(\"${path.module}/../a\")\n}\n")},
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

	if diff := cmp.Diff(map[string]bool{"complete": true, "fleet/list": true, "quickstart": false, "modules/a/tests/fixture": true}, calls); diff != "" {
		t.Errorf("configurations (-want +got):\n%s", diff)
	}

	root["modules/b/main.tf"] = &fstest.MapFile{}

	if _, err := collect(root, terraformcli.CLI{}); !errors.Is(err, errUncalled) {
		t.Errorf("error = %v", err)
	}
}
