// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// validPlan checks a plan by Terraform's rules: an argument is planned as configured or, if only the spelling
// differs, as before; what is neither configured nor computed stays null; write-only arguments are never planned.
// What is configured as unknown must not be planned as known yet.
func validPlan(attributes []*tfprotov6.SchemaAttribute, prior, config, planned cty.Value) []string {
	var faults []string
	for _, a := range attributes {
		value, wanted := planned.GetAttr(a.Name), config.GetAttr(a.Name)
		before := cty.NilVal
		if prior != cty.NilVal && prior.IsKnown() && !prior.IsNull() {
			before = prior.GetAttr(a.Name)
		}
		kept := before != cty.NilVal && value.RawEquals(before)
		switch {
		case a.WriteOnly:
			if !value.IsNull() {
				faults = append(faults, fmt.Sprintf("the write-only argument %s is planned", a.Name))
			}
		case wanted.IsNull():
			if !a.Computed && !value.IsNull() {
				faults = append(faults, fmt.Sprintf("%s is planned as %#v and not configured", a.Name, value))
			}
		case !wanted.IsWhollyKnown():
			if value.IsWhollyKnown() {
				faults = append(faults, fmt.Sprintf("%s is planned as %#v before it is known", a.Name, value))
			}
		case value.RawEquals(wanted) || kept:
		case a.NestedType != nil && a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle && value.IsKnown() && !value.IsNull():
			for _, fault := range validPlan(a.NestedType.Attributes, before, wanted, value) {
				faults = append(faults, a.Name+": "+fault)
			}
		case a.NestedType != nil: // elements may have computed attributes
		default:
			faults = append(faults, fmt.Sprintf("%s is planned as %#v and configured as %#v", a.Name, value, wanted))
		}
	}
	return faults
}

// asPlanned compares a result with the plan: everything that was known must be as planned.
func asPlanned(path string, planned, actual cty.Value) []string {
	if !planned.IsKnown() {
		return nil
	}
	kind := planned.Type()
	switch {
	case planned.IsNull() || actual.IsNull() || kind.IsPrimitiveType():
		if !planned.RawEquals(actual) {
			return []string{fmt.Sprintf("%s was planned as %#v, and is %#v", path, planned, actual)}
		}
		return nil
	case kind.IsObjectType():
		var faults []string
		for name := range kind.AttributeTypes() {
			faults = append(faults, asPlanned(join(path, name), planned.GetAttr(name), actual.GetAttr(name))...)
		}
		return faults
	case planned.IsWhollyKnown():
		if !planned.RawEquals(actual) {
			return []string{fmt.Sprintf("%s was planned as %#v, and is %#v", path, planned, actual)}
		}
		return nil
	case planned.LengthInt() != actual.LengthInt():
		return []string{fmt.Sprintf("%s was planned with %d elements, and has %d", path, planned.LengthInt(), actual.LengthInt())}
	case kind.IsSetType():
		return nil
	}
	var faults []string
	for it := planned.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if !actual.HasIndex(key).True() {
			faults = append(faults, fmt.Sprintf("%s has no element %#v", path, key))
			continue
		}
		faults = append(faults, asPlanned(fmt.Sprintf("%s[%#v]", path, key), element, actual.Index(key))...)
	}
	return faults
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
