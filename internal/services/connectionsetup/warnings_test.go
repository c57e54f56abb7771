// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// planner asks the provider for plans without Terraform, because a test of Terraform's does not see warnings.
type planner struct {
	t      *testing.T
	server tfprotov6.ProviderServer
	schema *tfprotov6.GetProviderSchemaResponse
}

func newPlanner(t *testing.T, f fixture) planner {
	t.Helper()
	server, err := f.Factories()["bcsales"]()
	if err != nil {
		t.Fatal(err)
	}
	schema, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	p := planner{t: t, server: server, schema: schema}
	env := f.Emulator().Env()
	kind, _ := schema.Provider.ValueType().(tftypes.Object)
	endpoints, _ := kind.AttributeTypes["endpoints"].(tftypes.Object)
	config := p.value(schema.Provider, map[string]any{
		"tenant_id": env["BCSALES_TENANT_ID"], "client_id": emulator.ClientID, "client_secret": env["BCSALES_CLIENT_SECRET"],
		"dataverse_url": env["BCSALES_DATAVERSE_URL"], "business_central_environment": env["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"],
		"ca_certificate_path": env["BCSALES_CA_CERTIFICATE_PATH"],
		"endpoints": tftypes.NewValue(endpoints, map[string]tftypes.Value{
			"authority":        tftypes.NewValue(tftypes.String, env["BCSALES_AUTHORITY_URL"]),
			"graph":            tftypes.NewValue(tftypes.String, env["BCSALES_GRAPH_URL"]),
			"business_central": tftypes.NewValue(tftypes.String, env["BCSALES_BUSINESS_CENTRAL_URL"]),
		}),
	})
	answer, err := server.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	p.clean(answer.Diagnostics)
	return p
}

func (p planner) clean(diagnostics []*tfprotov6.Diagnostic) {
	p.t.Helper()
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			p.t.Fatalf("%s: %s", d.Summary, d.Detail)
		}
	}
}

// value makes an object of a schema; attributes that are not given are null, and so is the object when nothing is given.
func (p planner) value(schema *tfprotov6.Schema, given map[string]any) *tfprotov6.DynamicValue {
	p.t.Helper()
	kind, _ := schema.ValueType().(tftypes.Object)
	values := map[string]tftypes.Value{}
	for name, attribute := range kind.AttributeTypes {
		if v, ok := given[name].(tftypes.Value); ok {
			values[name] = v
			continue
		}
		values[name] = tftypes.NewValue(attribute, given[name])
	}
	object := tftypes.NewValue(kind, nil)
	if given != nil {
		object = tftypes.NewValue(kind, values)
	}
	encoded, err := tfprotov6.NewDynamicValue(kind, object)
	if err != nil {
		p.t.Fatal(err)
	}
	return &encoded
}

// warnings plans an update, or a creation where nothing is there, and returns the warnings as one text.
func (p planner) warnings(resource string, prior, change map[string]any) string {
	p.t.Helper()
	schema := p.schema.ResourceSchemas[resource]
	planned := map[string]any{}
	maps.Copy(planned, prior)
	maps.Copy(planned, change)
	config := maps.Clone(planned)
	for _, attribute := range schema.Block.Attributes {
		if attribute.Computed && !attribute.Optional {
			delete(config, attribute.Name)
		}
	}
	diagnostics := p.plan(resource, prior, planned, config)
	p.clean(diagnostics)
	return said(diagnostics)
}

// plan returns what the plan from a prior state to a proposed one says.
func (p planner) plan(resource string, prior, proposed, config map[string]any) []*tfprotov6.Diagnostic {
	p.t.Helper()
	schema := p.schema.ResourceSchemas[resource]
	answer, err := p.server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, PriorState: p.value(schema, prior), ProposedNewState: p.value(schema, proposed), Config: p.value(schema, config),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return answer.Diagnostics
}

// said joins the texts of diagnostics.
func said(diagnostics []*tfprotov6.Diagnostic) string {
	texts := make([]string, 0, len(diagnostics))
	for _, d := range diagnostics {
		texts = append(texts, d.Summary+": "+d.Detail)
	}
	return strings.Join(texts, "\n")
}

