// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package operations

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// arguments are those of the provider azuread, version 3, that the example may use, as its documentation names them:
// https://registry.terraform.io/providers/hashicorp/azuread/latest/docs.
func arguments() map[string][]string {
	return map[string][]string{
		"azuread_application_registration":                  {"display_name", "description", "sign_in_audience"},
		"azuread_service_principal":                         {"client_id"},
		"azuread_application_api_access":                    {"application_id", "api_client_id", "role_ids", "scope_ids"},
		"azuread_app_role_assignment":                       {"app_role_id", "principal_object_id", "resource_object_id"},
		"azuread_application_federated_identity_credential": {"application_id", "display_name", "description", "audiences", "issuer", "subject"},
	}
}

// TestBootstrap checks what can be checked of examples/bootstrap without the provider azuread: its syntax, that each reference leads to
// a block, and the names of the arguments.
func TestBootstrap(t *testing.T) {
	t.Parallel()

	files, err := filepath.Glob("../../../examples/bootstrap/*.tf")
	if err != nil || len(files) < 4 {
		t.Fatalf("files = %v: %v", files, err)
	}

	parser := hclparse.NewParser()

	var bodies []*hclsyntax.Body

	declared := map[string]bool{"each": true}

	for _, path := range files {
		file, diags := parser.ParseHCLFile(path)
		if diags.HasErrors() {
			t.Fatal(diags)
		}

		body, ok := file.Body.(*hclsyntax.Body)
		if !ok {
			t.Fatalf("%s is not in HCL's own syntax", path)
		}

		bodies = append(bodies, body)

		for _, block := range body.Blocks {
			for _, name := range names(block) {
				declared[name] = true
			}
		}
	}

	for _, body := range bodies {
		for _, block := range body.Blocks {
			if allowed, known := arguments()[label(block)]; block.Type == "resource" {
				for name := range block.Body.Attributes {
					if !known || name != "for_each" && !slices.Contains(allowed, name) {
						t.Errorf("%s has no argument %s", label(block), name)
					}
				}
			}
		}

		for _, variable := range referenced(t, body) {
			if !declared[variable] {
				t.Errorf("nothing declares %s", variable)
			}
		}
	}
}

func label(block *hclsyntax.Block) string {
	if len(block.Labels) == 0 {
		return ""
	}

	return block.Labels[0]
}

// names are those by which expressions refer to a block.
func names(block *hclsyntax.Block) []string {
	switch block.Type {
	case "variable":
		return []string{"var." + label(block)}
	case "resource":
		return []string{strings.Join(block.Labels, ".")}
	case "data":
		return []string{"data." + strings.Join(block.Labels, ".")}
	case "locals":
		var all []string
		for name := range block.Body.Attributes {
			all = append(all, "local."+name)
		}

		return all
	}

	return nil
}

// referenced are the names that the expressions of a body refer to, without those of their own loops.
func referenced(t *testing.T, body *hclsyntax.Body) []string {
	t.Helper()

	var all []string

	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		attribute, ok := node.(*hclsyntax.Attribute)
		if !ok {
			return nil
		}

		for _, traversal := range attribute.Expr.Variables() {
			root := traversal.RootName()
			length := map[string]int{"each": 1, "data": 3}[root]

			if length == 0 {
				length = 2
			}

			parts := []string{root}

			for _, step := range traversal[1:min(length, len(traversal))] {
				if attribute, ok := step.(hcl.TraverseAttr); ok {
					parts = append(parts, attribute.Name)
				}
			}

			// Types of variables look like references.
			if len(traversal) > 1 || root == "each" {
				all = append(all, strings.Join(parts, "."))
			}
		}

		return nil
	})

	return all
}
