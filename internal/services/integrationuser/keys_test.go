// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestUserOfAnotherApplication creates a user when the one with the id that this provider chooses is another application's.
func TestUserOfAnotherApplication(t *testing.T) {
	t.Parallel()
	const other = "bbbbbbbb-0000-4000-8000-000000000002"
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: applicationUser(env, `deletion_policy = "retain"`)},
			{Config: env.ProviderConfig()}, // the user is retained
			{
				PreConfig: func() {
					env.Patch(users, env.Find(users, "applicationid", application)["systemuserid"].(string), acctest.Row{"applicationid": other, "internalemailaddress": "other@contoso.example"})
				},
				Config:      applicationUser(env, ""),
				ExpectError: regexp.MustCompile(`(?s)systemusers\(.*applicationid\s+=\s+"` + other + `".*applicationid\s+=\s+"` + application + `".*terraform\s+import\s+bcsales_integration_user\.<name>\s+[0-9a-f]{8}-`),
			},
		},
	})
}

// TestUserMadeSinceTheLookUp: a user of the same application that appears between the two look-ups of a plan has the planned
// address, which is then not taken.
func TestUserMadeSinceTheLookUp(t *testing.T) {
	t.Parallel()
	const lists = "/systemusers$"
	env := acctest.New(t)
	made := func() {
		env.Insert(users, acctest.Row{"systemuserid": "0000dddd-0000-4000-8000-000000000001", "applicationid": application, "internalemailaddress": email})
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{{
			PreConfig: func() { env.Before("GET", lists, func() { env.Before("GET", lists, made) }) },
			Config:    applicationUser(env, "adopt_existing = true"),
			Check:     remote(env, "internalemailaddress", email),
		}},
	})
}
