// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// OtherRowError says that an answer shows another row than the one that was asked for or written. What became of that one is not
// known.
type OtherRowError struct {
	// Column is where the two differ; Want is the value of the right one, Got that of the other one, or "" where it has none.
	Column, Want, Got string
}

// Error names both.
func (e *OtherRowError) Error() string {
	switch {
	case e.Want == "":
		return "it is the row of something else: it has no " + e.Column
	case e.Got == "":
		return fmt.Sprintf("it is the row of something else: its %s is not %s", e.Column, Bounded(e.Want, maxShownKey))
	}
	return fmt.Sprintf("it is the row of something else: its %s is %s and not %s", e.Column, Bounded(e.Got, maxShownKey), Bounded(e.Want, maxShownKey))
}

// maxShownKey is how many characters of a key an error shows.
const maxShownKey = 250

// holds reports an entity that is not the one that was asked for or written.
func holds(members map[string]json.RawMessage, r Request) error {
	if len(members) == 0 {
		return errors.New("it holds nothing")
	}
	for _, column := range slices.Sorted(maps.Keys(r.Shows)) {
		value, found := members[column]
		want := r.Shows[column]
		if !found || string(value) == "null" || want != "" && !isKey(value, want) {
			return &OtherRowError{Column: column, Want: want, Got: text(value)}
		}
	}
	key, ok := keyIn(r.Path)
	if !ok || !hasRow(r) {
		return nil
	}
	// A row holds its parent's id too, and others. The first column that is asked for is that of the key, unless it holds no id.
	if column := r.Query.mustHold(); uuid.Validate(key) == nil {
		if id := text(members[column]); uuid.Validate(id) == nil && !isKey(members[column], key) {
			return &OtherRowError{Column: column, Want: key, Got: id}
		}
	}
	for _, value := range members {
		if isKey(value, key) {
			return nil
		}
	}
	return &OtherRowError{Column: "key", Want: key, Got: idOf(members)}
}

// hasRow reports whether a request with a key in its path is answered with the row of that key.
func hasRow(r Request) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodPatch && r.Shows == nil && strings.HasSuffix(r.Path, ")")
}

// madeOther reports that the header of an answer without a body names another row than the one that was written.
func madeOther(r Request, answer *transport.Response) error {
	id, named := EntityID(answer.Header)
	for column, want := range r.Shows {
		if named && uuid.Validate(want) == nil && folded(want) != id {
			return &OtherRowError{Column: column, Want: want, Got: id}
		}
	}
	return nil
}

// idOf returns the first GUID by the names of the columns, which is what the row is known by in most cases.
func idOf(members map[string]json.RawMessage) string {
	for _, column := range slices.Sorted(maps.Keys(members)) {
		if id := text(members[column]); uuid.Validate(id) == nil && strings.HasSuffix(strings.ToLower(column), "id") {
			return id
		}
	}
	return ""
}

// text returns a text without its quotes, and any other value but null as it stands.
func text(value json.RawMessage) string {
	var s string
	if json.Unmarshal(value, &s) != nil {
		return string(value)
	}
	return s
}
