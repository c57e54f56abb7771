// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// asked is what a filter says of every row, as far as the client can judge a row by it: equalities, joined by "and" and "or". Nil
// says nothing. How a service compares letters outside ASCII is its own affair.
type asked struct {
	// every and any are what a row meets all of, or one of; column is compared where there are neither.
	every, any []*asked
	column     string
	values     values
}

// equality is a comparison of a column with a text, a GUID, an integer, a truth value or null.
var equality = regexp.MustCompile(`^(\w+) eq (?:'((?:[^']|'')*)'|([0-9a-f]{8}-[0-9a-f-]{27})|(-?[0-9]+|true|false|null))$`)

// askedBy reads a filter.
func askedBy(filter string) *asked {
	if terms := split(filter, " or "); len(terms) > 1 {
		return alternatives(terms)
	}
	if terms := split(filter, " and "); len(terms) > 1 {
		all := &asked{}
		for _, term := range terms {
			if one := askedBy(term); one != nil {
				all.every = append(all.every, one)
			}
		}
		return all
	}
	if inner, bracketed := strings.CutPrefix(filter, "("); bracketed {
		return askedBy(strings.TrimSuffix(inner, ")"))
	}
	m := equality.FindStringSubmatch(filter)
	if m == nil {
		return nil
	}
	v := values{}
	if m[4] != "" {
		v.literals = map[string]struct{}{m[4]: {}}
	} else {
		want := strings.ReplaceAll(m[2], "''", "'") + m[3]
		if want == "" || !isASCII(want) {
			return nil
		}
		v.texts = map[string]struct{}{folded(want): {}}
	}
	return &asked{column: m[1], values: v}
}

// alternatives joins what a row meets one of. One that says nothing makes all of them say nothing. Values of one column, which
// come in hundreds, become one comparison.
func alternatives(terms []string) *asked {
	whole := &asked{}
	columns := map[string]*asked{}
	for _, term := range terms {
		one := askedBy(term)
		if one == nil {
			return nil
		}
		if known := columns[one.column]; known != nil && one.column != "" {
			known.values.add(one.values)
			continue
		}
		columns[one.column] = one
		whole.any = append(whole.any, one)
	}
	return whole
}

// split returns the parts between an operator, as far as it stands outside of texts and brackets.
func split(filter, operator string) []string {
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
		case depth == 0 && strings.HasPrefix(filter[i:], operator):
			terms, start = append(terms, filter[start:i]), i+len(operator)
		}
	}
	return append(terms, filter[start:])
}

// disagrees returns the column in which a row is not one that was asked for, or "". A column that the row does not show says
// nothing.
func (a *asked) disagrees(row *shown) string {
	switch {
	case a == nil:
		return ""
	case len(a.every) > 0:
		for _, one := range a.every {
			if column := one.disagrees(row); column != "" {
				return column
			}
		}
		return ""
	case len(a.any) > 0:
		first := ""
		for _, one := range a.any {
			column := one.disagrees(row)
			if column == "" {
				return ""
			}
			if first == "" {
				first = column
			}
		}
		return first
	case a.column == "" || a.values.hold(row.likely(a.column)):
		return ""
	}
	if value, known := row.member(a.column); known && !a.values.hold(value) {
		return a.column
	}
	return ""
}

// shown is a row as the service wrote it. It is decoded a second time only where a look at it does not do.
type shown struct {
	row     []byte
	members map[string]json.RawMessage
}

// likely returns the value of a column of a row without rows in it, as far as it can be cut out; nil otherwise.
func (s *shown) likely(column string) json.RawMessage {
	_, rest, found := bytes.Cut(s.row, []byte(`"`+column+`":`))
	if !found || bytes.Count(s.row, []byte("{")) != 1 {
		return nil
	}
	rest = bytes.TrimLeft(rest, " \t\r\n")
	if text, quoted := bytes.CutPrefix(rest, []byte(`"`)); quoted {
		end := bytes.IndexAny(text, `"\\`)
		if end < 0 || text[end] != '"' {
			return nil
		}
		return json.RawMessage(rest[:end+2])
	}
	end := bytes.IndexAny(rest, ",}")
	if end < 0 {
		return nil
	}
	return json.RawMessage(bytes.TrimRight(rest[:end], " \t\r\n"))
}

func (s *shown) member(column string) (json.RawMessage, bool) {
	if s.members == nil && json.Unmarshal(s.row, &s.members) != nil {
		return nil, false
	}
	value, found := s.members[column]
	return value, found
}
