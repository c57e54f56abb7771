// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// literalSales is the Sales connection setup beside a Dataverse connection setup that Terraform does not manage.
func literalSales(lines ...string) string {
	return block("bcsales_sales_connection_setup", []string{fmt.Sprintf("company_id = %q", cronus)}, lines)
}

// TestSetups_takeOverDisabled takes disabled rows over, with other values, and leaves them in place, off, on destroy.
func TestSetups_takeOverDisabled(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	f.Insert(dataverseSetups(), acctest.Row{"environmentUrl": "", "userName": "", "isEnabled": false})
	f.Insert(salesSetups(), acctest.Row{"isEnabled": false, "proxyVersion": 9, "unitGroupMappingEnabled": false})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{{
			Config: f.prelude + f.dataverse() + f.sales(),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(dataverseAddress, "enabled", "true"),
				resource.TestCheckResourceAttr(salesAddress, "enabled", "true"),
				resource.TestCheckResourceAttr(salesAddress, "unit_group_mapping", "true"),
			),
		}},
	})
	f.expectBoth(t, false)
}

// TestSetups_takeOverIdentical takes enabled rows with the same values over and leaves them as they are.
func TestSetups_takeOverIdentical(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(true))
	f.Insert(salesSetups(), acctest.Row{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail, "businessCentralUrl": "https://businesscentral.dynamics.com/bc.example/?company=CRONUS"})
	f.ResetRequests()
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps:                    []resource.TestStep{{Config: f.prelude + f.dataverse() + f.sales()}},
	})
	for _, c := range f.Requests() {
		if c.API == acctest.BusinessCentral && c.Method != http.MethodGet && !strings.HasSuffix(c.Route, "/$batch") { // whose parts count too
			t.Errorf("%s %s was sent", c.Method, c.Route)
		}
	}
	f.expectBoth(t, true)
}

// TestSetups_enabledWithOtherValues names the import command, in the plan already.
func TestSetups_enabledWithOtherValues(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	row := f.dataverseRow(true)
	row["proxyVersion"] = 99
	f.Insert(dataverseSetups(), row)
	f.Insert(salesSetups(), acctest.Row{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail, "itemAvailabilityEnabled": true})
	for config, address := range map[string]string{f.dataverse(): "dataverse", f.dataverse(`enabled = false`): "dataverse", literalSales(): "sales"} {
		acctest.Run(t, resource.TestCase{
			ProtoV6ProviderFactories: f.Factories(),
			Steps: []resource.TestStep{{
				Config: f.prelude + config, PlanOnly: true,
				ExpectError: words("terraform import bcsales_" + address + "_connection_setup.<name> " + cronus),
			}},
		})
	}
}

// TestSetups_enabledSincePlan lets somebody connect the company with other values after the last look of the plan, which Terraform makes
// again before it applies: it is said, and the connection stays as it is, outside the state.
func TestSetups_enabledSincePlan(t *testing.T) {
	t.Parallel()
	for _, connection := range []string{"Dataverse", "Sales"} {
		f := arrange(t)
		config, set, last := f.dataverse(), dataverseSetups(), "/systemusers$"
		row := f.dataverseRow(true)
		row["proxyVersion"] = 99
		if connection == "Sales" {
			f.Insert(set, f.dataverseRow(true))
			config, set, last = literalSales(), salesSetups(), "/recordCouplings$"
			row = acctest.Row{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail, "itemAvailabilityEnabled": true}
		}
		w := inprocess.NewWorkspace(f.Factories())
		var made acctest.Row
		err := f.run(t, w, config, inprocess.Mode{}, func() {
			f.Before(http.MethodGet, last, func() { made = f.Insert(set, row) })
		})
		if want := "The company has an enabled " + connection + " connection setup with other values"; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		if now := f.only(t, set); !maps.Equal(now, made) || !w.Empty() {
			t.Errorf("the setup is %v, and was %v; the state has %v", now, made, w.Attributes())
		}
	}
}

// TestSetups_importByIdentity imports both and plans nothing.
func TestSetups_importByIdentity(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	config := f.prelude + f.dataverse(`ownership_model = "person"`) + f.sales(`item_availability = true`)
	acctest.Run(t, resource.TestCase{
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config},
			{ResourceName: dataverseAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: salesAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
	})
}

