// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// repository is the address of the repository on GitHub.
const repository = "https://github.com/bcsales/terraform-provider-bcsales"

// TestLinks: every link of the repository's pages leads somewhere, on GitHub and in the registries.
func TestLinks(t *testing.T) {
	t.Parallel()

	tree := os.DirFS(root)
	checked := 0

	for _, page := range markdown(t, tree) {
		text := read(t, tree, page)
		for _, target := range targets(text) {
			checked++

			if problem := follow(tree, page, text, target); problem != "" {
				t.Errorf("%s: (%s) %s", page, target, problem)
			}
		}
	}

	if checked < 200 {
		t.Errorf("only %d links were found", checked)
	}
}

// follow says what is wrong with a page's link; empty when it leads somewhere.
func follow(tree fs.FS, page, text, target string) string {
	address, err := url.Parse(target)
	if err != nil {
		return "is no address"
	}

	if address.Scheme != "" || address.Host != "" {
		return followAddress(tree, address)
	}

	if address.Path == "" {
		if anchors(text)[address.Fragment] || strings.HasSuffix(page, ".tmpl") && anchorOf(tree, shown(page), address.Fragment) == "" {
			return ""
		}

		return "names no heading of this page"
	}

	place := shown(page)
	file := path.Join(path.Dir(place), address.Path)

	if strings.HasPrefix(place, "docs/") {
		// The registries have the pages of docs/ and nothing else.
		if !strings.HasPrefix(file, "docs/") {
			return "leads out of docs/, which the registries do not show: use the address of the repository"
		}

		if path.Ext(file) != ".md" {
			return "needs the ending .md, without which GitHub finds nothing"
		}
	}

	return anchorOf(tree, file, address.Fragment)
}

// shown returns the path of the page that a template becomes; that of another page is its own.
func shown(page string) string {
	if rest, found := strings.CutPrefix(page, "templates/"); found {
		return "docs/" + strings.TrimSuffix(rest, ".tmpl")
	}

	return page
}

// followAddress checks an absolute address: it is encrypted, and one in the repository leads to a file of the tree.
func followAddress(tree fs.FS, address *url.URL) string {
	if address.Scheme != "https" {
		return "is not https"
	}

	whole := address.Scheme + "://" + address.Host + address.Path

	inside, found := strings.CutPrefix(whole, repository)
	if !found {
		inside, found = strings.CutPrefix(whole, "https://raw.githubusercontent.com/bcsales/terraform-provider-bcsales")
		if !found {
			return ""
		}

		inside = "/blob" + inside
	}

	parts := strings.SplitN(strings.Trim(inside, "/"), "/", 3)

	switch {
	case inside == "" || len(parts) == 1 && slices.Contains([]string{"releases", "issues", "security"}, parts[0]):
		return ""
	case len(parts) == 3 && slices.Contains([]string{"blob", "tree", "raw"}, parts[0]):
		return anchorOf(tree, parts[2], address.Fragment)
	default:
		return "leads to no page of the repository that is known here"
	}
}

// anchorOf says what is wrong with a link to a file or folder of the tree.
func anchorOf(tree fs.FS, file, fragment string) string {
	info, err := fs.Stat(tree, file)
	if err != nil {
		return "there is no " + file
	}

	if fragment == "" {
		return ""
	}

	if info.IsDir() {
		file = path.Join(file, "README.md")
	}

	text, err := fs.ReadFile(tree, file)
	if err != nil {
		return "there is no " + file
	}

	if !anchors(string(text))[fragment] {
		return file + " has no such heading"
	}

	return ""
}

// TestFollow: what the check of links accepts and refuses.
func TestFollow(t *testing.T) {
	t.Parallel()

	tree := fstest.MapFS{
		"README.md":            {},
		"docs/guides/a.md":     {Data: []byte("# A `page`, with *marks*\n```text\n# no heading\n```\n## Same\n## Same\n<a id=\"here\"></a>\n")},
		"docs/resources/r.md":  {},
		"examples/x/README.md": {Data: []byte("# X\n")},
	}

	for _, test := range []struct {
		page, target string
		fine         bool
	}{
		{"README.md", "docs/guides/a.md", true},
		{"README.md", "docs/guides/a.md#a-page-with-marks", true},
		{"README.md", "docs/guides/a.md#no-heading", false},
		{"README.md", "docs/guides/a.md#same-1", true},
		{"README.md", "docs/guides/a.md#same-2", false},
		{"README.md", "docs/guides/a.md#here", true},
		{"README.md", "docs/guides/a", false},
		{"README.md", "examples/x", true},
		{"README.md", "examples/x#x", true},
		{"README.md", "examples/x#y", false},
		{"docs/guides/a.md", "#same", true},
		{"docs/guides/a.md", "#other", false},
		{"docs/guides/a.md", "../resources/r.md", true},
		{"docs/guides/a.md", "../resources/r", false},
		{"docs/guides/a.md", "../../examples/x", false},
		{"templates/guides/a.md.tmpl", "../resources/r.md", true},
		{"templates/guides/a.md.tmpl", "../resources/r", false},
		{"templates/guides/a.md.tmpl", "#here", true},
		{"docs/guides/a.md", repository, true},
		{"docs/guides/a.md", repository + "/tree/v0.1.0/examples/x", true},
		{"docs/guides/a.md", repository + "/tree/main/examples/y", false},
		{"docs/guides/a.md", repository + "/blob/main/docs/guides/a.md#same", true},
		{"docs/guides/a.md", repository + "/blob/main/docs/guides/a.md#other", false},
		{"docs/guides/a.md", repository + "/wiki", false},
		{"docs/guides/a.md", "https://raw.githubusercontent.com/bcsales/terraform-provider-bcsales/main/README.md", true},
		{"docs/guides/a.md", "https://raw.githubusercontent.com/bcsales/terraform-provider-bcsales/main/other.svg", false},
		{"docs/guides/a.md", "http://example.com", false},
		{"docs/guides/a.md", "https://example.com/x", true},
	} {
		text := string(tree[shown(test.page)].Data)
		if strings.HasPrefix(test.page, "templates/") {
			text = ""
		}

		if problem := follow(tree, test.page, text, test.target); (problem == "") != test.fine {
			t.Errorf("%s: (%s) = %q", test.page, test.target, problem)
		}
	}
}

// TestTargets: links in prose count, those in code do not.
func TestTargets(t *testing.T) {
	t.Parallel()

	text := "---\na: \"[no](front)\"\n---\n[a](one) `[no](code)`\n[two\nlines](\ntwo) ![p](three \"title\") <img src=\"four\">\n```hcl\n[no](block)\n```\n"
	if got := strings.Join(targets(text), " "); got != "one two three four" {
		t.Errorf("targets = %s", got)
	}
}
