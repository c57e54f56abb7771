// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// The demo tenant's ids.
const (
	cronus   = "000000cc-0000-4000-8000-000000000001"
	userJim  = "000000d1-0000-4000-8000-000000000001"
	userLina = "000000d1-0000-4000-8000-000000000002"
	userOtis = "000000d1-0000-4000-8000-000000000003"
	userBen  = "000000d1-0000-4000-8000-000000000004"
	jim      = "000000ce-0000-4000-8000-000000000001"
	lina     = "000000ce-0000-4000-8000-000000000002"
	otis     = "000000ce-0000-4000-8000-000000000003"
	customer = "000000cf-0000-4000-8000-000000000001"
	another  = "000000cf-0000-4000-8000-000000000002"
	rootUnit = "000000b0-0000-4000-8000-000000000001"
	team     = "000000ee-0000-4000-8000-000000000001"
	account  = "000000ee-0000-4000-8000-000000000011"
	account2 = "000000ee-0000-4000-8000-000000000012"
)

func inDataverse(set string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: set} }

func inCompany(set string) acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: set, Company: cronus}
}

// fixture is an emulator whose company has an owning team.
type fixture struct {
	*acctest.Env
	t         *testing.T
	factories map[string]func() (tfprotov6.ProviderServer, error)
	warnings  *acctest.Warnings
}

func newFixture(t *testing.T, options ...acctest.Option) fixture {
	t.Helper()
	env := acctest.New(t, options...)
	env.Insert(inDataverse("solutions"), acctest.Row{"uniquename": "bcbi_CdsBaseIntegration", "friendlyname": "Base", "version": "2.0.0.0", "ismanaged": true})
	env.Insert(inDataverse("teams"), acctest.Row{"teamid": team, "name": "BCI - CRONUS", "_businessunitid_value": rootUnit, "teamtype": 0})
	env.Insert(inDataverse("bcbi_companies"), acctest.Row{"bcbi_externalid": cronus, "bcbi_name": "CRONUS", "_bcbi_defaultowningteam_value": team, "_ownerid_value": team})
	factories, warnings := env.Warnings()
	return fixture{env, t, factories, warnings}
}

// setup gives the company a Dataverse connection setup with the ownership model.
func (f fixture) setup(model string) {
	f.t.Helper()
	f.Insert(inCompany("dataverseConnectionSetups"), acctest.Row{"environmentUrl": f.Emulator().URL(), "ownershipModel": model})
}

// couple couples a salesperson with a user as another administrator does.
func (f fixture) couple(person, user string) {
	f.t.Helper()
	f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 13, "recordId": person, "dataverseId": user})
}

// partner returns what a record is coupled with; empty for nothing.
func (f fixture) partner(record string) string {
	f.t.Helper()
	for _, row := range f.Rows(inCompany("recordCouplings")) {
		if row["recordId"] == record {
			return fmt.Sprint(row["dataverseId"])
		}
	}
	return ""
}

func (f fixture) uncouple(record string) {
	f.t.Helper()
	f.Delete(inCompany("recordCouplings"), fmt.Sprint(f.Find(inCompany("recordCouplings"), "recordId", record)["id"]))
}

func (f fixture) member(user string) bool {
	f.t.Helper()
	for _, row := range f.Rows(inDataverse("teammemberships")) {
		if row["teamid"] == team && row["systemuserid"] == user {
			return true
		}
	}
	return false
}

// warned checks that a phase, "plan" or "apply", warned in these words, or did not.
func (f fixture) warned(phase, words string, expected bool) {
	f.t.Helper()
	if text := f.warnings.In(phase); strings.Contains(text, words) != expected {
		f.t.Errorf("the %s's warnings with %q: wanted %v, got: %s", phase, words, expected, text)
	}
}

// want checks a state of the services.
func (f fixture) want(condition bool, text string) {
	f.t.Helper()
	if !condition {
		f.t.Errorf("not so: %s", text)
	}
}

// run runs the steps.
func (f fixture) run(steps ...resource.TestStep) {
	f.t.Helper()
	acctest.Run(f.t, resource.TestCase{ProtoV6ProviderFactories: f.factories, Steps: steps})
}

// runTerraform runs the steps with Terraform itself, as a few tests do.
func (f fixture) runTerraform(steps ...resource.TestStep) {
	f.t.Helper()
	acctest.Terraform(f.t, resource.TestCase{ProtoV6ProviderFactories: f.factories, Steps: steps})
}

// apply applies the configuration and expects an empty plan afterwards.
func (f fixture) apply(config string, checks ...plancheck.PlanCheck) resource.TestStep {
	return resource.TestStep{
		Config: f.ProviderConfig() + config,
		ConfigPlanChecks: resource.ConfigPlanChecks{
			PreApply: checks, PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
		},
	}
}

// after is apply with something done before.
func (f fixture) after(change func(), config string, checks ...plancheck.PlanCheck) resource.TestStep {
	step := f.apply(config, checks...)
	step.PreConfig = change
	return step
}

// refused expects an error with the words.
func (f fixture) refused(change func(), config, words string) resource.TestStep {
	return resource.TestStep{PreConfig: change, Config: f.ProviderConfig() + config, ExpectError: inWords(words)}
}

func updates(address string) plancheck.PlanCheck {
	return plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)
}

func creates(address string) plancheck.PlanCheck {
	return plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)
}

func replaces(address string) plancheck.PlanCheck {
	return plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroyBeforeCreate)
}

// inWords matches a text across the line breaks that Terraform makes.
func inWords(text string) *regexp.Regexp {
	parts := strings.Fields(text)
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile(strings.Join(parts, `[\s│]+`))
}

func plannedDestroy(address string) plancheck.PlanCheck {
	return plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroy)
}

func unchanged(address string) plancheck.PlanCheck {
	return plancheck.ExpectResourceAction(address, plancheck.ResourceActionNoop)
}

// instanceState is what the test harness shows of an imported object.
type instanceState = terraform.InstanceState
