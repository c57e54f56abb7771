// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

const examples = "../../../examples"

// realSchemas are the schemas of the provider in the working copy.
func realSchemas(t *testing.T) providerSchemas {
	t.Helper()

	described, err := describe(t.Context(), provider.Server("test", nil))
	if err != nil {
		t.Fatal(err)
	}

	return described.Schemas[providerName]
}

// TestEveryPageHasItsExamples: each page of the documentation shows how to use the object and how to import it.
func TestEveryPageHasItsExamples(t *testing.T) {
	t.Parallel()

	schemas := realSchemas(t)

	for kind, wanted := range map[string]struct {
		schemas map[string]schema
		files   []string
	}{
		"resources":      {schemas.Resources, []string{"resource.tf", "import.sh", "import-by-string-id.tf", "import-by-identity.tf"}},
		"data-sources":   {schemas.DataSources, []string{"data-source.tf"}},
		"actions":        {schemas.Actions, []string{"action.tf"}},
		"list-resources": {schemas.ListResources, []string{"list-resource.tfquery.hcl"}},
	} {
		if len(wanted.schemas) == 0 {
			t.Errorf("the provider has no %s", kind)
		}

		folders, err := os.ReadDir(filepath.Join(examples, kind))
		if err != nil {
			t.Fatal(err)
		}

		for _, folder := range folders {
			if _, exists := wanted.schemas[folder.Name()]; !exists {
				t.Errorf("examples/%s/%s is about nothing that the provider has", kind, folder.Name())
			}
		}

		for name := range wanted.schemas {
			for _, file := range wanted.files {
				if _, err := os.Stat(filepath.Join(examples, kind, name, file)); err != nil {
					t.Errorf("the example is missing: %v", err)
				}
			}
		}
	}
}

// TestExamplesMatchTheSchemas checks what Terraform before 1.14 cannot validate.
func TestExamplesMatchTheSchemas(t *testing.T) {
	t.Parallel()

	schemas := realSchemas(t)

	for _, kind := range []struct {
		block, folder, file string
		schemas             map[string]schema
		optional            bool
	}{
		{"action", "actions", "action.tf", schemas.Actions, false},
		{"list", "list-resources", "list-resource.tfquery.hcl", schemas.ListResources, true},
	} {
		for name, described := range kind.schemas {
			path := filepath.Join(examples, kind.folder, name, kind.file)

			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}

			file, diags := hclsyntax.ParseConfig(source, path, hcl.InitialPos)
			if diags.HasErrors() {
				t.Fatal(diags)
			}

			body, ok := file.Body.(*hclsyntax.Body)
			if !ok {
				t.Fatalf("%s: the body is a %T", path, file.Body)
			}

			blocks, configurations := configurationsOf(body, kind.block, name)
			if blocks != 1 || len(configurations) != 1 && !kind.optional {
				t.Errorf("%s: %d blocks with %d config blocks of %s instead of one", path, blocks, len(configurations), name)
			}

			for _, arguments := range configurations {
				checkArguments(t, path, described, arguments)
			}
		}
	}
}

func checkArguments(t *testing.T, path string, of schema, arguments hclsyntax.Attributes) {
	t.Helper()

	for argument := range arguments {
		if _, known := of.Block.Attributes[argument]; !known {
			t.Errorf("%s: there is no argument %s", path, argument)
		}
	}

	for argument, described := range of.Block.Attributes {
		if _, set := arguments[argument]; described.Required && !set {
			t.Errorf("%s: the required argument %s is missing", path, argument)
		}
	}
}

// configurationsOf counts the blocks of the kind and type, and returns the arguments in their config blocks.
func configurationsOf(body *hclsyntax.Body, kind, name string) (blocks int, found []hclsyntax.Attributes) {
	for _, block := range body.Blocks {
		if block.Type != kind || len(block.Labels) != 2 || block.Labels[0] != name {
			continue
		}

		blocks++

		for _, inner := range block.Body.Blocks {
			if inner.Type == "config" {
				found = append(found, inner.Body.Attributes)
			}
		}
	}

	return blocks, found
}
