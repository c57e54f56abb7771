// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

// repository is the address of the provider's repository.
const repository = "https://github.com/bcsales/terraform-provider-bcsales"

// firstRelease is the version that the pages name until the changelog has one.
const firstRelease = "0.1.0"

var (
	errNoTitle    = errors.New("has no title, below which the notice would stand")
	errNoRemedies = errors.New("names a service without a table of errors")

	// released is the heading of a release in the changelog.
	released = regexp.MustCompile(`(?m)^## (\d+\.\d+\.\d+) - `)
	// module is the source of a module beside an example, which leads nowhere from a page.
	module = regexp.MustCompile(`(?m)^(\s*source\s*=\s*)"(?:\.\./)+modules/([a-z-]+)"`)
	// pageTitle is the title of a page.
	pageTitle = regexp.MustCompile(`(?m)^# .+\n`)
	// errorsOf is the place of a table of errors in a template.
	errorsOf = regexp.MustCompile(`(?m)^<!-- errors of (.+) -->$`)
)

// release returns the version that pages, modules and pictures are pinned to: the newest in the changelog.
func release(changelog string) string {
	if found := released.FindStringSubmatch(changelog); found != nil {
		return found[1]
	}

	return firstRelease
}

// constraint returns the version constraint that a configuration needs for a release, such as ~> 0.1.
func constraint(version string) string {
	return "~> " + version[:strings.LastIndex(version, ".")]
}

// finishAll completes the pages below a folder, which tfplugindocs wrote.
func finishAll(folder, version string) error {
	pages, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("opening the pages: %w", err)
	}
	defer pages.Close()

	err = fs.WalkDir(pages.FS(), ".", func(page string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(page) != ".md" {
			return err
		}

		text, err := pages.ReadFile(page)
		if err != nil {
			return err //nolint:wrapcheck // It names the file and what was attempted.
		}

		finished, err := finish(page, string(text), version)
		if err != nil {
			return fmt.Errorf("%s: %w", page, err)
		}

		return pages.WriteFile(page, []byte(finished), 0o600)
	})
	if err != nil {
		return fmt.Errorf("completing the pages: %w", err)
	}

	return nil
}

// finish completes a page: the notice below its title, the release that its links and modules are pinned to, and the
// tables of errors. The page is its path relative to the folder of pages.
func finish(page, text, version string) (string, error) {
	var problem error

	text = module.ReplaceAllString(text, `$1"git::`+repository+`.git//examples/modules/$2?ref=vX.Y.Z"`)
	text = strings.ReplaceAll(text, "vX.Y.Z", "v"+version)
	text = errorsOf.ReplaceAllStringFunc(text, func(marker string) string {
		service := errorsOf.FindStringSubmatch(marker)[1]
		for _, table := range remedies.Tables() {
			if table.Service == service {
				return errorTable(table)
			}
		}

		problem = fmt.Errorf("%s: %w", service, errNoRemedies)

		return marker
	})

	// The front matter holds comments, which look like titles.
	end := strings.Index(text, "\n---\n") + 1

	title := pageTitle.FindStringIndex(text[end:])
	if title == nil {
		return "", errNoTitle
	}

	return text[:end+title[1]] + "\n" + notice(page, version) + text[end+title[1]:], problem
}

// notice is what each page says below its title.
func notice(page, version string) string {
	verified := strings.Repeat("../", strings.Count(page, "/")) + "guides/what-is-verified.md"
	if page == "guides/what-is-verified.md" {
		verified = "#what-is-verified"
	}

	return "> **Preview.** Nothing has been run against a live tenant yet: see [What is verified](" + verified + "). In\n" +
		"> `required_providers`: `source = \"bcsales/bcsales\"`, `version = \"" + constraint(version) + "\"`.\n" +
		"> [Source, examples and issues](" + repository + ").\n"
}

// errorTable lists the errors of a service.
func errorTable(table remedies.Table) string {
	cell := strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace

	var out strings.Builder
	out.WriteString("| Error | Meaning | What to do |\n|---|---|---|")

	for _, entry := range table.Entries {
		var name []string
		if entry.Code != "" {
			name = append(name, "`"+entry.Code+"`")
		}

		if entry.Text != "" {
			name = append(name, "“"+entry.Text+"”")
		}

		if entry.During != "" {
			name = append(name, "while "+string(entry.During))
		}

		out.WriteString("\n| " + cell(strings.Join(name, ", ")) + " | " + cell(entry.Meaning) + " | " + cell(entry.Remedy) + " |")
	}

	return out.String()
}
