// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// root is the repository's folder, as seen from this package.
const root = "../../.."

var (
	inlineCode = regexp.MustCompile("`[^`\n]*`")
	// The target may be on the line after the text, and a title may follow it.
	linkTarget = regexp.MustCompile(`\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)`)
	htmlTarget = regexp.MustCompile(`(?:href|src|srcset)="([^"]+)"`)
	htmlAnchor = regexp.MustCompile(`<a\s+(?:id|name)="([^"]+)"`)
	heading    = regexp.MustCompile(`(?m)^#{1,6}\s+(.+?)\s*#*\s*$`)
	linkText   = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
)

// prose returns a page's text without front matter and blocks of code.
func prose(text string) string {
	if rest, found := strings.CutPrefix(text, "---\n"); found {
		if _, body, found := strings.Cut(rest, "\n---\n"); found {
			text = body
		}
	}

	var kept []string

	fence := ""

	for line := range strings.SplitSeq(text, "\n") {
		trimmed := strings.TrimSpace(line)

		switch {
		case fence != "":
			if trimmed == fence {
				fence = ""
			}
		case strings.HasPrefix(trimmed, "```"):
			fence = trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, "`"))]
		default:
			kept = append(kept, line)
		}
	}

	return strings.Join(kept, "\n")
}

// targets returns where the links and pictures of a page point to.
func targets(text string) []string {
	var found []string

	text = inlineCode.ReplaceAllString(prose(text), "code")
	for _, expression := range []*regexp.Regexp{linkTarget, htmlTarget} {
		for _, match := range expression.FindAllStringSubmatch(text, -1) {
			found = append(found, match[1])
		}
	}

	return found
}

// anchors returns the fragments under which GitHub reaches the headings and anchors of a page. The registries make the same
// fragments of headings that differ from each other.
func anchors(text string) map[string]bool {
	found := map[string]bool{}
	text = prose(text)

	for _, match := range htmlAnchor.FindAllStringSubmatch(text, -1) {
		found[match[1]] = true
	}

	for _, match := range heading.FindAllStringSubmatch(text, -1) {
		slug := fragment(match[1])
		name := slug

		for number := 1; found[name]; number++ {
			name = slug + "-" + strconv.Itoa(number)
		}

		found[name] = true
	}

	return found
}

// fragment returns the fragment of a heading: lower case, without punctuation, with hyphens in place of blanks.
func fragment(text string) string {
	text = linkText.ReplaceAllString(text, "$1")

	return strings.Map(func(char rune) rune {
		switch {
		case char == ' ':
			return '-'
		case char == '-' || char == '_' || unicode.IsLetter(char) || unicode.IsNumber(char):
			return unicode.ToLower(char)
		default:
			return -1
		}
	}, strings.NewReplacer("`", "", "*", "").Replace(text))
}

// markdown returns the pages and the templates of pages below the folder.
func markdown(t *testing.T, tree fs.FS) []string {
	t.Helper()

	var found []string

	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}

		if entry.IsDir() {
			switch entry.Name() {
			case ".git", ".bin", "dist", "node_modules", "testdata", ".terraform":
				return fs.SkipDir
			}

			return nil
		}

		if path.Ext(strings.TrimSuffix(name, ".tmpl")) == ".md" {
			found = append(found, name)
		}

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}

	return found
}

func read(t *testing.T, tree fs.FS, name string) string {
	t.Helper()

	content, err := fs.ReadFile(tree, name)
	if err != nil {
		t.Fatal(err)
	}

	return string(content)
}
