// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sections are those that each page of a kind has.
func sections() map[string][]string {
	return map[string][]string{
		"actions":        {"Example Usage", "Permissions", "Schema"},
		"data-sources":   {"Example Usage", "Permissions", "Schema"},
		"functions":      {"Example Usage", "Signature"},
		"list-resources": {"Example Usage", "Permissions", "Schema"},
		"resources":      {"Example Usage", "Permissions", "Schema", "Import"},
	}
}

// TestGeneratedPages: each page of an object stands in a subcategory, is described by one sentence, and has its sections once,
// in the same order everywhere.
func TestGeneratedPages(t *testing.T) {
	t.Parallel()

	tree := os.DirFS(root)

	for kind, want := range sections() {
		pages, err := fs.Glob(tree, "docs/"+kind+"/*.md")
		if err != nil || len(pages) == 0 {
			t.Errorf("no pages of %s: %v", kind, err)
		}

		for _, page := range pages {
			for _, problem := range pageProblems(read(t, tree, page), want) {
				t.Errorf("%s: %s", page, problem)
			}
		}
	}
}

// TestGuidesAreIntroduced: each guide has a title and a description of one sentence, and the index lists it.
func TestGuidesAreIntroduced(t *testing.T) {
	t.Parallel()

	tree := os.DirFS(root)
	index := read(t, tree, "docs/index.md")

	guides, err := fs.Glob(tree, "docs/guides/*.md")
	if err != nil || len(guides) < 5 {
		t.Fatalf("guides = %v: %v", guides, err)
	}

	for _, guide := range guides {
		front := frontMatter(read(t, tree, guide))
		if front["page_title"] == "" {
			t.Errorf("%s has no title", guide)
		}

		if problem := sentenceProblem(front["description"]); problem != "" {
			t.Errorf("%s: %s", guide, problem)
		}

		if link := "](" + strings.TrimPrefix(guide, "docs/") + ")"; !strings.Contains(index, link) {
			t.Errorf("docs/index.md does not lead to %s", guide)
		}
	}
}

// TestPageProblems: what the check of pages refuses.
func TestPageProblems(t *testing.T) {
	t.Parallel()

	page := func(subcategory, description string, headings ...string) string {
		return "---\npage_title: \"T\"\nsubcategory: \"" + subcategory + "\"\ndescription: |-\n  " + description + "\n---\n\n# T\n\n## " +
			strings.Join(headings, "\n\n## ") + "\n"
	}

	for name, test := range map[string]struct {
		text  string
		count int
	}{
		"fine":             {page("S", "One sentence, as of 29.0.", "A", "B"), 0},
		"no subcategory":   {page("", "One sentence.", "A", "B"), 1},
		"two sentences":    {page("S", "One sentence. Another.", "A", "B"), 1},
		"two paragraphs":   {page("S", "One sentence.\n  Another.", "A", "B"), 1},
		"no sentence":      {page("S", "Something", "A", "B"), 1},
		"nothing":          {page("S", "", "A", "B"), 1},
		"too long":         {page("S", strings.Repeat("word ", 60)+"end.", "A", "B"), 1},
		"a section lacks":  {page("S", "One sentence.", "A"), 1},
		"a section twice":  {page("S", "One sentence.", "A", "B", "B"), 1},
		"in another order": {page("S", "One sentence.", "B", "A"), 1},
	} {
		if got := pageProblems(test.text, []string{"A", "B"}); len(got) != test.count {
			t.Errorf("%s: problems = %q", name, got)
		}
	}
}

var section = regexp.MustCompile(`(?m)^## (.+)$`)

// pageProblems says what is wrong with a generated page that has to have these sections in this order.
func pageProblems(text string, want []string) []string {
	var problems []string

	front := frontMatter(text)
	if front["subcategory"] == "" {
		problems = append(problems, "the page has no subcategory: name the object in the template of its kind in templates/")
	}

	if problem := sentenceProblem(front["description"]); problem != "" {
		problems = append(problems, problem)
	}

	var got []string

	for _, match := range section.FindAllStringSubmatch(prose(text), -1) {
		if slices.Contains(want, match[1]) {
			got = append(got, match[1])
		}
	}

	if !slices.Equal(got, want) {
		problems = append(problems, "the sections are "+strings.Join(got, ", ")+" instead of "+strings.Join(want, ", "))
	}

	return problems
}

// sentenceProblem says why a description is not one sentence of at most 50 words; empty when it is one.
func sentenceProblem(description string) string {
	switch {
	case !strings.HasSuffix(description, "."):
		return "the description is no sentence: " + description
	case strings.Contains(description, "\n") || strings.Contains(strings.TrimSuffix(description, "."), ". "):
		return "the description is more than one sentence: " + description
	case len(strings.Fields(description)) > 50:
		return "the description has more than 50 words: " + description
	default:
		return ""
	}
}

// frontMatter returns the keys and values at the beginning of a page, without quotation marks and indentation.
func frontMatter(text string) map[string]string {
	values := map[string]string{}
	key := ""

	block, _, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	for line := range strings.SplitSeq(block, "\n") {
		name, value, found := strings.Cut(line, ":")

		switch {
		case strings.HasPrefix(line, " "):
			values[key] = strings.TrimPrefix(values[key]+"\n"+strings.TrimSpace(line), "\n")
		case found && !strings.HasPrefix(line, "#"):
			key = name
			values[key] = strings.Trim(strings.TrimPrefix(strings.TrimSpace(value), "|-"), `"`)
		}
	}

	return values
}
