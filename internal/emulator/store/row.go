// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package store keeps the rows of the emulated services in memory. It does no
// locking: the world's mutex guards every table.
package store

import (
	"maps"
	"strings"
)

// Row is one entity. Values are canonical JSON values: string, bool, int64, float64, nil, []any and map[string]any;
// GUIDs are lower case, times are RFC 3339 in UTC. Rows returned by a table are shared: clone a row before you
// change it, then call Put or Update.
type Row map[string]any

// Clone returns a shallow copy; nested values are never changed in place.
func (r Row) Clone() Row {
	out := make(Row, len(r)+4)
	maps.Copy(out, r)
	return out
}

// String returns the column as text, or "" if it is absent, null or of another type.
func (r Row) String(column string) string {
	s, _ := r[column].(string)
	return s
}

// Bool returns the column as a boolean, or false if it is absent.
func (r Row) Bool(column string) bool {
	b, _ := r[column].(bool)
	return b
}

// Int returns the column as an integer, or 0 if it is absent or not a number.
func (r Row) Int(column string) int64 {
	switch v := r[column].(type) {
	case int64:
		return v
	case int:
		return int64(v)
	case float64:
		return int64(v)
	}
	return 0
}

// SetDefault sets the column unless the row already has it, even if as null.
func (r Row) SetDefault(column string, value any) {
	if _, ok := r[column]; !ok {
		r[column] = value
	}
}

// Equal reports whether the column holds the text, ignoring case, as is right for
// GUIDs, e-mail addresses and domain names.
func (r Row) Equal(column, text string) bool {
	s, ok := r[column].(string)
	return ok && strings.EqualFold(s, text)
}
