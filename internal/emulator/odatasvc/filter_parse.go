// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"strconv"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// parser reads one $filter for rows of a type.
type parser struct {
	s         *Service
	typ       *model.EntityType
	text      string
	tokens    []token
	at        int
	variables map[string]variable
}

// variable is the value of a lambda's variable: a row, or an element of a collection.
type variable struct {
	typ   *model.EntityType
	value property // if typ is nil
}

func (s *Service) parseFilter(t *model.EntityType, text string) (node, error) {
	if t == nil {
		return nil, s.dialect.badRequest("The query option '$filter' is not supported here.")
	}
	p := &parser{s: s, typ: t, text: text, variables: map[string]variable{}}
	var rest string
	if p.tokens, rest = lex(text); strings.TrimSpace(rest) != "" {
		return nil, p.syntax()
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.at != len(p.tokens) || n.typeName() != "Edm.Boolean" {
		return nil, p.syntax()
	}
	if bad := s.dialect.badFilter(n); bad != nil {
		return nil, bad
	}
	return n, nil
}

func (p *parser) syntax() error {
	return p.s.dialect.badRequest("Syntax error at position " + strconv.Itoa(p.at) + " in '" + p.text + "'.")
}

func (p *parser) peek() token {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return token{}
}

func (p *parser) take(text string) bool {
	if t := p.peek(); (t.kind == tokenName || t.kind == tokenPunctuation) && t.text == text {
		p.at++
		return true
	}
	return false
}

func (p *parser) or() (node, error) {
	left, err := p.and()
	for err == nil && p.take("or") {
		var right node
		if right, err = p.and(); err == nil {
			left, err = p.logical("or", left, right)
		}
	}
	return left, err
}

func (p *parser) and() (node, error) {
	left, err := p.not()
	for err == nil && p.take("and") {
		var right node
		if right, err = p.not(); err == nil {
			left, err = p.logical("and", left, right)
		}
	}
	return left, err
}

func (p *parser) logical(op string, left, right node) (node, error) {
	if left.typeName() != "Edm.Boolean" || right.typeName() != "Edm.Boolean" {
		return nil, p.s.dialect.badRequest("A binary operator with incompatible types was detected. Found operand types '" +
			left.typeName() + "' and '" + right.typeName() + "' for operator kind '" + op + "'.")
	}
	return &logical{op: op, left: left, right: right}, nil
}

func (p *parser) not() (node, error) {
	if p.take("not") {
		inner, err := p.not()
		if err != nil {
			return nil, err
		}
		return &negation{inner}, nil
	}
	return p.comparison()
}

// operatorKind is the name of a comparison in messages, or "" for other operators.
func operatorKind(op string) string {
	return map[string]string{
		"eq": "Equal", "ne": "NotEqual", "gt": "GreaterThan", "ge": "GreaterThanOrEqual", "lt": "LessThan", "le": "LessThanOrEqual",
	}[op]
}

func (p *parser) comparison() (node, error) {
	left, err := p.primary()
	if err != nil {
		return nil, err
	}
	op := p.peek()
	if op.kind != tokenName {
		return left, nil
	}
	if op.text == "in" {
		p.at++
		return p.in(left)
	}
	if operatorKind(op.text) == "" {
		return left, nil
	}
	p.at++
	right, err := p.primary()
	if err != nil {
		return nil, err
	}
	left, right, err = p.agree(left, right, operatorKind(op.text))
	if err != nil {
		return nil, err
	}
	return &comparison{op: op.text, left: left, right: right, fold: p.s.fold}, nil
}

func (p *parser) in(left node) (node, error) {
	if !p.take("(") {
		return nil, p.syntax()
	}
	out := &membership{left: left, fold: p.s.fold}
	for {
		item, err := p.primary()
		if err != nil {
			return nil, err
		}
		if _, item, err = p.agree(left, item, "Equal"); err != nil {
			return nil, err
		}
		out.items = append(out.items, item)
		if p.take(")") {
			return out, nil
		}
		if !p.take(",") {
			return nil, p.syntax()
		}
	}
}

func (p *parser) primary() (node, error) {
	t := p.peek()
	p.at++
	switch t.kind {
	case tokenString:
		text, _ := unquote(t.text)
		return &constant{kind: "Edm.String", value: text}, nil
	case tokenGUID:
		return &constant{kind: "Edm.Guid", value: strings.ToLower(t.text)}, nil
	case tokenTime:
		at, _ := parseTime(t.text)
		return &constant{kind: "Edm.DateTimeOffset", value: at}, nil
	case tokenDate:
		return &constant{kind: "Edm.Date", value: t.text}, nil
	case tokenNumber:
		if n, err := strconv.ParseInt(t.text, 10, 64); err == nil {
			return &constant{kind: "Edm.Int32", value: n}, nil
		}
		f, _ := strconv.ParseFloat(t.text, 64)
		return &constant{kind: "Edm.Double", value: f}, nil
	case tokenPunctuation:
		if t.text != "(" {
			p.at--
			return nil, p.syntax()
		}
		inner, err := p.or()
		if err != nil {
			return nil, err
		}
		if !p.take(")") {
			return nil, p.syntax()
		}
		return inner, nil
	case tokenName:
		return p.name(t.text)
	}
	p.at--
	return nil, p.syntax()
}

func (p *parser) name(text string) (node, error) {
	switch text {
	case "null":
		return &constant{kind: "null"}, nil
	case "true", "false":
		return &constant{kind: "Edm.Boolean", value: text == "true"}, nil
	}
	if next := p.peek(); next.kind == tokenString && strings.Contains(text, ".") {
		p.at++ // Namespace.Enum'Member'
		value, _ := unquote(next.text)
		return &constant{kind: "enum", value: value}, nil
	}
	if p.take("(") {
		if head, lambda, ok := cutLast(text, "/"); ok && (lambda == "any" || lambda == "all") {
			return p.lambda(head, lambda)
		}
		return p.call(text)
	}
	return p.path(text)
}

func (p *parser) call(name string) (node, error) {
	if p.s.dialect.foldNames() {
		name = strings.ToLower(name)
	}
	f, ok := filterFunction(name)
	if !ok || f.extra && !p.s.dialect.hasFunction(name) {
		return nil, p.s.dialect.badRequest("An unknown function with name '" + name + "' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.")
	}
	out := &call{name: name, function: f, fold: foldOf(p.s, f)}
	for i, kind := range f.params {
		if i > 0 && !p.take(",") {
			if i >= len(f.params)-f.optional {
				break
			}
			return nil, p.syntax()
		}
		arg, err := p.primary()
		if err != nil {
			return nil, err
		}
		if given := arg.typeName(); given != kind && given != "null" && (!numeric(given) || !numeric(kind)) {
			return nil, p.s.dialect.badRequest("No function signature for the function with name '" + name + "' matches the specified arguments.")
		}
		out.args = append(out.args, arg)
	}
	if !p.take(")") {
		return nil, p.syntax()
	}
	return out, nil
}
