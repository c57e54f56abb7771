// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestModulesReadme compares the tables of a module's README with its variables and outputs: names, types and defaults. Where the
// default is null, the README may say what that means.
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
				documented["variable "+row[1]] = row[2] + ", " + strings.Trim(row[3], "`")
			}
			for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\|$").FindAllStringSubmatch(string(page), -1) {
				documented["output "+row[1]] = ""
			}
			want := interfaceOf(t, filepath.Dir(path))
			for name, one := range want {
				if of, null := strings.CutSuffix(one, ", null"); null && strings.HasPrefix(documented[name], of+", ") {
					want[name] = documented[name]
				}
			}
			if diff := cmp.Diff(want, documented); diff != "" {
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
		source, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		file, diagnostics := parser.ParseHCL(source, name)
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}
		body, ok := file.Body.(*hclsyntax.Body)
		if !ok {
			t.Fatalf("%s is not in HCL's own syntax", name)
		}
		text := func(attribute *hclsyntax.Attribute, otherwise string) string {
			if attribute == nil {
				return otherwise
			}
			return string(attribute.Expr.Range().SliceBytes(source))
		}
		for _, block := range body.Blocks {
			described := ""
			if block.Type == "variable" {
				of := text(block.Body.Attributes["type"], "any")
				if strings.HasPrefix(of, "object(") {
					of = "object"
				}
				described = of + ", " + text(block.Body.Attributes["default"], "required")
			}
			found[block.Type+" "+block.Labels[0]] = described
		}
	}
	return found
}
