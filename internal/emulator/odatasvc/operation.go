// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"maps"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
)

// boundOperation finds the operation that a segment names on an entity or a collection. Dataverse and Business
// Central require the namespace, Graph omits it.
func (s *Service) boundOperation(at *target, name string) (*model.Operation, bool) {
	plain, qualified := strings.CutPrefix(name, s.Model.Namespace+".")
	if !qualified && !s.dialect.keyAsSegment() {
		return nil, false
	}
	op := s.Model.Operation(plain, at.typ.Name, at.kind == kindCollection)
	return op, op != nil
}

func (s *Service) code(op *model.Operation, t *model.EntityType) Operation {
	for name := t; name != nil; name = s.Model.Types[name.BaseType] {
		if code, ok := s.operations[name.Name+"/"+op.Name]; ok {
			return code
		}
	}
	return s.operations[op.Name]
}

// invoke runs an operation and writes its result.
func (s *Service) invoke(c *Context, at *target, q *query, body map[string]any) (*answer, error) {
	wanted := http.MethodGet
	if at.op.IsAction() {
		wanted = http.MethodPost
	}
	if c.Request.Method != wanted {
		return nil, s.dialect.notAllowed(c.Request.Method, "")
	}
	if at.code == nil {
		return nil, s.dialect.unsupported("The operation '" + at.op.Name + "' is not supported.")
	}
	params, err := s.parameters(c, at, body)
	if err != nil {
		return nil, err
	}
	result, failed := at.code(c, at.row, params)
	if failed != nil {
		return nil, failed
	}
	return s.result(c, at.op, q, result)
}

func (s *Service) parameters(c *Context, at *target, body map[string]any) (map[string]any, error) {
	read := s.functionParameters
	if at.op.IsAction() {
		read = func(*Context, *target) (map[string]any, error) { return s.actionParameters(at, body) }
	}
	out, err := read(c, at)
	if err != nil {
		return nil, err
	}
	for name, p := range at.op.Parameters {
		if _, given := out[name]; !given && p.Nullable != nil && !*p.Nullable {
			return nil, s.dialect.badBody("The required parameter '" + name + "' of the operation '" + at.op.Name + "' is missing.")
		}
	}
	return out, nil
}

func (s *Service) actionParameters(at *target, body map[string]any) (map[string]any, error) {
	out := map[string]any{}
	for name, v := range body {
		p, ok := at.op.Parameters[name]
		if !ok && strings.Contains(name, "@") {
			continue
		}
		if !ok {
			return nil, s.dialect.badBody("The parameter '" + name + "' in the request payload is not a valid parameter for the operation '" + at.op.Name + "'.")
		}
		value, bad := s.canonical(s.described(p), v)
		if bad != nil {
			return nil, bad
		}
		out[name] = value
	}
	return out, nil
}

func (s *Service) functionParameters(c *Context, at *target) (map[string]any, error) {
	out := map[string]any{}
	for name, literal := range arguments(at.args) {
		p, ok := at.op.Parameters[name]
		if !ok {
			return nil, s.dialect.unknownSegment(at.op.Name)
		}
		if strings.HasPrefix(literal, "@") {
			literal = c.values().Get(literal)
		}
		value, err := s.literal(s.described(p), literal)
		if err != nil {
			return nil, err
		}
		out[name] = value
	}
	return out, nil
}

func (s *Service) result(c *Context, op *model.Operation, q *query, result any) (*answer, error) {
	element := model.Element(op.Returns)
	context := c.Root + "/$metadata#" + s.Model.Namespace + "." + element
	switch v := result.(type) {
	case nil:
		return &answer{status: http.StatusNoContent}, nil
	case *Response:
		maps.Copy(c.Header, v.Header)
		return &answer{status: v.Status, body: v.Body}, nil
	case []Row:
		set := s.Model.SetOf(element)
		t := s.Model.Types[element]
		if t == nil {
			out := make([]any, len(v))
			for i, row := range v {
				out[i] = map[string]any(row)
			}
			return &answer{status: http.StatusOK, body: map[string]any{"@odata.context": context, "value": out}}, nil
		}
		return s.list(c, &target{kind: kindCollection, set: set, typ: t}, v, q)
	case Row:
		return s.resultRow(c, op, q, v)
	case map[string]any:
		return s.resultRow(c, op, q, v)
	}
	return &answer{status: http.StatusOK, body: map[string]any{"@odata.context": context, "value": result}}, nil
}

func (s *Service) resultRow(c *Context, op *model.Operation, q *query, row Row) (*answer, error) {
	if t := s.Model.Types[op.Returns]; t != nil {
		set := s.Model.SetOf(op.Returns)
		body, err := s.project(c, set, t, s.computed(c, set, row), q)
		if err != nil {
			return nil, err
		}
		body["@odata.context"] = s.contextOf(c, set, t, q) + "/$entity"
		return &answer{status: http.StatusOK, body: body}, nil
	}
	body := map[string]any(row.Clone())
	body["@odata.context"] = c.Root + "/$metadata#" + s.Model.Namespace + "." + op.Returns
	return &answer{status: http.StatusOK, body: body}, nil
}
