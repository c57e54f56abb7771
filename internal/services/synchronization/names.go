// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// mappingNames returns the names of table mappings as Business Central holds them, in upper case; none for a set that is null.
func mappingNames(ctx context.Context, set types.Set) ([]string, error) {
	var written []string
	if err := framework.DiagnosticsError(set.ElementsAs(ctx, &written, false)); err != nil {
		return nil, err
	}
	return codes(written), nil
}

func codes(written []string) []string {
	var names []string
	for _, name := range written {
		if code := texts.Code(name); !slices.Contains(names, code) {
			names = append(names, code)
		}
	}
	return names
}

// matchFieldsOf returns the fields of match_fields by the name of the mapping as Business Central holds it.
func matchFieldsOf(ctx context.Context, written types.Map) (map[string][]string, error) {
	fields := map[string][]string{}
	if err := framework.DiagnosticsError(written.ElementsAs(ctx, &fields, false)); err != nil {
		return nil, err
	}
	byCode := make(map[string][]string, len(fields))
	for mapping, names := range fields {
		byCode[texts.Code(mapping)] = names
	}
	return byCode, nil
}

// validateInitial refuses a mapping that match_fields names twice.
func validateInitial(_ context.Context, config initialModel) error {
	seen := map[string]string{}
	for _, mapping := range slices.Sorted(maps.Keys(config.MatchFields.Elements())) {
		code := texts.Code(mapping)
		if other, twice := seen[code]; twice {
			return framework.Errorf("A table mapping is named twice", "Keep one of the two.", "%q and %q are the same table mapping.", other, mapping).At("match_fields")
		}
		seen[code] = mapping
	}
	return nil
}

// names reports whether the set is known to hold the name.
func names(set types.Set, name string) bool {
	for _, element := range set.Elements() {
		if text, ok := element.(customtypes.FoldedValue); ok && texts.Code(text.ValueString()) == name {
			return true
		}
	}
	return false
}
