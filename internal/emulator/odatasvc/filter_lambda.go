// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

func (p *parser) lambda(head, op string) (node, error) {
	source, err := p.path(head)
	if err != nil {
		return nil, err
	}
	path, ok := source.(*propertyPath)
	if !ok || !path.many {
		return nil, p.s.dialect.badRequest("The Any/All query expression can only be used on a collection: '" + head + "'.")
	}
	out := &lambda{op: op, source: path}
	if p.take(")") {
		return out, nil
	}
	name := p.peek().text
	p.at++
	if !p.take(":") {
		return nil, p.syntax()
	}
	out.variable = name
	p.variables[name] = variable{typ: path.target, value: p.s.elementOf(path.prop)}
	if out.body, err = p.or(); err != nil {
		return nil, err
	}
	delete(p.variables, name)
	if !p.take(")") {
		return nil, p.syntax()
	}
	return out, nil
}

// elementOf is one value of a collection-valued property.
func (s *Service) elementOf(p property) property {
	if p.Property == nil {
		return p
	}
	element := *p.Property
	element.Type = model.Element(p.Type)
	return property{Property: &element, enum: p.enum, owner: p.owner}
}

func cutLast(text, sep string) (string, string, bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

// mixedOr finds an "or" whose sides filter on different fields.
func mixedOr(n node) bool {
	l, ok := n.(*logical)
	if !ok {
		return false
	}
	if l.op == "or" {
		names := append(fields(l.left), fields(l.right)...)
		slices.Sort(names)
		if len(slices.Compact(names)) > 1 {
			return true
		}
	}
	return mixedOr(l.left) || mixedOr(l.right)
}

func fields(n node) []string {
	switch n := n.(type) {
	case *logical:
		return append(fields(n.left), fields(n.right)...)
	case *negation:
		return fields(n.inner)
	case *comparison:
		return append(fields(n.left), fields(n.right)...)
	case *membership:
		return fields(n.left)
	case *call:
		var out []string
		for _, a := range n.args {
			out = append(out, fields(a)...)
		}
		return out
	case *propertyPath:
		return []string{n.text}
	}
	return nil
}
