// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// oddNames are the names of companies whose characters mean something in an address.
func oddNames() []string {
	return []string{
		"Huber & Co. KG", "Plus+Minus", "Halle #7", "100% Bio", "50%20x", "x=y", "Wer? Wir!", `"Zitat" 'GmbH'`, "Nachgestellt ",
		"Müller & Söhne Straßenbau", "\u682a\u5f0f\u4f1a\u793e\u30b5\u30f3\u30d7\u30eb", "Kaffee ☕ & Bagel 🥯", "123456789012345678901234567890", "A?company=B&company=C",
	}
}

const ownAddress = "https://businesscentral.dynamics.com/contoso.example/Production"

// named is one cell of the table: a company, and the lines of its Sales connection setup.
type named struct {
	id, name, label string
	lines           []string
	address         string
}

// namedCompanies has every name twice: with an address of its own, and without one.
func namedCompanies(tenant string) []named {
	all := make([]named, 0, 2*len(oddNames()))
	for i, name := range oddNames() {
		all = append(all,
			named{id: fmt.Sprintf("00000a%02d-0000-4000-8000-000000000001", i), name: name, label: fmt.Sprintf("plain%d", i), address: "https://businesscentral.dynamics.com/" + tenant + "/Production"})
		with := named{id: fmt.Sprintf("00000b%02d-0000-4000-8000-000000000001", i), name: name, label: fmt.Sprintf("with%d", i), address: ownAddress}
		with.lines = []string{fmt.Sprintf("business_central_url = %q", ownAddress)}
		all = append(all, with)
	}
	return all
}

// TestSetups_companyNames sets companies with odd names up, with an address of the web client and without one, lets
// readiness look at the links, repairs drift of the address, and destroys all of it.
func TestSetups_companyNames(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for _, variant := range []string{"plain", "with"} {
		t.Run(variant, func(t *testing.T) {
			t.Parallel()
			testCompanyNames(t, variant)
		})
	}
}

func testCompanyNames(t *testing.T, variant string) {
	t.Helper()
	const tenant = "11111111-0000-4000-8000-000000000001"
	var companies []named
	var seeded []map[string]any
	for _, c := range acctest.Sample(namedCompanies(tenant)) {
		if strings.HasPrefix(c.label, variant) {
			companies = append(companies, c)
			seeded = append(seeded, map[string]any{"id": c.id, "name": c.name, "companyInformation": []any{map[string]any{"displayName": "x", "currencyCode": "EUR"}}})
		}
	}
	list, err := json.Marshal(seeded)
	if err != nil {
		t.Fatal(err)
	}
	f := arrange(t, acctest.WithSeed(`{"dataverse": {"businessunits": [{"businessunitid": "000000b0-0000-4000-8000-000000000001", "name": "Contoso"}],
		"transactioncurrencies": [{"isocurrencycode": "EUR", "currencyname": "Euro", "currencysymbol": "E", "exchangerate": 1, "currencyprecision": 2}]},
		"businesscentral": {"companies": `+string(list)+`}}`))
	var config strings.Builder
	config.WriteString(f.prelude)
	for _, c := range companies {
		unit := f.company(c.id, c.name)
		setups := fixture{Env: f.Env, unit: unit}.dataverse(fmt.Sprintf("company_id = %q", c.id)) +
			literalSales(append([]string{"company_id = bcsales_dataverse_connection_setup." + c.label + ".company_id"}, c.lines...)...)
		config.WriteString(strings.ReplaceAll(setups, `"this"`, fmt.Sprintf("%q", c.label)))
	}
	sales := func(c named) acctest.Set {
		return acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: c.id}
	}
	linked := func(*terraform.State) error {
		rows := f.Rows(inDataverse("nav_connections"))
		if len(rows) != len(companies) {
			t.Errorf("nav_connection has %d rows for %d companies", len(rows), len(companies))
		}
		for _, c := range companies {
			count := 0
			for _, row := range rows {
				if link := bc.ParseWebClient(fmt.Sprint(row["nav_dynamicsnavurl"])); link.Opens(c.name) && link.Address == c.address {
					count++
				}
			}
			if setup := f.only(t, sales(c)); count != 1 || setup["isEnabled"] != true {
				t.Errorf("%q has %d rows in nav_connection; its setup is %v", c.name, count, setup)
			}
		}
		return nil
	}
	// What is not configured is the service's own affair: the address of the plain setups is taken as it is.
	action := map[string]plancheck.ResourceActionType{"plain": plancheck.ResourceActionNoop, "with": plancheck.ResourceActionUpdate}[variant]
	drifted := make([]plancheck.PlanCheck, 0, len(companies))
	for _, c := range companies {
		drifted = append(drifted, plancheck.ExpectResourceAction("bcsales_sales_connection_setup."+c.label, action))
	}
	var report strings.Builder
	for _, c := range companies {
		fmt.Fprintf(&report, `
data "bcsales_integration_readiness" %[1]q {
  company_id = bcsales_sales_connection_setup.%[1]s.company_id
}
`, c.label)
	}
	ready := func(state *terraform.State) error {
		for _, c := range companies {
			address := "data.bcsales_integration_readiness." + c.label
			found, ok := state.RootModule().Resources[address]
			if !ok {
				return fmt.Errorf("%s is not in the state", address)
			}
			if status := statusOf(found.Primary.Attributes, "sales_links"); status != "pass" {
				t.Errorf("sales_links of %q is %q", c.name, status)
			}
		}
		return nil
	}
	empty := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
	drift := func() {
		for _, c := range companies {
			f.Patch(sales(c), id(f.only(t, sales(c))), acctest.Row{"businessCentralUrl": "https://elsewhere.example/Production?company=" + c.name})
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config.String(), Check: linked},
			{Config: config.String(), ConfigPlanChecks: empty},
			{Config: config.String() + report.String(), Check: ready},
			{
				PreConfig:        drift,
				Config:           config.String(),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: drifted},
				Check:            linked,
			},
		},
	})
	for _, row := range f.Rows(inDataverse("nav_connections")) {
		t.Errorf("destroy left %v", row["nav_dynamicsnavurl"])
	}
	for _, c := range companies {
		if rows := f.Rows(sales(c)); len(rows) > 0 {
			t.Errorf("destroy left the setup of %q", c.name)
		}
	}
}

// statusOf is the status of a check in the flat attributes of the readiness data source.
func statusOf(attributes map[string]string, check string) string {
	for key, value := range attributes {
		if rest, ok := strings.CutSuffix(key, ".id"); ok && value == check {
			return attributes[rest+".status"]
		}
	}
	return ""
}
