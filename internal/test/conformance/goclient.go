// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
)

// clientHelpers returns the client's helpers that make all calls of the companion API, with the positions among
// their arguments of the one that names the entity set and, if there is one, of the body. The set is named by a
// constant or within the literal of a row, an action within a literal of its own.
func clientHelpers() map[string]struct{ set, body int } {
	return map[string]struct{ set, body int }{
		"companionList":   {3, -1},
		"companionInsert": {3, 4},
		"companionUpdate": {2, 4},
		"companionDelete": {2, -1},
		"companionAction": {2, 3},
	}
}

// connectorSet is read by the client's probe, which does not use a helper,
// because each helper calls the probe first.
const connectorSet = "connectors"

// FromClient reads what the Go client calls: entity sets, the JSON names in the rows it reads and the bodies it
// writes, and the actions with their parameters. Calls do not contain entity names, which stay empty.
func FromClient(source fs.FS) (API, error) {
	c := &client{structs: map[string]*ast.StructType{}, constants: map[string]string{}, api: API{}}
	if err := c.parse(source); err != nil {
		return nil, err
	}
	for _, f := range c.functions {
		if err := c.calls(f); err != nil {
			return nil, fmt.Errorf("function %s: %w", f.Name.Name, err)
		}
	}
	return c.api, nil
}

type client struct {
	structs   map[string]*ast.StructType
	constants map[string]string
	functions []*ast.FuncDecl
	api       API
}

func (c *client) parse(source fs.FS) error {
	err := fs.WalkDir(source, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(source, path)
		if err != nil {
			return fmt.Errorf("reading %s: %w", path, err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("parsing %s: %w", path, err)
		}
		c.declarations(file)
		return nil
	})
	if err != nil {
		return fmt.Errorf("reading the client: %w", err)
	}
	return nil
}

func (c *client) declarations(file *ast.File) {
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			c.functions = append(c.functions, d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					if t, ok := s.Type.(*ast.StructType); ok {
						c.structs[s.Name.Name] = t
					}
				case *ast.ValueSpec:
					for i, name := range s.Names {
						if i < len(s.Values) {
							if text, ok := literal(s.Values[i]); ok {
								c.constants[name.Name] = text
							}
						}
					}
				}
			}
		}
	}
}

// calls finds the calls of the helpers in a function.
func (c *client) calls(f *ast.FuncDecl) error {
	if _, isHelper := clientHelpers()[f.Name.Name]; isHelper || f.Body == nil {
		return nil
	}
	var failure error
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || failure != nil {
			return failure == nil
		}
		name, row := callee(call)
		if name == "First" && c.namesConnector(call) {
			failure = c.read(connectorSet, row)
		}
		if helper, ok := clientHelpers()[name]; ok {
			failure = c.helperCall(f, name, row, call, helper.set, helper.body)
		}
		return failure == nil
	})
	return failure
}

func (c *client) helperCall(f *ast.FuncDecl, name, row string, call *ast.CallExpr, set, body int) error {
	entitySet, ok := c.text(setOf(call.Args[set]))
	if !ok {
		return fmt.Errorf("the entity set of a call of %s is no constant", name)
	}
	e := c.api.entity(entitySet)
	switch name {
	case "companionDelete":
		e.Delete = true
		return nil
	case "companionAction":
		action := members(call.Args[body])
		name, ok := c.text(action["name"])
		if !ok {
			return fmt.Errorf("the name of an action of %s is no constant", entitySet)
		}
		return c.action(f, e, name, action["parameters"])
	}
	if err := c.read(entitySet, row); err != nil {
		return err
	}
	if body < 0 {
		return nil
	}
	written, err := c.structOf(f, call.Args[body])
	if err != nil {
		return fmt.Errorf("the body of %s for %s: %w", name, entitySet, err)
	}
	insert := name == "companionInsert"
	e.Insert, e.Update = e.Insert || insert, e.Update || !insert
	for field, kind := range fieldsOf(written) {
		if e.Fields[field] == nil {
			e.Fields[field] = &Field{Type: kind}
		}
		if read := e.Fields[field].Type; read != kind {
			return fmt.Errorf("field %s of %s is written as %s and read as %s", field, entitySet, kind, read)
		}
		e.Fields[field].Insert = e.Fields[field].Insert || insert
		e.Fields[field].Update = e.Fields[field].Update || !insert
	}
	return nil
}

func (c *client) read(set, row string) error {
	t, ok := c.structs[row]
	if !ok {
		return fmt.Errorf("the row type %q of %s is not a struct of the client", row, set)
	}
	e := c.api.entity(set)
	for field, kind := range fieldsOf(t) {
		if e.Fields[field] == nil {
			e.Fields[field] = &Field{Type: kind}
		}
	}
	return nil
}

func (c *client) action(f *ast.FuncDecl, e *Entity, name string, parameters ast.Expr) error {
	action := &Action{Parameters: map[string]string{}}
	if parameters != nil {
		t, err := c.structOf(f, parameters)
		if err != nil {
			return fmt.Errorf("the parameters of action %s: %w", name, err)
		}
		action.Parameters = fieldsOf(t)
	}
	e.Actions[name] = action
	return nil
}

// setOf returns the expression that names the entity set: the second part of a
// row's literal, or the expression itself.
func setOf(e ast.Expr) ast.Expr {
	if row, ok := e.(*ast.CompositeLit); ok && len(row.Elts) > 1 {
		return row.Elts[1]
	}
	return e
}

// members returns the named parts of a struct literal.
func members(e ast.Expr) map[string]ast.Expr {
	out := map[string]ast.Expr{}
	literal, ok := e.(*ast.CompositeLit)
	if !ok {
		return out
	}
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if name, ok := pair.Key.(*ast.Ident); ok {
				out[name.Name] = pair.Value
			}
		}
	}
	return out
}

// structOf finds the struct type of a body: that of a parameter of the function, or of
// a variable created from a literal in it.
func (c *client) structOf(f *ast.FuncDecl, body ast.Expr) (*ast.StructType, error) {
	name, ok := body.(*ast.Ident)
	if !ok {
		return nil, errors.New("it is not a variable")
	}
	for _, parameter := range f.Type.Params.List {
		for _, n := range parameter.Names {
			if n.Name == name.Name {
				return c.structType(parameter.Type)
			}
		}
	}
	var found ast.Expr
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && len(assign.Rhs) == 1 {
			if left, ok := assign.Lhs[0].(*ast.Ident); ok && left.Name == name.Name {
				if value, ok := assign.Rhs[0].(*ast.CompositeLit); ok {
					found = value.Type
				}
			}
		}
		return found == nil
	})
	if found == nil {
		return nil, fmt.Errorf("variable %s is not made from a struct literal", name.Name)
	}
	return c.structType(found)
}

func (c *client) structType(t ast.Expr) (*ast.StructType, error) {
	switch t := t.(type) {
	case *ast.StructType:
		return t, nil
	case *ast.Ident:
		if s, ok := c.structs[t.Name]; ok {
			return s, nil
		}
	}
	return nil, errors.New("it is not a struct of the client")
}

func (c *client) text(e ast.Expr) (string, bool) {
	if name, ok := e.(*ast.Ident); ok {
		value, known := c.constants[name.Name]
		return value, known
	}
	return literal(e)
}

// namesConnector reports whether the path of a call points to the entity set connectors.
func (c *client) namesConnector(call *ast.CallExpr) bool {
	found := false
	for _, argument := range call.Args {
		ast.Inspect(argument, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				text, known := c.text(e)
				found = found || known && text == connectorSet
			}
			return true
		})
	}
	return found
}
