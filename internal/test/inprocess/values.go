// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/gocty"
	"github.com/zclconf/go-cty/cty/msgpack"
)

type unknown struct{}

// Unknown represents an unknown value among the values given to [Session.Object].
var Unknown any = unknown{}

// typeOf converts a type of the protocol.
func typeOf(kind tftypes.Type) (cty.Type, error) {
	switch kind := kind.(type) {
	case tftypes.List:
		element, err := typeOf(kind.ElementType)
		return cty.List(element), err
	case tftypes.Set:
		element, err := typeOf(kind.ElementType)
		return cty.Set(element), err
	case tftypes.Map:
		element, err := typeOf(kind.ElementType)
		return cty.Map(element), err
	case tftypes.Object:
		attributes := map[string]cty.Type{}
		for name, attribute := range kind.AttributeTypes {
			of, err := typeOf(attribute)
			if err != nil {
				return cty.NilType, err
			}
			attributes[name] = of
		}
		return cty.Object(attributes), nil
	}
	switch {
	case kind.Is(tftypes.String):
		return cty.String, nil
	case kind.Is(tftypes.Number):
		return cty.Number, nil
	case kind.Is(tftypes.Bool):
		return cty.Bool, nil
	}
	return cty.NilType, fmt.Errorf("the harness does not know the type %s", kind)
}

// encode writes a value as the protocol carries it.
func encode(value cty.Value) (*tfprotov6.DynamicValue, error) {
	encoded, err := msgpack.Marshal(value, value.Type())
	if err != nil {
		return nil, fmt.Errorf("encoding a value: %w", err)
	}
	return &tfprotov6.DynamicValue{MsgPack: encoded}, nil
}

// decode reads a value of the type; without data it is null.
func decode(encoded *tfprotov6.DynamicValue, kind cty.Type) (cty.Value, error) {
	if encoded == nil || len(encoded.MsgPack) == 0 {
		return cty.NullVal(kind), nil
	}
	value, err := msgpack.Unmarshal(encoded.MsgPack, kind)
	if err != nil {
		return cty.NilVal, fmt.Errorf("decoding a value: %w", err)
	}
	return value, nil
}

// convert converts a test's value into a value of the type: nil is null, slices and maps are collections and
// objects, and attributes omitted from an object are null.
func convert(kind cty.Type, given any) (cty.Value, error) {
	switch given := given.(type) {
	case nil:
		return cty.NullVal(kind), nil
	case unknown:
		return cty.UnknownVal(kind), nil
	case cty.Value:
		return given, nil
	case []string:
		all := make([]any, len(given))
		for i, text := range given {
			all[i] = text
		}
		return convert(kind, all)
	case []any:
		return convertAll(kind, given)
	case map[string]any:
		return convertNamed(kind, given)
	}
	value, err := gocty.ToCtyValue(given, kind)
	if err != nil {
		return cty.NilVal, fmt.Errorf("%v is no %s: %w", given, kind.FriendlyName(), err)
	}
	return value, nil
}

func convertAll(kind cty.Type, given []any) (cty.Value, error) {
	if !kind.IsListType() && !kind.IsSetType() {
		return cty.NilVal, fmt.Errorf("%v is no %s", given, kind.FriendlyName())
	}
	elements := make([]cty.Value, len(given))
	for i, one := range given {
		var err error
		if elements[i], err = convert(kind.ElementType(), one); err != nil {
			return cty.NilVal, err
		}
	}
	switch {
	case kind.IsListType() && len(elements) == 0:
		return cty.ListValEmpty(kind.ElementType()), nil
	case kind.IsListType():
		return cty.ListVal(elements), nil
	case len(elements) == 0:
		return cty.SetValEmpty(kind.ElementType()), nil
	}
	return cty.SetVal(elements), nil
}

func convertNamed(kind cty.Type, given map[string]any) (cty.Value, error) {
	if !kind.IsObjectType() && !kind.IsMapType() {
		return cty.NilVal, fmt.Errorf("%v is no %s", given, kind.FriendlyName())
	}
	values := map[string]cty.Value{}
	if kind.IsObjectType() {
		for name, attribute := range kind.AttributeTypes() {
			values[name] = cty.NullVal(attribute)
		}
	}
	for name, one := range given {
		var of cty.Type
		switch {
		case kind.IsMapType():
			of = kind.ElementType()
		case kind.HasAttribute(name):
			of = kind.AttributeType(name)
		default:
			return cty.NilVal, fmt.Errorf("there is no argument %s", name)
		}
		value, err := convert(of, one)
		if err != nil {
			return cty.NilVal, fmt.Errorf("%s: %w", name, err)
		}
		values[name] = value
	}
	switch {
	case kind.IsObjectType():
		return cty.ObjectVal(values), nil
	case len(values) == 0:
		return cty.MapValEmpty(kind.ElementType()), nil
	}
	return cty.MapVal(values), nil
}
