// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// query is a list block of a .tfquery.hcl file.
type query struct {
	kind, name string
	arguments  map[string]any
	full       bool
}

// queries returns the list blocks of a file, whose expressions may name variables.
func queriesOf(t *testing.T, path string, variables map[string]cty.Value) []query {
	t.Helper()
	context := &hcl.EvalContext{Variables: map[string]cty.Value{"var": cty.ObjectVal(variables)}}
	var all []query
	for _, block := range blocksOf(t, path) {
		if block.Type != "list" || len(block.Labels) != 2 {
			t.Fatalf("%s has a block %s %v", path, block.Type, block.Labels)
		}
		one := query{kind: block.Labels[0], name: block.Labels[1], arguments: map[string]any{}}
		for name := range block.Body.Attributes {
			switch name {
			case "provider", "limit":
			case "include_resource":
				one.full = evaluate(t, block.Body, name, context).True()
			default:
				t.Errorf("%s: list %q has the argument %s", path, one.name, name)
			}
		}
		for _, config := range block.Body.Blocks {
			if config.Type != "config" || len(config.Body.Blocks) > 0 {
				t.Errorf("%s: list %q has a block %s", path, one.name, config.Type)
			}
			for name := range config.Body.Attributes {
				one.arguments[name] = evaluate(t, config.Body, name, context)
			}
		}
		all = append(all, one)
	}
	return all
}

func blocksOf(t *testing.T, path string) hclsyntax.Blocks {
	t.Helper()
	file, problems := hclparse.NewParser().ParseHCLFile(path)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		t.Fatalf("%s is not in HCL's own syntax", path)
	}
	return body.Blocks
}

func evaluate(t *testing.T, body *hclsyntax.Body, name string, context *hcl.EvalContext) cty.Value {
	t.Helper()
	attribute := body.Attributes[name]
	if attribute == nil {
		return cty.NilVal
	}
	value, problems := attribute.Expr.Value(context)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return value
}

// found is an object of a query: the address and the id of its import, and the attributes.
type found struct {
	address, kind, id string
	value             cty.Value
}

// find runs the queries over the plugin protocol, as terraform query does.
func find(t *testing.T, session *inprocess.Session, queries []query) []found {
	t.Helper()
	var all []found
	for _, q := range queries {
		for i, one := range listed(t, session, q.kind, q.arguments, inprocess.Listing{Full: q.full}) {
			all = append(all, found{fmt.Sprintf("%s.%s_%d", q.kind, q.name, i), q.kind, one.Value.GetAttr("id").AsString(), one.Value})
		}
	}
	return all
}

// imports are the blocks that import what was found. They name the provider: without a resource block, newer versions of
// Terraform look for one in HashiCorp's namespace.
func imports(objects []found) string {
	var text strings.Builder
	for _, o := range objects {
		fmt.Fprintf(&text, "import {\n  to = %s\n  id = %q\n  provider = bcsales\n}\n", o.address, o.id)
	}
	return text.String()
}

// generatedConfig is the configuration of what was found, as Terraform generates it.
func generatedConfig(session *inprocess.Session, objects []found) string {
	file := hclwrite.NewEmptyFile()
	for _, o := range objects {
		kind, name, _ := strings.Cut(o.address, ".")
		body := file.Body().AppendNewBlock("resource", []string{kind, name}).Body()
		for argument, value := range generate(session.ResourceSchemas()[kind], o.value).AsValueMap() {
			if !value.IsNull() {
				body.SetAttributeValue(argument, value)
			}
		}
	}
	return string(file.Bytes())
}

// TestQueries holds every .tfquery.hcl file of the examples against the schemas of the lists.
func TestQueries(t *testing.T) {
	t.Parallel()
	session := acctest.New(t).Session(nil, nil)
	variables := map[string]cty.Value{"integration_user_email": cty.StringVal(handEmail)}
	files := 0
	err := filepath.WalkDir("../../../examples", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".tfquery.hcl") {
			return err
		}
		files++
		for _, q := range queriesOf(t, path, variables) {
			config, err := session.ListConfig(q.kind, q.arguments)
			if err != nil {
				t.Errorf("%s: %s.%s: %v", path, q.kind, q.name, err)
				continue
			}
			if answer := session.List(t.Context(), q.kind, inprocess.Listing{Config: config, Limit: 1}, func(inprocess.Listed) bool { return false }); answer.Failed() {
				t.Errorf("%s: %s.%s: %s", path, q.kind, q.name, answer.Errors())
			}
		}
		return nil
	})
	if err != nil || files <= len(resourceTypes()) {
		t.Errorf("%d files: %v", files, err)
	}
}
