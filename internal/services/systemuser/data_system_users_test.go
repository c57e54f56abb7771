// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package systemuser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const own = "22222222-0000-4000-8000-000000000002" // the provider's application

func TestSystemUsers(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	users := acctest.Set{API: acctest.Dataverse, Name: "systemusers"}
	env.Patch(users, "000000d1-0000-4000-8000-000000000002", acctest.Row{"isdisabled": true})
	env.Patch(users, "000000d1-0000-4000-8000-000000000003", acctest.Row{"islicensed": false})
	env.Patch(users, "000000d1-0000-4000-8000-000000000004", acctest.Row{"deletedstate": 1})
	child := env.Insert(acctest.Set{API: acctest.Dataverse, Name: "businessunits"},
		acctest.Row{"name": "Child", "_parentbusinessunitid_value": "000000b0-0000-4000-8000-000000000001"})["businessunitid"].(string)
	env.Patch(users, "000000d1-0000-4000-8000-000000000005", acctest.Row{"_businessunitid_value": child})

	var config strings.Builder
	config.WriteString(env.ProviderConfig())
	var checks []resource.TestCheckFunc
	for name, test := range map[string]struct {
		arguments string
		count     string
		first     string
	}{
		"application": {`application_id = "` + strings.ToUpper(own) + `"`, "1", ""},
		"object":      {`object_id = "000000a1-0000-4000-8000-000000000001"`, "1", "Jim Olive"},
		"email":       {`internal_email_address = "JIM.olive@contoso.example"`, "1", "Jim Olive"},
		"user_name":   {`user_name = "jim.olive@contoso.example"`, "1", "Jim Olive"},
		"full_name":   {`full_name = "Jim Olive"`, "1", "Jim Olive"},
		"unit":        {`business_unit_id = "` + child + `"`, "1", "Helena Ray"},
		"disabled":    {`enabled = false`, "1", "Lina Townsend"},
		"unlicensed":  {"is_licensed = false\nobject_id = \"000000a1-0000-4000-8000-000000000003\"", "1", "Otis Falls"},
		"deleted":     {`full_name = "Benjamin Chiu"`, "0", ""},
		"none":        {`full_name = "O'Neil"`, "0", ""},
	} {
		fmt.Fprintf(&config, "data \"bcsales_system_users\" %q {\n%s\n}\n", name, test.arguments)
		address := "data.bcsales_system_users." + name
		checks = append(checks, resource.TestCheckResourceAttr(address, "system_users.#", test.count))
		if test.first != "" {
			checks = append(checks, resource.TestCheckResourceAttr(address, "system_users.0.full_name", test.first))
		}
	}
	const jim = "data.bcsales_system_users.object"
	for attribute, want := range map[string]string{
		"id": "000000d1-0000-4000-8000-000000000001", "internal_email_address": "jim.olive@contoso.example", "user_name": "jim.olive@contoso.example",
		"access_mode": "read_write", "enabled": "true", "is_licensed": "true", "is_integration_user": "false",
		"business_unit_id": "000000b0-0000-4000-8000-000000000001",
	} {
		checks = append(checks, resource.TestCheckResourceAttr(jim, "system_users.0."+attribute, want))
	}
	checks = append(checks, resource.TestCheckNoResourceAttr(jim, "system_users.0.application_id"))
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps:                    []resource.TestStep{{Config: config.String(), Check: resource.ComposeAggregateTestCheckFunc(checks...)}},
	})
}
