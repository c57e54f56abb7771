// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// stub returns fixed schemas.
type stub struct {
	schemas    *tfprotov6.GetProviderSchemaResponse
	identities *tfprotov6.GetResourceIdentitySchemasResponse
	err        error
}

func (s stub) GetProviderSchema(
	context.Context, *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	return s.schemas, s.err
}

func (s stub) GetResourceIdentitySchemas(
	context.Context, *tfprotov6.GetResourceIdentitySchemasRequest,
) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return s.identities, s.err
}

func TestDescribe(t *testing.T) {
	t.Parallel()

	text := &tfprotov6.SchemaAttribute{
		Name: "a", Type: tftypes.String, Description: "d", DescriptionKind: tfprotov6.StringKindMarkdown,
		Optional: true, Computed: true, WriteOnly: true,
	}
	nested := &tfprotov6.SchemaAttribute{
		Name: "n", Required: true, Sensitive: true, Deprecated: true,
		NestedType: &tfprotov6.SchemaObject{Attributes: []*tfprotov6.SchemaAttribute{text}, Nesting: tfprotov6.SchemaObjectNestingModeMap},
	}
	block := &tfprotov6.SchemaBlock{
		Attributes: []*tfprotov6.SchemaAttribute{nested},
		BlockTypes: []*tfprotov6.SchemaNestedBlock{{
			TypeName: "b", Nesting: tfprotov6.SchemaNestedBlockNestingModeSet, MaxItems: 2, Block: &tfprotov6.SchemaBlock{},
		}},
	}
	one := &tfprotov6.Schema{Version: 3, Block: block}

	got, err := describe(t.Context(), stub{
		schemas: &tfprotov6.GetProviderSchemaResponse{
			Provider:        &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{}},
			ResourceSchemas: map[string]*tfprotov6.Schema{"r": one},
			ActionSchemas:   map[string]*tfprotov6.ActionSchema{"act": {Schema: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{}}}},
			Functions: map[string]*tfprotov6.Function{"f": {
				Summary: "s", Return: &tfprotov6.FunctionReturn{Type: tftypes.List{ElementType: tftypes.String}},
				Parameters:        []*tfprotov6.FunctionParameter{{Name: "p", Type: tftypes.Number}},
				VariadicParameter: &tfprotov6.FunctionParameter{Name: "v", AllowNullValue: true, Type: tftypes.Bool},
			}},
		},
		identities: &tfprotov6.GetResourceIdentitySchemasResponse{
			IdentitySchemas: map[string]*tfprotov6.ResourceIdentitySchema{"r": {
				IdentityAttributes: []*tfprotov6.ResourceIdentitySchemaAttribute{{Name: "id", Type: tftypes.String, RequiredForImport: true}},
			}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}

	content, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}

	const empty = `"block":{"description_kind":"plain"}`

	want := `{"format_version":"1.0","provider_schemas":{"bcsales":{` +
		`"provider":{"version":0,` + empty + `},` +
		`"resource_schemas":{"r":{"version":3,"block":{` +
		`"attributes":{"n":{"nested_type":{"attributes":{"a":{"type":"string","description":"d","description_kind":"markdown",` +
		`"optional":true,"computed":true,"write_only":true}},"nesting_mode":"map"},` +
		`"description_kind":"plain","deprecated":true,"required":true,"sensitive":true}},` +
		`"block_types":{"b":{"nesting_mode":"set",` + empty + `,"max_items":2}},"description_kind":"plain"}}},` +
		`"action_schemas":{"act":{"version":0,` + empty + `}},` +
		`"functions":{"f":{"summary":"s","return_type":["list","string"],"parameters":[{"name":"p","type":"number"}],` +
		`"variadic_parameter":{"name":"v","is_nullable":true,"type":"bool"}}},` +
		`"resource_identity_schemas":{"r":{"version":0,"attributes":{"id":{"type":"string","required_for_import":true}}}}}}}`
	if diff := cmp.Diff(want, string(content)); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
}

func TestDescribeFails(t *testing.T) {
	t.Parallel()

	errBroken := errors.New("broken")
	if _, err := describe(t.Context(), stub{err: errBroken}); !errors.Is(err, errBroken) {
		t.Errorf("error = %v", err)
	}

	_, err := describe(t.Context(), stub{
		schemas: &tfprotov6.GetProviderSchemaResponse{Diagnostics: []*tfprotov6.Diagnostic{{
			Severity: tfprotov6.DiagnosticSeverityError, Summary: "s", Detail: "d",
		}}},
		identities: &tfprotov6.GetResourceIdentitySchemasResponse{},
	})
	if !errors.Is(err, errSchema) {
		t.Errorf("error = %v", err)
	}
}

func TestNestingModes(t *testing.T) {
	t.Parallel()

	for mode, want := range map[tfprotov6.SchemaNestedBlockNestingMode]string{
		tfprotov6.SchemaNestedBlockNestingModeSingle: "single",
		tfprotov6.SchemaNestedBlockNestingModeList:   "list",
		tfprotov6.SchemaNestedBlockNestingModeMap:    "map",
		tfprotov6.SchemaNestedBlockNestingModeGroup:  "group",
	} {
		if got := blockNesting(mode); got != want {
			t.Errorf("block %s = %s, want %s", mode, got, want)
		}
	}

	for mode, want := range map[tfprotov6.SchemaObjectNestingMode]string{
		tfprotov6.SchemaObjectNestingModeSingle: "single",
		tfprotov6.SchemaObjectNestingModeList:   "list",
		tfprotov6.SchemaObjectNestingModeSet:    "set",
	} {
		if got := objectNesting(mode); got != want {
			t.Errorf("object %s = %s, want %s", mode, got, want)
		}
	}
}
