// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"maps"
	"strings"
	"time"
)

// node is an expression of a $filter.
type node interface {
	typeName() string
	eval(e *scope) any
}

// scope is what an expression is evaluated against.
type scope struct {
	c         *Context
	row       Row
	variables map[string]any
}

type constant struct {
	kind  string
	value any
}

type logical struct {
	op          string
	left, right node
}

type negation struct{ inner node }

type comparison struct {
	op          string
	left, right node
	fold        func(string) string
}

type membership struct {
	left  node
	items []node
	fold  func(string) string
}

type call struct {
	name     string
	function function
	args     []node
	fold     func(string) string
}

type lambda struct {
	op       string
	source   *propertyPath
	variable string
	body     node
}

func (n *constant) typeName() string   { return n.kind }
func (n *logical) typeName() string    { return "Edm.Boolean" }
func (n *negation) typeName() string   { return "Edm.Boolean" }
func (n *comparison) typeName() string { return "Edm.Boolean" }
func (n *membership) typeName() string { return "Edm.Boolean" }
func (n *call) typeName() string       { return n.function.result }
func (n *lambda) typeName() string     { return "Edm.Boolean" }

func (n *constant) eval(*scope) any { return n.value }

func (n *logical) eval(e *scope) any {
	left := n.left.eval(e) == true
	if n.op == "and" {
		return left && n.right.eval(e) == true
	}
	return left || n.right.eval(e) == true
}

func (n *negation) eval(e *scope) any { return n.inner.eval(e) != true }

func (n *comparison) eval(e *scope) any {
	a, b := n.left.eval(e), n.right.eval(e)
	if a == nil || b == nil {
		switch n.op {
		case "eq":
			return a == nil && b == nil
		case "ne":
			return a != nil || b != nil
		}
		return false
	}
	order, ok := compare(a, b, n.fold)
	switch n.op {
	case "eq":
		return ok && order == 0
	case "ne":
		return !ok || order != 0
	case "gt":
		return ok && order > 0
	case "ge":
		return ok && order >= 0
	case "lt":
		return ok && order < 0
	}
	return ok && order <= 0
}

func (n *membership) eval(e *scope) any {
	a := n.left.eval(e)
	for _, item := range n.items {
		b := item.eval(e)
		if a == nil || b == nil {
			if a == nil && b == nil {
				return true
			}
			continue
		}
		if order, ok := compare(a, b, n.fold); ok && order == 0 {
			return true
		}
	}
	return false
}

func (n *call) eval(e *scope) any {
	args := make([]any, len(n.args))
	for i, arg := range n.args {
		if args[i] = arg.eval(e); args[i] == nil {
			return nil
		}
		if text, ok := args[i].(string); ok {
			args[i] = n.fold(text)
		}
	}
	return n.function.apply(args)
}

func (n *lambda) eval(e *scope) any {
	for _, item := range n.source.items(e) {
		if n.body == nil {
			return true
		}
		inner := &scope{c: e.c, row: e.row, variables: map[string]any{}}
		maps.Copy(inner.variables, e.variables)
		inner.variables[n.variable] = item
		if holds := n.body.eval(inner) == true; holds != (n.op == "all") {
			return n.op == "any"
		}
	}
	return n.op == "all"
}

// eval follows the path from the row or from a lambda's variable.
func (n *propertyPath) eval(e *scope) any {
	items := n.items(e)
	if len(n.steps) > 0 && n.steps[len(n.steps)-1].count {
		return int64(len(items))
	}
	if len(items) == 0 {
		return nil
	}
	return items[0]
}

func (n *propertyPath) items(e *scope) []any {
	at := []any{e.row}
	if n.variable != "" {
		at = []any{e.variables[n.variable]}
	}
	for _, step := range n.steps {
		if step.count {
			return at
		}
		var next []any
		for _, item := range at {
			next = append(next, n.follow(e, step, item)...)
		}
		at = next
	}
	return at
}

func (n *propertyPath) follow(e *scope, step pathStep, item any) []any {
	row, ok := item.(Row)
	if !ok {
		object, isObject := item.(map[string]any)
		if !isObject {
			return nil
		}
		row = Row(object)
	}
	if step.nav != nil {
		rows, set := e.c.Service.related(e.c, step.owner, step.nav, row)
		out := make([]any, len(rows))
		for i, r := range rows {
			out[i] = e.c.Service.computed(e.c, set, r)
		}
		return out
	}
	switch v := row[step.name].(type) {
	case nil:
		if blank := e.c.Service.dialect.zero(n.prop); blank != nil && n.steps[len(n.steps)-1].name == step.name && !n.many {
			return []any{blank}
		}
		return nil
	case []any:
		return v
	default:
		return []any{v}
	}
}

// compare orders two values; ok is false if they cannot be compared.
func compare(a, b any, fold func(string) string) (int, bool) {
	if x, ok := asTime(a, b); ok {
		y, _ := asTime(b, a)
		return x.Compare(y), true
	}
	switch x := a.(type) {
	case string:
		y, ok := b.(string)
		if !ok {
			return 0, false
		}
		return strings.Compare(fold(x), fold(y)), true
	case bool:
		y, ok := b.(bool)
		if !ok {
			return 0, false
		}
		switch {
		case x == y:
			return 0, true
		case y:
			return -1, true
		}
		return 1, true
	}
	x, okA := number(a)
	y, okB := number(b)
	if !okA || !okB {
		return 0, false
	}
	switch {
	case x < y:
		return -1, true
	case x > y:
		return 1, true
	}
	return 0, true
}

// asTime reads v as a time if either operand is one.
func asTime(v, other any) (time.Time, bool) {
	if at, ok := v.(time.Time); ok {
		_, isTime := other.(time.Time)
		text, isText := other.(string)
		_, parses := parseTime(text)
		_, err := time.Parse(time.DateOnly, text)
		return at, isTime || isText && (parses || err == nil)
	}
	if _, ok := other.(time.Time); !ok {
		return time.Time{}, false
	}
	text, ok := v.(string)
	if !ok {
		return time.Time{}, false
	}
	if at, ok := parseTime(text); ok {
		return at, true
	}
	at, err := time.Parse(time.DateOnly, text)
	return at, err == nil
}
