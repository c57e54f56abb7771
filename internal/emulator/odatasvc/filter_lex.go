// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import "regexp"

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenString
	tokenGUID
	tokenTime
	tokenDate
	tokenNumber
	tokenName
	tokenPunctuation
)

type token struct {
	kind tokenKind
	text string
}

// lexemes in the order in which they are tried; the number of the group is the token's kind.
var lexeme = regexp.MustCompile(`^\s*(?:('(?:[^']|'')*')` +
	`|([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})` +
	`|(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))` +
	`|(\d{4}-\d\d-\d\d)` +
	`|(-?\d+(?:\.\d+)?)` +
	`|([A-Za-z_@$][\w.@]*(?:/[A-Za-z_$][\w.]*)*)` +
	`|([(),:]))`)

// lex splits a filter into tokens; rest is what could not be read.
func lex(text string) (tokens []token, rest string) {
	for {
		m := lexeme.FindStringSubmatchIndex(text)
		if m == nil {
			break
		}
		for kind := 1; kind <= 7; kind++ {
			if m[2*kind] >= 0 {
				tokens = append(tokens, token{tokenKind(kind), text[m[2*kind]:m[2*kind+1]]})
				break
			}
		}
		text = text[m[1]:]
	}
	return tokens, text
}
