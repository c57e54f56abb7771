// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	both := []string{text("user_id", annName), text("sku_id", office)}
	for name, test := range map[string]struct {
		arguments []string
		prepare   func(env *acctest.Env)
		want      string
	}{
		"neither product": {[]string{text("user_id", annName)}, nil, `Invalid Attribute Combination`},
		"both products":   {append([]string{text("sku_part_number", salesPart)}, both...), nil, `has the part number "ENTERPRISEPACK", not "DYN365_ENTERPRISE_SALES"`},
		"no account name": {[]string{text("user_id", "Ann"), text("sku_id", office)}, nil, `must be an object id without braces or a user principal name`},
		"no GUID":         {[]string{text("user_id", annName), text("sku_id", "office")}, nil, `Not a GUID`},
		"unknown account": {
			[]string{text("user_id", "nobody@contoso.example"), text("sku_id", office), `timeouts = { create = "1s" }`},
			nil,
			`Microsoft Entra ID has no account nobody@contoso.example`,
		},
		"unknown part number": {
			[]string{text("user_id", annName), text("sku_part_number", "NONE")},
			nil,
			`The tenant has no such product.*part number "NONE".*DYN365_ENTERPRISE_SALES \(` + sales,
		},
		"unknown product": {[]string{text("user_id", annName), text("sku_id", group)}, nil, `no subscription of a product with the id ` + group},
		"no usage location": {
			both, func(env *acctest.Env) { env.Patch(accounts(), ann, acctest.Row{"usageLocation": nil}) },
			`The account has no usage location.*License assignment cannot be done for user with invalid usage location.*Request_BadRequest, request id.*usage_location = "DE"`,
		},
		"no unit": {
			both, func(env *acctest.Env) {
				env.Patch(products(), office, acctest.Row{"consumedUnits": 12, "prepaidUnits": acctest.Row{"enabled": 10, "warning": 2, "suspended": 3}})
			},
			`There is no free unit of ENTERPRISEPACK.*12 of 12 units of ENTERPRISEPACK are assigned, 2 of them in their grace period; 3 more are suspended.*does not have any available licenses.*Buy more units`,
		},
		"neither usage location nor unit": {
			both, func(env *acctest.Env) {
				env.Patch(accounts(), ann, acctest.Row{"usageLocation": nil})
				env.Patch(products(), office, acctest.Row{"consumedUnits": 10, "prepaidUnits": acctest.Row{"enabled": 10}})
			},
			`The account has no usage location.*There is no free unit of ENTERPRISEPACK`,
		},
		"suspended": {
			both, func(env *acctest.Env) { env.Patch(products(), office, acctest.Row{"capabilityStatus": "Suspended"}) },
			`0 of 10 units.*the subscription's status is Suspended`,
		},
		"exclusive plans": {
			both, func(env *acctest.Env) {
				env.Patch(accounts(), ann, acctest.Row{"assignedLicenses": []any{acctest.Row{"skuId": officeNew, "disabledPlans": []any{}}}})
			},
			`Microsoft Graph refused the license.*service plans ` + exchange1 + ` and ` + exchange2 + ` are mutually exclusive.*disabled_plans`,
		},
		"plans of a group": {
			append([]string{plans(exchange2)}, both...), func(env *acctest.Env) { inherit(env) },
			`The license is inherited from a group.*off there: none`,
		},
		"no permission": {
			both, func(env *acctest.Env) {
				env.Faults(acctest.Fault{API: "graph", Path: "/assignLicense$", Action: "status", Status: 403, Body: acctest.Row{"error": acctest.Row{"code": "Authorization_RequestDenied", "message": "Insufficient privileges to complete the operation."}}})
			},
			`Insufficient privileges.*Authorization_RequestDenied.*LicenseAssignment.ReadWrite.All`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := newEnv(t)
			if test.prepare != nil {
				test.prepare(env)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: config(env, test.arguments...), ExpectError: matching(test.want)}},
			})
		})
	}
}

// TestNewAccount assigns a license to an account that Microsoft Graph does not show everywhere yet.
func TestNewAccount(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	notThere := map[string]any{"error": map[string]any{"code": "Request_ResourceNotFound", "message": "Resource '" + ann + "' does not exist or one of its queried reference-property objects are not present."}}
	env.Faults(
		acctest.Fault{API: "graph", Method: "GET", Path: "/users", Action: "status", Status: 404, Body: notThere, Skip: 1, Times: 2},
		acctest.Fault{API: "graph", Method: "POST", Path: "/assignLicense$", Action: "status", Status: 404, Body: notThere, Times: 2},
	)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, text("user_id", annName), text("sku_id", office), plans(webApps)), Check: licensed(env, ann, office+" -"+webApps)},
		},
	})
}

// TestLostAnswers does each call once more when its answer is lost.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	lose := func() {
		env.Faults(acctest.Fault{API: "graph", Method: "POST", Path: "/assignLicense$", Action: "reset_after", Times: 1})
	}
	c := config(env, text("user_id", annName), text("sku_id", office))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             licensed(env, ann),
		Steps: []resource.TestStep{
			{PreConfig: lose, Config: c, Check: licensed(env, ann, office)},
			{PreConfig: lose, Config: c, Destroy: true},
		},
	})
}

// TestInterrupted records a license that an assignment without an answer gave.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	env.Faults(acctest.Fault{API: "graph", Method: "POST", Path: "/assignLicense$", Action: "reset_after", Times: 50})
	c := config(env, text("user_id", annName), text("sku_id", office), `timeouts = { create = "3s" }`)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             licensed(env, ann),
		Steps: []resource.TestStep{
			{Config: c, ExpectError: matching(`create the license assignment`)},
			{PreConfig: func() { env.Faults() }, Config: c, Check: licensed(env, ann, office)},
		},
	})
}
