// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// fault is one change of the product that a test should notice.
type fault struct {
	number int
	kind   string
	// place is file:line, relative to the module's folder.
	place string
	// code is the first line of the code that it changes.
	code string
}

// races reports whether the race detector is what notices the fault, if anything does.
func (f fault) races() bool { return f.kind == lostLock }

const lostLock = "lost lock"

// alias is the name under which instrumented source imports the runtime package.
const alias = "mutant__"

// edit replaces the source from one offset to another. Edits only insert or replace a few characters within a line, so
// every name stays used, every file compiles whatever is changed, and the lines keep their numbers.
type edit struct {
	from, to int
	text     string
}

// seeder finds the faults of one file.
type seeder struct {
	files  *token.FileSet
	source []byte
	name   string
	next   int
	faults []fault
	edits  []edit
	// closing are the edits to make when a node has been looked at.
	closing map[ast.Node][]edit
}

// seed returns the source of a file with every fault built in, each behind its number, counted from first.
func seed(name string, source []byte, runtimePath string, first int) ([]byte, []fault, error) {
	s := &seeder{files: token.NewFileSet(), source: source, name: name, next: first, closing: map[ast.Node][]edit{}}
	file, err := parser.ParseFile(s.files, name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, fmt.Errorf("parsing %s: %w", name, err)
	}
	for _, declaration := range file.Decls {
		if function, ok := declaration.(*ast.FuncDecl); ok && function.Body != nil {
			s.function(function.Type, function.Body)
		}
	}
	if len(s.faults) == 0 {
		return source, nil, nil
	}
	end := s.offset(file.Name.End())
	s.edits = append(s.edits, edit{end, end, fmt.Sprintf("; import %s %q", alias, runtimePath)})
	return s.apply(), s.faults, nil
}

// apply writes the edits from the end of the file to its start. Of those at one offset, the first that was made (the
// outermost) opens first and closes last.
func (s *seeder) apply() []byte {
	slices.SortStableFunc(s.edits, func(a, b edit) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, e := range s.edits {
		out.Write(s.source[at:e.from])
		out.WriteString(e.text)
		at = e.to
	}
	out.Write(s.source[at:])
	return out.Bytes()
}

// function looks at one function's body; a function inside it has its own results and locks.
func (s *seeder) function(signature *ast.FuncType, body *ast.BlockStmt) {
	locks := map[string]int{}
	fails := returnsError(signature)
	var stack []ast.Node
	ast.Inspect(body, func(node ast.Node) bool {
		if node == nil {
			last := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			s.leave(last)
			return true
		}
		if inner, ok := node.(*ast.FuncLit); ok {
			s.function(inner.Type, inner.Body)
			return false
		}
		if declaration, ok := node.(*ast.GenDecl); ok && declaration.Tok == token.CONST {
			return false
		}
		stack = append(stack, node)
		s.enter(node, fails, locks)
		return true
	})
}

func (s *seeder) enter(node ast.Node, fails bool, locks map[string]int) {
	switch n := node.(type) {
	case *ast.IfStmt:
		s.wrap(n.Cond, fmt.Sprintf("%s.On(%d) != (", alias, s.add("condition", n.Cond)), ")")
	case *ast.BinaryExpr:
		s.operator(n)
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); ok {
			s.call(n, call, locks)
		}
	case *ast.DeferStmt:
		s.call(n, n.Call, locks)
	case *ast.ReturnStmt:
		if last := len(n.Results) - 1; fails && last >= 0 && mayFail(n.Results[last]) {
			s.wrap(n.Results[last], fmt.Sprintf("%s.Error(%d, ", alias, s.add("lost error", n)), ")")
		}
	case *ast.UnaryExpr:
		if n.Op == token.ARROW && strings.HasSuffix(s.text(n.X), "ctx.Done()") {
			s.wrap(n.X, fmt.Sprintf("%s.Done(%d, ", alias, s.add("ignored deadline", n)), ")")
		}
	case *ast.CallExpr:
		if name := s.text(n.Fun); name == "context.WithTimeout" || name == "context.WithDeadline" {
			from, to := s.offset(n.Fun.Pos()), s.offset(n.Lparen)+1
			number := s.add("ignored deadline", n)
			s.edits = append(s.edits, edit{from, to, fmt.Sprintf("%s.%s(%d, ", alias, strings.TrimPrefix(name, "context."), number)})
		}
	}
}

// operator makes the right side of && and || count for nothing, and moves the border of an order.
func (s *seeder) operator(n *ast.BinaryExpr) {
	switch n.Op {
	case token.LAND:
		s.wrap(n.Y, fmt.Sprintf("(%s.On(%d) || (", alias, s.add("operator", n)), "))")
	case token.LOR:
		s.wrap(n.Y, fmt.Sprintf("(!%s.On(%d) && (", alias, s.add("operator", n)), "))")
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		s.wrap(n, fmt.Sprintf("%s.Compare(%d, %q, ", alias, s.add("operator", n), n.Op), ")")
		at := s.offset(n.OpPos)
		s.edits = append(s.edits, edit{at, at + len(n.Op.String()), ","})
	default:
	}
}

// call loses a call whose result nobody uses. A lock and its unlocks are lost together, or the first unlock would end
// the test whether it looks at what the lock is for or not. A line of the log is left alone: no promise is made about one.
func (s *seeder) call(statement ast.Stmt, call *ast.CallExpr, locks map[string]int) {
	name := s.text(call.Fun)
	if name == "panic" || name == "os.Exit" || strings.HasPrefix(name, "logging.") {
		return
	}
	var number int
	if mutex, ok := lockOf(name); ok {
		if locks[mutex] == 0 {
			locks[mutex] = s.add(lostLock, statement)
		}
		number = locks[mutex]
	} else {
		number = s.add("lost call", statement)
	}
	s.wrap(statement, fmt.Sprintf("if !%s.On(%d) { ", alias, number), " }")
}

func lockOf(name string) (string, bool) {
	for _, method := range []string{".Lock", ".Unlock", ".RLock", ".RUnlock"} {
		if mutex, ok := strings.CutSuffix(name, method); ok {
			return mutex, true
		}
	}
	return "", false
}

// returnsError says whether the last result is an error that can be lost.
func returnsError(signature *ast.FuncType) bool {
	if signature.Results == nil || len(signature.Results.List) == 0 {
		return false
	}
	last, ok := signature.Results.List[len(signature.Results.List)-1].Type.(*ast.Ident)
	return ok && last.Name == "error"
}

// mayFail says whether a result is an error that is there: a variable, or one made here. The call of another function
// that returns several results at once is none.
func mayFail(result ast.Expr) bool {
	switch r := result.(type) {
	case *ast.Ident:
		return r.Name == "err"
	case *ast.CallExpr:
		f, ok := r.Fun.(*ast.SelectorExpr)
		return ok && (f.Sel.Name == "Errorf" || f.Sel.Name == "New" && isNamed(f.X, "errors"))
	default:
		return false
	}
}

func isNamed(e ast.Expr, name string) bool {
	ident, ok := e.(*ast.Ident)
	return ok && ident.Name == name
}
