// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package documentation_test

import (
	"os"
	"strings"
	"testing"
)

// TestEveryStepHasItsPlace: the step-by-step guide says of everything in Microsoft's guide where it went. Each row below is one
// sentence or list item of that guide, by the words that the table uses for it.
func TestEveryStepHasItsPlace(t *testing.T) {
	t.Parallel()

	const guide = "guides/integrating-with-dynamics-365-sales.md"

	tree := os.DirFS(root)

	for _, page := range []string{"docs/" + guide, "templates/" + guide + ".tmpl"} {
		_, table, found := strings.Cut(read(t, tree, page), "\n## Where each step went\n")
		if !found {
			t.Fatalf("%s has no table of steps", page)
		}

		table, _, _ = strings.Cut(table, "\n## ")
		places := map[string]string{}

		for line := range strings.SplitSeq(table, "\n") {
			if cells := strings.Split(line, " | "); len(cells) == 2 {
				places[strings.TrimPrefix(cells[0], "| ")] = strings.TrimSuffix(cells[1], " |")
			}
		}

		for _, step := range []string{
			"What the integration is for",
			"The person who follows the guide is a System Administrator in Sales",
			"Create the account that Business Central signs in with",
			"License the people who work in both products",
			"Run the assisted setup, which brings the solution",
			"Use an administrator account with two roles for the import",
			"Stop using the administrator account after the import",
			"Role *Integration Administrator*, for the account of step 1",
			"Role *Integration User*, for that account and for people who see synchronized data",
			"Role *Business Central Dataverse Integration*, which today's base solution adds for that account",
			"Role *Product Availability User*",
			"Couple records, if you want to",
			"Synchronize",
			"Couple salespeople when the assisted setup ends",
			"Couple salespeople later",
			"An owner without a salesperson stops the synchronization",
			"Look whether all is well",
		} {
			if !strings.Contains(places[step], "](") && step != "What the integration is for" {
				t.Errorf("%s does not say with a link where %q went: %q", page, step, places[step])
			}

			delete(places, step)
		}

		delete(places, "In Microsoft's guide")

		for step := range places {
			if !strings.HasPrefix(step, "|--") {
				t.Errorf("%s has a step that this test does not know: %q", page, step)
			}
		}
	}
}
