// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Collation is how Dataverse's database compares texts: ignoring case and width, and usually accents. Composed and
// decomposed letters are equal, and so are ß and ss. It is the collation of German environments
// (Latin1_General_CI_AI); letters that are not an accented form of another, such as the Danish ø, stay distinct.
// INFERENCE: no source lists the collations of all languages.
type Collation struct {
	// AccentSensitive makes accents count.
	AccentSensitive bool
}

// Fold maps texts that compare as equal to the same text. Trailing spaces do not count.
func (c Collation) Fold(text string) string { return strings.TrimRight(c.Letters(text), " ") }

// Letters is Fold for a part of a text, where trailing spaces count.
func (c Collation) Letters(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	text = norm.NFD.String(width.Fold.String(text))
	if !c.AccentSensitive {
		text = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, text)
	}
	return cases.Fold().String(text)
}

// Equal reports whether two texts compare as equal.
func (c Collation) Equal(a, b string) bool { return a == b || c.Fold(a) == c.Fold(b) }

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
