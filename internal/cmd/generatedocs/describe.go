// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// providerName is the provider's name in configurations, by which tfplugindocs finds the schemas.
const providerName = "bcsales"

// formatVersion is the format version of the output of `terraform providers schema -json`.
const formatVersion = "1.0"

var errSchema = errors.New("the provider's schemas are broken")

// server has the provider's methods that this command calls.
type server interface {
	GetProviderSchema(ctx context.Context, request *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error)
	GetResourceIdentitySchemas(
		ctx context.Context, request *tfprotov6.GetResourceIdentitySchemasRequest,
	) (*tfprotov6.GetResourceIdentitySchemasResponse, error)
}

// describe returns the provider's schemas in the format of `terraform providers schema -json`.
func describe(ctx context.Context, server server) (document, error) {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return document{}, fmt.Errorf("asking the provider for its schemas: %w", err)
	}

	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return document{}, fmt.Errorf("asking the provider for the identities of its resources: %w", err)
	}

	for _, diagnostic := range append(schemas.Diagnostics, identities.Diagnostics...) {
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityError {
			return document{}, fmt.Errorf("%w: %s: %s", errSchema, diagnostic.Summary, diagnostic.Detail)
		}
	}

	configuration := describeSchema(schemas.Provider)
	described := providerSchemas{
		Provider:           &configuration,
		Resources:          describeAll(schemas.ResourceSchemas, describeSchema),
		DataSources:        describeAll(schemas.DataSourceSchemas, describeSchema),
		EphemeralResources: describeAll(schemas.EphemeralResourceSchemas, describeSchema),
		ListResources:      describeAll(schemas.ListResourceSchemas, describeSchema),
		Actions: describeAll(schemas.ActionSchemas, func(action *tfprotov6.ActionSchema) schema {
			return describeSchema(action.Schema)
		}),
		Functions:  describeAll(schemas.Functions, describeFunction),
		Identities: describeAll(identities.IdentitySchemas, describeIdentity),
	}

	return document{FormatVersion: formatVersion, Schemas: map[string]providerSchemas{providerName: described}}, nil
}

func describeAll[From, To any](all map[string]From, describe func(From) To) map[string]To {
	result := make(map[string]To, len(all))
	for name, one := range all {
		result[name] = describe(one)
	}

	return result
}

func describeSchema(from *tfprotov6.Schema) schema {
	if from == nil || from.Block == nil {
		return schema{}
	}

	return schema{Version: from.Version, Block: describeBlock(from.Block)}
}

func describeBlock(from *tfprotov6.SchemaBlock) *block {
	nested := make(map[string]nestedBlock, len(from.BlockTypes))
	for _, one := range from.BlockTypes {
		nested[one.TypeName] = nestedBlock{
			NestingMode: blockNesting(one.Nesting), Block: describeBlock(one.Block), MinItems: one.MinItems, MaxItems: one.MaxItems,
		}
	}

	return &block{
		Attributes: describeAttributes(from.Attributes), NestedBlocks: nested,
		Description: from.Description, DescriptionKind: kind(from.DescriptionKind), Deprecated: from.Deprecated,
	}
}

func describeAttributes(from []*tfprotov6.SchemaAttribute) map[string]attribute {
	result := make(map[string]attribute, len(from))

	for _, one := range from {
		described := attribute{
			Description: one.Description, DescriptionKind: kind(one.DescriptionKind), Deprecated: one.Deprecated,
			Required: one.Required, Optional: one.Optional, Computed: one.Computed, Sensitive: one.Sensitive, WriteOnly: one.WriteOnly,
		}

		if one.NestedType != nil {
			described.NestedType = &nestedType{
				Attributes: describeAttributes(one.NestedType.Attributes), NestingMode: objectNesting(one.NestedType.Nesting),
			}
		} else {
			described.Type = one.Type
		}

		result[one.Name] = described
	}

	return result
}

func describeIdentity(from *tfprotov6.ResourceIdentitySchema) identity {
	attributes := make(map[string]identityAttribute, len(from.IdentityAttributes))
	for _, one := range from.IdentityAttributes {
		attributes[one.Name] = identityAttribute{
			Type: one.Type, Description: one.Description,
			RequiredForImport: one.RequiredForImport, OptionalForImport: one.OptionalForImport,
		}
	}

	return identity{Version: from.Version, Attributes: attributes}
}

func describeFunction(from *tfprotov6.Function) function {
	result := function{
		Description: from.Description, Summary: from.Summary, DeprecationMessage: from.DeprecationMessage, ReturnType: from.Return.Type,
	}

	for _, one := range from.Parameters {
		result.Parameters = append(result.Parameters, describeParameter(one))
	}

	if from.VariadicParameter != nil {
		variadic := describeParameter(from.VariadicParameter)
		result.VariadicParameter = &variadic
	}

	return result
}

func describeParameter(from *tfprotov6.FunctionParameter) parameter {
	return parameter{Name: from.Name, Description: from.Description, IsNullable: from.AllowNullValue, Type: from.Type}
}

func kind(from tfprotov6.StringKind) string {
	if from == tfprotov6.StringKindMarkdown {
		return "markdown"
	}

	return "plain"
}

func blockNesting(mode tfprotov6.SchemaNestedBlockNestingMode) string {
	switch mode {
	case tfprotov6.SchemaNestedBlockNestingModeList:
		return "list"
	case tfprotov6.SchemaNestedBlockNestingModeSet:
		return "set"
	case tfprotov6.SchemaNestedBlockNestingModeMap:
		return "map"
	case tfprotov6.SchemaNestedBlockNestingModeGroup:
		return "group"
	default:
		return "single"
	}
}

func objectNesting(mode tfprotov6.SchemaObjectNestingMode) string {
	switch mode {
	case tfprotov6.SchemaObjectNestingModeList:
		return "list"
	case tfprotov6.SchemaObjectNestingModeSet:
		return "set"
	case tfprotov6.SchemaObjectNestingModeMap:
		return "map"
	default:
		return "single"
	}
}
