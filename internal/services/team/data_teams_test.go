// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package team_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestTeams lists owner teams with each filter. An access team, which cannot own a company's records, is left out.
func TestTeams(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const root = "000000b0-0000-4000-8000-000000000001"
	teams := acctest.Set{API: acctest.Dataverse, Name: "teams"}
	unit := env.Insert(acctest.Set{API: acctest.Dataverse, Name: "businessunits"}, acctest.Row{"name": "North", "_parentbusinessunitid_value": root})["businessunitid"].(string)
	owners := env.Insert(teams, acctest.Row{"name": "Owners", "teamtype": 0, "_businessunitid_value": unit})["teamid"].(string)
	env.Insert(teams, acctest.Row{"name": "Visitors", "teamtype": 1, "_businessunitid_value": unit})
	source := func(lines ...string) string {
		return env.ProviderConfig() + "\ndata \"bcsales_teams\" \"this\" {\n  " + strings.Join(lines, "\n  ") + "\n}\n"
	}
	is := func(key, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr("data.bcsales_teams.this", key, value)
	}
	inUnit := `business_unit_id = "` + strings.ToUpper(unit) + `"`
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: source(), Check: is("teams.#", "3")},
			{Config: source(inUnit), Check: resource.ComposeAggregateTestCheckFunc(is("teams.#", "2"), is("teams.0.name", "North"), is("teams.0.default", "true"))},
			{Config: source(inUnit, "default = false"), Check: resource.ComposeAggregateTestCheckFunc(
				is("teams.#", "1"), is("teams.0.id", owners), is("teams.0.name", "Owners"), is("teams.0.business_unit_id", unit), is("teams.0.default", "false"))},
			{Config: source("default = true"), Check: is("teams.#", "2")},
			{Config: source(`name = "owners"`), Check: resource.ComposeAggregateTestCheckFunc(is("teams.#", "1"), is("teams.0.id", owners))},
			{Config: source(`name = "Visitors"`), Check: is("teams.#", "0")},
		},
	})
}
