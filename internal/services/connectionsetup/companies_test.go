// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

// TestSetups_threeCompanies lets three companies share one Dataverse: each keeps its own row of nav_connection through
// enable, repair and destroy of another.
func TestSetups_threeCompanies(t *testing.T) {
	t.Parallel()
	ids := []string{"00000c01-0000-4000-8000-000000000001", "00000c02-0000-4000-8000-000000000002", "00000c03-0000-4000-8000-000000000003"}
	names := []string{"Adventure", "Blue Yonder", "Contoso"}
	seeded := make([]string, 0, len(ids))
	for i := range ids {
		seeded = append(seeded, fmt.Sprintf(`{"id": %q, "name": %q, "companyInformation": [{"displayName": "x", "currencyCode": "EUR"}]}`, ids[i], names[i]))
	}
	seed := `{"dataverse": {"businessunits": [{"businessunitid": "000000b0-0000-4000-8000-000000000001", "name": "Contoso"}],
		"transactioncurrencies": [{"isocurrencycode": "EUR", "currencyname": "Euro", "currencysymbol": "E", "exchangerate": 1, "currencyprecision": 2}]},
		"businesscentral": {"companion": "1.0.0.0", "companies": [` + strings.Join(seeded, ",") + `]}}`
	f := arrange(t, acctest.WithSeed(seed))
	config := func(count int) string {
		parts := append(make([]string, 0, count+1), f.prelude)
		for i := range count {
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
	expect := func(count int) resource.TestCheckFunc {
		return func(*terraform.State) error {
			rows := f.Rows(inDataverse("nav_connections"))
			got := make([]string, 0, len(rows))
			for _, row := range rows {
				_, company, _ := strings.Cut(fmt.Sprint(row["nav_dynamicsnavurl"]), "?company=")
				got = append(got, strings.ReplaceAll(company, "%20", " "))
			}
			slices.Sort(got)
			if !slices.Equal(got, names[:count]) {
				return fmt.Errorf("nav_connections are of %v, want %v", got, names[:count])
			}
			return nil
		}
	}
	middle := acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: ids[1]}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config(3), Check: expect(3)},
			{
				PreConfig: func() { f.Patch(middle, id(f.only(t, middle)), acctest.Row{"isEnabled": false}) },
				Config:    config(3), Check: expect(3),
			},
			{Config: config(2), Check: expect(2)},
		},
	})
}
