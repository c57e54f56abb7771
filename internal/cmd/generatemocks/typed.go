// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/zclconf/go-cty/cty"
)

// typed is what the protocol does not say of attributes: their own types, which refuse what is no GUID, their validators and
// their defaults.
type typed struct {
	types      map[string]attr.Type
	validators map[string][]validator.String
	defaults   map[string]cty.Value
	// schema is that of a resource.
	schema resourceschema.Schema
}

func (t typed) of(name string) attr.Type { return t.types[name] }

func (t typed) fallback(name string) (cty.Value, bool) {
	value, known := t.defaults[name]

	return value, known
}

// within returns the types of the attributes of a nested object, or of the objects in a list or map.
func (t typed) within(name string) typed {
	of := t.types[name]
	if collection, ok := of.(attr.TypeWithElementType); ok {
		of = collection.ElementType()
	}

	if object, ok := of.(attr.TypeWithAttributeTypes); ok {
		return typed{types: object.AttributeTypes()}
	}

	return typed{}
}

func dataSourceTypes(of schema.Schema) typed {
	types := map[string]attr.Type{}
	for name, attribute := range of.Attributes {
		types[name] = attribute.GetType()
	}

	return typed{types: types}
}

func resourceTypes(ctx context.Context, of resourceschema.Schema) typed {
	types, validators, values := map[string]attr.Type{}, map[string][]validator.String{}, map[string]cty.Value{}

	for name, attribute := range of.Attributes {
		types[name] = attribute.GetType()

		if text, ok := attribute.(resourceschema.StringAttribute); ok {
			validators[name] = text.Validators
		}

		if value, known := defaultOf(ctx, attribute); known {
			values[name] = value
		}
	}

	return typed{types: types, validators: validators, defaults: values, schema: of}
}

// defaultOf returns the default of an attribute. A mock of the provider does not apply it.
func defaultOf(ctx context.Context, attribute resourceschema.Attribute) (cty.Value, bool) {
	switch attribute := attribute.(type) {
	case resourceschema.StringAttribute:
		if attribute.Default != nil {
			var answer defaults.StringResponse
			attribute.Default.DefaultString(ctx, defaults.StringRequest{}, &answer)

			return cty.StringVal(answer.PlanValue.ValueString()), true
		}
	case resourceschema.BoolAttribute:
		if attribute.Default != nil {
			var answer defaults.BoolResponse
			attribute.Default.DefaultBool(ctx, defaults.BoolRequest{}, &answer)

			return cty.BoolVal(answer.PlanValue.ValueBool()), true
		}
	case resourceschema.Int64Attribute:
		if attribute.Default != nil {
			var answer defaults.Int64Response
			attribute.Default.DefaultInt64(ctx, defaults.Int64Request{}, &answer)

			return cty.NumberIntVal(answer.PlanValue.ValueInt64()), true
		}
	}

	return cty.NilVal, false
}
