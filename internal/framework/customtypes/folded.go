// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package customtypes holds attribute types whose values compare the way the services compare them.
package customtypes

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// FoldedType is a string type whose values are equal when they differ only in letter case, or in composed
// and decomposed letters, such as e-mail addresses.
type FoldedType struct{ basetypes.StringType }

// FoldedValue is a value of [FoldedType].
type FoldedValue struct{ basetypes.StringValue }

// NewFolded returns a known value.
func NewFolded(s string) FoldedValue { return FoldedValue{basetypes.NewStringValue(s)} }

// FoldedNull returns a null value.
func FoldedNull() FoldedValue { return FoldedValue{basetypes.NewStringNull()} }

// FoldedOrNull returns a known value, or null for the empty string.
func FoldedOrNull(s string) FoldedValue {
	if s == "" {
		return FoldedNull()
	}
	return NewFolded(s)
}

// Equal reports whether o is the same type.
func (t FoldedType) Equal(o attr.Type) bool {
	_, ok := o.(FoldedType)
	return ok
}

// String names the type.
func (t FoldedType) String() string { return "customtypes.FoldedType" }

// ValueType returns the type's value.
func (t FoldedType) ValueType(context.Context) attr.Value { return FoldedValue{} }

// ValueFromString wraps a string value.
func (t FoldedType) ValueFromString(_ context.Context, in basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return FoldedValue{in}, nil
}

// ValueFromTerraform decodes a value from Terraform.
func (t FoldedType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := stringFromTerraform(ctx, t.StringType, in)
	return FoldedValue{value}, err
}

// Type returns the value's type.
func (v FoldedValue) Type(context.Context) attr.Type { return FoldedType{} }

// Equal reports whether o is the same value to the letter.
func (v FoldedValue) Equal(o attr.Value) bool {
	other, ok := o.(FoldedValue)
	return ok && v.StringValue.Equal(other.StringValue)
}

// StringSemanticEquals reports whether the values differ at most in letter case.
func (v FoldedValue) StringSemanticEquals(_ context.Context, o basetypes.StringValuable) (bool, diag.Diagnostics) {
	other, ok := o.(FoldedValue)
	return ok && texts.SameFolded(v.ValueString(), other.ValueString()), nil
}

func stringFromTerraform(ctx context.Context, t basetypes.StringType, in tftypes.Value) (basetypes.StringValue, error) {
	value, err := t.ValueFromTerraform(ctx, in)
	if err != nil {
		return basetypes.StringValue{}, fmt.Errorf("reading a string: %w", err)
	}
	s, ok := value.(basetypes.StringValue)
	if !ok {
		return basetypes.StringValue{}, fmt.Errorf("unexpected value type %T", value)
	}
	return s, nil
}
