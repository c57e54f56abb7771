// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// TestEnvironmentsQuotesTheProvider: what the guide "Environments over time" says that the provider says is in the provider's code.
func TestEnvironmentsQuotesTheProvider(t *testing.T) {
	t.Parallel()

	tree := os.DirFS(root)

	var source strings.Builder

	for _, folder := range []string{"internal/framework", "internal/services", "internal/rules"} {
		err := fs.WalkDir(tree, folder, func(path string, _ fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				source.WriteString(read(t, tree, path))
			}

			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}

	quoted := 0

	for _, one := range blocks(read(t, tree, "templates/guides/environments.md")) {
		if one.language != "text" {
			continue
		}

		for line := range strings.Lines(one.code) {
			// An ellipsis and a number stand for what differs from case to case, and so does a name after "the".
			text, _, _ := strings.Cut(strings.TrimSpace(line), "all 8")
			text = strings.TrimSuffix(strings.TrimSpace(text), "…")

			for _, known := range []string{"Left in place: ", "Destroy disables "} {
				if strings.HasPrefix(text, known) {
					text = strings.TrimSuffix(known, " ")
				}
			}

			text, _, _ = strings.Cut(text, " disables")
			quoted++

			if !strings.Contains(source.String(), strings.TrimSpace(text)) {
				t.Errorf("the provider does not say %q", line)
			}
		}
	}

	if quoted < 10 {
		t.Errorf("the guide quotes %d lines", quoted)
	}
}
