// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// keyed is a row to insert whose id the client chose, see [Client.Key].
type keyed[T any] struct {
	set, id string
	// row is the row to insert, body what is sent for it.
	row  T
	body map[string]any
	// columns are read of a row that is there already; the first one is the key.
	columns []string
	// immutable are the columns that tell the wanted row from another one with its id. A name is not one of them, since a
	// renamed row is the same row.
	immutable []immutable[T]
}

// immutable is a column whose value never changes in the life of a row.
type immutable[T any] struct {
	column, want string
	value        func(row T) string
}

// KeyConflictError says that a row with the id that was chosen for another one exists.
type KeyConflictError struct {
	Set, ID string
	// Column is the immutable column in which the two differ, Want the value of the row to create, Got that of the
	// existing row.
	Column, Want, Got string
}

// Error names the row and both values.
func (e *KeyConflictError) Error() string {
	return fmt.Sprintf("the row %s(%s) exists, with %s = %q instead of %q", e.Set, e.ID, e.Column, e.Got, e.Want)
}

// agrees returns a [KeyConflictError] when row is not the row to create.
func (k keyed[T]) agrees(row T) error {
	for _, c := range k.immutable {
		if got := c.value(row); !strings.EqualFold(got, c.want) {
			return &KeyConflictError{Set: k.set, ID: k.id, Column: c.column, Want: c.want, Got: got}
		}
	}
	return nil
}

// own reads the row with the chosen id; found is false if it does not exist.
func own[T any](ctx context.Context, c *Client, k keyed[T]) (row T, found bool, err error) {
	row, err = odata.Get[T](ctx, c.api, odata.Key(k.set, k.id), odata.Query{Select: k.columns})
	if odata.IsNotFound(err) {
		return row, false, nil
	}
	if err != nil {
		return row, false, fmt.Errorf("reading the row %s(%s): %w", k.set, k.id, err)
	}
	return row, true, k.agrees(row)
}

// create inserts the row and returns it. Repeating the request is safe: a row with the chosen id whose immutable columns
// agree was made by an earlier attempt, perhaps of an earlier run, and is returned as it is.
func create[T any](ctx context.Context, c *Client, k keyed[T]) (T, error) {
	_, err := c.api.Do(ctx, odata.Request{Method: http.MethodPost, Path: k.set, Body: k.body, Repeatable: true, Shows: map[string]string{k.columns[0]: k.id}}, nil)
	if !odata.HasCode(err, codeDuplicateRecord) {
		return k.row, err
	}
	row, found, look := own(ctx, c, k)
	if _, conflict := errors.AsType[*KeyConflictError](look); conflict {
		return row, look
	}
	if look != nil || !found { // the duplicate may be another row with the same name
		return k.row, err
	}
	return row, nil
}

func bind(set, id string) string { return "/" + odata.Key(set, id) }
