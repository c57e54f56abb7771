// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

const committed = "../../../examples/mocks/bcsales.tfmock.hcl"

func TestCommittedMocksAreCurrent(t *testing.T) {
	t.Parallel()

	want, err := generate(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	got, err := os.ReadFile(committed)
	if err != nil {
		t.Fatal(err)
	}

	if string(got) != string(want) {
		t.Error("the mocks do not follow from the schemas: run make mocks")
	}
}

// TestEveryTypeIsMocked: the committed file has a value for each computed attribute of each type, at every depth, and each is
// one that the provider could return.
func TestEveryTypeIsMocked(t *testing.T) {
	t.Parallel()

	blocks := committedBlocks(t)

	types, err := mockedTypes(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	if len(types) < 30 || len(types) != len(blocks) {
		t.Errorf("%d types and %d mocks", len(types), len(blocks))
	}

	for _, one := range types {
		values, exists := blocks[one.block+" "+one.name]
		if !exists {
			t.Errorf("there is no %s %q", one.block, one.name)

			continue
		}

		computed := slices.DeleteFunc(slices.Clone(one.attributes), func(a *tfprotov6.SchemaAttribute) bool { return !a.Computed })
		if len(computed) != values.LengthInt() {
			t.Errorf("%s has %d computed attributes and %d values", one.name, len(computed), values.LengthInt())
		}

		for _, problem := range problems(t.Context(), one.name, computed, one.typed, values) {
			t.Error(problem)
		}
	}
}

// committedBlocks returns the defaults of the committed file by type and label of their block.
func committedBlocks(t *testing.T) map[string]cty.Value {
	t.Helper()

	source, err := os.ReadFile(committed)
	if err != nil {
		t.Fatal(err)
	}

	file, diags := hclsyntax.ParseConfig(source, committed, hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}

	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		t.Fatalf("the body is a %T", file.Body)
	}

	blocks := map[string]cty.Value{}

	for _, block := range body.Blocks {
		values, diags := block.Body.Attributes["defaults"].Expr.Value(nil)
		if diags.HasErrors() {
			t.Fatal(diags)
		}

		blocks[block.Type+" "+strings.Join(block.Labels, " ")] = values
	}

	return blocks
}
