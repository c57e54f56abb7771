// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// propertyPath is a property, possibly behind navigation or complex properties.
type propertyPath struct {
	text     string
	variable string
	steps    []pathStep
	kind     string
	prop     property
	many     bool
	target   *model.EntityType // of a collection-valued navigation
}

type pathStep struct {
	name  string
	owner *model.EntityType
	nav   *model.Navigation
	count bool
}

func (n *propertyPath) typeName() string { return n.kind }

func (p *parser) path(text string) (node, error) {
	out := &propertyPath{text: text, kind: "Edm.Untyped"}
	at, parts := p.typ, strings.Split(text, "/")
	complexType := ""
	if v, ok := p.variables[parts[0]]; ok {
		out.variable, at, parts = parts[0], v.typ, parts[1:]
		if v.typ == nil && v.value.Property != nil {
			complexType = v.value.Type
		}
		if len(parts) == 0 {
			if v.typ == nil && v.value.Property != nil && p.s.Model.Complex[v.value.Type] == nil {
				out.prop, out.kind = v.value, kindOf(v.value)
			}
			return out, nil
		}
	}
	for i, name := range parts {
		if name == "$count" && out.many && i == len(parts)-1 {
			out.steps = append(out.steps, pathStep{name: name, count: true})
			out.kind, out.many = "Edm.Int32", false
			return out, nil
		}
		owner := complexType
		if owner == "" && at != nil {
			owner = at.Name
		}
		if prop, ok := p.s.property(owner, name); ok {
			out.steps = append(out.steps, pathStep{name: name})
			out.prop, out.kind = prop, kindOf(prop)
			out.many = model.IsCollection(prop.Type)
			at, complexType = nil, model.Element(prop.Type)
			continue
		}
		nav := (*model.Navigation)(nil)
		if complexType == "" && at != nil {
			nav = at.Nav(name)
		}
		if nav == nil || !p.s.navServed(nav) {
			if owner == "" {
				owner = out.kind
			}
			return nil, p.s.dialect.unknownProperty(name, owner)
		}
		out.steps = append(out.steps, pathStep{name: name, owner: at, nav: nav})
		out.many, out.kind = nav.Collection, "navigation"
		out.target = p.s.Model.Types[nav.Target]
		at = out.target
	}
	return out, nil
}

// kindOf is the type of a property in a filter.
func kindOf(p property) string {
	switch {
	case model.IsCollection(p.Type):
		return "collection"
	case p.enum != nil && p.enum.Wire == "integer":
		return "Edm.Int32"
	case p.enum != nil:
		return "enum"
	}
	switch p.Type {
	case "Edm.Byte", "Edm.Int16", "Edm.Int64":
		return "Edm.Int32"
	case "Edm.Decimal", "Edm.Single":
		return "Edm.Double"
	}
	return p.Type
}

// agree checks that two operands can be compared, and converts literals.
func (p *parser) agree(left, right node, operator string) (node, node, error) {
	a, b := left.typeName(), right.typeName()
	bad := p.s.dialect.badRequest("A binary operator with incompatible types was detected. Found operand types '" +
		a + "' and '" + b + "' for operator kind '" + operator + "'.")
	switch {
	case a == "null" || b == "null" || a == "Edm.Untyped" || b == "Edm.Untyped":
		return left, right, nil
	case a == "navigation" || b == "navigation" || a == "collection" || b == "collection":
		return nil, nil, bad
	case a == "enum":
		return p.agreeEnum(left, right, bad)
	case b == "enum":
		r, l, err := p.agreeEnum(right, left, bad)
		return l, r, err
	case a == b, numeric(a) && numeric(b), temporal(a) && temporal(b):
		return left, right, nil
	}
	return nil, nil, bad
}

func (p *parser) agreeEnum(left, right node, bad error) (node, node, error) {
	path, ok := left.(*propertyPath)
	literal, isLiteral := right.(*constant)
	if !ok || !isLiteral || literal.kind != "Edm.String" && literal.kind != "enum" {
		if right.typeName() == "enum" {
			return left, right, nil
		}
		return nil, nil, bad
	}
	value, err := p.s.canonicalEnum(path.prop, literal.value)
	if err != nil {
		return nil, nil, err
	}
	return left, &constant{kind: "enum", value: value}, nil
}

func numeric(kind string) bool  { return kind == "Edm.Int32" || kind == "Edm.Double" }
func temporal(kind string) bool { return kind == "Edm.DateTimeOffset" || kind == "Edm.Date" }

// literal reads a key or parameter literal of a declared type.
func (s *Service) literal(p property, text string) (any, error) {
	tokens, rest := lex(text)
	if len(tokens) == 0 || strings.TrimSpace(rest) != "" {
		return nil, s.dialect.badSyntax()
	}
	reader := &parser{s: s, text: text, tokens: tokens}
	n, err := reader.primary()
	if err != nil || reader.at != len(tokens) {
		return nil, s.dialect.badSyntax()
	}
	c, ok := n.(*constant)
	if !ok {
		return nil, s.dialect.badSyntax()
	}
	want := kindOf(p)
	switch {
	case c.kind == "null":
		return nil, nil
	case want == "enum" && (c.kind == "Edm.String" || c.kind == "enum"):
		value, bad := s.canonicalEnum(p, c.value)
		if bad != nil {
			return nil, bad
		}
		return value, nil
	case c.kind == want, numeric(c.kind) && numeric(want), temporal(c.kind) && temporal(want):
		if at, isTime := c.value.(interface{ IsZero() bool }); isTime && at != nil {
			return text, nil
		}
		return c.value, nil
	case want == "Edm.Guid" && c.kind == "Edm.String" && s.dialect.keyAsSegment():
		return c.value, nil
	}
	return nil, s.dialect.badSyntax()
}
