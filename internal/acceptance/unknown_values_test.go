// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
)

// literalArgument is a line of a configuration that gives an argument a literal value.
var literalArgument = regexp.MustCompile(`(?m)^(\s*)(\w+)(\s*=\s*)("[^"]*"|\d+|true|false)$`)

// later takes every literal value of the guide from a resource of the same run, so that no plan knows it.
func later(g *guide) string {
	c := g.clone()
	var values []string
	for _, address := range c.order {
		c.parts[address] = literalArgument.ReplaceAllStringFunc("\n"+strings.TrimSpace(c.parts[address]), func(line string) string {
			m := literalArgument.FindStringSubmatch(line)
			key := fmt.Sprintf("v%d", len(values))
			values = append(values, key+" = "+m[4])
			return m[1] + m[2] + m[3] + "terraform_data.later.output." + key
		})
	}
	return c.config() + "\nresource \"terraform_data\" \"later\" {\n  input = {\n    " + strings.Join(values, "\n    ") + "\n  }\n}\n"
}

// TestGuideOfUnknownValues applies the guide with all values unknown to the plan: the apply ends with what was planned, and
// the next plan is empty.
func TestGuideOfUnknownValues(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := later(driftGuide(t, env))
	if n := strings.Count(config, "terraform_data.later.output."); n < 40 {
		t.Fatalf("only %d values are unknown", n)
	}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps:                    []resource.TestStep{{Config: config, ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: empty()}}},
	})
}

// minimal are arguments with which each resource is valid.
func minimal(env *acctest.Env) map[string]map[string]any {
	text := func(values ...string) tftypes.Value {
		elements := map[string]tftypes.Value{}
		for i := 0; i < len(values); i += 2 {
			elements[values[i]] = tftypes.NewValue(tftypes.String, values[i+1])
		}
		return tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, elements)
	}
	return map[string]map[string]any{
		"bcsales_integration_user":         {"application_id": applicationID},
		"bcsales_security_role_assignment": {"system_user_id": userJim, "role_name": "Salesperson"},
		"bcsales_solution":                 {"unique_name": "Later"},
		"bcsales_dataverse_company":        {"company_id": companyID, "company_name": "CRONUS"},
		"bcsales_team_membership":          {"team_id": rootUnitID, "system_user_id": userJim},
		"bcsales_dataverse_connection_setup": {
			"company_id": companyID, "environment_url": env.Emulator().URL(), "user_name": "integration@contoso.example",
			"business_unit_id": rootUnitID, "business_unit_name": "Unit (" + companyID + ")", "consent_acknowledged": true,
		},
		"bcsales_sales_connection_setup":    {"company_id": companyID},
		"bcsales_salesperson_coupling":      {"company_id": companyID, "salesperson_code": "JO", "system_user_id": userJim},
		"bcsales_salesperson_couplings":     {"company_id": companyID, "couplings": text("JO", userJim)},
		"bcsales_record_coupling":           {"company_id": companyID, "table": "customer", "record_id": customerFirst, "dataverse_id": rootUnitID},
		"bcsales_initial_synchronization":   {"company_id": companyID},
		"bcsales_license_assignment":        {"user_id": userAda, "sku_part_number": "DYN365_ENTERPRISE_SALES"},
		"bcsales_company":                   {"name": "Fabrikam"},
		"bcsales_extension":                 {"file": "later.app"},
		"bcsales_permission_set_assignment": {"user_security_id": userAda, "permission_set_id": "D365 READ"},
		"bcsales_table_mapping":             {"company_id": companyID, "name": "CUSTOMER"},
	}
}

