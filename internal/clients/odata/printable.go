// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"regexp"
	"strings"
	"unicode"
)

// escapes matches the terminal control sequences of ECMA-48: CSI, the string sequences (OSC, DCS, SOS, PM, APC) up to
// their terminator, and the two-byte escapes. An unterminated string sequence ends with its line.
var escapes = regexp.MustCompile("(?:\x1b\\[|\u009b)[0-?]*[ -/]*[@-~]?" +
	"|(?:\x1b[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\x07\x1b\u009c\n]*(?:\x07|\x1b\\\\|\u009c)?" +
	"|\x1b[ -/]*[0-~]?")

// Printable returns a text of a service as a terminal may show it: without escape sequences, control characters and
// characters that change the direction of writing. Line breaks and tabs stay; a carriage return becomes a line break, and bytes
// that are no UTF-8 become the replacement character.
func Printable(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	if !strings.ContainsFunc(text, unprintable) {
		return text
	}
	text = strings.ReplaceAll(escapes.ReplaceAllString(text, ""), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case unprintable(r):
			return -1
		}
		return r
	}, text)
}

func unprintable(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	}
	return unicode.Is(unicode.Bidi_Control, r)
}

// Bounded returns at most limit characters of a text, with an ellipsis instead of what was cut off.
func Bounded(text string, limit int) string {
	count := 0
	for at := range text {
		if count == limit {
			return strings.TrimRight(text[:at], " \n\t") + "…"
		}
		count++
	}
	return text
}
