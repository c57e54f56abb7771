// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// rowsOf describes a table whose rows are read by their ids.
type rowsOf[T any] struct {
	set, key, noun string
	columns        []string
	id             func(row T) string
	// few is whether the table is small enough to be read as a whole.
	few bool
}

// rowSource reads rows by their ids in lower case. Changes are seen at once: what was read is used until the run begins to change
// something, and after that callers only share the requests that they wait for at the same time.
func rowSource[T any](c *Client, run *bulk.Run, table rowsOf[T]) bulk.Source[string, T] {
	query := odata.Query{Select: table.columns}
	list := func(ctx context.Context, filter string) (map[string]T, error) {
		several := query
		several.Filter = filter
		rows, err := odata.List[T](ctx, c.api, table.set, several)
		if err != nil {
			return nil, fmt.Errorf("reading %ss: %w", table.noun, err)
		}
		found := make(map[string]T, len(rows))
		for _, row := range rows {
			found[strings.ToLower(table.id(row))] = row
		}
		return found, nil
	}
	source := bulk.Source[string, T]{
		Request: "GET " + table.set + " at Dataverse",
		MaxKeys: sharedKeys, Run: run, Settled: unsettled[T],
		Some: func(ctx context.Context, ids []string) (map[string]T, error) {
			if len(ids) == 1 {
				row, err := odata.Get[T](ctx, c.api, odata.Key(table.set, ids[0]), query)
				if odata.IsNotFound(err) {
					return nil, nil
				}
				if err != nil {
					return nil, fmt.Errorf("reading %s %s: %w", table.noun, ids[0], err)
				}
				return map[string]T{ids[0]: row}, nil
			}
			return list(ctx, odata.AnyOf(table.key, odata.GUID, ids))
		},
	}
	if table.few {
		source.All = func(ctx context.Context, _ []string) (map[string]T, error) { return list(ctx, "") }
	}
	return source
}
