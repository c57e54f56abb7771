// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

const header = `# What a mock of the provider gives to computed attributes, for a module's tests without any service:
#
#   mock_provider "bcsales" {
#     source = "./mocks"
#   }
#
# Written from the provider's schemas by "make mocks". Copy the file into a folder of its own beside your tests. It shows one
# healthy company; a test that needs other values sets them in override_resource and override_data. Lists of objects stay
# empty, because Terraform takes no elements for them: what stands here is what their elements would have in common.

`

// generate returns the file of mocks.
func generate(ctx context.Context) ([]byte, error) {
	types, err := mockedTypes(ctx)
	if err != nil {
		return nil, err
	}

	file := hclwrite.NewEmptyFile()

	var unknown []error

	file.Body().AppendUnstructuredTokens(hclwrite.Tokens{{Bytes: []byte(header)}})

	for i, one := range types {
		if i > 0 {
			file.Body().AppendNewline()
		}

		values, err := one.values()
		if err != nil {
			unknown = append(unknown, err)

			continue
		}

		block := file.Body().AppendNewBlock(one.block, []string{one.name})
		block.Body().SetAttributeValue("defaults", cty.ObjectVal(values))
	}

	return hclwrite.Format(file.Bytes()), errors.Join(unknown...)
}

// mocked is a resource type or a data source with what its values follow from.
type mocked struct {
	// block is the type of block that gives its values.
	block, name string
	attributes  []*tfprotov6.SchemaAttribute
	typed       typed
	parts       []framework.IDPart
}

// values returns a value for each computed attribute.
func (m mocked) values() (map[string]cty.Value, error) {
	in := inventor{kind: m.name, parts: m.parts}
	values := map[string]cty.Value{}

	var unknown []error

	for _, described := range m.attributes {
		if !described.Computed {
			continue
		}

		value, err := in.value(described.Name, described, m.typed)
		if err != nil {
			unknown = append(unknown, fmt.Errorf("%s: %w", m.name, err))
		}

		values[described.Name] = value
	}

	return values, errors.Join(unknown...)
}

// mockedTypes lists the resources and then the data sources, by name.
func mockedTypes(ctx context.Context) ([]mocked, error) {
	schemas, err := provider.Server("dev", nil).GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("asking the provider for its schemas: %w", err)
	}

	offered := provider.New("dev", nil)
	types := map[string]mocked{}

	for _, create := range offered.Resources(ctx) {
		one := create()

		var (
			named     resource.MetadataResponse
			described resource.SchemaResponse
		)

		one.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "bcsales"}, &named)
		one.Schema(ctx, resource.SchemaRequest{}, &described)

		withTraits, ok := one.(interface{ Traits() framework.Traits })
		if !ok {
			return nil, fmt.Errorf("%s: %w", named.TypeName, errTraits)
		}

		types["resource "+named.TypeName] = mocked{
			block: "mock_resource", name: named.TypeName, attributes: schemas.ResourceSchemas[named.TypeName].Block.Attributes,
			typed: resourceTypes(ctx, described.Schema), parts: withTraits.Traits().IDParts,
		}
	}

	for _, create := range offered.DataSources(ctx) {
		one := create()

		var (
			named     datasource.MetadataResponse
			described datasource.SchemaResponse
		)

		one.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: "bcsales"}, &named)
		one.Schema(ctx, datasource.SchemaRequest{}, &described)

		types["source "+named.TypeName] = mocked{
			block: "mock_data", name: named.TypeName, attributes: schemas.DataSourceSchemas[named.TypeName].Block.Attributes,
			typed: dataSourceTypes(described.Schema),
		}
	}

	sorted := make([]mocked, 0, len(types))
	for _, key := range slices.Sorted(maps.Keys(types)) {
		sorted = append(sorted, types[key])
	}

	return sorted, nil
}

var errTraits = errors.New("the resource says nothing of the parts of its id")
