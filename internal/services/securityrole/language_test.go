// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const germanSeed = `{"dataverse": {
  "businessunits": [{"businessunitid": "` + rootUnit + `", "name": "Contoso"}],
  "systemusers": [{"systemuserid": "` + user + `", "fullname": "Lina", "_businessunitid_value": "` + rootUnit + `"}],
  "roles": [{"roleid": "0000e0e0-0000-4000-8000-000000000001", "name": "Verkäufer", "_businessunitid_value": "` + rootUnit + `"}]
}}`

// german makes the platform's roles of an emulator those of a German environment.
func german(env *acctest.Env) {
	for _, row := range env.Rows(set("roles")) {
		if name, ok := map[any]string{"System Administrator": "Systemadministrator", "Basic User": "Standardbenutzer"}[row["name"]]; ok {
			env.Patch(set("roles"), row["roleid"].(string), acctest.Row{"name": name})
		}
	}
}

// TestNameAsConfigured keeps the configured spelling of a name by which Dataverse has found the role.
func TestNameAsConfigured(t *testing.T) {
	t.Parallel()
	for name, spelled := range map[string]string{
		"as it is": "Verkäufer", "without accents": "Verkaufer", "in capitals": "VERKÄUFER", "with a blank": "Verkäufer ", "decomposed": `Verka\u0308ufer`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.WithSeed(germanSeed))
			text := config(env, ofUser(user), `role_name = "`+spelled+`"`)
			other := config(env, ofUser(user), byName("verkaufer"))
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps: []resource.TestStep{
					{Config: text, Check: expect("role_id", "0000e0e0-0000-4000-8000-000000000001")},
					{Config: text, PlanOnly: true},
					{Config: other, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
					{Config: other, ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"role_name"}},
				},
			})
		})
	}
}

// TestNameWithAccents does not take one role for another where accents count.
func TestNameWithAccents(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.WithSeed(`{"dataverse": {"options": {"accentSensitive": true},`+germanSeed[len(`{"dataverse": {`):]))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, ofUser(user), byName("Verkaufer")), ExpectError: regexp.MustCompile(`There\s+is\s+no\s+such\s+security\s+role`)},
			{Config: config(env, ofUser(user), byName("VERKÄUFER")), Check: expect("role_id", "0000e0e0-0000-4000-8000-000000000001")},
		},
	})
}

// TestEnglishNameInGerman says how to name a platform's role in all languages, and what it is called here.
func TestEnglishNameInGerman(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"System Administrator": `(?s)follow\s+the\s+language.*named\s+"Systemadministrator".*role_template_id\s+to\s+"627090ff-40a3-4053-8790-584edc5be201"`,
		"basic user":           `(?s)named\s+"Standardbenutzer".*role_template_id\s+to\s+"236750cd-45ae-4939-ab12-b24b920ced93"`,
		"Vertriebsleiter":      `(?s)Check\s+the\s+name,\s+which\s+follows\s+the\s+language`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			german(env)
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: config(env, ofUser(user), byName(name)), ExpectError: regexp.MustCompile(want)}},
			})
		})
	}
}
