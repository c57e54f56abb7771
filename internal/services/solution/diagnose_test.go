// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// TestBounds: what is too much is cut, and what is not stays whole.
func TestBounds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		strings.Repeat("x", maxText):         strings.Repeat("x", maxText),
		strings.Repeat("x", maxText+1):       strings.Repeat("x", maxText) + "…",
		strings.Repeat("x", maxText-1) + "ä": strings.Repeat("x", maxText-1) + "…",
		"two\n\twords":                       "two words",
	} {
		if got := shorten(text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	ten := strings.TrimSuffix(strings.Repeat("  - x\n", maxFindings), "\n")
	for count, want := range map[int]string{0: "", 1: "  - x", maxFindings: ten, maxFindings + 1: ten + "\n  - and 1 more"} {
		if got := bullets(slices.Repeat([]string{"x"}, count)); got != want {
			t.Errorf("%d: %q, want %q", count, got, want)
		}
	}
	for code, want := range map[string]string{"": "text", "0": "text", "0x1": "text (code 0x1)"} {
		if got := withCode("text", code); got != want {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
}

// TestLogLines leaves out what the operation said already, and what the log does not have.
func TestLogLines(t *testing.T) {
	t.Parallel()
	failures := []dataverse.ImportFailure{{Component: "entity Company", Code: "0x2", ErrorText: "It is long."}}
	for _, tc := range []struct {
		log  dataverse.ImportLog
		said string
		want []string
	}{
		{log: dataverse.ImportLog{}},
		{log: dataverse.ImportLog{ErrorCode: "0x1", ErrorText: "It is bad."}, want: []string{"Import log: It is bad. (code 0x1)"}},
		{log: dataverse.ImportLog{ErrorCode: "0x1", ErrorText: "It is bad."}, said: "Sorry: It is bad."},
		{log: dataverse.ImportLog{Failures: failures}, want: []string{"Components that failed:\n  - entity Company: It is long. (code 0x2)"}},
	} {
		if got := logLines(tc.log, tc.said); !slices.Equal(got, tc.want) {
			t.Errorf("%+v after %q: %q, want %q", tc.log, tc.said, got, tc.want)
		}
	}
}

// TestDescribeComponent says what is known of a component, and nothing twice.
func TestDescribeComponent(t *testing.T) {
	t.Parallel()
	for want, component := range map[string]dataverse.DependencyComponent{
		"":                                      {},
		"column Konto (acc)":                    {Type: "2", DisplayName: "Konto", SchemaName: "acc"},
		"column acc":                            {Type: "2", SchemaName: "acc"},
		"column Konto":                          {Type: "2", DisplayName: "Konto"},
		"column 1":                              {Type: "2", ID: "1"},
		"column acc of Firma":                   {Type: "2", SchemaName: "acc", ParentDisplayName: "Firma", ParentSchemaName: "company"},
		"column acc of company":                 {Type: "2", SchemaName: "acc", ParentSchemaName: "company"},
		"component of type 999 acc":             {Type: "999", SchemaName: "acc"},
		"special acc":                           {Type: "special", SchemaName: "acc"},
		"connection reference acc":              {Type: "ConnectionReference", SchemaName: "acc"},
		"acc":                                   {SchemaName: "acc"},
		"component of type 999":                 {Type: "999"},
		"environment variable Adresse (addr_1)": {Type: "380", DisplayName: "Adresse", SchemaName: "addr_1"},
	} {
		if got := describeComponent(component); got != want {
			t.Errorf("%+v: %q, want %q", component, got, want)
		}
	}
}

// TestVerdict_findings tells each finding as it is, with the remedy of the code that is known.
func TestVerdict_findings(t *testing.T) {
	t.Parallel()
	w := wanted{name: "a"}
	const unknown = "Correct what the service names"
	for _, tc := range []struct {
		finding dataverse.SolutionValidation
		line    string
		known   bool
	}{
		{dataverse.SolutionValidation{Message: "It is bad."}, "  - It is bad.", false},
		{dataverse.SolutionValidation{Message: "It is bad.", AdditionalInfo: "very"}, "  - It is bad. (very)", false},
		{dataverse.SolutionValidation{Message: "It is bad.", ErrorCode: 1}, "  - It is bad. (code 0x00000001)", false},
		{dataverse.SolutionValidation{Message: "It is new.", ErrorCode: -2147188632}, "  - It is new. (code 0x80048068)", true},
	} {
		got := told(verdict(w, dataverse.StagedSolution{Status: "Failed", Validation: []dataverse.SolutionValidation{tc.finding}}))
		if !strings.Contains(got, tc.line+"\n") || strings.Contains(got, unknown) == tc.known {
			t.Errorf("%+v: %s", tc.finding, got)
		}
	}
}
