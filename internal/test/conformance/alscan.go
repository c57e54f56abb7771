// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

type alKind int

const (
	alName   alKind = iota // a name, quoted or not
	alString               // a text constant
	alOther                // a number or one character of punctuation
)

// alToken is one token of AL; text is without its quotes.
type alToken struct {
	kind alKind
	text string
}

// is reports whether the token is that word or character; text constants are neither.
func (t alToken) is(text string) bool { return t.kind != alString && t.text == text }

// scanAL splits AL source into tokens, without comments and spaces.
func scanAL(text string) ([]alToken, error) {
	var out []alToken
	runes := []rune(strings.TrimPrefix(text, "\ufeff"))
	for i := 0; i < len(runes); {
		r := runes[i]
		rest := string(runes[i:min(i+2, len(runes))])
		switch {
		case unicode.IsSpace(r):
			i++
		case rest == "//":
			for i < len(runes) && runes[i] != '\n' {
				i++
			}
		case rest == "/*":
			end := strings.Index(string(runes[i:]), "*/")
			if end < 0 {
				return nil, errors.New("a comment does not end")
			}
			i += len([]rune(string(runes[i:])[:end])) + 2
		case r == '"' || r == '\'':
			value, next, err := quoted(runes, i)
			if err != nil {
				return nil, err
			}
			kind := alName
			if r == '\'' {
				kind = alString
			}
			out, i = append(out, alToken{kind, value}), next
		case unicode.IsLetter(r) || r == '_':
			start := i
			for i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]) || runes[i] == '_') {
				i++
			}
			out = append(out, alToken{alName, string(runes[start:i])})
		case unicode.IsDigit(r):
			start := i
			for i < len(runes) && unicode.IsDigit(runes[i]) {
				i++
			}
			out = append(out, alToken{alOther, string(runes[start:i])})
		default:
			out, i = append(out, alToken{alOther, string(r)}), i+1
		}
	}
	return out, nil
}

// quoted reads a quoted name or text constant; a doubled quote represents one.
func quoted(runes []rune, start int) (value string, next int, err error) {
	quote := runes[start]
	var b strings.Builder
	for i := start + 1; i < len(runes) && runes[i] != '\n'; i++ {
		if runes[i] != quote {
			b.WriteRune(runes[i])
			continue
		}
		if i+1 >= len(runes) || runes[i+1] != quote {
			return b.String(), i + 1, nil
		}
		b.WriteRune(quote)
		i++
	}
	return "", 0, fmt.Errorf("a quoted text does not end: %.40s", string(runes[start:]))
}
