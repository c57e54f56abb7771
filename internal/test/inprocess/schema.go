// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"

	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// schema is the schema of a provider, a resource, a data source or an action.
type schema struct {
	version    int64
	kind       cty.Type
	attributes []*tfprotov6.SchemaAttribute
}

func newSchema(s *tfprotov6.Schema) (schema, error) {
	if s == nil || s.Block == nil {
		return schema{kind: cty.EmptyObject}, nil
	}
	if len(s.Block.BlockTypes) > 0 {
		return schema{}, fmt.Errorf("the harness does not know blocks in schemas: %s", s.Block.BlockTypes[0].TypeName)
	}
	kind, err := typeOf(s.ValueType())
	return schema{s.Version, kind, s.Block.Attributes}, err
}

func newSchemas(all map[string]*tfprotov6.Schema) (map[string]schema, error) {
	schemas := map[string]schema{}
	for name, one := range all {
		described, err := newSchema(one)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		schemas[name] = described
	}
	return schemas, nil
}

// spec describes how to read a block of a configuration.
func (s schema) spec() (hcldec.Spec, error) {
	spec := hcldec.ObjectSpec{}
	for _, a := range s.attributes {
		if a.Computed && !a.Optional && !a.Required {
			spec[a.Name] = &hcldec.LiteralSpec{Value: cty.NullVal(s.kind.AttributeType(a.Name))}
			continue
		}
		kind, err := lenient(a)
		if err != nil {
			return nil, err
		}
		spec[a.Name] = &hcldec.AttrSpec{Name: a.Name, Type: kind, Required: a.Required}
	}
	return spec, nil
}

// lenient is the type of an attribute in a configuration, where an object may omit attributes.
func lenient(a *tfprotov6.SchemaAttribute) (cty.Type, error) {
	if a.NestedType == nil {
		return typeOf(a.Type)
	}
	attributes, optional := map[string]cty.Type{}, []string(nil)
	for _, nested := range a.NestedType.Attributes {
		kind, err := lenient(nested)
		if err != nil {
			return cty.NilType, err
		}
		attributes[nested.Name] = kind
		if !nested.Required {
			optional = append(optional, nested.Name)
		}
	}
	element := cty.ObjectWithOptionalAttrs(attributes, optional)
	switch a.NestedType.Nesting {
	case tfprotov6.SchemaObjectNestingModeSingle:
		return element, nil
	case tfprotov6.SchemaObjectNestingModeList:
		return cty.List(element), nil
	case tfprotov6.SchemaObjectNestingModeSet:
		return cty.Set(element), nil
	case tfprotov6.SchemaObjectNestingModeMap:
		return cty.Map(element), nil
	}
	return cty.NilType, fmt.Errorf("%s: the harness does not know this nesting", a.Name)
}
