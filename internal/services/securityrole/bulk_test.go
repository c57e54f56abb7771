// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const roleOfAll = "0000aaaa-0000-4000-8000-000000000009"

func person(i int) string { return fmt.Sprintf("000000f1-0000-4000-8000-%012d", i) }

// reads returns how many reads Dataverse answered and how many rows there were in the longest answer.
func reads(t *testing.T, traffic *acctest.Traffic) (requests, rows int) {
	t.Helper()
	for _, exchange := range traffic.Exchanges(t) {
		if exchange.Method != http.MethodGet || !strings.Contains(exchange.URL, "/api/data/") {
			continue
		}
		var answer struct {
			Value []any `json:"value"`
		}
		if err := json.Unmarshal(exchange.ResponseBody, &answer); err != nil {
			t.Fatalf("reading the answer to %s: %v", exchange.URL, err)
		}
		requests++
		rows = max(rows, len(answer.Value))
	}
	return requests, rows
}

// largeTenant is an emulator of an environment in which n people have a role, with a record of its traffic.
func largeTenant(t *testing.T, n int) (*acctest.Env, *acctest.Traffic) {
	t.Helper()
	users, links := make([]acctest.Row, n), make([]acctest.Row, n)
	for i := range n {
		users[i] = acctest.Row{"systemuserid": person(i), "fullname": "Person", "domainname": fmt.Sprintf("p%d@contoso.example", i), "islicensed": true}
		links[i] = acctest.Row{"systemuserid": person(i), "roleid": roleOfAll}
	}
	seed, err := json.Marshal(map[string]any{"dataverse": map[string]any{
		"businessunits": []acctest.Row{{"businessunitid": rootUnit, "name": "Contoso"}},
		"systemusers":   users, "systemuserrolescollection": links,
		"roles": []acctest.Row{{"roleid": roleOfAll, "name": "Everybody", "_businessunitid_value": rootUnit}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	record := &acctest.Traffic{}
	return acctest.New(t, acctest.WithSeed(string(seed)), acctest.WithLatency(10*time.Millisecond), acctest.WithTraffic(record)), record
}

// refresh checks what a refresh cost.
func refresh(t *testing.T, traffic *acctest.Traffic, requests, rows int) resource.TestCheckFunc {
	t.Helper()
	return func(*terraform.State) error {
		n, longest := reads(t, traffic)
		t.Logf("%d requests, of which the longest answer had %d rows", n, longest)
		if n == 0 || n > requests || longest > rows {
			return fmt.Errorf("%d requests, the longest answer of %d rows; wanted at most %d and %d", n, longest, requests, rows)
		}
		return nil
	}
}

// TestRefreshOfOne reads little for one assignment where thousands of people have the role.
func TestRefreshOfOne(t *testing.T) {
	t.Parallel()
	env, record := largeTenant(t, 6000)
	c := config(env, ofUser(person(1234)), byID(roleOfAll))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: c},
			{PreConfig: record.Reset, RefreshState: true, Check: refresh(t, record, 3, 1)},
		},
	})
}

// TestRefreshOfMany reads assignments together, without reading what all other people have, and sees a role that
// somebody has removed since.
func TestRefreshOfMany(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const people = 20
	env, record := largeTenant(t, 3000)
	c := env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_security_role_assignment" "test" {
  count            = %d
  system_user_id   = format("000000f1-0000-4000-8000-%%012d", floor(count.index / 3))
  role_template_id = ["%s", "d892cc0b-28c7-4e88-bd92-72f2c366baed", "b4b40b17-cf37-4ea8-b2c5-b580f2f48654"][count.index %% 3]
}
`, 3*people, basic)
	taken := func() {
		record.Reset()
		role := copyOf(env, "Basic User", rootUnit)
		for _, link := range env.Rows(set("systemuserrolescollection")) {
			if link["systemuserid"] == person(7) && link["roleid"] == role {
				env.Delete(set("systemuserrolescollection"), link["systemuserroleid"].(string))
			}
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: c},
			{PreConfig: record.Reset, RefreshState: true, Check: refresh(t, record, 16, 3*people)},
			{
				PreConfig: taken, Config: c,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction("bcsales_security_role_assignment.test[21]", plancheck.ResourceActionCreate),
					plancheck.ExpectResourceAction("bcsales_security_role_assignment.test[22]", plancheck.ResourceActionNoop),
				}},
				Check: has(env, "systemuserrolescollection", "systemuserid", person(7), copyOf(env, "Basic User", rootUnit), true),
			},
			{Config: c, PlanOnly: true},
		},
	})
}
