// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclparse"
)

// block is a block of code on a page.
type block struct {
	language string
	before   string // the paragraph before the block
	code     string
}

// TestConfigurationsParse: every configuration on a page parses, and in a guide the paragraph before it, as before YAML and
// JSON, names its file.
func TestConfigurationsParse(t *testing.T) {
	t.Parallel()

	tree := os.DirFS(root)
	checked := 0

	for _, page := range markdown(t, tree) {
		if strings.HasPrefix(page, "templates/") {
			continue
		}

		for _, one := range blocks(read(t, tree, page)) {
			guide := strings.HasPrefix(page, "docs/guides/")

			if slices.Contains([]string{"hcl", "terraform", "tf"}, one.language) {
				checked++
			} else if !guide || !slices.Contains([]string{"json", "yaml"}, one.language) {
				continue
			}

			for _, problem := range blockProblems(one, guide) {
				t.Errorf("%s: %s\n%s", page, problem, one.code)
			}
		}
	}

	if checked < 100 {
		t.Errorf("only %d configurations were found", checked)
	}
}

// TestBlocksHaveALanguage: a block without one is not highlighted, and no test knows what it is.
func TestBlocksHaveALanguage(t *testing.T) {
	t.Parallel()

	tree := os.DirFS(root)
	for _, page := range markdown(t, tree) {
		for _, one := range blocks(read(t, tree, page)) {
			if one.language == "" {
				t.Errorf("%s: a block has no language:\n%s", page, one.code)
			}
		}
	}
}

// TestBlockProblems: what the check of configurations refuses.
func TestBlockProblems(t *testing.T) {
	t.Parallel()

	page := func(before, code string) block {
		found := blocks("# T\n\n" + before + "\n\n```hcl\n" + code + "\n```\n")
		if len(found) != 1 {
			t.Fatalf("blocks = %v", found)
		}

		return found[0]
	}

	for _, test := range []struct {
		before, code string
		guide        bool
		count        int
	}{
		{"In `main.tf`:", "a = 1", true, 0},
		{"In `find.tfquery.hcl`, as above:", "a = 1", true, 0},
		{"In `main.tf`.\n\nAnd so on:", "a = 1", true, 1},
		{"In a file:", "a = 1", true, 1},
		{"In a file:", "a = 1", false, 0},
		{"In `main.tf`:", "a = ", true, 1},
		{"In `main.tf`:", "block {", true, 1},
	} {
		if got := blockProblems(page(test.before, test.code), test.guide); len(got) != test.count {
			t.Errorf("%q, %q: problems = %q", test.before, test.code, got)
		}
	}
}

var configurationFile = regexp.MustCompile("`[^` ]+\\.(tf|hcl|tfvars|tfrc|json|ya?ml)`")

// blockProblems says what is wrong with a configuration.
func blockProblems(one block, guide bool) []string {
	var problems []string

	switch one.language {
	case "yaml":
	case "json":
		if !json.Valid([]byte(one.code)) {
			problems = append(problems, "the block is no JSON")
		}
	default:
		if _, diags := hclparse.NewParser().ParseHCL([]byte(one.code), "block.tf"); diags.HasErrors() {
			problems = append(problems, diags.Errs()[0].Error())
		}
	}

	if guide && !configurationFile.MatchString(one.before) {
		problems = append(problems, "the paragraph before the block names no file")
	}

	return problems
}

// blocks returns the blocks of code of a page.
func blocks(text string) []block {
	var (
		found     []block
		paragraph []string
		open      bool
	)

	for line := range strings.SplitSeq(text, "\n") {
		trimmed := strings.TrimSpace(line)

		switch {
		case strings.HasPrefix(trimmed, "```") && !open:
			open = true

			found = append(found, block{language: strings.TrimPrefix(trimmed, "```"), before: strings.Join(paragraph, "\n")})
			paragraph = nil
		case trimmed == "```" && open:
			open = false
		case open:
			found[len(found)-1].code += line + "\n"
		case trimmed == "" && len(paragraph) > 0 && paragraph[len(paragraph)-1] != "":
			paragraph = append(paragraph, "")
		case trimmed != "":
			if len(paragraph) > 0 && paragraph[len(paragraph)-1] == "" {
				paragraph = nil
			}

			paragraph = append(paragraph, line)
		}
	}

	return found
}

// TestShellBlocksParse: a shell can read every block of commands.
func TestShellBlocksParse(t *testing.T) {
	t.Parallel()

	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh on this machine")
	}

	tree := os.DirFS(root)
	checked := map[string]bool{}

	for _, page := range markdown(t, tree) {
		for _, one := range blocks(read(t, tree, page)) {
			if one.language != "shell" || checked[one.code] {
				continue
			}

			checked[one.code] = true

			command := exec.CommandContext(t.Context(), "sh", "-n")
			command.Stdin = strings.NewReader(one.code)

			if output, err := command.CombinedOutput(); err != nil {
				t.Errorf("%s: %v: %s\n%s", page, err, output, one.code)
			}
		}
	}

	if len(checked) < 30 {
		t.Errorf("only %d blocks of commands were found", len(checked))
	}
}
