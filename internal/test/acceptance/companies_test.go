// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// connections returns the row of nav_connection of each company, by the company in its URL.
func connections(t *testing.T, env *acctest.Env) map[string]string {
	t.Helper()
	rows := map[string]string{}
	for _, row := range env.Rows(dataverseSet("nav_connections")) {
		address, err := url.Parse(fmt.Sprint(row["nav_dynamicsnavurl"]))
		if err != nil {
			t.Fatalf("reading the URL of a connection: %v", err)
		}
		company := address.Query().Get("company")
		if other, twice := rows[company]; twice {
			t.Errorf("%s has two rows: %s and %v", company, other, row["nav_connectionid"])
		}
		rows[company] = fmt.Sprintf("%v %v", row["nav_connectionid"], row["nav_dynamicsnavurl"])
	}
	return rows
}

// TestCompaniesKeepTheirConnections lets three companies share one Dataverse: each keeps its own, unchanged row of
// nav_connection while another company is connected, repaired and destroyed. Business Central itself looks for
// "the" row without checking whose it is.
func TestCompaniesKeepTheirConnections(t *testing.T) {
	t.Parallel()
	first, second, third := tenantCompanies[0], tenantCompanies[1], tenantCompanies[2]
	env := acctest.New(t, acctest.WithSeed(tenant(t, 3, 1)))
	w := exampleWorkspace(t, env, "complete")
	w.environment["TF_VAR_companion_app_file"] = companion(t, w.dir)
	expect := func(step string, before map[string]string, names ...string) map[string]string {
		t.Helper()
		now := connections(t, env)
		kept := map[string]string{}
		for _, name := range names {
			if now[name] == "" {
				t.Errorf("%s: %s has no connection of its own", step, name)
			}
			kept[name] = now[name]
			if before[name] != "" {
				kept[name] = before[name]
			}
		}
		if diff := cmp.Diff(kept, now); diff != "" {
			t.Errorf("%s (- expected, + found):\n%s", step, diff)
		}
		return now
	}

	w.onboard(false, first, second)
	w.apply()
	rows := expect("two companies", nil, first, second)

	w.onboard(false, first, second, third)
	w.apply()
	rows = expect("another is connected", rows, first, second, third)

	// Somebody disabled the second company's connection in Business Central, which also removed its row.
	setups := acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: tenantCompanyID(1)}
	env.Patch(setups, rowIn(env, setups), acctest.Row{"isEnabled": false})
	for _, row := range env.Rows(dataverseSet("nav_connections")) {
		if fmt.Sprintf("%v %v", row["nav_connectionid"], row["nav_dynamicsnavurl"]) == rows[second] {
			env.Delete(dataverseSet("nav_connections"), fmt.Sprint(row["nav_connectionid"]))
		}
	}
	delete(rows, second)
	w.apply()
	rows = expect("another is repaired", rows, first, second, third)
	w.expectReady(first, second, third)

	w.onboard(false, first, third)
	w.apply()
	rows = expect("another is destroyed", rows, first, third)
	w.expectReady(first, third)

	w.destroy()
	expect("all are destroyed", rows)
}
