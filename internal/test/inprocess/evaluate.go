// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"errors"
	"fmt"
	"maps"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// scope holds the values that a configuration refers to. It is safe for concurrent use.
type scope struct {
	config *config
	mu     sync.Mutex
	values map[string]cty.Value // by block
}

func newScope(c *config) *scope { return &scope{config: c, values: map[string]cty.Value{}} }

func (s *scope) set(block string, value cty.Value) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[block] = value
}

// body evaluates a body by the schema. more contains values such as each and count.
func (s *scope) body(body hcl.Body, of schema, more map[string]cty.Value) (cty.Value, Diagnostics) {
	spec, err := of.spec()
	if err != nil {
		return cty.NilVal, failure("Schema", err)
	}
	context, diagnostics := s.context(hcldec.Variables(body, spec), more)
	if diagnostics.Failed() {
		return cty.NilVal, diagnostics
	}
	value, problems := hcldec.Decode(body, spec, context)
	return value, syntax(problems)
}

// expression evaluates an expression.
func (s *scope) expression(expression hcl.Expression) (cty.Value, Diagnostics) {
	context, diagnostics := s.context(expression.Variables(), nil)
	if diagnostics.Failed() {
		return cty.NilVal, diagnostics
	}
	value, problems := expression.Value(context)
	return value, syntax(problems)
}

// context contains the values that the traversals refer to.
func (s *scope) context(traversals []hcl.Traversal, more map[string]cty.Value) (*hcl.EvalContext, Diagnostics) {
	resources, data, locals := map[string]map[string]cty.Value{}, map[string]map[string]cty.Value{}, map[string]cty.Value{}
	for _, t := range traversals {
		switch root := t.RootName(); root {
		case "each", "count":
		case "local":
			name := step(t, 1)
			expression, ok := s.config.locals[name]
			if !ok {
				return nil, failure("Reference to undeclared local value", fmt.Errorf("local.%s", name))
			}
			value, diagnostics := s.expression(expression)
			if diagnostics.Failed() {
				return nil, diagnostics
			}
			locals[name] = value
		default:
			into, kind, name := resources, root, step(t, 1)
			if root == "data" {
				into, kind, name = data, step(t, 1), step(t, 2)
			}
			if into[kind] == nil {
				into[kind] = map[string]cty.Value{}
			}
			s.mu.Lock()
			value, ok := s.values[blockOf(t)]
			s.mu.Unlock()
			if !ok {
				value = cty.DynamicVal
			}
			into[kind][name] = value
		}
	}
	variables := map[string]cty.Value{}
	maps.Copy(variables, more)
	for kind, named := range resources {
		variables[kind] = cty.ObjectVal(named)
	}
	if len(data) > 0 {
		kinds := map[string]cty.Value{}
		for kind, named := range data {
			kinds[kind] = cty.ObjectVal(named)
		}
		variables["data"] = cty.ObjectVal(kinds)
	}
	if len(locals) > 0 {
		variables["local"] = cty.ObjectVal(locals)
	}
	return &hcl.EvalContext{Variables: variables, Functions: functions()}, nil
}

// one is Terraform's function one: the element of a one-element collection, or null if the collection is empty.
func one() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
			list := arguments[0]
			switch {
			case !list.CanIterateElements() || list.LengthInt() > 1:
				return cty.NilVal, errors.New("must be a list, set or tuple with at most one element")
			case list.LengthInt() == 0:
				return cty.NullVal(cty.DynamicPseudoType), nil
			}
			return list.AsValueSlice()[0], nil
		},
	})
}

func functions() map[string]function.Function {
	return map[string]function.Function{
		"ceil": stdlib.CeilFunc, "concat": stdlib.ConcatFunc, "floor": stdlib.FloorFunc, "format": stdlib.FormatFunc, "join": stdlib.JoinFunc, "jsonencode": stdlib.JSONEncodeFunc, "keys": stdlib.KeysFunc,
		"length": stdlib.LengthFunc, "lower": stdlib.LowerFunc, "merge": stdlib.MergeFunc, "one": one(), "replace": stdlib.ReplaceFunc,
		"toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)), "tostring": stdlib.MakeToFunc(cty.String), "upper": stdlib.UpperFunc, "values": stdlib.ValuesFunc,
	}
}
