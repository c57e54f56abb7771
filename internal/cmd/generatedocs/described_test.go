// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestEverythingIsDescribed: each object, attribute and parameter of the provider says what it means.
func TestEverythingIsDescribed(t *testing.T) {
	t.Parallel()

	schemas := realSchemas(t)
	missing := undescribed("provider", *schemas.Provider)
	counted := 1

	for kind, all := range map[string]map[string]schema{
		"resource": schemas.Resources, "data source": schemas.DataSources, "list resource": schemas.ListResources, "action": schemas.Actions,
	} {
		if len(all) == 0 {
			t.Errorf("the provider has no %s", kind)
		}

		for name, one := range all {
			counted++
			missing = append(missing, undescribed(kind+" "+name, one)...)
		}
	}

	for name, one := range schemas.Identities {
		for attribute, described := range one.Attributes {
			if strings.TrimSpace(described.Description) == "" {
				missing = append(missing, "identity of "+name+": "+attribute)
			}
		}
	}

	for name, one := range schemas.Functions {
		counted++

		if one.Summary == "" || one.Description == "" {
			missing = append(missing, "function "+name)
		}

		for _, described := range one.Parameters {
			if described.Description == "" {
				missing = append(missing, "function "+name+": "+described.Name)
			}
		}
	}

	slices.Sort(missing)

	for _, name := range missing {
		t.Errorf("no description: %s", name)
	}

	if counted < 40 {
		t.Errorf("only %d objects were looked at", counted)
	}
}

// TestUndescribed: a missing description is found at every depth.
func TestUndescribed(t *testing.T) {
	t.Parallel()

	got := undescribed("x", schema{Block: &block{
		Attributes: map[string]attribute{
			"a": {Description: "A."},
			"b": {Description: " "},
			"c": {Description: "C.", NestedType: &nestedType{Attributes: map[string]attribute{"d": {}}}},
		},
		NestedBlocks: map[string]nestedBlock{"e": {Block: &block{Description: "E.", Attributes: map[string]attribute{"f": {}}}}},
	}})

	if want := []string{"x", "x: b", "x: c.d", "x: e.f"}; !slices.Equal(got, want) {
		t.Errorf("undescribed = %q, want %q", got, want)
	}
}

// undescribed lists what in a schema has no description, the schema included.
func undescribed(name string, one schema) []string {
	if one.Block == nil {
		return []string{name}
	}

	var missing []string
	if strings.TrimSpace(one.Block.Description) == "" {
		missing = append(missing, name)
	}

	return append(missing, undescribedIn(name+": ", *one.Block)...)
}

func undescribedIn(prefix string, in block) []string {
	missing := undescribedOf(prefix, in.Attributes)

	for _, name := range slices.Sorted(maps.Keys(in.NestedBlocks)) {
		nested := in.NestedBlocks[name].Block
		if strings.TrimSpace(nested.Description) == "" {
			missing = append(missing, prefix+name)
		}

		missing = append(missing, undescribedIn(prefix+name+".", *nested)...)
	}

	return missing
}

func undescribedOf(prefix string, attributes map[string]attribute) []string {
	var missing []string

	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		one := attributes[name]
		if strings.TrimSpace(one.Description) == "" {
			missing = append(missing, prefix+name)
		}

		if one.NestedType != nil {
			missing = append(missing, undescribedOf(prefix+name+".", one.NestedType.Attributes)...)
		}
	}

	return missing
}
