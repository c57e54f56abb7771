// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

// missingXML is the service's list of n missing columns and a connection reference, of which each is longer than a line.
//
//nolint:unparam // the number says what the test is about
func missingXML(n int) string {
	var b strings.Builder
	b.WriteString("The following solution cannot be imported: Needy. Some dependencies are missing. The missing dependencies are : <MissingDependencies>")
	for i := range n {
		fmt.Fprintf(&b, `<MissingDependency><Required type="2" schemaName="new_column%d" displayName="Spalte %d" parentDisplayName="Käufer" solution="Base (1.%d.0.0)" /><Dependent type="60" displayName="Information" id="{f0f0f0f0-0000-4000-8000-00000000000%d}" /></MissingDependency>`, i, i, i, i)
	}
	b.WriteString(`<MissingDependency><Required type="connectionreference" displayName="new_mail" solution="Active" /><Dependent type="29" displayName="Flow A" /></MissingDependency>`)
	b.WriteString(`<MissingDependency><Required type="connectionreference" displayName="new_mail" solution="Active" /><Dependent type="29" displayName="Flow B" /></MissingDependency>`)
	b.WriteString("</MissingDependencies> , ProductUpdatesOnly : False")
	return b.String()
}

// TestMissingDependenciesAreAllTold: wherever the service writes its list, each missing component is told once and whole.
func TestMissingDependenciesAreAllTold(t *testing.T) {
	t.Parallel()
	const many = 15
	w := wanted{name: "Needy"}
	api := &odata.Error{Service: "Dataverse", StatusCode: 400, Code: dataverse.CodeMissingDependencies, Message: missingXML(many)}
	staged := dataverse.StagedSolution{Status: "Failed", Validation: []dataverse.SolutionValidation{{Message: missingXML(many), ErrorCode: -2147188707}}}
	text := func(err error) string {
		problem, ok := errors.AsType[*framework.Problem](err)
		if !ok {
			t.Fatalf("%v", err)
		}
		return problem.Error()
	}
	for name, told := range map[string]string{
		"operation":        serviceText(missingXML(many), dataverse.CodeMissingDependencies),
		"log":              strings.Join(logLines(dataverse.ImportLog{ErrorText: missingXML(many)}, ""), "\n"),
		"component":        strings.Join(logLines(dataverse.ImportLog{Failures: []dataverse.ImportFailure{{Component: "solution", ErrorText: missingXML(many)}}}, ""), "\n"),
		"refusal":          text(refused(w, "start the import of", fmt.Errorf("starting: %w", api))),
		"check of package": text(verdict(w, staged)),
	} {
		for i := range many {
			want := fmt.Sprintf("- Base (1.%d.0.0): column Spalte %d (new_column%d) of Käufer, needed by form Information\n", i, i, i)
			if strings.Count(told, want) != 1 {
				t.Errorf("%s: not exactly one %q in:\n%s", name, want, told)
			}
		}
		if want := "- connection reference new_mail, which no managed solution brings, needed by process Flow A, process Flow B"; strings.Count(told, want) != 1 {
			t.Errorf("%s: not exactly one %q in:\n%s", name, want, told)
		}
		if strings.Contains(told, "<") {
			t.Errorf("%s shows XML:\n%s", name, told)
		}
	}
}

// TestStagedDependencies expects everything that a check found, even what has no known form.
func TestStagedDependencies(t *testing.T) {
	t.Parallel()
	missing := []map[string]any{
		{"Unknown": "a text", "Other": map[string]any{"Inner": "another"}, "Id": emptyGUID, "None": "", "Nothing": map[string]any{"Id": emptyGUID}},
		{"RequiredSolutionName": "Lonely", "RequiredComponentType": "999", "RequiredComponentDisplayName": "Teil"},
	}
	for i := range 12 {
		missing = append(missing, map[string]any{
			"RequiredSolutionName": fmt.Sprintf("Base%d", i), "RequiredComponentType": float64(1), "RequiredComponentDisplayName": "Konto",
			"DependentComponentType": "29", "DependentComponentDisplayName": "Flow",
		})
	}
	lines := stagedDependencies(missing)
	if len(lines) != 14 || lines[0] != "Lonely: component of type 999 Teil" || lines[12] != "Base11: table Konto, needed by process Flow" || lines[13] != "Other (Inner another), Unknown a text" {
		t.Errorf("%q", lines)
	}
}

// TestDependencyRemedies: an uninstallation may be left out, an upgrade may not.
func TestDependencyRemedies(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"0x8004f01d", "0x8004F01D", "0x8004f01f", "0x8004F01F", "0x8004f005"} {
		if found, _ := remedies.Dataverse(code, remedies.Uninstalling); !strings.Contains(found.Remedy, `deletion_policy to "retain"`) {
			t.Errorf("uninstallation, %s: %q", code, found.Remedy)
		}
		if found, _ := remedies.Dataverse(code, ""); found.Remedy == "" || strings.Contains(found.Remedy, "deletion_policy") {
			t.Errorf("upgrade, %s: %q", code, found.Remedy)
		}
	}
	if found, _ := remedies.Dataverse("0x8004f01d", ""); !strings.Contains(found.Remedy, "Show dependencies") {
		t.Error("what depends on it is not shown")
	}
}
