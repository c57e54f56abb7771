// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/google/uuid"
)

// condition is what a filter says of every row: the value of a column.
type condition struct {
	column, want string
	// exact is how most rows hold it, so that they need not be decoded a second time.
	exact []byte
}

// equality is a condition of a filter that compares a column with a text or a GUID.
var equality = regexp.MustCompile(`^(\w+) eq (?:'((?:[^']|'')*)'|([0-9a-f-]{36}))$`)

// conditionsOf returns what a filter says of every row, as far as the client can judge the row by it: the equalities of a
// conjunction. How a service compares letters outside ASCII is its own affair.
func conditionsOf(filter string) []condition {
	var all []condition
	for _, term := range conjunction(filter) {
		m := equality.FindStringSubmatch(term)
		if m == nil {
			continue
		}
		want := strings.ReplaceAll(m[2], "''", "'") + m[3]
		if want == "" || !isASCII(want) {
			continue
		}
		all = append(all, condition{m[1], want, []byte(`"` + m[1] + `":"` + want + `"`)})
	}
	return all
}

// conjunction returns the terms of a filter that all rows meet; none for alternatives.
func conjunction(filter string) []string {
	var terms []string
	depth, quoted, start := 0, false, 0
	for i := range len(filter) {
		switch c := filter[i]; {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case depth > 0:
		case strings.HasPrefix(filter[i:], " or "):
			return nil
		case strings.HasPrefix(filter[i:], " and "):
			terms, start = append(terms, filter[start:i]), i+len(" and ")
		}
	}
	return append(terms, filter[start:])
}

// disagrees returns the column in which a row is not one that was asked for, or "". A column that the row does not show says
// nothing.
func disagrees(row []byte, conditions []condition) string {
	var members map[string]json.RawMessage
	for _, c := range conditions {
		if bytes.Contains(row, c.exact) {
			continue
		}
		if members == nil && json.Unmarshal(row, &members) != nil {
			return ""
		}
		value, shown := members[c.column]
		if !shown {
			continue
		}
		var text *string
		if json.Unmarshal(value, &text) != nil {
			continue // a number or the like, which the filter would not compare with a text
		}
		if text == nil || isASCII(*text) && !sameValue(*text, c.want) {
			return c.column
		}
	}
	return ""
}

// sameValue compares as the services do: without regard to the case of letters, blanks at the end and the form of a GUID.
func sameValue(a, b string) bool {
	if strings.EqualFold(strings.TrimRight(a, " "), strings.TrimRight(b, " ")) {
		return true
	}
	x, err := uuid.Parse(a)
	if err != nil {
		return false
	}
	y, err := uuid.Parse(b)
	return err == nil && x == y
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
