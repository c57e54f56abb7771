// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"net/url"
	"strconv"
	"strings"
)

// Key is the path of one entity by its GUID: "systemusers(6f1c…)".
func Key(set, id string) string { return KeyOf(set, GUID(id)) }

// KeyOf is the path of one entity by a key of any type.
func KeyOf(set string, key Literal) string { return set + "(" + Segment(string(key)) + ")" }

// Segment escapes a text, such as a user principal name, that becomes part of a path.
func Segment(s string) string { return readable(url.PathEscape(s), "'()") }

// readable is percent-encoded text in which the characters stand for themselves. Filters of many keys are long: it makes no
// replacer for each of them.
func readable(encoded, characters string) string {
	if !strings.Contains(encoded, "%") {
		return encoded
	}
	var b strings.Builder
	b.Grow(len(encoded))
	for {
		plain, rest, found := strings.Cut(encoded, "%")
		b.WriteString(plain)
		if !found {
			return b.String()
		}
		if code, err := strconv.ParseUint(rest[:2], 16, 8); err == nil && strings.IndexByte(characters, byte(code)) >= 0 {
			b.WriteByte(byte(code))
		} else {
			b.WriteString("%" + rest[:2])
		}
		encoded = rest[2:]
	}
}