// refusals validates a configuration and returns the errors as one text.
func (p planner) refusals(resource string, config map[string]any) string {
	p.t.Helper()
	answer, err := p.server.ValidateResourceConfig(context.Background(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: resource, Config: p.value(p.schema.ResourceSchemas[resource], config),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return said(answer.Diagnostics)
}

// TestSales_ignoredChange: what ignore_changes keeps of the state may exclude what the configuration adds, which its validation does not
// see.
func TestSales_ignoredChange(t *testing.T) {
	t.Parallel()
	p := newPlanner(t, arrange(t))
	made := map[string]any{"id": cronus, "company_id": cronus, "legacy_sales_orders": false, "auto_create_sales_orders": false}
	proposed, config := maps.Clone(made), maps.Clone(made)
	proposed["auto_create_sales_orders"], config["auto_create_sales_orders"] = true, true
	config["legacy_sales_orders"] = true
	delete(config, "id")
	for _, prior := range []map[string]any{made, nil} {
		if got := said(p.plan("bcsales_sales_connection_setup", prior, proposed, config)); !strings.Contains(got, "auto_create_sales_orders needs legacy_sales_orders") {
			t.Errorf("from %v: %q", prior, got)
		}
	}
}

func TestSetups_planWarnings(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(true))
	f.Insert(salesSetups(), map[string]any{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail})
	for table, count := range map[int]int{204: 2, 5400: 1, 5404: 3} {
		for n := range count {
			f.Insert(couplings(), map[string]any{
				"tableId": table, "recordId": fmt.Sprintf("%08d-0000-4000-8000-%012d", table, n), "dataverseId": fmt.Sprintf("%08d-0000-4000-8001-%012d", table, n),
			})
		}
	}
	p := newPlanner(t, f)
	dataverse := map[string]any{
		"id": cronus, "company_id": cronus, "environment_url": f.Emulator().URL(), "user_name": integrationEmail, "authentication": "certificate",
		"ownership_model": "person", "business_unit_id": fmt.Sprint(f.unit["businessunitid"]), "business_unit_name": fmt.Sprint(f.unit["name"]),
		"proxy_version": 100, "enabled": true, "consent_acknowledged": true,
	}
	sales := map[string]any{
		"id": cronus, "company_id": cronus, "proxy_version": 100, "enabled": true, "item_availability": false, "legacy_sales_orders": false,
		"auto_create_sales_orders": false, "bidirectional_sales_orders": false, "auto_process_sales_quotes": false, "unit_group_mapping": true,
	}
	with := func(prior map[string]any, name string, value any) map[string]any {
		changed := maps.Clone(prior)
		changed[name] = value
		return changed
	}
	const setup, salesSetup = "bcsales_dataverse_connection_setup", "bcsales_sales_connection_setup"
	off := with(with(sales, "enabled", false), "disable_reason", "The integration user has insufficient privileges.")
	for _, c := range []struct {
		name     string
		resource string
		prior    map[string]any
		change   map[string]any
		want     string
		without  string
	}{
		{"ownership model", setup, dataverse, map[string]any{"ownership_model": "team"}, "resets its table mappings", ""},
		{"proxy version", setup, dataverse, map[string]any{"proxy_version": 101}, "Business Central also removes 2 couplings of units of measure (mapping UNIT OF MEASURE);", "unit groups"},
		{"an unknown user", setup, dataverse, map[string]any{"user_name": tftypes.NewValue(tftypes.String, tftypes.UnknownValue)}, "also removes 2 couplings of units of measure", ""},
		{"business unit", setup, with(dataverse, "ownership_model", "team"), map[string]any{"business_unit_name": "Contoso"}, "", ""},
		{"turning off", setup, dataverse, map[string]any{"enabled": false}, "The Sales connection is turned off too", "removes"},
		{"turning off with a change", setup, dataverse, map[string]any{"enabled": false, "proxy_version": 101}, "The Sales connection is turned off too", "off and on"},
		{"turning on", setup, with(dataverse, "enabled", false), map[string]any{"enabled": true}, "The Dataverse connection is turned on", ""},
		{"spelling", setup, dataverse, map[string]any{"user_name": strings.ToUpper(integrationEmail)}, "", ""},
		{"unit groups off", salesSetup, sales, map[string]any{"unit_group_mapping": false}, "also removes 1 coupling of unit groups (mapping UNIT GROUP), 3 couplings of units of items (mapping ITEM UOM);", "RESOURCE UOM"},
		{"unit groups on", salesSetup, with(sales, "unit_group_mapping", false), map[string]any{"unit_group_mapping": true}, "also removes 2 couplings of units of measure (mapping UNIT OF MEASURE);", "UNIT GROUP"},
		{"unknown unit groups", salesSetup, sales, map[string]any{"unit_group_mapping": tftypes.NewValue(tftypes.Bool, tftypes.UnknownValue)}, "Depending on the value of unit_group_mapping", ""},
		{"Sales on", salesSetup, off, map[string]any{"enabled": true}, "Business Central turned it off: The integration user has insufficient privileges.", ""},
		{"Sales proxy version", salesSetup, sales, map[string]any{"proxy_version": 101}, "also removes 2 couplings of units of measure", ""},
		{"a setting", salesSetup, sales, map[string]any{"item_availability": true}, "", ""},
	} {
		got := p.warnings(c.resource, c.prior, c.change)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: warnings are %q, want %q", c.name, got, c.want)
		}
		if c.without != "" && strings.Contains(got, c.without) {
			t.Errorf("%s: warnings are %q, want nothing of %q", c.name, got, c.without)
		}
	}
	for _, row := range f.Rows(couplings()) {
		f.Delete(couplings(), id(row))
	}
	p = newPlanner(t, f) // a plan is about one moment, and a provider serves one run
	if got := p.warnings(salesSetup, sales, map[string]any{"unit_group_mapping": false}); !strings.Contains(got, "at present there are none that it would remove") {
		t.Errorf("without couplings of units: warnings are %q", got)
	}
	f.Delete(salesSetups(), id(f.only(t, salesSetups())))
	p = newPlanner(t, f)
	if got := p.warnings(setup, dataverse, map[string]any{"proxy_version": 101}); strings.Contains(got, "units") {
		t.Errorf("without a Sales connection: warnings are %q", got)
	}
}

