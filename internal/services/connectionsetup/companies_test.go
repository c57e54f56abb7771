// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestSetups_threeCompanies lets three companies share one Dataverse: each keeps its own row of nav_connection through
// enable, repair and destroy of another.
func TestSetups_threeCompanies(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	ids := []string{"00000c01-0000-4000-8000-000000000001", "00000c02-0000-4000-8000-000000000002", "00000c03-0000-4000-8000-000000000003"}
	names := []string{"Adventure", "Blue Yonder", "Contoso"}
	seeded := make([]string, 0, len(ids))
	for i := range ids {
		seeded = append(seeded, fmt.Sprintf(`{"id": %q, "name": %q, "companyInformation": [{"displayName": "x", "currencyCode": "EUR"}]}`, ids[i], names[i]))
	}
	seed := `{"dataverse": {"businessunits": [{"businessunitid": "000000b0-0000-4000-8000-000000000001", "name": "Contoso"}],
		"transactioncurrencies": [{"isocurrencycode": "EUR", "currencyname": "Euro", "currencysymbol": "E", "exchangerate": 1, "currencyprecision": 2}]},
		"businesscentral": {"companion": "1.1.0.0", "companies": [` + strings.Join(seeded, ",") + `]}}`
	f := arrange(t, acctest.WithSeed(seed))
	config := func(companies ...int) string {
		parts := append(make([]string, 0, len(companies)+1), f.prelude)
		for _, i := range companies {
			unit := f.Find(inDataverse("businessunits"), "name", names[i]+" ("+ids[i]+")")
			both := fixture{Env: f.Env, unit: unit}.dataverse(fmt.Sprintf("company_id = %q", ids[i])) +
				literalSales(fmt.Sprintf("company_id = bcsales_dataverse_connection_setup.c%d.company_id", i))
			parts = append(parts, strings.ReplaceAll(both, `"this"`, fmt.Sprintf(`"c%d"`, i)))
		}
		return strings.Join(parts, "")
	}
	for i := range ids {
		f.company(ids[i], names[i])
	}
	// rows are the ids of the rows of nav_connection by the company that they lead to.
	rows := func() map[string]any {
		found := map[string]any{}
		for _, row := range f.Rows(inDataverse("nav_connections")) {
			_, company, _ := strings.Cut(fmt.Sprint(row["nav_dynamicsnavurl"]), "?company=")
			found[strings.ReplaceAll(company, "%20", " ")] = row["nav_connectionid"]
		}
		return found
	}
	before := map[string]any{}
	expect := func(companies ...int) resource.TestCheckFunc {
		return func(*terraform.State) error {
			now := rows()
			if len(now) != len(companies) {
				return fmt.Errorf("nav_connection has %v, want rows of the companies %v", now, companies)
			}
			for _, i := range companies {
				id, has := now[names[i]]
				if !has || before[names[i]] != nil && before[names[i]] != id {
					return fmt.Errorf("the row of %s is %v, and was %v", names[i], id, before[names[i]])
				}
			}
			before = now
			return nil
		}
	}
	disable := func(set acctest.Set) func() {
		return func() {
			f.Patch(set, id(f.only(t, set)), acctest.Row{"isEnabled": false})
			delete(before, names[1]) // the repair recreates it
		}
	}
	middle := acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: ids[1]}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config(0, 1, 2), Check: expect(0, 1, 2)},
			{PreConfig: disable(middle), Config: config(0, 1, 2), Check: expect(0, 1, 2)},
			{
				// Another administrator takes the row of the middle company away.
				PreConfig: func() {
					f.Delete(inDataverse("nav_connections"), fmt.Sprint(rows()[names[1]]))
					disable(middle)()
				},
				Config: config(0, 1, 2), Check: expect(0, 1, 2),
			},
			{Config: config(1, 2), Check: expect(1, 2)},
			{Config: config(1), Check: expect(1)},
			{Config: config(0, 1), Check: expect(0, 1)},
		},
	})
}
