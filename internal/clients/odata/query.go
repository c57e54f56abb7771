// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Query holds the system query options of a read.
type Query struct {
	// Select names the properties to return; none is all.
	Select []string
	// Filter is made of Eq, And and the like.
	Filter string
	// Expand holds navigation properties, each perhaps with options: "roles($select=roleid)".
	Expand []string
	// OrderBy is for example "name desc".
	OrderBy string
	// Top is the greatest number of rows wanted; 0 is all.
	Top int
	// PageSize asks the service for pages of that many rows (Prefer: odata.maxpagesize); 0 leaves it to the service.
	// It is not sent together with Top, which Dataverse then ignores.
	PageSize int

	// key is a column that every row must hold; "" is the first of Select.
	key string
}

// WithKey returns the query of rows that must hold the column: for a query that selects nothing.
func (q Query) WithKey(column string) Query {
	q.key = column
	return q
}

// mustHold is the column that every row must have. The services return each selected column, and Dataverse writes null for a
// missing value.
func (q Query) mustHold() string {
	if q.key == "" && len(q.Select) > 0 {
		return q.Select[0]
	}
	return q.key
}

// Encode returns the query as it stands after the question mark.
func (q Query) Encode() string { return q.encode(nil) }

func (q Query) encode(more url.Values) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, escape(name)+"="+escape(value))
		}
	}
	add("$select", strings.Join(q.Select, ","))
	add("$filter", q.Filter)
	add("$expand", strings.Join(q.Expand, ","))
	add("$orderby", q.OrderBy)
	if q.Top > 0 {
		add("$top", strconv.Itoa(q.Top))
	}
	for _, name := range slices.Sorted(maps.Keys(more)) {
		for _, value := range more[name] {
			parts = append(parts, escape(name)+"="+escape(value))
		}
	}
	return strings.Join(parts, "&")
}

// escape is percent-encoding that leaves what OData uses all the time readable. A blank becomes %20, not +, which not
// every service takes for a blank.
func escape(s string) string {
	return readable(strings.ReplaceAll(url.QueryEscape(s), "+", "%20"), "$,'()@:/")
}
