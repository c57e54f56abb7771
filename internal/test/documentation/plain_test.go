// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestGuidesArePlain: the sentences of a guide are short, 18 words on average, as plain English asks for.
func TestGuidesArePlain(t *testing.T) {
	t.Parallel()

	tree := os.DirFS(root)

	guides, err := fs.Glob(tree, "docs/guides/*.md")
	if err != nil || len(guides) < 5 {
		t.Fatalf("guides = %v: %v", guides, err)
	}

	for _, guide := range guides {
		count, words := sentences(read(t, tree, guide))
		if count == 0 || words > 18*count {
			t.Errorf("%s: %d sentences have %d words: make them shorter", guide, count, words)
		}
	}
}

// TestSentences: what counts as a sentence, and its words.
func TestSentences(t *testing.T) {
	t.Parallel()

	const page = "# A title counts not\n\nOne two three. Four five\nsix: seven eight nine.\n\n- ten eleven twelve\n\n| a | table | counts not |\n\n```text\nnor code\n```\n"
	if count, words := sentences(page); count != 4 || words != 12 {
		t.Errorf("sentences = %d with %d words", count, words)
	}
}

var (
	aside       = regexp.MustCompile(`(?m)^ *[#|>!].*$`)
	sentenceEnd = regexp.MustCompile(`(?:[.:!?]\s+|\n\s*\n\s*)(?:(?:-|\d+\.) )?|\n *(?:-|\d+\.) `)
)

// sentences counts the sentences of more than two words outside titles, tables, notices and code, and their words.
func sentences(text string) (count, words int) {
	text = aside.ReplaceAllString(inlineCode.ReplaceAllString(prose(text), "code"), "")

	for _, sentence := range sentenceEnd.Split(text, -1) {
		if length := len(strings.Fields(sentence)); length > 2 {
			count++
			words += length
		}
	}

	return count, words
}
