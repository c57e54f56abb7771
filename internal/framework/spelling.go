// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// keepSpelling returns the plan with the state's spelling of every value that the services take for the same, such as an id
// in another letter case. The plugin framework compares the meaning of values where it reads and writes, but not in a plan.
// Where nothing else differs, the values that are not configured stay as they are too: the framework made them unknown
// because of the spelling.
func (r *Resource[M, P]) keepSpelling(ctx context.Context, req resource.ModifyPlanRequest) (tftypes.Value, error) {
	var planned, prior, configured map[string]tftypes.Value
	for _, object := range []struct {
		raw    tftypes.Value
		values *map[string]tftypes.Value
	}{{req.Plan.Raw, &planned}, {req.State.Raw, &prior}, {req.Config.Raw, &configured}} {
		if err := object.raw.As(object.values); err != nil {
			return req.Plan.Raw, fmt.Errorf("reading the plan: %w", err)
		}
	}
	spelled, differs := false, false
	for name, value := range planned {
		switch {
		case value.Equal(prior[name]) || configured[name].IsNull() && !value.IsKnown():
			continue
		case !value.IsFullyKnown():
			differs = true
			continue
		}
		var wanted, before attr.Value
		diags := req.Plan.GetAttribute(ctx, path.Root(name), &wanted)
		diags.Append(req.State.GetAttribute(ctx, path.Root(name), &before)...)
		if err := DiagnosticsError(diags); err != nil {
			return req.Plan.Raw, err
		}
		if !sameMeaning(ctx, wanted, before) {
			differs = true
			continue
		}
		planned[name], spelled = prior[name], true
	}
	switch {
	case !spelled:
		return req.Plan.Raw, nil
	case !differs:
		return req.State.Raw, nil
	}
	return tftypes.NewValue(req.Plan.Raw.Type(), planned), nil
}

// sameMeaning reports whether a service takes two known values for the same. The keys of a map are compared as its elements
// are.
func sameMeaning(ctx context.Context, a, b attr.Value) bool {
	if a.Equal(b) {
		return true
	}
	if a.IsNull() || b.IsNull() {
		return false
	}
	switch a := a.(type) {
	case basetypes.StringValuableWithSemanticEquals:
		b, ok := b.(basetypes.StringValuable)
		if !ok {
			return false
		}
		same, _ := a.StringSemanticEquals(ctx, b)
		return same
	case basetypes.ListValue:
		b, ok := b.(basetypes.ListValue)
		return ok && slices.EqualFunc(a.Elements(), b.Elements(), func(a, b attr.Value) bool { return sameMeaning(ctx, a, b) })
	case basetypes.SetValue:
		b, ok := b.(basetypes.SetValue)
		return ok && sameElements(ctx, a.Elements(), b.Elements())
	case basetypes.MapValue:
		b, ok := b.(basetypes.MapValue)
		return ok && sameEntries(ctx, a, b)
	}
	return false
}

// sameElements reports whether the elements of two sets can be paired.
func sameElements(ctx context.Context, a, b []attr.Value) bool {
	left := slices.Clone(b)
	for _, one := range a {
		i := slices.IndexFunc(left, func(other attr.Value) bool { return sameMeaning(ctx, one, other) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return len(left) == 0
}

func sameEntries(ctx context.Context, a, b basetypes.MapValue) bool {
	left := b.Elements()
	for key, one := range a.Elements() {
		name := key
		if _, exact := left[key]; !exact && folds(a.ElementType(ctx)) {
			for other := range left {
				if same, _ := customtypes.NewFolded(key).StringSemanticEquals(ctx, customtypes.NewFolded(other)); same {
					name = other
				}
			}
		}
		if other, ok := left[name]; !ok || !sameMeaning(ctx, one, other) {
			return false
		}
		delete(left, name)
	}
	return len(left) == 0
}

// folds reports whether the elements of a type, or theirs, are compared without letter case.
func folds(kind attr.Type) bool {
	if list, ok := kind.(attr.TypeWithElementType); ok {
		return folds(list.ElementType())
	}
	_, ok := kind.(customtypes.FoldedType)
	return ok
}
