// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"fmt"
	"net/http"
)

// maxPages bounds a list whose links never end: 20,000 pages hold more than any set that the provider reads.
const maxPages = 20000

type page[T any] struct {
	Value    []T    `json:"value"`
	NextLink string `json:"@odata.nextLink"`
}

// Get reads one entity or the answer of one function.
func Get[T any](ctx context.Context, c *Client, path string, q Query) (T, error) {
	var out T
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: path, Query: q}, &out)
	return out, err
}

// List reads all rows of a collection, or Query.Top of them. It follows @odata.nextLink as it is, and only on the
// service's own origin: a link to another host ends it with *transport.OriginError.
func List[T any](ctx context.Context, c *Client, path string, q Query) ([]T, error) {
	return ListRequest[T](ctx, c, Request{Path: path, Query: q})
}

// ListRequest is List for a request with headers or further query options of its own.
func ListRequest[T any](ctx context.Context, c *Client, r Request) ([]T, error) {
	r.Method = http.MethodGet
	rows := []T{}
	link := ""
	var p page[T]
	if _, err := c.Do(ctx, r, &p); err != nil {
		return nil, err
	}
	for pages := 1; ; pages++ {
		rows = append(rows, p.Value...)
		if top := r.Query.Top; top > 0 && len(rows) >= top {
			return rows[:top], nil
		}
		if p.NextLink == "" {
			return rows, nil
		}
		if pages >= maxPages || p.NextLink == link {
			return nil, fmt.Errorf("%s: the list %s does not end after %d pages", c.Service(), r.Path, pages)
		}
		link = p.NextLink
		p = page[T]{}
		if _, err := c.send(ctx, r, link, nil, &p); err != nil {
			return nil, fmt.Errorf("page %d of %s: %w", pages+1, r.Path, err)
		}
	}
}

// First reads the first row of a collection; false is an empty one.
func First[T any](ctx context.Context, c *Client, path string, q Query) (T, bool, error) {
	var none T
	q.Top = 1
	rows, err := List[T](ctx, c, path, q)
	if err != nil || len(rows) == 0 {
		return none, false, err
	}
	return rows[0], true, nil
}
