// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// Invocation is what an action said.
type Invocation struct {
	Progress []string
	// Errors holds summary and detail of all errors; it is empty after success.
	Errors string
}

// Invoke runs an action of the provider in-process, as Terraform does: the configuration is validated, planned and
// invoked. Arguments are strings or, for sets, slices of strings.
func (e *Env) Invoke(name string, arguments map[string]any) Invocation {
	e.t.Helper()
	lookup := func(name string) (string, bool) {
		value, ok := e.emulator.Env()[name]
		return value, ok
	}
	server, err := providerserver.NewProtocol6WithError(provider.New("test", lookup)())()
	t := invocation{e.t}
	t.must(err)
	return t.run(server, name, arguments)
}

type invocation struct{ testing.TB }

func (t invocation) run(server tfprotov6.ProviderServer, name string, arguments map[string]any) Invocation {
	t.Helper()
	ctx := t.Context()
	actions, ok := server.(tfprotov6.ActionServer)
	if !ok {
		t.Fatalf("%T serves no actions", server)
	}
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	t.must(err)
	if errors := told(schemas.Diagnostics); errors != "" {
		t.Fatalf("describing the provider: %s", errors)
	}
	configured, err := server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.14.0", Config: t.encode(schemas.Provider, nil),
	})
	t.must(err)
	if errors := told(configured.Diagnostics); errors != "" {
		t.Fatalf("configuring the provider: %s", errors)
	}
	described, ok := schemas.ActionSchemas[name]
	if !ok {
		t.Fatalf("the provider has no action %s", name)
	}
	config := t.encode(described.Schema, arguments)
	validated, err := actions.ValidateActionConfig(ctx, &tfprotov6.ValidateActionConfigRequest{ActionType: name, Config: config})
	t.must(err)
	if errors := told(validated.Diagnostics); errors != "" {
		return Invocation{Errors: errors}
	}
	planned, err := actions.PlanAction(ctx, &tfprotov6.PlanActionRequest{ActionType: name, Config: config})
	t.must(err)
	if errors := told(planned.Diagnostics); errors != "" {
		return Invocation{Errors: errors}
	}
	stream, err := actions.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: name, Config: config})
	t.must(err)
	var result Invocation
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			result.Progress = append(result.Progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			result.Errors += told(event.Diagnostics)
		}
	}
	return result
}

func (t invocation) must(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (t invocation) encode(schema *tfprotov6.Schema, given map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	object, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		t.Fatalf("the schema is %s", schema.ValueType())
	}
	attributes := map[string]tftypes.Value{}
	for name, kind := range object.AttributeTypes {
		attributes[name] = tftypes.NewValue(kind, nil)
	}
	for name, value := range given {
		kind, known := object.AttributeTypes[name]
		if !known {
			t.Fatalf("there is no argument %s", name)
		}
		if texts, several := value.([]string); several {
			elements := make([]tftypes.Value, len(texts))
			for i, text := range texts {
				elements[i] = tftypes.NewValue(tftypes.String, text)
			}
			value = elements
		}
		attributes[name] = tftypes.NewValue(kind, value)
	}
	encoded, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, attributes))
	t.must(err)
	return &encoded
}

func told(diagnostics []*tfprotov6.Diagnostic) string {
	var text strings.Builder
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			fmt.Fprintf(&text, "%s: %s\n", d.Summary, d.Detail)
		}
	}
	return text.String()
}
