// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"go/ast"
	"go/token"
	"reflect"
	"strconv"
	"strings"
)

// callee returns the name of a called function and its only type argument.
func callee(call *ast.CallExpr) (name, typeArgument string) {
	called := call.Fun
	if index, ok := called.(*ast.IndexExpr); ok {
		called = index.X
		if t, ok := index.Index.(*ast.Ident); ok {
			typeArgument = t.Name
		}
	}
	switch f := called.(type) {
	case *ast.Ident:
		return f.Name, typeArgument
	case *ast.SelectorExpr:
		return f.Sel.Name, typeArgument
	}
	return "", typeArgument
}

func literal(e ast.Expr) (string, bool) {
	basic, ok := e.(*ast.BasicLit)
	if !ok || basic.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(basic.Value)
	return text, err == nil
}

// fieldsOf returns the types of a struct's JSON members by name, without
// those of the protocol, such as @odata.etag.
func fieldsOf(t *ast.StructType) map[string]string {
	out := map[string]string{}
	for _, f := range t.Fields.List {
		if f.Tag == nil {
			continue
		}
		tag, err := strconv.Unquote(f.Tag.Value)
		if err != nil {
			continue
		}
		name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
		if name != "" && name != "-" && !strings.HasPrefix(name, "@") {
			out[name] = goType(f.Type)
		}
	}
	return out
}

func goType(e ast.Expr) string {
	switch t := e.(type) {
	case *ast.StarExpr:
		return goType(t.X)
	case *ast.SelectorExpr:
		if t.Sel.Name == "Time" {
			return typeDateTime
		}
	case *ast.Ident:
		switch t.Name {
		case "string":
			return typeString + "|" + typeGUID
		case "int64", "int32", "int":
			return typeInteger
		case "bool":
			return typeBoolean
		case "Option":
			return typeOption
		}
	}
	return "unknown Go type"
}
