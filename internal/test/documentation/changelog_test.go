// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestChangelog: the changelog keeps to its format, from which the notes of a release are made.
func TestChangelog(t *testing.T) {
	t.Parallel()

	text := read(t, os.DirFS(root), "CHANGELOG.md")
	for _, problem := range changelogProblems(text) {
		t.Error(problem)
	}
}

// TestChangelogProblems: what the check of the changelog refuses.
func TestChangelogProblems(t *testing.T) {
	t.Parallel()

	for name, test := range map[string]struct {
		text  string
		count int
	}{
		"fine":           {"## Unreleased\n\n### Added\n\n- A\n  a.\n- B.\n\n### Fixed\n\n- C.\n\n## 0.1.0 - 2026-01-31\n\n### Fixed\n\n- D.\n", 0},
		"another order":  {"## Unreleased\n### Fixed\n- A.\n### Added\n- B.\n", 1},
		"twice a kind":   {"## Unreleased\n### Added\n- A.\n### Added\n- B.\n", 1},
		"unknown kind":   {"## Unreleased\n### Improved\n- A.\n", 1},
		"twice an entry": {"## Unreleased\n### Added\n- A\n  b.\n- A\n  b.\n", 1},
		"no date":        {"## 0.1.0\n### Added\n- A.\n", 1},
	} {
		if got := changelogProblems(test.text); len(got) != test.count {
			t.Errorf("%s: problems = %q", name, got)
		}
	}
}

// changelogProblems says where a changelog breaks the format of keepachangelog.com.
func changelogProblems(text string) []string {
	kinds := []string{"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

	var problems []string

	entries := map[string]bool{}
	last := -1

	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\n  ", " "), "\n") {
		version, isVersion := strings.CutPrefix(line, "## ")
		kind, isKind := strings.CutPrefix(line, "### ")

		switch {
		case isVersion:
			last = -1

			if _, date, found := strings.Cut(version, " - "); version != "Unreleased" && (!found || len(date) != len("2026-01-31")) {
				problems = append(problems, "version without a date: "+version)
			}
		case isKind:
			place := slices.Index(kinds, kind)
			if place <= last {
				problems = append(problems, "section in the wrong place: "+kind)
			}

			last = max(last, place)
		case strings.HasPrefix(line, "- ") && entries[line]:
			problems = append(problems, "twice: "+line)
		case strings.HasPrefix(line, "- "):
			entries[line] = true
		}
	}

	return problems
}
