// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import "strings"

// expectedWarning is what the provider says in every run, because the emulator's addresses are not Microsoft's.
const expectedWarning = "Warning: Endpoints are overridden"

// progress selects what says how an apply goes on: one line when an object is done, each warning with its explanation,
// and the sums.
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
				// The ids are long and say nothing to a reader.
				line, _, _ = strings.Cut(line, " [id=")

				return line, true
			}
		}

		return "", false
	}
}

// paragraph is a part of a warning as terraform prints it. Blank lines are in between.
type paragraph int

const (
	over paragraph = iota
	// title is "Warning: …".
	title
	// place says which object or file the warning is about; not every warning has one.
	place
	// explanation is what the warning says.
	explanation
)

// next is the paragraph that the line belongs to, which follows a line of p.
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
