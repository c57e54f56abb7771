// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// problems says which values are none that the attributes could have.
func problems(ctx context.Context, at string, attributes []*tfprotov6.SchemaAttribute, types typed, values cty.Value) []string {
	found := invalid(ctx, types, values)

	for _, described := range attributes {
		name := at + "." + described.Name
		if !values.Type().HasAttribute(described.Name) {
			found = append(found, name+" has no value")

			continue
		}

		value := values.GetAttr(described.Name)

		if described.NestedType != nil {
			found = append(found, problems(ctx, name, described.NestedType.Attributes, types.within(described.Name), value)...)

			continue
		}

		for _, problem := range refusals(ctx, described, types, value) {
			found = append(found, name+": "+problem)
		}
	}

	return found
}

// refusals says what the attribute's type, its validators and its description have against the value.
func refusals(ctx context.Context, described *tfprotov6.SchemaAttribute, types typed, value cty.Value) []string {
	decoded, err := decode(ctx, types.of(described.Name), value)
	if err != nil {
		return []string{err.Error()}
	}

	var found []string

	if own, ok := decoded.(xattr.ValidateableAttribute); ok {
		var answer xattr.ValidateAttributeResponse

		own.ValidateAttribute(ctx, xattr.ValidateAttributeRequest{Path: path.Root(described.Name)}, &answer)

		for _, diagnostic := range answer.Diagnostics {
			found = append(found, diagnostic.Detail())
		}
	}

	text, isText := decoded.(basetypes.StringValuable)
	if !isText || value.IsNull() {
		return found
	}

	config, _ := text.ToStringValue(ctx)

	// Where a validator says what is allowed, the description need not.
	_, plain := types.of(described.Name).(basetypes.StringType)
	if words := enumerated(described.Description); plain && len(types.validators[described.Name]) == 0 && len(words) > 0 && !slices.Contains(words, config.ValueString()) {
		found = append(found, fmt.Sprintf("%q is not one of %q", config.ValueString(), words))
	}

	if strings.Contains(described.Description, "RFC 3339") {
		if _, err := time.Parse(time.RFC3339, config.ValueString()); err != nil {
			found = append(found, err.Error())
		}
	}

	return found
}

// invalid says what the validators of a resource's attributes have against the values.
func invalid(ctx context.Context, types typed, values cty.Value) []string {
	var found []string

	config, err := configOf(ctx, types, values)
	if err != nil {
		return []string{err.Error()}
	}

	for _, name := range slices.Sorted(maps.Keys(types.validators)) {
		if !values.Type().HasAttribute(name) || values.GetAttr(name).IsNull() {
			continue
		}

		for _, one := range types.validators[name] {
			var answer validator.StringResponse

			one.ValidateString(ctx, validator.StringRequest{
				Path: path.Root(name), PathExpression: path.MatchRoot(name), Config: config,
				ConfigValue: basetypes.NewStringValue(values.GetAttr(name).AsString()),
			}, &answer)

			for _, diagnostic := range answer.Diagnostics {
				found = append(found, name+": "+diagnostic.Detail())
			}
		}
	}

	return found
}

// configOf returns a configuration with the values, for validators that look at several arguments.
func configOf(ctx context.Context, types typed, values cty.Value) (tfsdk.Config, error) {
	if len(types.schema.Attributes) == 0 {
		return tfsdk.Config{}, nil
	}

	raw := map[string]tftypes.Value{}

	for name, of := range types.types {
		value := cty.NullVal(cty.DynamicPseudoType)
		if values.Type().HasAttribute(name) && !values.GetAttr(name).Type().IsObjectType() {
			value = values.GetAttr(name)
		}

		decoded, err := decode(ctx, of, value)
		if err != nil {
			return tfsdk.Config{}, err
		}

		if raw[name], err = decoded.ToTerraformValue(ctx); err != nil {
			return tfsdk.Config{}, err
		}
	}

	return tfsdk.Config{Schema: types.schema, Raw: tftypes.NewValue(types.schema.Type().TerraformType(ctx), raw)}, nil
}

// decode reads a value as the framework reads an answer.
func decode(ctx context.Context, of attr.Type, value cty.Value) (attr.Value, error) {
	if value.IsNull() {
		return of.ValueFromTerraform(ctx, tftypes.NewValue(of.TerraformType(ctx), nil))
	}

	content, err := ctyjson.Marshal(value, value.Type())
	if err != nil {
		return nil, err
	}

	raw, err := tftypes.ValueFromJSON(content, of.TerraformType(ctx)) //nolint:staticcheck // for tests like this one
	if err != nil {
		return nil, err
	}

	return of.ValueFromTerraform(ctx, raw)
}

// TestProblems: what the check of values refuses.
func TestProblems(t *testing.T) {
	t.Parallel()

	types := typed{types: map[string]attr.Type{
		"id": customtypes.GUIDType{}, "status": basetypes.StringType{}, "began_at": basetypes.StringType{}, "count": basetypes.NumberType{},
	}}
	text := func(name, description string) *tfprotov6.SchemaAttribute {
		return &tfprotov6.SchemaAttribute{Name: name, Type: tftypes.String, Description: description}
	}
	id, status, began := text("id", "Id."), text("status", "`running`, `failed` or `done`."), text("began_at", "When (RFC 3339).")

	for name, test := range map[string]struct {
		attribute *tfprotov6.SchemaAttribute
		value     cty.Value
		refused   bool
	}{
		"a GUID":          {id, cty.StringVal(guid("x")), false},
		"eight letters":   {id, cty.StringVal("x7h2kq0a"), true},
		"one of them":     {status, cty.StringVal("failed"), false},
		"another word":    {status, cty.StringVal("late"), true},
		"a time":          {began, cty.StringVal(someTime), false},
		"no time":         {began, cty.StringVal("yesterday"), true},
		"nothing":         {began, cty.NullVal(cty.String), false},
		"of another type": {&tfprotov6.SchemaAttribute{Name: "count", Type: tftypes.Number}, cty.StringVal("many"), true},
		"a lack":          {text("other", "Other."), cty.NilVal, true},
	} {
		values := map[string]cty.Value{}
		if test.value != cty.NilVal {
			values[test.attribute.Name] = test.value
		}

		got := problems(t.Context(), "x", []*tfprotov6.SchemaAttribute{test.attribute}, types, cty.ObjectVal(values))
		if len(got) > 0 != test.refused {
			t.Errorf("%s: problems = %q", name, got)
		}
	}
}

func TestEnumerated(t *testing.T) {
	t.Parallel()

	for description, want := range map[string]string{
		"`running`, `succeeded` or `failed`.":  "running succeeded failed",
		"`User`, or `Company` for a product.":  "User Company",
		"`Office365` (shown as OAuth), `AD`":   "Office365 AD",
		"`pass`; `fail`; `warn` for findings.": "pass fail warn",
		"Defaults to `name` for a new one.":    "",
		"Id of the row (`bcbi_companyid`).":    "",
	} {
		if got := strings.Join(enumerated(description), " "); got != want {
			t.Errorf("%s: %q, want %q", description, got, want)
		}
	}
}
