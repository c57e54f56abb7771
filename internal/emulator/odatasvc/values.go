// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc

import (
	"fmt"
	"net/url"
	"strings"
)

// queryValues splits a query string only at "&": unlike in HTML forms, a semicolon is part of a value, as in
// $expand=a($select=b;$top=1).
func queryValues(raw string) (url.Values, error) {
	out := url.Values{}
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		plainName, err := url.QueryUnescape(name)
		if err != nil {
			return nil, fmt.Errorf("reading a query option's name: %w", err)
		}
		plain, err := url.QueryUnescape(value)
		if err != nil {
			return nil, fmt.Errorf("reading the query option %s: %w", plainName, err)
		}
		out.Add(plainName, plain)
	}
	return out, nil
}

// values are the query options of the request; malformed ones have been refused before.
func (c *Context) values() url.Values {
	if c.Request == nil {
		return url.Values{}
	}
	out, err := queryValues(c.Request.URL.RawQuery)
	if err != nil {
		return url.Values{}
	}
	return out
}
