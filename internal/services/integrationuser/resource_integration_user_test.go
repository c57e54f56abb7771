// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser_test

import (
	"errors"
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address     = "bcsales_integration_user.test"
	application = "0000001a-0000-4000-8000-000000000001" // has a service principal in the demo tenant
	principal   = "0000005b-0000-4000-8000-000000000001"
	rootUnit    = "000000b0-0000-4000-8000-000000000001"
	email       = "bc-integration-0000001a@127.0.0.1"
	adminRole   = "627090ff-40a3-4053-8790-584edc5be201" // template
)

var users = acctest.Set{API: acctest.Dataverse, Name: "systemusers"}

func applicationUser(env *acctest.Env, arguments string) string {
	return env.ProviderConfig() + fmt.Sprintf("resource \"bcsales_integration_user\" \"test\" {\n  application_id = %q\n%s\n}\n", application, arguments)
}

func update() resource.ConfigPlanChecks { return planned(plancheck.ResourceActionUpdate) }

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

func expect(attribute, value string) resource.TestCheckFunc {
	return resource.TestCheckResourceAttr(address, attribute, value)
}

// remote checks a column of the application's user in Dataverse.
func remote(env *acctest.Env, column string, want any) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if got := env.Find(users, "applicationid", application)[column]; got != want {
			return fmt.Errorf("%s is %v, want %v", column, got, want)
		}
		return nil
	}
}

func TestApplicationUser(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	child := env.Insert(acctest.Set{API: acctest.Dataverse, Name: "businessunits"}, acctest.Row{"name": "Child", "_parentbusinessunitid_value": rootUnit})["businessunitid"].(string)
	id := func() string { return env.Find(users, "applicationid", application)["systemuserid"].(string) }
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             remote(env, "isdisabled", true),
		Steps: []resource.TestStep{
			{
				Config: applicationUser(env, ""),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectKnownValue(address, tfjsonpath.New("internal_email_address"), knownvalue.StringExact(email)),
				}},
				Check: resource.ComposeAggregateTestCheckFunc(
					expect("internal_email_address", email), expect("business_unit_id", rootUnit), expect("enabled", "true"),
					expect("object_id", principal), expect("full_name", "Business Central Integration"), expect("is_licensed", "false"),
					expect("deletion_policy", "disable"),
				),
			},
			{Config: applicationUser(env, ""), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ // drift of what is configured and of what has a default
				PreConfig:        func() { env.Patch(users, id(), acctest.Row{"isdisabled": true}) },
				Config:           applicationUser(env, ""),
				ConfigPlanChecks: update(),
				Check:            remote(env, "isdisabled", false),
			},
			{
				Config:           applicationUser(env, "internal_email_address = \"bc@contoso.example\"\nenabled = false"),
				ConfigPlanChecks: update(),
				Check:            resource.ComposeAggregateTestCheckFunc(remote(env, "internalemailaddress", "bc@contoso.example"), remote(env, "isdisabled", true)),
			},
			{
				PreConfig:        func() { env.Patch(users, id(), acctest.Row{"internalemailaddress": "other@contoso.example"}) },
				Config:           applicationUser(env, "internal_email_address = \"BC@contoso.example\"\nenabled = false"),
				ConfigPlanChecks: update(),
			},
			{Config: applicationUser(env, "internal_email_address = \"bc@Contoso.example\"\nenabled = false"), PlanOnly: true},
			{ // the business unit changes in place, and roles come along
				PreConfig: func() { assign(env, id(), "System Customizer", rootUnit) },
				Config:    applicationUser(env, fmt.Sprintf("business_unit_id = %q", child)),
				Check: func(*terraform.State) error {
					for _, link := range env.Rows(acctest.Set{API: acctest.Dataverse, Name: "systemuserrolescollection"}) {
						if link["systemuserid"] == id() && link["roleid"] == role(env, "System Customizer", child) {
							return nil
						}
					}
					return errors.New("the role was lost with the move")
				},
				ConfigPlanChecks: update(),
			},
			{
				PreConfig:        func() { env.Patch(users, id(), acctest.Row{"_businessunitid_value": rootUnit}) },
				Config:           applicationUser(env, fmt.Sprintf("business_unit_id = %q", child)),
				ConfigPlanChecks: update(),
				Check:            remote(env, "_businessunitid_value", child),
			},
			{ // gone
				PreConfig:        func() { env.Delete(users, id()) },
				Config:           applicationUser(env, ""),
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			},
			{Config: applicationUser(env, ""), PlanOnly: true},
		},
	})
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		Steps: []resource.TestStep{
			{
				Config: applicationUser(env, ""),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesStateAtPath(address, tfjsonpath.New("system_user_id"), tfjsonpath.New("id")),
				},
			},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
	})
}

