// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package nearest suggests the known name that somebody probably meant.
package nearest

import (
	"slices"
	"strings"
	"unicode"
)

// Name returns the known name closest to an unknown one, or "" if none is close. It ignores case and punctuation.
func Name(name string, known []string) string {
	best, least := "", max(2, len(name)/3)+1
	plain := letters(name)
	for _, candidate := range slices.Sorted(slices.Values(known)) {
		if d := distance(plain, letters(candidate)); d < least {
			best, least = candidate, d
		}
	}
	return best
}

func letters(name string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name))
}

// distance is how many letters have to be changed, inserted or deleted.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		previous := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := previous
			if x != y {
				cost = 1 + min(previous, row[j], row[j+1])
			}
			previous, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

// Sentence suggests the nearest name, or lists all of them if they are few.
func Sentence(name string, known []string) string {
	const few = 8
	if near := Name(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	if len(known) > 0 && len(known) <= few {
		return "known are " + strings.Join(slices.Sorted(slices.Values(known)), ", ")
	}
	return "no known name is near"
}
