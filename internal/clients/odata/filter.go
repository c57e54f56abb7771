// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import "strings"

// Eq is the filter "field eq value".
func Eq(field string, value Literal) string { return field + " eq " + string(value) }

// Ne is the filter "field ne value".
func Ne(field string, value Literal) string { return field + " ne " + string(value) }

// Gt is the filter "field gt value".
func Gt(field string, value Literal) string { return field + " gt " + string(value) }

// Ge is the filter "field ge value".
func Ge(field string, value Literal) string { return field + " ge " + string(value) }

// And joins filters; empty ones are left out.
func And(filters ...string) string { return join(" and ", filters) }

// Or joins filters; empty ones are left out.
func Or(filters ...string) string { return join(" or ", filters) }

// In is "field eq a or field eq b …", which all three services understand, unlike the operator in.
func In(field string, values ...Literal) string {
	filters := make([]string, len(values))
	for i, v := range values {
		filters[i] = Eq(field, v)
	}
	return Or(filters...)
}

// AnyOf is [In] with values of one kind.
func AnyOf(field string, literal func(string) Literal, values []string) string {
	literals := make([]Literal, len(values))
	for i, value := range values {
		literals[i] = literal(value)
	}
	return In(field, literals...)
}

func join(operator string, filters []string) string {
	kept := make([]string, 0, len(filters))
	for _, f := range filters {
		if f != "" {
			kept = append(kept, f)
		}
	}
	if len(kept) == 1 {
		return kept[0]
	}
	for i, f := range kept {
		if strings.Contains(f, " and ") || strings.Contains(f, " or ") {
			kept[i] = "(" + f + ")"
		}
	}
	return strings.Join(kept, operator)
}