func role(env *acctest.Env, name, unit string) string {
	for _, row := range env.Rows(acctest.Set{API: acctest.Dataverse, Name: "roles"}) {
		if row["name"] == name && row["_businessunitid_value"] == unit {
			return row["roleid"].(string)
		}
	}
	return ""
}

func assign(env *acctest.Env, user, name, unit string) {
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "systemuserrolescollection"}, acctest.Row{"systemuserid": user, "roleid": role(env, name, unit)})
}

// TestDisabledUserIsTakenUp destroys and creates again: the user that the first run made and disabled is our own.
func TestDisabledUserIsTakenUp(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             remote(env, "isdisabled", true),
		Steps: []resource.TestStep{
			{Config: applicationUser(env, "")},
			{Config: applicationUser(env, ""), Destroy: true},
			{PreConfig: func() {
				if env.Find(users, "applicationid", application)["isdisabled"] != true {
					t.Error("the user was not disabled")
				}
			}, Config: applicationUser(env, ""), Check: remote(env, "isdisabled", false)},
			{Config: applicationUser(env, ""), PlanOnly: true},
		},
	})
}

func TestExistingUser(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const id = "0000dddd-0000-4000-8000-000000000001"
	row := acctest.Row{"systemuserid": id, "applicationid": application, "internalemailaddress": "found@contoso.example"}
	unchanged := func(*terraform.State) error {
		if got := env.Find(users, "systemuserid", id); got["isdisabled"] != false || got["deletedstate"] != float64(0) {
			return fmt.Errorf("the adopted user was changed by destroy: %v", got)
		}
		return nil
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             unchanged,
		Steps: []resource.TestStep{
			{
				PreConfig:   func() { env.Insert(users, row) },
				Config:      applicationUser(env, ""),
				ExpectError: regexp.MustCompile(`terraform import\s+bcsales_integration_user.<name>\s+` + id),
			},
			{
				PreConfig:   func() { assign(env, id, "System Administrator", rootUnit) },
				Config:      applicationUser(env, "adopt_existing = true"),
				ExpectError: regexp.MustCompile(`(?s)has\s+the\s+System\s+Administrator\s+role\s+on\s+server.*must\s+choose\s+a\s+user`),
			},
			{
				PreConfig: func() {
					links := acctest.Set{API: acctest.Dataverse, Name: "systemuserrolescollection"}
					env.Delete(links, env.Find(links, "systemuserid", id)["systemuserroleid"].(string))
				},
				Config: applicationUser(env, "adopt_existing = true\ndeletion_policy = \"delete\""),
				Check:  resource.ComposeAggregateTestCheckFunc(expect("id", id), expect("internal_email_address", "found@contoso.example")),
			},
			{Config: applicationUser(env, "adopt_existing = true\ndeletion_policy = \"delete\""), PlanOnly: true},
		},
	})
}

