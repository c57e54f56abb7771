// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"net/http"
	"testing"
)

// TestWriteLatestGivesUp: a row that changes before every write is written a bounded number of times.
func TestWriteLatestGivesUp(t *testing.T) {
	t.Parallel()
	refusals := [...]error{
		&Error{StatusCode: http.StatusConflict, Code: codeEntityChanged},
		&Error{StatusCode: http.StatusPreconditionFailed, Code: "0X80060882"},
	}
	for name, c := range map[string]struct {
		refusals, writes int
		fails            bool
	}{
		"at once":      {0, 1, false},
		"after three":  {3, 4, false},
		"at the bound": {maxWrites - 1, maxWrites, false},
		"never":        {maxWrites, maxWrites, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			looks, writes := 0, 0
			err := WriteLatest(t.Context(), func(context.Context) (int, bool, error) {
				looks++
				return looks, true, nil
			}, func(_ context.Context, row int) error {
				writes++
				if row != looks {
					t.Errorf("version %d was written after %d was read", row, looks)
				}
				if writes <= c.refusals {
					return refusals[writes%2]
				}
				return nil
			})
			if IsChanged(err) != c.fails || writes != c.writes || looks != writes {
				t.Errorf("%d looks, %d writes: %v", looks, writes, err)
			}
		})
	}
}