// TestSales_formerUnits warns before a new connection of couplings that an earlier one left and that it removes.
func TestSales_formerUnits(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(true))
	f.Insert(couplings(), map[string]any{"tableId": 204, "recordId": "00000204-0000-4000-8000-000000000001", "dataverseId": "00000204-0000-4000-8001-000000000001"})
	factories, warnings := f.Warnings()
	config := func(lines ...string) string {
		return f.prelude + block("bcsales_sales_connection_setup", []string{fmt.Sprintf("company_id = %q", cronus)}, lines)
	}
	expect := func(want bool) func() {
		return func() {
			text := warnings.In("plan")
			if strings.Contains(text, "Couplings of units are removed") != want || strings.Contains(text, "also removes 1 coupling of units of measure") != want {
				t.Errorf("the warning is wanted: %t, and the plan warned: %s", want, text)
			}
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{
			{Config: config(`unit_group_mapping = false`)},
			{PreConfig: expect(false), Config: f.prelude},
			{Config: config()},
			{PreConfig: expect(true), Config: config()},
		},
	})
}

// TestSales_formerUnitsUnknown warns of no couplings while it is not known whether the new connection removes them.
func TestSales_formerUnitsUnknown(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(true))
	f.Insert(couplings(), map[string]any{"tableId": 5400, "recordId": "00005400-0000-4000-8000-000000000001", "dataverseId": "00005400-0000-4000-8001-000000000001"})
	p := newPlanner(t, f)
	for unitGroups, warns := range map[any]bool{false: true, tftypes.UnknownValue: false} {
		got := p.warnings("bcsales_sales_connection_setup", nil, map[string]any{"company_id": cronus, "unit_group_mapping": tftypes.NewValue(tftypes.Bool, unitGroups)})
		if strings.Contains(got, "Couplings of units are removed") != warns || !warns && got != "" {
			t.Errorf("unit_group_mapping = %v: warnings are %q", unitGroups, got)
		}
	}
}
