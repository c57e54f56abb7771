// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package customtypes

import (
	"context"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// guidPattern accepts any version and any case: the services use ids of all versions.
var guidPattern = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// IsGUID reports whether s is a GUID in the usual form with hyphens and without braces.
func IsGUID(s string) bool { return guidPattern.MatchString(s) }

// Braced returns the GUID in braces, the form in which Business Central and Windows tools show one; braced is false for
// everything else.
func Braced(s string) (guid string, braced bool) {
	guid, braced = strings.CutPrefix(s, "{")
	if braced {
		guid, braced = strings.CutSuffix(guid, "}")
	}
	return guid, braced && IsGUID(guid)
}

// GUIDType is a string type for GUIDs; letter case does not matter.
type GUIDType struct{ basetypes.StringType }

// GUIDValue is a value of [GUIDType].
type GUIDValue struct{ basetypes.StringValue }

// NewGUID returns a known value.
func NewGUID(s string) GUIDValue { return GUIDValue{basetypes.NewStringValue(s)} }

// GUIDNull returns a null value.
func GUIDNull() GUIDValue { return GUIDValue{basetypes.NewStringNull()} }

// GUIDUnknown returns an unknown value.
func GUIDUnknown() GUIDValue { return GUIDValue{basetypes.NewStringUnknown()} }

// GUIDOrNull returns a known value, or null for the empty string and the null GUID.
func GUIDOrNull(s string) GUIDValue {
	if s == "" || s == "00000000-0000-0000-0000-000000000000" {
		return GUIDNull()
	}
	return NewGUID(s)
}

// Equal reports whether o is the same type.
func (t GUIDType) Equal(o attr.Type) bool {
	_, ok := o.(GUIDType)
	return ok
}

// String names the type.
func (t GUIDType) String() string { return "customtypes.GUIDType" }

// ValueType returns the type's value.
func (t GUIDType) ValueType(context.Context) attr.Value { return GUIDValue{} }

// ValueFromString wraps a string value.
func (t GUIDType) ValueFromString(_ context.Context, in basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return GUIDValue{in}, nil
}

// ValueFromTerraform decodes a value from Terraform.
func (t GUIDType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := stringFromTerraform(ctx, t.StringType, in)
	return GUIDValue{value}, err
}

// Type returns the value's type.
func (v GUIDValue) Type(context.Context) attr.Type { return GUIDType{} }

// Equal reports whether o is the same value to the letter.
func (v GUIDValue) Equal(o attr.Value) bool {
	other, ok := o.(GUIDValue)
	return ok && v.StringValue.Equal(other.StringValue)
}

// Canonical returns the GUID in lower case.
func (v GUIDValue) Canonical() string { return strings.ToLower(v.ValueString()) }

// StringSemanticEquals reports whether the values are the same GUID.
func (v GUIDValue) StringSemanticEquals(_ context.Context, o basetypes.StringValuable) (bool, diag.Diagnostics) {
	other, ok := o.(GUIDValue)
	return ok && strings.EqualFold(v.ValueString(), other.ValueString()), nil
}

// ValidateAttribute refuses what is not a GUID.
func (v GUIDValue) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if v.IsNull() || v.IsUnknown() || IsGUID(v.ValueString()) {
		return
	}
	if bare, braced := Braced(v.ValueString()); braced {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a GUID", "Write the id without braces: "+bare+".")
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Not a GUID",
		"Expected an id such as a2b18661-9ff5-e911-a812-000d3a0b9028, got \""+v.ValueString()+"\".")
}
