// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package texts measures and compares texts as the services do, not as Go does: the services count UTF-16 units,
// and consider composed and decomposed letters equal.
package texts

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Len returns the length of a text in UTF-16 units, as .NET and SQL Server count: a character beyond the first
// 65,536, such as an emoji or a rare Chinese one, counts as two.
func Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// Cut returns the longest prefix of a text with at most n UTF-16 units that does not split a character.
func Cut(s string, n int) string {
	for i, r := range s {
		if n -= utf16.RuneLen(r); n < 0 {
			return s[:i]
		}
	}
	return s
}

// Same reports whether two texts differ at most in composed and decomposed letters: Terraform passes the composed
// form, and a service may hold the other.
func Same(a, b string) bool { return a == b || norm.NFC.String(a) == norm.NFC.String(b) }

// SameFolded is Same, ignoring case.
func SameFolded(a, b string) bool {
	return strings.EqualFold(a, b) || strings.EqualFold(norm.NFC.String(a), norm.NFC.String(b))
}

// Code returns a code as Business Central compares it: in upper case, with composed letters.
func Code(s string) string { return strings.ToUpper(norm.NFC.String(s)) }

// Spellings returns the forms in which a service may hold a text: with composed letters,
// and with decomposed ones if they differ.
func Spellings(s string) []string {
	composed, decomposed := norm.NFC.String(s), norm.NFD.String(s)
	if composed == decomposed {
		return []string{composed}
	}
	return []string{composed, decomposed}
}

// SameLoosely reports whether a service may have found one text by the other: its database ignores case, usually
// accents, and trailing spaces.
func SameLoosely(a, b string) bool { return loose(a) == loose(b) }

func loose(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
	return strings.TrimRight(cases.Fold().String(s), " ")
}