// TestSetups_spelling plans nothing for values that differ only in spelling, also after an import.
func TestSetups_spelling(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	lines := []string{
		fmt.Sprintf(`company_id = upper(%q)`, cronus),
		fmt.Sprintf(`environment_url = "%s/"`, f.Emulator().URL()),
		fmt.Sprintf(`user_name = upper(%q)`, integrationEmail),
		fmt.Sprintf(`business_unit_id = upper(%q)`, f.unit["businessunitid"]),
	}
	plain := f.prelude + f.dataverse() + literalSales(`business_central_url = "https://businesscentral.dynamics.com/bc.example/Production"`, `depends_on = [bcsales_dataverse_connection_setup.this]`)
	spelled := f.prelude + f.dataverse(lines...) + literalSales(`business_central_url = "https://BusinessCentral.dynamics.com/bc.example/Production/?company=CRONUS"`, `depends_on = [bcsales_dataverse_connection_setup.this]`)
	empty := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: plain},
			{Config: spelled, ConfigPlanChecks: empty},
			{Config: plain, Destroy: true},
			{Config: spelled},
			{Config: plain, ConfigPlanChecks: empty},
		},
	})
}

// TestSetups_validation refuses what can never be.
func TestSetups_validation(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	p := newPlanner(t, f)
	const dataverse, sales = "bcsales_dataverse_connection_setup", "bcsales_sales_connection_setup"
	unknown := tftypes.NewValue(tftypes.Bool, tftypes.UnknownValue)
	configuration := map[string]any{
		"company_id": cronus, "environment_url": f.Emulator().URL(), "user_name": integrationEmail,
		"business_unit_id": cronus, "business_unit_name": "Unit", "consent_acknowledged": true,
	}
	for _, c := range []struct {
		resource string
		change   map[string]any
		want     string
	}{
		{dataverse, nil, ""},
		{dataverse, map[string]any{"consent_acknowledged": false}, "The connection needs consent"},
		{dataverse, map[string]any{"consent_acknowledged": false, "enabled": false}, ""},
		{dataverse, map[string]any{"consent_acknowledged": false, "enabled": unknown}, ""},
		{dataverse, map[string]any{"consent_acknowledged": unknown}, ""},
		{dataverse, map[string]any{"environment_url": "http://contoso.crm4.dynamics.com"}, "Not the address of a Dataverse environment"},
		{dataverse, map[string]any{"environment_url": "https://contoso.crm4.dynamics.com/main.aspx"}, "Not the address of a Dataverse environment"},
		{dataverse, map[string]any{"environment_url": "https://" + strings.Repeat("contoso.", 32) + "dynamics.com"}, "Not the address of a Dataverse environment"},
		{dataverse, map[string]any{"environment_url": "https://" + strings.Repeat("a", 242)}, ""},
		{dataverse, map[string]any{"environment_url": "https://" + strings.Repeat("a", 243)}, "Not the address of a Dataverse environment"},
		{dataverse, map[string]any{"user_name": `contoso\service`}, "Not an e-mail address"},
		{dataverse, map[string]any{"user_name": "@contoso.example"}, "Not an e-mail address"},
		{dataverse, map[string]any{"user_name": "me@"}, "Not an e-mail address"},
		{dataverse, map[string]any{"user_name": "me@" + strings.Repeat("a", 247)}, ""},
		{dataverse, map[string]any{"user_name": "me@" + strings.Repeat("a", 248)}, "Not an e-mail address"},
		{dataverse, map[string]any{"user_name": "*@*"}, "Not an e-mail address"},
		{dataverse, map[string]any{"authentication": "password"}, "Invalid Attribute Value Match"},
		{dataverse, map[string]any{"ownership_model": "unit"}, "Invalid Attribute Value Match"},
		{dataverse, map[string]any{"business_unit_id": "unit"}, "Not a GUID"},
		{sales, map[string]any{"auto_create_sales_orders": true}, "auto_create_sales_orders needs legacy_sales_orders"},
		{sales, map[string]any{"auto_create_sales_orders": true, "legacy_sales_orders": true}, ""},
		{sales, map[string]any{"auto_create_sales_orders": true, "legacy_sales_orders": unknown}, ""},
		{sales, map[string]any{"legacy_sales_orders": true, "bidirectional_sales_orders": true}, "bidirectional_sales_orders excludes legacy_sales_orders"},
		{sales, map[string]any{"business_central_url": "http://bc.example"}, "Not an https address"},
		{sales, map[string]any{"business_central_url": "https:///Production"}, "Not an https address"},
		{sales, map[string]any{"business_central_url": "https://bc.example/Production"}, ""},
	} {
		config := maps.Clone(configuration)
		if c.resource == sales {
			config = map[string]any{"company_id": cronus}
		}
		maps.Copy(config, c.change)
		got := p.refusals(c.resource, config)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s with %v: %q, want %q", c.resource, c.change, got, c.want)
		}
	}
}

