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
		"resources":    {schemas.Resources, []string{"resource.tf", "import.sh", "import-by-string-id.tf", "import-by-identity.tf"}},
		"data-sources": {schemas.DataSources, []string{"data-source.tf"}},
		"actions":      {schemas.Actions, []string{"action.tf"}},
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

// TestActionExamplesMatchTheSchemas checks what Terraform before 1.14 cannot validate.
func TestActionExamplesMatchTheSchemas(t *testing.T) {
	t.Parallel()

	for name, action := range realSchemas(t).Actions {
		path := filepath.Join(examples, "actions", name, "action.tf")

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

		configurations := configurationsOf(body, name)
		if len(configurations) != 1 {
			t.Errorf("%s: %d config blocks of %s instead of one", path, len(configurations), name)
		}

		for _, arguments := range configurations {
			for argument := range arguments {
				if _, known := action.Block.Attributes[argument]; !known {
					t.Errorf("%s: %s has no argument %s", path, name, argument)
				}
			}

			for argument, described := range action.Block.Attributes {
				if _, set := arguments[argument]; described.Required && !set {
					t.Errorf("%s: the required argument %s is missing", path, argument)
				}
			}
		}
	}
}

// configurationsOf returns the arguments in the config blocks of the actions of the type.
func configurationsOf(body *hclsyntax.Body, name string) []hclsyntax.Attributes {
	var found []hclsyntax.Attributes

	for _, block := range body.Blocks {
		if block.Type != "action" || len(block.Labels) != 2 || block.Labels[0] != name {
			continue
		}

		for _, inner := range block.Body.Blocks {
			if inner.Type == "config" {
				found = append(found, inner.Body.Attributes)
			}
		}
	}

	return found
}
