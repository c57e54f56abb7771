// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// config is a parsed configuration.
type config struct {
	providers map[string]*hclsyntax.Body
	blocks    map[string]*block
	locals    map[string]hcl.Expression
	imports   []importing
	forgotten map[string]bool // blocks whose objects leave the state but stay in the service
}

// block is a resource or a data source.
type block struct {
	address        address
	body           *hclsyntax.Body
	provider       string
	count, forEach hcl.Expression
	explicit       []string // depends_on, and for a data source what its arguments name
	after          []string // all blocks that it refers to
}

type importing struct {
	to           string
	id, identity hcl.Expression
}

// parse reads a configuration.
func parse(source string) (*config, Diagnostics) {
	file, diagnostics := hclsyntax.ParseConfig([]byte(source), "main.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, syntax(diagnostics)
	}
	body := file.Body.(*hclsyntax.Body)
	c := &config{providers: map[string]*hclsyntax.Body{}, blocks: map[string]*block{}, locals: map[string]hcl.Expression{}, forgotten: map[string]bool{}}
	for _, b := range body.Blocks {
		if err := c.add(b); err != nil {
			return nil, failure("Configuration", err)
		}
	}
	for _, b := range c.blocks {
		if b.address.data {
			b.explicit = append(b.explicit, named(b.body)...)
		}
		for _, name := range append(c.references(b.body), b.explicit...) {
			if c.blocks[name] == nil {
				return nil, failure("Reference to undeclared resource", fmt.Errorf("%s has not been declared", name))
			}
			if !slices.Contains(b.after, name) {
				b.after = append(b.after, name)
			}
		}
	}
	return c, nil
}

func (c *config) add(b *hclsyntax.Block) error {
	switch b.Type {
	case "provider":
		name := b.Labels[0]
		if alias, ok := b.Body.Attributes["alias"]; ok {
			text, err := constant(alias.Expr)
			if err != nil {
				return err
			}
			name += "." + text
			delete(b.Body.Attributes, "alias")
		}
		c.providers[name] = b.Body
	case "resource", "data":
		return c.addBlock(b)
	case "locals":
		for name, a := range b.Body.Attributes {
			c.locals[name] = a.Expr
		}
	case "import":
		to, err := traversal(b.Body.Attributes["to"].Expr)
		if err != nil {
			return err
		}
		one := importing{to: to}
		if id, ok := b.Body.Attributes["id"]; ok {
			one.id = id.Expr
		}
		if identity, ok := b.Body.Attributes["identity"]; ok {
			one.identity = identity.Expr
		}
		c.imports = append(c.imports, one)
	case "removed":
		from, err := traversal(b.Body.Attributes["from"].Expr)
		if err != nil {
			return err
		}
		c.forgotten[from] = true
	default:
		return fmt.Errorf("the harness does not know the block %s: let Terraform run this test", b.Type)
	}
	return nil
}

func (c *config) addBlock(b *hclsyntax.Block) error {
	one := &block{address: address{data: b.Type == "data", kind: b.Labels[0], name: b.Labels[1]}, body: b.Body}
	one.provider, _, _ = strings.Cut(one.address.kind, "_")
	if len(b.Body.Blocks) > 0 {
		return fmt.Errorf("%s: the harness does not know the block %s: let Terraform run this test", one.address, b.Body.Blocks[0].Type)
	}
	for name, a := range b.Body.Attributes {
		var err error
		switch name {
		case "count":
			one.count = a.Expr
		case "for_each":
			one.forEach = a.Expr
		case "provider":
			one.provider, err = traversal(a.Expr)
		case "depends_on":
			one.explicit, err = traversals(a.Expr)
		}
		if err != nil {
			return err
		}
	}
	if c.blocks[one.address.String()] != nil {
		return fmt.Errorf("duplicate resource %s", one.address)
	}
	c.blocks[one.address.String()] = one
	return nil
}

// arguments returns the body without what Terraform itself reads.
func (b *block) arguments() hcl.Body {
	own := *b.body
	own.Attributes = hclsyntax.Attributes{}
	for name, a := range b.body.Attributes {
		if !slices.Contains([]string{"count", "for_each", "provider", "depends_on"}, name) {
			own.Attributes[name] = a
		}
	}
	return &own
}

// references returns the blocks that the arguments refer to, directly or through local values.
func (c *config) references(body *hclsyntax.Body) []string {
	var all []string
	for name, a := range body.Attributes {
		if name != "provider" && name != "depends_on" {
			all = append(all, c.referred(a.Expr, nil)...)
		}
	}
	return all
}

// named returns the blocks that the arguments refer to themselves.
func named(body *hclsyntax.Body) []string {
	var all []string
	for name, a := range body.Attributes {
		if name == "provider" || name == "depends_on" {
			continue
		}
		for _, t := range a.Expr.Variables() {
			if !slices.Contains([]string{"each", "count", "path", "local"}, t.RootName()) {
				all = append(all, blockOf(t))
			}
		}
	}
	return all
}

func (c *config) referred(expression hcl.Expression, seen []string) []string {
	var all []string
	for _, t := range expression.Variables() {
		switch root := t.RootName(); root {
		case "each", "count", "path":
		case "local":
			name := step(t, 1)
			if local, ok := c.locals[name]; ok && !slices.Contains(seen, name) {
				all = append(all, c.referred(local, append(seen, name))...)
			}
		default:
			all = append(all, blockOf(t))
		}
	}
	return all
}

// all returns the blocks that a block depends on, directly or indirectly.
func (c *config) all(b *block) []string {
	var found []string
	var visit func(one *block)
	visit = func(one *block) {
		for _, name := range one.after {
			if !slices.Contains(found, name) {
				found = append(found, name)
				visit(c.blocks[name])
			}
		}
	}
	visit(b)
	slices.Sort(found)
	return found
}

func step(t hcl.Traversal, i int) string {
	if i >= len(t) {
		return ""
	}
	attribute, _ := t[i].(hcl.TraverseAttr)
	return attribute.Name
}

func blockOf(t hcl.Traversal) string {
	if t.RootName() == "data" {
		return "data." + step(t, 1) + "." + step(t, 2)
	}
	return t.RootName() + "." + step(t, 1)
}

func traversal(expression hcl.Expression) (string, error) {
	t, diagnostics := hcl.AbsTraversalForExpr(expression)
	if diagnostics.HasErrors() {
		return "", diagnostics
	}
	var name strings.Builder
	name.WriteString(t.RootName())
	for i := 1; i < len(t); i++ {
		switch one := t[i].(type) {
		case hcl.TraverseAttr:
			name.WriteString("." + one.Name)
		default:
			return "", fmt.Errorf("the harness does not know the address of an instance here: %s", name.String())
		}
	}
	return name.String(), nil
}

func traversals(expression hcl.Expression) ([]string, error) {
	list, diagnostics := hcl.ExprList(expression)
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	var all []string
	for _, one := range list {
		name, err := traversal(one)
		if err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, nil
}

func constant(expression hcl.Expression) (string, error) {
	value, diagnostics := expression.Value(nil)
	if diagnostics.HasErrors() {
		return "", diagnostics
	}
	return value.AsString(), nil
}
