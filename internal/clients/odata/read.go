// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
)

// ReadBack returns the rows that Request.ReadBack showed in the batch of the request. known is false when it was sent alone, or
// when the answer holds no list of rows: then they have to be asked for.
func ReadBack[T any](r *Response) (rows []T, known bool) {
	if r == nil || r.readBack == nil || r.readBack.StatusCode != http.StatusOK {
		return nil, false
	}
	var p page[T]
	if decodeOne(r.readBack.Body, &p) != nil || p.NextLink != "" {
		return nil, false
	}
	return p.Value, true
}

// Get reads one entity or the answer of one function. An answer that does not hold the entity's key is a *DecodeError.
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
	rows := []T{}
	for page, err := range pages[T](ctx, c, r) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, page...)
	}
	return rows, nil
}

// Each yields the rows that List reads as their pages arrive. It ends after the first error, which begins with what was
// attempted.
func Each[T any](ctx context.Context, c *Client, path string, q Query, attempted string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for page, err := range pages[T](ctx, c, Request{Path: path, Query: q}) {
			if err != nil {
				var none T
				yield(none, fmt.Errorf("%s: %w", attempted, err))
				return
			}
			for _, row := range page {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// pages yields the rows of each page, up to Query.Top in all. The next page is asked for when the last one is consumed.
func pages[T any](ctx context.Context, c *Client, r Request) iter.Seq2[[]T, error] {
	r.Method = http.MethodGet
	return func(yield func([]T, error) bool) {
		seen := map[string]struct{}{}
		p := page[T]{key: r.Query.mustHold(), asked: askedBy(r.Query.Filter)}
		if _, err := c.Do(ctx, r, &p); err != nil {
			yield(nil, err)
			return
		}
		rows := 0
		for pages := 1; ; pages++ {
			if top := r.Query.Top; top > 0 && rows+len(p.Value) >= top {
				yield(p.Value[:top-rows], nil)
				return
			}
			rows += len(p.Value)
			if !yield(p.Value, nil) || p.NextLink == "" {
				return
			}
			if _, again := seen[p.NextLink]; again || pages >= maxPages || rows >= maxRows {
				yield(nil, &EndlessListError{Service: c.Service(), Path: r.Path, Pages: pages, Rows: rows, Loop: again})
				return
			}
			seen[p.NextLink] = struct{}{}
			link := p.NextLink
			p = page[T]{key: p.key, asked: p.asked}
			if _, err := c.send(ctx, r, link, nil, &p); err != nil {
				yield(nil, fmt.Errorf("page %d of %s: %w", pages+1, r.Path, err))
				return
			}
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

// Count returns how many rows of a collection match the filter, as far as the service counts. Of the rows it reads only the
// column key of the first.
func Count(ctx context.Context, c *Client, path, key, filter string) (int, error) {
	r := Request{
		Method: http.MethodGet, Path: path,
		Query:    Query{Select: []string{key}, Filter: filter, Top: 1},
		RawQuery: url.Values{"$count": {"true"}},
	}
	p := counted{page[map[string]any]{key: key, asked: askedBy(filter)}}
	if _, err := c.Do(ctx, r, &p); err != nil {
		return 0, err
	}
	return int(*p.Count), nil
}

// counted is a page that must have a count.
type counted struct{ page[map[string]any] }

// UnmarshalJSON reads a page.
func (p *counted) UnmarshalJSON(data []byte) error {
	if err := p.page.UnmarshalJSON(data); err != nil {
		return err
	}
	if p.Count == nil || *p.Count < 0 {
		return errors.New("it does not say how many rows there are")
	}
	return nil
}

// EndlessListError reports a list that was given up because it has more pages or rows than any that the provider reads, or
// because its links lead back to where they began.
type EndlessListError struct {
	// Service and Path name the list.
	Service, Path string
	// Pages and Rows are what was read of it.
	Pages, Rows int
	// Loop is whether a link led to a page that was read already.
	Loop bool
}

// Error names the list and what was read of it.
func (e *EndlessListError) Error() string {
	why := "it is larger than any list that the provider reads"
	if e.Loop {
		why = "the link to its next page leads to one that was read already"
	}
	return fmt.Sprintf("the list %s of %s was given up after %d pages with %d rows: %s", e.Path, e.Service, e.Pages, e.Rows, why)
}
