// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func gone(env *acctest.Env) resource.TestCheckFunc {
	return func(*terraform.State) error {
		for _, row := range env.Rows(users) {
			if row["applicationid"] == application {
				return fmt.Errorf("the user is still there: %v", row)
			}
		}
		return nil
	}
}

func TestDeletePolicy(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	accounts := acctest.Set{API: acctest.Dataverse, Name: "accounts"}
	config := applicationUser(env, "deletion_policy = \"delete\"")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             gone(env),
		Steps: []resource.TestStep{
			{Config: config},
			{
				PreConfig: func() {
					id := env.Find(users, "applicationid", application)["systemuserid"]
					for i := range 2 {
						env.Insert(accounts, acctest.Row{"name": fmt.Sprintf("Account %d", i), "_ownerid_value": id, "_owninguser_value": id})
					}
				},
				Config: config, Destroy: true,
				ExpectError: regexp.MustCompile(`owns\s+2\s+accounts`),
			},
			{
				PreConfig: func() {
					if env.Find(users, "applicationid", application)["isdisabled"] != false {
						t.Error("the refused deletion disabled the user")
					}
					for _, row := range env.Rows(accounts) {
						env.Delete(accounts, row["accountid"].(string))
					}
					// The second, permanent deletion runs into the documented race once.
					env.Faults(acctest.Fault{
						API: acctest.Dataverse, Method: "DELETE", Path: "systemusers", Action: "status", Status: 400, Skip: 1, Times: 1,
						Body: map[string]any{"error": map[string]any{"code": "0x80048610", "message": "owner_usersettings"}},
					})
				},
				Config: config, Destroy: true,
			},
		},
	})
}

func TestRetainPolicy(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             remote(env, "isdisabled", false),
		Steps:                    []resource.TestStep{{Config: applicationUser(env, "deletion_policy = \"retain\"")}},
	})
}

// TestLeftoverOfOurOwn creates again after a deletion that ended half-way: what this provider made it may finish.
func TestLeftoverOfOurOwn(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             gone(env),
		Steps: []resource.TestStep{
			{Config: applicationUser(env, "deletion_policy = \"delete\"")},
			{
				PreConfig: func() {
					id := env.Find(users, "applicationid", application)["systemuserid"].(string)
					env.Patch(users, id, acctest.Row{"isdisabled": true, "deletedstate": 1})
				},
				Config: applicationUser(env, "deletion_policy = \"delete\""),
				Check:  remote(env, "deletedstate", float64(0)),
			},
		},
	})
}
