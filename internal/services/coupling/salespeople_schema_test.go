// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TestValidationGrowsWithTheEntries, not with their square: a map that is copied for each of its entries took half of the provider's
// time in a plan of 5,000.
func TestValidationGrowsWithTheEntries(t *testing.T) { //nolint:paralleltest // it counts the allocations of the whole process
	allocations := func(n int) float64 {
		values := make(map[string]attr.Value, n)
		for i := range n {
			values[fmt.Sprintf("S%d", i)] = types.StringValue(fmt.Sprintf("seller%d@contoso.example", i))
		}
		config := salespeopleModel{Couplings: types.MapValueMust(types.StringType, values)}
		return testing.AllocsPerRun(3, func() {
			if err := validateSalespeople(t.Context(), config); err != nil {
				t.Error(err)
			}
		})
	}
	if few, many := allocations(500), allocations(2000); many > 6*few {
		t.Errorf("%g allocations for 500 entries, and %g for 2,000", few, many)
	}
}
