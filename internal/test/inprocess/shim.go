// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"encoding/json"
	"fmt"
	"strconv"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// flat returns a state in the form that the check functions of terraform-plugin-testing
// read: every attribute as text under its path.
func flat(state *tfjson.State) *terraform.State {
	module := &terraform.ModuleState{Path: []string{"root"}, Resources: map[string]*terraform.ResourceState{}, Outputs: map[string]*terraform.OutputState{}}
	for _, resource := range state.Values.RootModule.Resources {
		attributes := map[string]string{}
		flatten(attributes, "", resource.AttributeValues)
		id, ok := attributes["id"]
		if !ok {
			id = "id-attribute-not-set"
		}
		name := resource.Address
		if n, counted := resource.Index.(int); counted {
			name = fmt.Sprintf("%s.%s.%d", resource.Type, resource.Name, n)
		}
		module.Resources[name] = &terraform.ResourceState{
			Provider: resource.ProviderName, Type: resource.Type, Dependencies: resource.DependsOn,
			Primary: &terraform.InstanceState{ID: id, Attributes: attributes, Tainted: resource.Tainted},
		}
	}
	return &terraform.State{Modules: []*terraform.ModuleState{module}}
}

func flatten(out map[string]string, path string, value any) {
	switch value := value.(type) {
	case bool:
		out[path] = strconv.FormatBool(value)
	case json.Number:
		out[path] = value.String()
	case string:
		out[path] = value
	case map[string]any:
		for name, one := range value {
			flatten(out, join(path, name), one)
		}
		out[join(path, "%")] = strconv.Itoa(len(value))
	case []any:
		for i, one := range value {
			flatten(out, join(path, strconv.Itoa(i)), one)
		}
		out[join(path, "#")] = strconv.Itoa(len(value))
	}
}
