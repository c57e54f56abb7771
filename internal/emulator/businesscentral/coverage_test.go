// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"testing"
)

var placeholder = regexp.MustCompile(`%(?:\\\[\d\\\])?[sdv\d]`)

// inJobs lists the tests of texts that appear only in the logs of jobs.
func inJobs() map[string]string {
	return map[string]string{
		"textNoMatchFields": "TestCouplingByMatchFields", "textNoMatchFound": "TestCouplingByMatchFields", "textMustBeCoupled": "TestUncoupledSalespersonFailsTheRecord",
		"textConflict": "TestFacts", "textCoupledDeleted": "TestFacts", "textModifyFailed": "TestFacts", "textCopyData": "TestFacts",
		"textUnitUncoupled": "TestFacts", "textUnitEmpty": "TestFacts", "textNoExchangeRate": "TestFacts", "textInsufficientPrivilege": "TestMissingPrivilegeTurnsSalesOff",
	}
}

// TestEveryTextHasARule requires for each text a row in the rule tables, or the test of the job that logs it.
func TestEveryTextHasARule(t *testing.T) {
	t.Parallel()
	var said []string
	for _, table := range []map[string][]rule{ruleTable(), automationRuleTable()} {
		for _, rules := range table {
			for _, r := range rules {
				said = append(said, r.text)
			}
		}
	}
	constants, tests := textConstants(t, "own", "text"), declaredTests(t)
	for name, text := range constants {
		if test, ok := inJobs()[name]; ok {
			if test != "" && !tests[test] {
				t.Errorf("%s: there is no test %s", name, test)
			}
			continue
		}
		pattern := regexp.MustCompile(placeholder.ReplaceAllString(regexp.QuoteMeta(text), "(?s:.*)"))
		found := false
		for _, one := range said {
			found = found || pattern.MatchString(one)
		}
		if !found {
			t.Errorf("no rule for %s: %q", name, text)
		}
	}
	t.Logf("%d texts, %d rules", len(constants), len(said))
}

// declaredTests returns the names of this package's functions in test files.
func declaredTests(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range file.Decls {
			if f, ok := declared.(*ast.FuncDecl); ok {
				names[f.Name.Name] = true
			}
		}
	}
	return names
}
