// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// inProcess is a provider in this process, which is asked as Terraform asks it.
type inProcess struct {
	server      tfprotov6.ProviderServer
	schemas     map[string]*tfprotov6.Schema
	dataSources map[string]*tfprotov6.Schema
}

// newInProcess starts a provider of the emulator, whose address is perhaps not known yet.
func newInProcess(t *testing.T, env *acctest.Env, later bool) inProcess {
	t.Helper()
	lookup := func(name string) (string, bool) {
		value, ok := env.Emulator().Env()[name]
		return value, ok
	}
	server, err := providerserver.NewProtocol6WithError(provider.New("test", lookup)())()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var unknown []string
	if later {
		unknown = []string{"dataverse_url"}
	}
	config := encode(t, schema.Provider, map[string]any{}, unknown)
	if answer, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: config}); err != nil || len(answer.Diagnostics) > 1 {
		t.Fatalf("configuring the provider: %v, %v", err, answer)
	}
	return inProcess{server, schema.ResourceSchemas, schema.DataSourceSchemas}
}

// plan validates and plans a resource as Terraform does: computed values that are not configured keep what the prior
// state has, or are unknown without one.
func (p inProcess) plan(t *testing.T, kind string, prior, config map[string]any, unknown []string) []*tfprotov6.Diagnostic {
	t.Helper()
	schema := p.schemas[kind]
	configured := encode(t, schema, config, unknown)
	validated, err := p.server.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: kind, Config: configured, ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(validated.Diagnostics) > 0 {
		return validated.Diagnostics
	}
	proposed, left := maps.Clone(config), slices.Clone(unknown)
	for _, a := range schema.Block.Attributes {
		switch _, set := config[a.Name]; {
		case a.WriteOnly:
			delete(proposed, a.Name)
			left = slices.DeleteFunc(left, func(name string) bool { return name == a.Name })
		case !a.Computed || set:
		case prior == nil:
			left = append(left, a.Name)
		default:
			proposed[a.Name] = prior[a.Name]
		}
	}
	answer, err := p.server.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: kind, Config: configured, ProposedNewState: encode(t, schema, proposed, left), PriorState: encode(t, schema, prior, nil),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(answer.Diagnostics) == 0 {
		p.check(t, kind, answer.PlannedState, configured, encode(t, schema, prior, nil))
	}
	return answer.Diagnostics
}

// check holds a plan against what Terraform demands of it: an argument is planned as it is configured, or, where only the
// spelling differs, as it was; one that is not known yet is not planned at all.
func (p inProcess) check(t *testing.T, kind string, planned, configured, prior *tfprotov6.DynamicValue) {
	t.Helper()
	schema := p.schemas[kind]
	plan, config, before := decode(t, schema, planned), decode(t, schema, configured), decode(t, schema, prior)
	for _, a := range schema.Block.Attributes {
		value, wanted := plan[a.Name], config[a.Name]
		switch {
		case a.WriteOnly:
			if !value.IsNull() {
				t.Errorf("%s: the write-only argument %s is planned", kind, a.Name)
			}
		case !wanted.IsFullyKnown():
			if value.IsFullyKnown() {
				t.Errorf("%s: %s is planned as %s before it is known", kind, a.Name, value)
			}
		case wanted.IsNull() && a.Computed:
		case !value.Equal(wanted) && (before == nil || !value.Equal(before[a.Name])):
			t.Errorf("%s: %s is planned as %s, and configured as %s", kind, a.Name, value, wanted)
		}
	}
}

// read reads a data source.
func (p inProcess) read(t *testing.T, kind string, config map[string]any) {
	t.Helper()
	answer, err := p.server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: kind, Config: encode(t, p.dataSources[kind], config, nil),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range answer.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			t.Fatalf("%s with %v: %s: %s", kind, config, d.Summary, d.Detail)
		}
	}
}

func decode(t *testing.T, schema *tfprotov6.Schema, encoded *tfprotov6.DynamicValue) map[string]tftypes.Value {
	t.Helper()
	value, err := encoded.Unmarshal(schema.ValueType())
	if err != nil {
		t.Fatal(err)
	}
	var attributes map[string]tftypes.Value
	if err := value.As(&attributes); err != nil {
		t.Fatal(err)
	}
	return attributes
}

// encode writes an object; nil is a null object, and what is not given is null.
func encode(t *testing.T, schema *tfprotov6.Schema, given map[string]any, unknown []string) *tfprotov6.DynamicValue {
	t.Helper()
	object := schema.ValueType().(tftypes.Object)
	attributes := map[string]tftypes.Value{}
	for name, kind := range object.AttributeTypes {
		attributes[name] = tftypes.NewValue(kind, nil)
		if slices.Contains(unknown, name) {
			attributes[name] = tftypes.NewValue(kind, tftypes.UnknownValue)
		} else if value, ok := given[name]; ok {
			attributes[name] = valueOf(kind, value)
		}
	}
	value := tftypes.NewValue(object, attributes)
	if given == nil {
		value = tftypes.NewValue(object, nil)
	}
	encoded, err := tfprotov6.NewDynamicValue(object, value)
	if err != nil {
		t.Fatal(err)
	}
	return &encoded
}

// valueOf turns what JSON says into a value of the type.
func valueOf(kind tftypes.Type, given any) tftypes.Value {
	switch given := given.(type) {
	case []any:
		elements := make([]tftypes.Value, len(given))
		for i, one := range given {
			elements[i] = valueOf(elementOf(kind), one)
		}
		return tftypes.NewValue(kind, elements)
	case map[string]any:
		elements := map[string]tftypes.Value{}
		for name, one := range given {
			of := elementOf(kind)
			if object, ok := kind.(tftypes.Object); ok {
				of = object.AttributeTypes[name]
			}
			elements[name] = valueOf(of, one)
		}
		return tftypes.NewValue(kind, elements)
	default:
		return tftypes.NewValue(kind, given)
	}
}

func elementOf(kind tftypes.Type) tftypes.Type {
	switch kind := kind.(type) {
	case tftypes.Set:
		return kind.ElementType
	case tftypes.List:
		return kind.ElementType
	case tftypes.Map:
		return kind.ElementType
	}
	return nil
}
