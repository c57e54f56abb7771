// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser_test

import (
	"fmt"
	"maps"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	account     = "000000a1-0000-4000-8000-000000000003" // Otis Falls, licensed
	accountUser = "000000d1-0000-4000-8000-000000000003"
)

func accountConfig(env *acctest.Env, id, arguments string) string {
	return env.ProviderConfig() + fmt.Sprintf("resource \"bcsales_integration_user\" \"test\" {\n  object_id = %q\n%s\n}\n", id, arguments)
}

func TestAccount(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	person := func(column string, want any) resource.TestCheckFunc {
		return func(*terraform.State) error {
			if got := env.Find(users, "systemuserid", accountUser)[column]; got != want {
				return fmt.Errorf("%s is %v, want %v", column, got, want)
			}
			return nil
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             person("isdisabled", true),
		Steps: []resource.TestStep{
			{
				Config: accountConfig(env, account, ""),
				Check: resource.ComposeAggregateTestCheckFunc(expect("id", accountUser), expect("access_mode", "read_write"), expect("is_licensed", "true"),
					resource.TestCheckNoResourceAttr(address, "internal_email_address"), resource.TestCheckNoResourceAttr(address, "business_unit_id"), resource.TestCheckNoResourceAttr(address, "application_id")),
			},
			{Config: accountConfig(env, account, ""), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{Config: accountConfig(env, account, "access_mode = \"non_interactive\""), ConfigPlanChecks: update(), Check: person("accessmode", float64(4))},
			{
				PreConfig:        func() { env.Patch(users, accountUser, acctest.Row{"accessmode": 0, "isdisabled": true}) },
				Config:           accountConfig(env, account, "access_mode = \"non_interactive\""),
				ConfigPlanChecks: update(),
				Check:            resource.ComposeAggregateTestCheckFunc(person("accessmode", float64(4)), person("isdisabled", false)),
			},
			{Config: accountConfig(env, account, "access_mode = \"non_interactive\""), PlanOnly: true},
		},
	})
}

func TestAccountRefusals(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arguments string
		prepare   func(env *acctest.Env)
		want      string
	}{
		"delete":        {arguments: `deletion_policy = "delete"`, want: `cannot\s+be\s+deleted\s+from\s+Dataverse`},
		"e-mail":        {arguments: `internal_email_address = "a@b.example"`, want: `internal_email_address\s+is\s+for\s+application\s+users`},
		"business unit": {arguments: `business_unit_id = "` + rootUnit + `"`, want: `business_unit_id\s+is\s+for\s+application\s+users`},
		"administrator": {prepare: func(env *acctest.Env) { assign(env, accountUser, "System Administrator", rootUnit) }, want: `has\s+the\s+System\s+Administrator\s+role`},
		"quota": {
			arguments: `access_mode = "non_interactive"`,
			prepare: func(env *acctest.Env) {
				for i := range 7 {
					env.Insert(users, acctest.Row{"fullname": fmt.Sprintf("Robot %d", i), "internalemailaddress": fmt.Sprintf("robot%d@contoso.example", i), "accessmode": 4})
				}
			},
			want: `may\s+have\s+at\s+most\s+7\s+non-interactive\s+users`,
		},
		"no license to enable": {
			prepare: func(env *acctest.Env) {
				env.Patch(users, accountUser, acctest.Row{"isdisabled": true, "islicensed": false})
			},
			want: `(?s)The\s+user\s+has\s+no\s+license.*0x8004d24c`,
		},
		"no license for the mode": {
			arguments: `access_mode = "read"`,
			prepare:   func(env *acctest.Env) { env.Patch(users, accountUser, acctest.Row{"islicensed": false}) },
			want:      `(?s)access\s+mode\s+cannot\s+be\s+changed.*0x80041d66`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if test.prepare != nil {
				test.prepare(env)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: accountConfig(env, account, test.arguments), ExpectError: regexp.MustCompile(test.want)}},
			})
		})
	}
}

// TestAccountNotSynchronized waits, and says why the account does not appear.
func TestAccountNotSynchronized(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	accounts := acctest.Set{API: acctest.Graph, Name: "users"}
	for name, test := range map[string]struct {
		row  acctest.Row
		want string
	}{
		"no license": {acctest.Row{"assignedLicenses": []any{}}, `new@contoso.example\s+has\s+no\s+license`},
		"other license": {
			acctest.Row{"assignedLicenses": []any{map[string]any{"skuId": "6070a4c8-34c6-4937-8dfb-39bbc6397a60", "disabledPlans": []any{}}}},
			`(?s)licenses\s+MICROSOFT_BUSINESS_CENTER.*includes\s+Dataverse`,
		},
		"disabled": {acctest.Row{"accountEnabled": false}, `new@contoso.example\s+is\s+disabled`},
		"unknown":  {nil, `Microsoft\s+Entra\s+ID\s+has\s+no\s+such\s+account`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			const id = "000000a1-0000-4000-8000-0000000000ff"
			if test.row != nil {
				row := acctest.Row{"id": id, "userPrincipalName": "new@contoso.example", "displayName": "New", "accountEnabled": true}
				maps.Copy(row, test.row)
				env.Insert(accounts, row)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: accountConfig(env, id, `timeouts = { create = "2s" }`), ExpectError: regexp.MustCompile(test.want)}},
			})
		})
	}
}

// TestAccountIsWaitedFor creates the user of a licensed account that Dataverse adds a moment later.
func TestAccountIsWaitedFor(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.WithSpeed(60))
	const id = "000000a1-0000-4000-8000-0000000000ff"
	sales := map[string]any{"skuId": "8f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365", "disabledPlans": []any{}}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Insert(acctest.Set{API: acctest.Graph, Name: "users"}, acctest.Row{
						"id": id, "userPrincipalName": "new@contoso.example", "mail": "new@contoso.example", "displayName": "New", "surname": "New",
						"accountEnabled": true, "assignedLicenses": []any{sales},
					})
				},
				Config: accountConfig(env, id, `access_mode = "non_interactive"`),
				Check:  resource.ComposeAggregateTestCheckFunc(expect("object_id", id), expect("access_mode", "non_interactive"), expect("enabled", "true")),
			},
			{Config: accountConfig(env, id, `access_mode = "non_interactive"`), PlanOnly: true},
		},
	})
}
