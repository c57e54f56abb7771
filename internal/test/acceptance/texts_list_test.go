// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// service describes the texts of one emulated service.
type service struct {
	texts      func() []provoked
	elsewhere  func() map[string]string
	unprovoked func() map[string][]string
}

func services() []service {
	return []service{
		{dataverseTexts, dataverseElsewhere, dataverseUnprovoked},
		{graphTexts, graphElsewhere, graphUnprovoked},
		{entraTexts, entraElsewhere, entraUnprovoked},
		{businessCentralTexts, businessCentralElsewhere, businessCentralUnprovoked},
	}
}

// recognizable is how many consecutive words distinguish a text from others.
const recognizable = 3

var (
	noWord      = regexp.MustCompile(`\\s\+|\\n|[^\p{L}\p{N}]+`)
	placeholder = regexp.MustCompile(`%\d*\$?[a-z]|%\d|\\"`)
)

func words(text string) []string {
	return strings.Fields(strings.ToLower(noWord.ReplaceAllString(text, " ")))
}

// quotes reports whether a string of a test contains the text, or enough
// consecutive words of it, however it breaks lines.
func quotes(said, text string) bool {
	if !strings.Contains(text, " ") { // a code
		return strings.Contains(strings.ToLower(said), strings.ToLower(text))
	}
	said = " " + strings.Join(words(said), " ") + " "
	for _, part := range placeholder.Split(text, -1) {
		all := words(part)
		for i := range all {
			if n := min(recognizable, len(words(text))); i+n <= len(all) && strings.Contains(said, " "+strings.Join(all[i:i+n], " ")+" ") {
				return true
			}
		}
	}
	return false
}

// asserts reports whether a test, given as file:test relative to the services' folder, exists and
// contains the text in one of its strings.
func asserts(t *testing.T, where, text string) bool {
	t.Helper()
	name, test, _ := strings.Cut(where, ":")
	file, err := parser.ParseFile(gotoken.NewFileSet(), filepath.Join("..", "..", "services", filepath.FromSlash(name)), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, declared := range file.Decls {
		function, ok := declared.(*ast.FuncDecl)
		if !ok || function.Name.Name != test {
			continue
		}
		found := false
		ast.Inspect(function, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == gotoken.STRING && quotes(literal.Value, text) {
				found = true
			}
			return !found
		})
		return found
	}
	t.Errorf("there is no test %s", where)
	return false
}

// TestEveryTextIsProvoked requires each text to be provoked through Terraform, here or in a service's test, or to
// have a reason why no configuration can.
func TestEveryTextIsProvoked(t *testing.T) {
	t.Parallel()
	known := emulator.Texts()
	seen := map[string]string{}
	note := func(name, where string) {
		if before, twice := seen[name]; twice && before != where {
			t.Errorf("%s is in two lists: %s, and %s", name, before, where)
		}
		seen[name] = where
	}
	rows, elsewhere, total := 0, 0, 0
	for _, service := range services() {
		for _, first := range service.texts() {
			for _, row := range first.all() {
				rows++
				for _, name := range row.texts {
					note(name, "provoked here")
				}
			}
		}
		elsewhere += len(service.elsewhere())
		for name, where := range service.elsewhere() {
			note(name, where)
			if text, ok := known[name]; ok && !asserts(t, where, text) {
				t.Errorf("%s: %s does not say %q", name, where, text)
			}
		}
		for reason, names := range service.unprovoked() {
			total += len(names)
			t.Logf("%s: %s", reason, strings.Join(names, ", "))
			for _, name := range names {
				note(name, reason)
			}
		}
	}
	for name := range known {
		if seen[name] == "" {
			t.Errorf("%s is neither provoked through Terraform nor listed with a reason", name)
		}
	}
	for name := range seen {
		if _, ok := known[name]; !ok {
			t.Errorf("%s is listed, and the emulator has no such text", name)
		}
	}
	t.Logf("%d texts and codes: %d rows here, %d in the services' tests, %d that no configuration provokes", len(known), rows, elsewhere, total)
}
