// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/conformance"
)

// TestErrorCodes: the extension's codes and those of the client's table of remedies are the same.
func TestErrorCodes(t *testing.T) {
	t.Parallel()
	al, err := conformance.ErrorsFromAL(os.DirFS(filepath.Join(root, "extension", "app", "src")))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, table := range remedies.Tables() {
		for _, entry := range table.Entries {
			if !strings.HasPrefix(entry.Code, "BCS") {
				continue
			}
			if known[entry.Code] {
				t.Errorf("the client knows %s twice", entry.Code)
			}
			known[entry.Code] = true
			if _, ok := al[entry.Code]; !ok {
				t.Errorf("the extension has no code %s", entry.Code)
			}
		}
	}
	for code := range al {
		if !known[code] {
			t.Errorf("the client does not know %s: %q", code, al[code])
		}
	}
	if len(al) == 0 {
		t.Error("the extension has no codes")
	}
}

// TestErrorsFromAL refuses everything that would give a code two meanings, or an error no code.
func TestErrorsFromAL(t *testing.T) {
	t.Parallel()
	const (
		codes = "value(1; Missing) { Caption = 'BCS0001', Locked = true; } value(2; Wrong) { Caption = 'BCS0002', Locked = true; }"
		raise = `Error(Errors.Coded("BCS Error Code"::Missing, StrSubstNo(MissingErr, X))); MissingErr: Label '%1 isn''t there.';`
	)
	for name, test := range map[string]struct{ codes, source, want string }{
		"well":                   {codes, raise, ""},
		"translated":             {codes, strings.ReplaceAll(raise, "%1 isn''t there.", "%1 fehlt."), ""},
		"a code twice":           {strings.ReplaceAll(codes, "BCS0002", "BCS0001"), raise, "BCS0001 of Wrong"},
		"a name twice":           {strings.ReplaceAll(codes, "Wrong", "Missing"), raise, "BCS0002 of Missing"},
		"a code of another form": {strings.ReplaceAll(codes, "BCS0002", "BCS2"), raise, "BCS2 of Wrong"},
		"a code not declared":    {codes, strings.ReplaceAll(raise, "::Missing", "::Absent"), "Absent is not declared"},
		"two texts":              {codes, raise + `Error(Errors.Coded("BCS Error Code"::Missing, OtherErr)); OtherErr: Label 'Other.';`, "BCS0001 has two texts"},
		"two codes":              {codes, raise + `Error(Errors.Coded("BCS Error Code"::Wrong, MissingErr));`, "have the same text"},
		"no code":                {codes, raise + `Error(OtherErr); OtherErr: Label 'Other.';`, "OtherErr has no code"},
		"no label":               {codes, raise + `Error(Errors.Coded("BCS Error Code"::Wrong, SomeText));`, "SomeText, which is no label"},
	} {
		got, err := conformance.ErrorsFromAL(fstest.MapFS{"ErrorCode.Enum.al": {Data: []byte(test.codes)}, "A.Codeunit.al": {Data: []byte(test.source)}})
		if test.want == "" {
			if err != nil || len(got) != 2 || got["BCS0001"] == "" || got["BCS0002"] != "" {
				t.Errorf("%s: %q, %v", name, got, err)
			}
		} else if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