// TestSetups_withoutCompanion expects one error about the missing companion extension, with what to do.
func TestSetups_withoutCompanion(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.WithSeed(`{"businesscentral": {"companion": null, "companies": [{"id": "`+cronus+`", "name": "CRONUS"}]}}`))
	f := fixture{Env: env, prelude: env.ProviderConfig(), unit: acctest.Row{"businessunitid": cronus, "name": "Unit"}}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.prelude + f.dataverse(), ExpectError: words("Business Central has no API of the companion extension in company " + cronus + ": install the extension")},
			{Config: f.prelude + literalSales(), ExpectError: words("install the extension")},
			{
				Config:       f.prelude + literalSales(),
				ResourceName: salesAddress, ImportState: true, ImportStateId: cronus, ExpectError: words("install the extension"),
			},
		},
	})
}

func TestSetups_withOldCompanion(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.WithSeed(`{"businesscentral": {"companion": "0.9.0.0", "companies": [{"id": "`+cronus+`", "name": "CRONUS"}]}}`))
	f := fixture{Env: env, prelude: env.ProviderConfig()}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps:                    []resource.TestStep{{Config: f.prelude + literalSales(), ExpectError: words("has version 0.9.0.0, and this provider needs 1.1.0.0 or newer")}},
	})
}

// TestSetups_companyGone expects an error for a wrong company id, and in the plan when both setups went with their company.
func TestSetups_companyGone(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	companies := acctest.Set{API: acctest.BusinessCentral, Name: "companies"}
	config := f.prelude + f.dataverse() + f.sales()
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.prelude + literalSales(`company_id = "00000c99-0000-4000-8000-000000000099"`), ExpectError: words("There is no such company")},
			{Config: config},
			{PreConfig: func() { f.Delete(companies, cronus) }, Config: config, PlanOnly: true, ExpectError: words("The company is gone")},
		},
	})
}

// TestSetups_unknownFlags takes an enabled setup over whose planned settings are known only in the apply.
func TestSetups_unknownFlags(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(true))
	f.Insert(salesSetups(), acctest.Row{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail, "itemAvailabilityEnabled": true})
	later := `
resource "terraform_data" "later" {
  input = { flag = true, version = 100 }
}
`
	acctest.OnlyTerraform(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{{
			Config: f.prelude + later + literalSales(`item_availability = terraform_data.later.output.flag`, `proxy_version = terraform_data.later.output.version`),
			Check:  resource.TestCheckResourceAttr(salesAddress, "item_availability", "true"),
		}},
	})
}

// TestSetups_interruptedTakeOver interrupts a creation before it sends anything: setups that were there stay out of the
// state, and in the company.
func TestSetups_interruptedTakeOver(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, path := range acctest.SampleOf(map[string]string{"dataverse": `systemusers`, "sales": `solutions`}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			f.Insert(dataverseSetups(), f.dataverseRow(name == "sales"))
			f.Insert(salesSetups(), acctest.Row{"isEnabled": false, "proxyVersion": 100, "unitGroupMappingEnabled": true})
			config := f.prelude + f.dataverse(`timeouts = { create = "3s" }`)
			if name == "sales" {
				config = f.prelude + literalSales(`timeouts = { create = "3s" }`)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{{
					PreConfig: func() {
						skip := 0
						if name == "dataverse" {
							skip = 1 // the plan's own look
						}
						f.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: path, Action: "delay", Delay: "5s", Skip: skip})
					},
					Config:      config,
					ExpectError: words("timeout ended while waiting for its answer"),
				}},
			})
			f.Faults()
			if len(f.Rows(dataverseSetups())) != 1 || len(f.Rows(salesSetups())) != 1 {
				t.Error("a setup that was there was destroyed")
			}
		})
	}
}
