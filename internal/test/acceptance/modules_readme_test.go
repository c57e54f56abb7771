// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestModulesReadme compares the tables of a module's README with its variables and outputs: the names, and which
// variables are required.
func TestModulesReadme(t *testing.T) {
	t.Parallel()
	readmes, err := filepath.Glob("../../../examples/modules/*/README.md")
	if err != nil || len(readmes) < 2 {
		t.Fatalf("%v: %v", readmes, err)
	}
	for _, path := range readmes {
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			t.Parallel()
			page, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			documented := map[string]string{}
			for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| ([^|]+) \\| ([^|]+) \\| .+\\|$").FindAllStringSubmatch(string(page), -1) {
				documented["variable "+row[1]] = "optional"
				if row[3] == "required" {
					documented["variable "+row[1]] = "required"
				}
			}
			for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\|$").FindAllStringSubmatch(string(page), -1) {
				documented["output "+row[1]] = ""
			}
			if diff := cmp.Diff(interfaceOf(t, filepath.Dir(path)), documented); diff != "" {
				t.Errorf("the module and its README (- module, + README):\n%s", diff)
			}
		})
	}
}

// interfaceOf returns the variables and outputs of a module.
func interfaceOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	parser := hclparse.NewParser()
	for _, name := range []string{"variables.tf", "outputs.tf"} {
		file, diagnostics := parser.ParseHCLFile(filepath.Join(folder, name))
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}
		body, ok := file.Body.(*hclsyntax.Body)
		if !ok {
			t.Fatalf("%s is not in HCL's own syntax", name)
		}
		for _, block := range body.Blocks {
			need := ""
			if _, optional := block.Body.Attributes["default"]; block.Type == "variable" {
				need = "required"
				if optional {
					need = "optional"
				}
			}
			found[block.Type+" "+block.Labels[0]] = need
		}
	}
	return found
}
