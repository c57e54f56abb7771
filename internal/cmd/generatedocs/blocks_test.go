// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// TestBlocksMatchTheSchemas: what guides, the README and other pages configure exists: each resource, data source and action has
// only arguments of its schema, and all that are required.
func TestBlocksMatchTheSchemas(t *testing.T) {
	t.Parallel()

	schemas := realSchemas(t)
	fence := regexp.MustCompile("(?s)```(?:terraform|hcl)\n(.*?)\n *```")
	checked := 0

	check := func(page, text string) {
		for _, match := range fence.FindAllStringSubmatch(text, -1) {
			file, diags := hclsyntax.ParseConfig([]byte(match[1]), page, hcl.InitialPos)
			if diags.HasErrors() {
				continue // The tests of the documentation name these.
			}

			body, ok := file.Body.(*hclsyntax.Body)
			if !ok {
				t.Fatalf("%s: the body is a %T", page, file.Body)
			}

			for _, block := range body.Blocks {
				checked += checkBlock(t, page, schemas, block)
			}
		}
	}

	walk(t, "docs", ".md", check)
	walk(t, "examples", ".md", check)
	check("README.md", string(readFile(t, "README.md")))

	if checked < 100 {
		t.Errorf("only %d blocks were found", checked)
	}
}

// checkBlock compares a block with the schema that it names, and returns 1 if it names one.
func checkBlock(t *testing.T, page string, schemas providerSchemas, block *hclsyntax.Block) int {
	t.Helper()

	kinds := map[string]map[string]schema{"resource": schemas.Resources, "data": schemas.DataSources, "action": schemas.Actions, "list": schemas.ListResources}

	of, known := kinds[block.Type]
	if !known || len(block.Labels) != 2 || !strings.HasPrefix(block.Labels[0], "bcsales_") {
		return 0
	}

	described, known := of[block.Labels[0]]
	if !known {
		t.Errorf("%s: there is no %s %s", page, block.Type, block.Labels[0])

		return 1
	}

	arguments := block.Body.Attributes

	if block.Type == "action" || block.Type == "list" {
		arguments = nil

		for _, inner := range block.Body.Blocks {
			if inner.Type == "config" {
				arguments = inner.Body.Attributes
			}
		}

		if arguments == nil {
			return 1
		}
	}

	own := hclsyntax.Attributes{}

	for name, argument := range arguments {
		if !slices.Contains([]string{"provider", "for_each", "count", "depends_on"}, name) {
			own[name] = argument
		}
	}

	checkArguments(t, page+": "+block.Labels[0], described, own)

	return 1
}
