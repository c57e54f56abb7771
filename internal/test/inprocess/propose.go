// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// propose returns Terraform's proposed new state: what is configured, and otherwise the prior value of a computed
// attribute. Without a prior state a computed attribute is unknown. Write-only arguments are null.
func propose(attributes []*tfprotov6.SchemaAttribute, prior, config cty.Value) cty.Value {
	values := map[string]cty.Value{}
	for _, a := range attributes {
		configured := config.GetAttr(a.Name)
		before := cty.UnknownVal(configured.Type())
		if prior != cty.NilVal && prior.IsKnown() && !prior.IsNull() {
			before = prior.GetAttr(a.Name)
		}
		switch {
		case a.WriteOnly:
			values[a.Name] = cty.NullVal(configured.Type())
		case configured.IsNull() && a.Computed:
			values[a.Name] = before
		case a.NestedType != nil && configured.IsKnown() && !configured.IsNull():
			values[a.Name] = proposeNested(a.NestedType, before, configured)
		default:
			values[a.Name] = configured
		}
	}
	return cty.ObjectVal(values)
}

// proposeNested does the same in nested objects: those in a list are matched by position and those in a map by key.
// Those in a set have no prior state, because nothing identifies them.
func proposeNested(nested *tfprotov6.SchemaObject, prior, config cty.Value) cty.Value {
	if nested.Nesting == tfprotov6.SchemaObjectNestingModeSingle {
		return propose(nested.Attributes, prior, config)
	}
	elements := map[string]cty.Value{}
	var list []cty.Value
	for it := config.ElementIterator(); it.Next(); {
		key, element := it.Element()
		before := cty.NilVal
		if nested.Nesting != tfprotov6.SchemaObjectNestingModeSet && prior.IsKnown() && !prior.IsNull() && prior.HasIndex(key).True() {
			before = prior.Index(key)
		}
		if element.IsKnown() && !element.IsNull() {
			element = propose(nested.Attributes, before, element)
		}
		if config.Type().IsMapType() {
			elements[key.AsString()] = element
		} else {
			list = append(list, element)
		}
	}
	switch {
	case len(elements) > 0:
		return cty.MapVal(elements)
	case len(list) == 0:
		return config
	case config.Type().IsSetType():
		return cty.SetVal(list)
	}
	return cty.ListVal(list)
}
