// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import "strings"

// expectedWarning appears in every run, because the emulator's addresses are not Microsoft's.
const expectedWarning = "Warning: Endpoints are overridden"

// progress selects the progress of an apply: one line per finished object, each
// warning with its explanation, and the summary.
func progress() selection {
	var warning paragraph

	return func(line string) (string, bool) {
		if strings.HasPrefix(line, "Warning: ") {
			warning = title
			if line == expectedWarning {
				warning = over
			}

			return line, warning != over
		}

		if warning != over {
			warning = warning.next(line)

			return "  " + line, warning == explanation
		}

		for _, part := range []string{"ion complete after ", "ions complete after ", "Plan: ", "Apply complete!", "Destroy complete!", "No changes."} {
			if strings.Contains(line, part) {
				// The ids are long and mean nothing to a reader.
				line, _, _ = strings.Cut(line, " [id=")

				return line, true
			}
		}

		return "", false
	}
}

// paragraph is a part of a warning that terraform prints, separated from the next by a blank line.
type paragraph int

const (
	over paragraph = iota
	// title is "Warning: …".
	title
	// place names the object or file of the warning; not every warning has one.
	place
	// explanation is the text of the warning.
	explanation
)

// next is the paragraph of the line that follows a line of p.
func (p paragraph) next(line string) paragraph {
	switch {
	case line == "" && p == explanation:
		return over
	case line == "":
		return title
	case p == title && strings.HasPrefix(line, "  "):
		return place
	case p == title:
		return explanation
	default:
		return p
	}
}
