// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"compress/gzip"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestSpelling: every word of the pages' prose is in a dictionary: SCOWL's small list of American English, or words.txt, which
// has the names and terms of this project. Code, links, names with capitals inside and abbreviations do not count.
func TestSpelling(t *testing.T) {
	t.Parallel()

	tree := os.DirFS(root)
	known := dictionary(t)
	checked := 0

	for _, page := range markdown(t, tree) {
		var unknown []string

		for _, word := range words(read(t, tree, page)) {
			checked++

			if !known[strings.ToLower(word)] && !slices.Contains(unknown, word) {
				unknown = append(unknown, word)
			}
		}

		if len(unknown) > 0 {
			t.Errorf("%s: %s: correct these words, or add them to testdata/words.txt", page, strings.Join(unknown, ", "))
		}
	}

	if checked < 20000 {
		t.Errorf("only %d words were found", checked)
	}
}

// TestWords: which words of a page are looked up.
func TestWords(t *testing.T) {
	t.Parallel()

	const page = "---\na: frontt\n---\n# Titel's\n\n`codee` [texxt](linkk.md) <img alt=\"x\"> https://hostt CamelCase HTTP IDs bcsales_user Wordd's\n\n```text\nblockk\n```\n"
	if got := strings.Join(words(page), " "); got != "Titel texxt Wordd" {
		t.Errorf("words = %q", got)
	}
}

// TestProjectWords: the project's words are sorted and none is in the other dictionary, so that additions meet in one place.
func TestProjectWords(t *testing.T) {
	t.Parallel()

	list := strings.Fields(projectWords(t))
	if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
		t.Error("testdata/words.txt is not sorted, or has a word twice")
	}

	english := english(t)
	for _, word := range list {
		if english[word] {
			t.Errorf("testdata/words.txt: %s is in the dictionary already", word)
		}
	}
}

func dictionary(t *testing.T) map[string]bool {
	t.Helper()

	known := english(t)
	for word := range strings.FieldsSeq(projectWords(t)) {
		known[word] = true
	}

	return known
}

func projectWords(t *testing.T) string {
	t.Helper()

	content, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}

	return string(content)
}

// english is SCOWL's list, in lower case; testdata/english.copyright has its terms.
func english(t *testing.T) map[string]bool {
	t.Helper()

	file, err := os.Open("testdata/english.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()

	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}

	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}

	known := map[string]bool{}
	for word := range strings.FieldsSeq(string(text)) {
		known[strings.ToLower(word)] = true
	}

	return known
}

var (
	markup   = regexp.MustCompile(`\{\{[^}]*\}\}|<[^>]+>|https?://\S+`)
	linkGoal = regexp.MustCompile(`\]\([^)]*\)`)
	letters  = regexp.MustCompile(`[\pL_]+(?:['’]s)?`)
)

// words returns the words of a page's prose that a dictionary can hold, without the ending of a genitive.
func words(text string) []string {
	text = inlineCode.ReplaceAllString(prose(text), " ")
	text = markup.ReplaceAllString(linkGoal.ReplaceAllString(text, "] "), " ")

	var found []string

	for _, word := range letters.FindAllString(text, -1) {
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		runes := []rune(word)

		if len(runes) > 1 && !strings.Contains(word, "_") && !slices.ContainsFunc(runes[1:], unicode.IsUpper) {
			found = append(found, word)
		}
	}

	return found
}
