// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestDescribeMade(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	result := func(inserted, modified int64) resultModel {
		return resultModel{Inserted: types.Int64Value(inserted), Modified: types.Int64Value(modified), Unchanged: types.Int64Value(7)}
	}
	for name, c := range map[string]struct {
		results map[string]resultModel
		want    string
	}{
		"never ran":        {},
		"nothing to do":    {results: map[string]resultModel{"CUSTOMER": result(0, 0)}},
		"made and changed": {results: map[string]resultModel{"SALESPEOPLE": result(0, 3), "CUSTOMER": result(2, 1), "ITEM": result(0, 0)}, want: "CUSTOMER (2 made, 1 changed), SALESPEOPLE (0 made, 3 changed)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := initialModel{Results: types.MapNull(resultType())}
			if c.results != nil {
				value, diags := types.MapValueFrom(ctx, resultType(), c.results)
				if diags.HasError() {
					t.Fatal(diags)
				}
				m.Results = value
			}
			if got, err := m.describeMade(ctx); err != nil || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}
