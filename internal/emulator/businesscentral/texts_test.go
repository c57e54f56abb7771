// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/conformance"
)

// extensionSource is the folder of the companion's AL.
const extensionSource = "../../../extension/app/src"

var alLabel = regexp.MustCompile(`(\w+): Label '((?:[^']|'')*)'`)

// alLabels returns the labels of the AL source: text to name.
func alLabels(t *testing.T) map[string]string {
	t.Helper()
	labels := map[string]string{}
	err := filepath.WalkDir(extensionSource, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".al" {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range alLabel.FindAllStringSubmatch(string(source), -1) {
			labels[strings.ReplaceAll(m[2], "''", "'")] = m[1]
		}
		return nil
	})
	if err != nil {
		t.Fatalf("reading the companion's source: %v", err)
	}
	return labels
}

// textConstants returns the constants of this package that have one of the prefixes.
func textConstants(t *testing.T, prefixes ...string) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != len(spec.Names) {
				return true
			}
			for i, id := range spec.Names {
				literal, ok := spec.Values[i].(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING || !slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(id.Name, prefix) }) {
					continue
				}
				if texts[id.Name], err = strconv.Unquote(literal.Value); err != nil {
					t.Fatalf("%s: %v", id.Name, err)
				}
			}
			return true
		})
	}
	return texts
}

// withoutRule lists the companion's errors for which the emulator has no rule, each with its reason.
func withoutRule() map[string]string {
	return map[string]string{
		"BCS0604": "the emulator has no multi-company synchronization",
		"BCS0602": "the emulator's field mappings have no constants",
		"BCS0002": "no API writes the list, and the control interface stands in for the person",
		"BCS0306": "turning the connection off never fails in the emulator",
	}
}

// TestErrorsAreTheCompanions compares the emulated errors with those of the AL source by their codes, and the texts
// of equal codes word for word. It requires an emulated rule for each error of the companion, or a reason.
func TestErrorsAreTheCompanions(t *testing.T) {
	t.Parallel()
	companions, err := conformance.ErrorsFromAL(os.DirFS(extensionSource))
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]string{}
	for name, constant := range textConstants(t, "own") {
		code, text, _ := strings.Cut(constant, ": ")
		if other, twice := own[code]; twice {
			t.Errorf("%s has the code of %q", name, other)
		}
		own[code] = text
		if label, ok := companions[code]; !ok || label != text {
			t.Errorf("%s is not an error of the companion: %q, which says %q", name, constant, label)
		}
	}
	reasons := withoutRule()
	for code, text := range companions {
		if _, emulated := own[code]; text != "" && emulated == (reasons[code] != "") {
			t.Errorf("%s is emulated: %t; the reason not to: %q; it says %q", code, emulated, reasons[code], text)
		}
	}
	if len(own) == 0 {
		t.Error("no emulated errors were found")
	}
}

// TestCapabilitiesAreTheCompanions compares the capabilities with the companion's.
func TestCapabilitiesAreTheCompanions(t *testing.T) {
	t.Parallel()
	if _, ok := alLabels(t)[capabilities]; !ok {
		t.Error("the capabilities differ from the companion's")
	}
}

// TestOperationsAreTheCompanions requires each operation that needs the administration permission set to have the
// name that the companion gives it.
func TestOperationsAreTheCompanions(t *testing.T) {
	t.Parallel()
	labels := alLabels(t)
	for _, r := range administerRules() {
		operation := strings.TrimPrefix(r.name, "read only: ")
		if label, ok := labels[operation]; !ok || !strings.HasSuffix(label, "Tok") {
			t.Errorf("the companion has no operation %q", operation)
		}
	}
}