func TestImportedUserCountsAsCreated(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const id = "0000dddd-0000-4000-8000-000000000001"
	env.Insert(users, acctest.Row{"systemuserid": id, "applicationid": application, "internalemailaddress": "found@contoso.example"})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             remote(env, "isdisabled", true),
		Steps: []resource.TestStep{
			{Config: applicationUser(env, ""), ResourceName: address, ImportState: true, ImportStateId: id, ImportStatePersist: true},
			{Config: applicationUser(env, ""), PlanOnly: true},
		},
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rows      []acctest.Row
		arguments string
		want      string
	}{
		"duplicates": {
			rows: []acctest.Row{{"applicationid": application, "internalemailaddress": "a@b.example"}, {"applicationid": application, "internalemailaddress": "c@b.example"}},
			want: `There\s+are\s+two\s+or\s+more\s+users\s+with\s+application\s+id`,
		},
		"deleted leftover": {
			rows: []acctest.Row{{"applicationid": application, "internalemailaddress": "a@b.example", "isdisabled": true, "deletedstate": 1}},
			want: `deleted\s+but\s+not\s+permanently`,
		},
		"e-mail taken":  {arguments: `internal_email_address = "jim.olive@contoso.example"`, want: `belongs\s+to\s+Jim\s+Olive`},
		"not an e-mail": {arguments: `internal_email_address = "jim"`, want: `must\s+be\s+an\s+e-mail\s+address`},
		"access mode":   {arguments: `access_mode = "read"`, want: `access_mode\s+is\s+for\s+Microsoft\s+365\s+accounts`},
		"both ids":      {arguments: `object_id = "000000a1-0000-4000-8000-000000000001"`, want: `name\s+different\s+users`},
		"policy":        {arguments: `deletion_policy = "purge"`, want: `value\s+must\s+be\s+one\s+of`},
		"unit":          {arguments: `business_unit_id = "000000b0-0000-4000-8000-00000000ffff"`, want: `(?i)Does\s+Not\s+Exist`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			for _, row := range test.rows {
				env.Insert(users, row)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: applicationUser(env, test.arguments), ExpectError: regexp.MustCompile(test.want)}},
			})
		})
	}
}

func TestMissingServicePrincipal(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Delete(acctest.Set{API: acctest.Graph, Name: "servicePrincipals"}, principal)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: applicationUser(env, ""), ExpectError: regexp.MustCompile(`azuread_service_principal`)},
			{ // not replicated yet: waited for
				PreConfig: func() {
					env.Insert(acctest.Set{API: acctest.Graph, Name: "servicePrincipals"}, acctest.Row{"id": principal, "appId": application, "displayName": "late"})
					env.Faults(acctest.Fault{
						API: acctest.Dataverse, Method: "POST", Path: "systemusers$", Action: "status", Status: 400, Times: 2,
						Body: map[string]any{"error": map[string]any{"code": "0x80041d28", "message": "The specified application was not found in the directory of the tenant."}},
					})
				},
				Config: applicationUser(env, ""),
				Check:  remote(env, "isdisabled", false),
			},
		},
	})
}

// TestReplicationTimeout ends with what it was waiting for.
func TestReplicationTimeout(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	env.Faults(acctest.Fault{
		API: acctest.Dataverse, Method: "POST", Path: "systemusers$", Action: "status", Status: 400, Times: 1000,
		Body: map[string]any{"error": map[string]any{"code": "0x80041d28", "message": "not found"}},
	})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{{
			Config:      applicationUser(env, "timeouts = { create = \"3s\" }"),
			ExpectError: regexp.MustCompile(`does\s+not\s+know\s+the\s+service\s+principal`),
		}},
	})
}

// TestLostAnswer loses the answer of the creation: the user is found by the id that was chosen for it.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy: func(*terraform.State) error {
			for _, row := range env.Rows(users) {
				if row["applicationid"] == application {
					return fmt.Errorf("the user is still there: %v", row)
				}
			}
			return nil
		},
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "POST", Path: "systemusers$", Action: "reset_after", Times: 1})
				},
				Config: applicationUser(env, "deletion_policy = \"delete\""),
			},
			{Config: applicationUser(env, "deletion_policy = \"delete\""), PlanOnly: true},
		},
	})
}

// TestNotFoundOfAGateway takes no 404 for a deletion that Dataverse itself did not say.
func TestNotFoundOfAGateway(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.WithoutRecord()) // no contract allows what the gateway answers
	c := applicationUser(env, "")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: c},
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "GET", Path: `systemusers\(`, Action: "status", Status: 404, Body: "no such host here", Times: 1})
				},
				Config: c, PlanOnly: true, ExpectError: regexp.MustCompile(`(?s)Could not read the integration user.*404\s+Not\s+Found.*check\s+its\s+address`),
			},
			{Config: c, PlanOnly: true},
		},
	})
}
