// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package team_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address  = "bcsales_team_membership.this"
	team     = "000000ee-0000-4000-8000-000000000001"
	userJim  = "000000d1-0000-4000-8000-000000000001"
	userLina = "000000d1-0000-4000-8000-000000000002"
	rootUnit = "000000b0-0000-4000-8000-000000000001"
)

func inDataverse(set string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: set} }

func newEnv(t *testing.T) *acctest.Env {
	t.Helper()
	env := acctest.New(t)
	env.Insert(inDataverse("teams"), acctest.Row{"teamid": team, "name": "Sales", "_businessunitid_value": rootUnit, "teamtype": 0})
	return env
}

func members(env *acctest.Env) []string {
	var ids []string
	for _, row := range env.Rows(inDataverse("teammemberships")) {
		if id, ok := row["systemuserid"].(string); ok && row["teamid"] == team {
			ids = append(ids, id)
		}
	}
	return ids
}

func expect(t *testing.T, env *acctest.Env, want ...string) {
	t.Helper()
	if got := members(env); strings.Join(got, ",") != strings.Join(want, ",") {
		t.Errorf("members %v, wanted %v", got, want)
	}
}

func config(env *acctest.Env, teamID, user string) string {
	return env.ProviderConfig() + `
resource "bcsales_team_membership" "this" {
  team_id        = "` + teamID + `"
  system_user_id = "` + user + `"
}
`
}

func step(config string, action plancheck.ResourceActionType, before func()) resource.TestStep {
	return resource.TestStep{PreConfig: before, Config: config, ConfigPlanChecks: resource.ConfigPlanChecks{
		PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)},
		PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
	}}
}

func TestMembership_lifecycle(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	jim := config(env, strings.ToUpper(team), strings.ToUpper(userJim))
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			step(jim, plancheck.ResourceActionCreate, nil),
			{ResourceName: address, ImportState: true, ImportStateId: team + "/" + userJim, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"team_id", "system_user_id"}},
			step(jim, plancheck.ResourceActionCreate, func() {
				expect(t, env, userJim)
				for _, row := range env.Rows(inDataverse("teammemberships")) {
					if row["teamid"] == team {
						env.Delete(inDataverse("teammemberships"), row["teammembershipid"].(string))
					}
				}
			}),
			step(config(env, team, userLina), plancheck.ResourceActionDestroyBeforeCreate, func() { expect(t, env, userJim) }),
			step(config(env, team, userLina), plancheck.ResourceActionNoop, func() { expect(t, env, userLina) }),
			{Config: env.ProviderConfig()},
			{PreConfig: func() { expect(t, env) }, Config: env.ProviderConfig(), PlanOnly: true},
		},
	})
}

// TestMembership_imported removes a membership that was imported: it counts as created.
func TestMembership_imported(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	env.Insert(inDataverse("teammemberships"), acctest.Row{"teamid": team, "systemuserid": userJim})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, team, userJim), ResourceName: address, ImportState: true, ImportStateId: team + "/" + userJim, ImportStatePersist: true},
			step(config(env, team, userJim), plancheck.ResourceActionNoop, nil),
			{Config: env.ProviderConfig()},
			{PreConfig: func() { expect(t, env) }, Config: env.ProviderConfig(), PlanOnly: true},
		},
	})
}

func TestMembership_foundStays(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	env.Insert(inDataverse("teammemberships"), acctest.Row{"teamid": team, "systemuserid": userJim})
	factories, warnings := env.Warnings()
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{
			step(config(env, team, userJim), plancheck.ResourceActionCreate, nil),
			{Config: env.ProviderConfig()},
			{PreConfig: func() {
				expect(t, env, userJim)
				if !strings.Contains(warnings.In("apply"), "Left in place: the membership of the user") {
					t.Errorf("destroy does not say that the membership stays: %s", warnings.In("apply"))
				}
			}, Config: env.ProviderConfig(), PlanOnly: true},
		},
	})
}

func TestMembership_refusals(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	refused := func(teamID, user, words string) resource.TestStep {
		return resource.TestStep{Config: config(env, teamID, user), ExpectError: regexp.MustCompile(words)}
	}
	lost := step(config(env, team, userJim), plancheck.ResourceActionCreate, func() {
		env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "POST", Path: "teammembership_association", Action: "reset_after", Times: 1})
	})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			refused("000000ee-0000-4000-8000-0000000000ff", userJim, "There is no such team"),
			refused(team, "000000ee-0000-4000-8000-0000000000ff", "There is no such user"),
			refused(team, "jim", "Not a GUID"),
			lost,
		},
	})
}
