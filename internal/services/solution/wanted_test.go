// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/solution"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
)

func write(t *testing.T, s samples.Solution) string {
	t.Helper()
	name, err := s.WriteFile(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func optional(s string) types.String {
	if s == "" {
		return types.StringNull()
	}
	return types.StringValue(s)
}

func TestWantedBy(t *testing.T) {
	t.Parallel()
	managed := write(t, samples.BaseIntegration("1.2.0.0"))
	unmanaged := write(t, samples.Solution{UniqueName: "a", Version: "1.0.0.0", Unmanaged: true})
	broken := filepath.Join(t.TempDir(), "broken.zip")
	if err := os.WriteFile(broken, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	absent := filepath.Join(t.TempDir(), "absent.zip")
	for name, test := range map[string]struct {
		file, unique, minimum, prior string
		wantName, wantVersion        string
		wantAbsent                   bool
		wantError                    string
	}{
		"file":              {file: managed, wantName: "bcbi_CdsBaseIntegration", wantVersion: "1.2.0.0"},
		"file and name":     {file: managed, unique: "BCBI_cdsbaseintegration", wantName: "bcbi_CdsBaseIntegration", wantVersion: "1.2.0.0"},
		"file and minimum":  {file: managed, minimum: "1.1", wantName: "bcbi_CdsBaseIntegration", wantVersion: "1.2.0.0"},
		"name only":         {unique: "a", wantName: "a", wantVersion: "0.0.0.0"},
		"name and minimum":  {unique: "a", minimum: "2.3", wantName: "a", wantVersion: "2.3.0.0"},
		"absent file":       {file: absent, wantAbsent: true, wantVersion: "0.0.0.0"},
		"absent with prior": {file: absent, minimum: "1.0", prior: "a", wantName: "a", wantVersion: "1.0.0.0", wantAbsent: true},
		"other solution":    {file: managed, unique: "other", wantError: "another solution's"},
		"too old":           {file: managed, minimum: "1.2.0.1", wantError: "older than minimum_version"},
		"unmanaged":         {file: unmanaged, wantError: "unmanaged"},
		"broken":            {file: broken, wantError: "cannot be used"},
		"not a version":     {unique: "a", minimum: "x", wantError: "Not a version"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := wantedBy(solutionModel{File: optional(test.file), UniqueName: optional(test.unique), MinimumVersion: optional(test.minimum)}, test.prior)
			if test.wantError != "" {
				if err == nil || !strings.Contains(err.Error(), test.wantError) {
					t.Errorf("got %v, want %q", err, test.wantError)
				}
				return
			}
			if err != nil || got.name != test.wantName || got.version.String() != test.wantVersion || (got.absent != "") != test.wantAbsent {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	w := wanted{name: "a", version: version.Version{1}, source: &solution.Package{Manifest: solution.Manifest{Requires: []string{"base (2.0)"}}}}
	many := slices.Repeat([]dataverse.SolutionValidation{{Message: "finding", ErrorCode: -2147188687, AdditionalInfo: "more"}}, 12)
	for name, test := range map[string]struct {
		staged dataverse.StagedSolution
		want   []string
	}{
		"passed":  {staged: dataverse.StagedSolution{Status: "Passed"}},
		"pending": {staged: dataverse.StagedSolution{Status: "Passed", Details: dataverse.StagedSolutionDetails{HasPendingUpgrade: true}}, want: []string{"a_Upgrade"}},
		"missing": {
			staged: dataverse.StagedSolution{Status: "Failed", Missing: []map[string]any{{"RequiredComponentDisplayName": "Thing", "RequiredSolutionName": "base (2.0)", "RequiredComponentId": emptyGUID, "DependentComponentSchemaName": "part"}, {"Odd": map[string]any{"Name": "inner", "Id": emptyGUID}}}},
			want:   []string{"base (2.0): Thing, needed by part", "Odd (Name inner)", "says that it needs: base (2.0)"},
		},
		"failed": {staged: dataverse.StagedSolution{Status: "Failed", Validation: many}, want: []string{"finding (more) (code 0x80048031)", "and 2 more"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := verdict(w, test.staged)
			if len(test.want) == 0 {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var problem *framework.Problem
			if !errors.As(err, &problem) || problem.Remedy == "" {
				t.Fatalf("got %v", err)
			}
			for _, text := range test.want {
				if !strings.Contains(problem.Detail, text) {
					t.Errorf("no %q in %s", text, problem.Detail)
				}
			}
			if strings.Contains(problem.Detail, emptyGUID) {
				t.Errorf("an empty id in %s", problem.Detail)
			}
		})
	}
}
