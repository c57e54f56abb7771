// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address = "bcsales_license_assignment.test"

	tenantDomain = "contoso.example"
	ann          = "000000a1-0000-4000-8000-0000000000a1"
	annName      = "ann@" + tenantDomain
	group        = "000000e1-0000-4000-8000-000000000001"

	sales     = "8f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365" // of the demo tenant
	salesPart = "DYN365_ENTERPRISE_SALES"
	office    = "6fd2c87f-b296-42f0-b197-1e91e994b900"
	officeNew = "a0000000-0000-4000-8000-0000000000e5"

	exchange2 = "efb87545-963c-4e0d-99df-69c6916d9eb0"
	exchange1 = "9aaf7827-d63c-4b61-89c3-182f06f82e5c"
	webApps   = "e95bec33-7c88-4a70-8e19-b10bd9d0c014"
	sharing   = "5dbe027f-2339-4123-9542-606e4d348a72"
)

func accounts() acctest.Set { return acctest.Set{API: acctest.Graph, Name: "users"} }
func products() acctest.Set { return acctest.Set{API: acctest.Graph, Name: "subscribedSkus"} }
func people() acctest.Set   { return acctest.Set{API: acctest.Dataverse, Name: "systemusers"} }

// newEnv starts an emulator with one more account, which has no license, and an Office product.
func newEnv(t *testing.T) *acctest.Env {
	t.Helper()
	env := acctest.New(t)
	env.Insert(accounts(), acctest.Row{"id": ann, "userPrincipalName": annName, "displayName": "Ann", "givenName": "Ann", "surname": "Beebe", "usageLocation": "DE"})
	product(env, office, "ENTERPRISEPACK", 10, exchange2, webApps, sharing)
	product(env, officeNew, "EXCHANGESTANDARD", 10, exchange1)
	return env
}

func product(env *acctest.Env, id, part string, units int, plans ...string) {
	list := make([]any, len(plans))
	for i, plan := range plans {
		list[i] = acctest.Row{"servicePlanId": plan, "servicePlanName": fmt.Sprintf("PLAN_%d", i), "provisioningStatus": "Success", "appliesTo": "User"}
	}
	env.Insert(products(), acctest.Row{"id": id, "skuId": id, "skuPartNumber": part, "prepaidUnits": acctest.Row{"enabled": units}, "servicePlans": list})
}

// config returns a configuration with the arguments, which are lines.
func config(env *acctest.Env, arguments ...string) string {
	return env.ProviderConfig() + "resource \"bcsales_license_assignment\" \"test\" {\n  " + strings.Join(arguments, "\n  ") + "\n}\n"
}

func text(name, value string) string { return fmt.Sprintf("%s = %q", name, value) }

func plans(ids ...string) string {
	return fmt.Sprintf("disabled_plans = [\"%s\"]", strings.Join(ids, `", "`))
}

func expect(name, value string) resource.TestCheckFunc {
	return resource.TestCheckResourceAttr(address, name, value)
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// licensed expects the account's licenses, each with the plans that are off.
func licensed(env *acctest.Env, account string, want ...string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		list, _ := env.Find(accounts(), "id", account)["assignedLicenses"].([]any)
		got := make([]string, 0, len(list))
		for _, item := range list {
			license, _ := item.(map[string]any)
			disabled, _ := license["disabledPlans"].([]any)
			line := append(make([]string, 0, 1+len(disabled)), fmt.Sprint(license["skuId"]))
			for _, plan := range disabled {
				line = append(line, "-"+fmt.Sprint(plan))
			}
			got = append(got, strings.Join(line, " "))
		}
		if strings.Join(got, ", ") != strings.Join(want, ", ") {
			return fmt.Errorf("the account has %v, want %v", got, want)
		}
		return nil
	}
}

// consumed expects the units of a product in use.
func consumed(env *acctest.Env, sku string, want int) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if got := env.Find(products(), "skuId", sku)["consumedUnits"]; got != float64(want) {
			return fmt.Errorf("%v units are in use, want %d", got, want)
		}
		return nil
	}
}

// inherit gives Ann the Office license through a group.
func inherit(env *acctest.Env, disabled ...any) {
	env.Patch(accounts(), ann, acctest.Row{"licenseAssignmentStates": []any{
		acctest.Row{"skuId": office, "assignedByGroup": group, "state": "Active", "error": "None", "disabledPlans": append([]any{}, disabled...)},
	}})
}

func matching(pattern string) *regexp.Regexp {
	return regexp.MustCompile("(?s)" + strings.ReplaceAll(pattern, " ", `\s+(?:│\s+)?`))
}
