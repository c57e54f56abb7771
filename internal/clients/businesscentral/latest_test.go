// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// TestWriteLatestGivesUp: a row that changes before every write is written a bounded number of times.
func TestWriteLatestGivesUp(t *testing.T) {
	t.Parallel()
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
					return &odata.Error{StatusCode: http.StatusConflict, Code: codeChanged}
				}
				return nil
			})
			if IsChanged(err) != c.fails || writes != c.writes || looks != writes {
				t.Errorf("%d looks, %d writes: %v", looks, writes, err)
			}
		})
	}
}
