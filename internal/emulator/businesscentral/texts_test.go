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

// textConstants returns the constants of this package whose names begin with one of the prefixes.
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

// withoutRule are the companion's errors that the emulator has no rule for, each with its reason.
func withoutRule() map[string]string {
	return map[string]string{
		"MultiCompanyErr": "the emulator has no multi-company synchronization",
		"ConstantErr":     "the emulator's field mappings have no constants",
		"InsertOnlyErr":   "the service refuses the fields before, because its metadata says that they are not updatable",
	}
}

// TestTextsAreTheCompanions compares the texts of the companion with the labels of its AL source, word for word, and wants
// an emulated rule for each error of it, or a reason.
func TestTextsAreTheCompanions(t *testing.T) {
	t.Parallel()
	labels, own := alLabels(t), textConstants(t, "own")
	if len(own) < 40 {
		t.Fatalf("only %d texts found", len(own))
	}
	emulated := map[string]bool{capabilities: true}
	for name, text := range own {
		emulated[text] = true
		if label, ok := labels[text]; !ok || !strings.HasSuffix(label, "Err") {
			t.Errorf("%s is no error label of the companion: %q", name, text)
		}
	}
	if _, ok := labels[capabilities]; !ok {
		t.Error("the capabilities differ from the companion's")
	}
	reasons := withoutRule()
	for text, label := range labels {
		if strings.HasSuffix(label, "Err") && !emulated[text] && reasons[label] == "" {
			t.Errorf("the companion's error %s is not emulated: %q", label, text)
		}
	}
	t.Logf("%d texts are the companion's, %d of its errors are not emulated", len(own), len(reasons))
}

// TestOperationsAreTheCompanions wants each operation that needs the permission set to administer to be named as the
// companion names it.
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
