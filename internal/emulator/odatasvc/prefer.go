// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"path"
	"strconv"
	"strings"
)

// preference returns the value of a preference in the Prefer header and whether it is there.
func preference(c *Context, name string) (string, bool) {
	if c.Request == nil {
		return "", false
	}
	for _, line := range c.Request.Header.Values("Prefer") {
		for _, part := range splitTop(line, ',') {
			key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			if strings.EqualFold(key, name) {
				return strings.Trim(value, `"`), true
			}
		}
	}
	return "", false
}

// representation reports whether the client asked for the row in the response to a write.
func representation(c *Context) bool {
	v, _ := preference(c, "return")
	return v == "representation"
}

// pageLimit is the page size for this request.
func pageLimit(c *Context) int {
	limit := c.Service.dialect.pageSize()
	if v, ok := preference(c, "odata.maxpagesize"); ok {
		if n, err := strconv.Atoi(v); err == nil && n > 0 && n < limit {
			return n
		}
	}
	return limit
}

// pageTooLarge refuses a page size above the service's maximum.
func pageTooLarge(c *Context) error {
	v, _ := preference(c, "odata.maxpagesize") // anything but a number is ignored
	n, _ := strconv.Atoi(v)
	if bad := c.Service.dialect.badPage(n); bad != nil {
		return bad
	}
	return nil
}

// annotated reports whether the client asked for an annotation with odata.include-annotations.
func annotated(c *Context, name string) bool {
	patterns, ok := preference(c, "odata.include-annotations")
	if !ok {
		return false
	}
	for pattern := range strings.SplitSeq(patterns, ",") {
		if ok, err := path.Match(strings.TrimSpace(pattern), name); err == nil && ok {
			return true
		}
	}
	return false
}

// splitTop splits at a separator outside of quotes and parentheses.
func splitTop(text string, separator byte) []string {
	var out []string
	depth, quote, start := 0, byte(0), 0
	for i := range len(text) {
		ch := text[i]
		switch {
		case quote != 0:
			if ch == quote {
				quote = 0
			}
		case ch == '\'' || ch == '"':
			quote = ch
		case ch == '(':
			depth++
		case ch == ')':
			depth--
		case ch == separator && depth == 0:
			out = append(out, text[start:i])
			start = i + 1
		}
	}
	return append(out, text[start:])
}
