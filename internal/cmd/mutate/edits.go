// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

func (s *seeder) offset(p token.Pos) int { return s.files.Position(p).Offset }

func (s *seeder) text(n ast.Node) string {
	return string(s.source[s.offset(n.Pos()):s.offset(n.End())])
}

// add counts a fault and returns its number.
func (s *seeder) add(kind string, n ast.Node) int {
	code, _, _ := strings.Cut(s.text(n), "\n")
	s.faults = append(s.faults, fault{
		number: s.next, kind: kind, code: code,
		place: fmt.Sprintf("%s:%d", s.name, s.files.Position(n.Pos()).Line),
	})
	s.next++
	return s.next - 1
}

// wrap puts text before and after a node. Opening texts are added on the way in and closing texts on the way out, so
// that the wrappings of nodes that start or end together nest.
func (s *seeder) wrap(n ast.Node, before, after string) {
	from, to := s.offset(n.Pos()), s.offset(n.End())
	s.edits = append(s.edits, edit{from, from, before})
	s.closing[n] = append(s.closing[n], edit{to, to, after})
}

func (s *seeder) leave(n ast.Node) {
	s.edits = append(s.edits, s.closing[n]...)
	delete(s.closing, n)
}