// TestUnknownArguments plans every resource with each of its arguments unknown, alone and all together, as a creation and
// as an update: no plan is refused.
func TestUnknownArguments(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	server, schema := configured(t, env)
	bases := minimal(env)
	planned := 0
	for _, name := range slices.Sorted(maps.Keys(schema.ResourceSchemas)) {
		base, known := bases[name]
		if !known {
			t.Errorf("%s has no minimal arguments", name)
			continue
		}
		kind := schema.ResourceSchemas[name]
		var all []string
		for _, a := range kind.Block.Attributes {
			if a.Name != "timeouts" && (a.Required || a.Optional) {
				all = append(all, a.Name)
			}
		}
		cases := map[string][]string{"all": nil}
		for _, a := range kind.Block.Attributes {
			if _, set := base[a.Name]; slices.Contains(all, a.Name) && (a.Required || set || !exclusive(a.Name)) {
				cases[a.Name] = []string{a.Name}
			}
			if _, set := base[a.Name]; a.Required || set {
				cases["all"] = append(cases["all"], a.Name)
			}
		}
		for what, unknown := range cases {
			config := values(t, kind, base, unknown, false)
			for _, prior := range []tftypes.Value{tftypes.NewValue(kind.ValueType(), nil), values(t, kind, base, nil, false)} {
				planned++
				if text := plan(t, server, name, kind, prior, config, values(t, kind, base, unknown, true)); text != "" {
					t.Errorf("%s with %s unknown (update: %t): %s", name, what, !prior.IsNull(), text)
				}
			}
		}
	}
	t.Logf("%d plans", planned)
}

// configured is a provider that works on the emulator, with its schemas.
func configured(t *testing.T, env *acctest.Env) (tfprotov6.ProviderServer, *tfprotov6.GetProviderSchemaResponse) {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(provider.New("test", func(name string) (string, bool) {
		value, ok := env.Emulator().Env()[name]
		return value, ok
	})())()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	config, err := tfprotov6.NewDynamicValue(schema.Provider.ValueType(), values(t, schema.Provider, nil, nil, false))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := server.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{
		Config: &config, ClientCapabilities: &tfprotov6.ConfigureProviderClientCapabilities{},
	})
	if err != nil || len(answer.Diagnostics) > 0 && answer.Diagnostics[0].Severity == tfprotov6.DiagnosticSeverityError {
		t.Fatalf("configuring the provider: %v, %v", err, answer)
	}
	return server, schema
}

// exclusive are arguments that cannot be set besides the one in the minimal arguments.
func exclusive(name string) bool {
	return slices.Contains([]string{
		"object_id", "team_id", "role_id", "role_template_id", "salesperson_id", "system_user_email", "sku_id", "access_mode",
	}, name)
}

// values makes an object with the arguments, the others null or, in a proposed state, unknown where they are computed.
func values(t *testing.T, kind *tfprotov6.Schema, given map[string]any, unknown []string, proposed bool) tftypes.Value {
	t.Helper()
	object, _ := kind.ValueType().(tftypes.Object)
	made := map[string]tftypes.Value{}
	for _, a := range kind.Block.Attributes {
		value, set := given[a.Name]
		switch v, ready := value.(tftypes.Value); {
		case a.WriteOnly && proposed:
			made[a.Name] = tftypes.NewValue(object.AttributeTypes[a.Name], nil)
		case slices.Contains(unknown, a.Name) || proposed && a.Computed && !set:
			made[a.Name] = tftypes.NewValue(object.AttributeTypes[a.Name], tftypes.UnknownValue)
		case ready:
			made[a.Name] = v
		default:
			made[a.Name] = tftypes.NewValue(object.AttributeTypes[a.Name], value)
		}
	}
	return tftypes.NewValue(object, made)
}

// plan validates and plans, and returns the errors as one text.
func plan(t *testing.T, server tfprotov6.ProviderServer, name string, kind *tfprotov6.Schema, prior, config, proposed tftypes.Value) string {
	t.Helper()
	encode := func(v tftypes.Value) *tfprotov6.DynamicValue {
		encoded, err := tfprotov6.NewDynamicValue(kind.ValueType(), v)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return &encoded
	}
	valid, err := server.ValidateResourceConfig(context.Background(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: name, Config: encode(config), ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	answer, err := server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: name, PriorState: encode(prior), ProposedNewState: encode(proposed), Config: encode(config),
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var texts []string
	for _, d := range append(valid.Diagnostics, answer.Diagnostics...) {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			texts = append(texts, d.Summary+": "+d.Detail)
		}
	}
	return strings.Join(texts, "\n")
}
