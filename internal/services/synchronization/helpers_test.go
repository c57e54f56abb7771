// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address         = "bcsales_initial_synchronization.this"
	cronus          = "000000cc-0000-4000-8000-000000000001"
	customer        = "000000cf-0000-4000-8000-000000000001"
	rootUnit        = "000000b0-0000-4000-8000-000000000001"
	team            = "000000ee-0000-4000-8000-000000000001"
	integrationUser = "000000ee-0000-4000-8000-000000000002"
	runBefore       = "000000ee-0000-4000-8000-0000000000aa"
)

func inDataverse(set string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: set} }

func inCompany(set string) acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: set, Company: cronus}
}

// fixture is an emulator whose company is connected, with the mappings CURRENCY and CUSTOMER.
type fixture struct {
	*acctest.Env
	t         *testing.T
	factories map[string]func() (tfprotov6.ProviderServer, error)
	warnings  *acctest.Warnings
}

func newFixture(t *testing.T, model string, options ...acctest.Option) fixture {
	t.Helper()
	env := acctest.New(t, options...)
	for _, name := range []string{"bcbi_CdsBaseIntegration", "MicrosoftDynamicsNavIntegration"} {
		env.Insert(inDataverse("solutions"), acctest.Row{"uniquename": name, "friendlyname": name, "version": "2.0.0.0", "ismanaged": true})
	}
	env.Insert(inDataverse("teams"), acctest.Row{"teamid": team, "name": "BCI - CRONUS", "_businessunitid_value": rootUnit, "teamtype": 0})
	env.Insert(inDataverse("bcbi_companies"), acctest.Row{"bcbi_externalid": cronus, "bcbi_name": "CRONUS", "_bcbi_defaultowningteam_value": team, "_ownerid_value": team})
	const user, email = integrationUser, "integration@contoso.example"
	env.Insert(inDataverse("systemusers"), acctest.Row{"systemuserid": user, "fullname": "Integration", "internalemailaddress": email})
	for _, role := range []string{"a2b18661-9ff5-e911-a812-000d3a0b9028", "8c8d4f51-a72b-e511-80d9-3863bb349780", "6f960e32-a72b-e511-80d9-3863bb349780"} {
		env.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": user, "roleid": role})
	}
	connection := acctest.Row{"environmentUrl": env.Emulator().URL(), "userName": email, "isEnabled": true}
	env.Insert(inCompany("salesConnectionSetups"), connection)
	env.Insert(inCompany("dataverseConnectionSetups"), acctest.Row{"environmentUrl": env.Emulator().URL(), "userName": email, "isEnabled": true, "ownershipModel": model})
	env.Insert(inCompany("tableMappings"), acctest.Row{"name": "CURRENCY", "tableId": 4, "direction": "ToIntegrationTable", "createUnmatched": true})
	env.Insert(inCompany("tableMappings"), acctest.Row{"name": "CUSTOMER", "tableId": 18, "direction": "Bidirectional", "dependencyFilter": "CURRENCY"})
	env.Insert(inCompany("fieldMappings"), acctest.Row{"mappingName": "CURRENCY", "fieldNo": 1, "fieldName": "Code", "integrationFieldNo": 13, "integrationFieldName": "ISOCurrencyCode", "useForMatchBasedCoupling": true, "matchPriority": 1})
	env.Insert(inCompany("fieldMappings"), acctest.Row{"mappingName": "CUSTOMER", "fieldNo": 2, "fieldName": "Name", "integrationFieldNo": 19, "integrationFieldName": "Name"})
	env.Insert(inCompany("fieldMappings"), acctest.Row{"mappingName": "CUSTOMER", "fieldNo": 102, "fieldName": "E-Mail", "integrationFieldNo": 32, "integrationFieldName": "EMailAddress1"})
	factories, warnings := env.Warnings()
	return fixture{env, t, factories, warnings}
}

// runningJob is a job of the full synchronization of customers, under way.
func runningJob() acctest.Row {
	return acctest.Row{"objectIdToRun": 5339, "parameterString": "CUSTOMER", "status": "In Process", "emulatorFullSynchronization": true}
}

// populate gives Sales an account, so that both sides hold customers.
func (f fixture) populate() {
	f.t.Helper()
	f.Insert(inDataverse("accounts"), acctest.Row{"name": "Adatum Corporation", "emailaddress1": "robert.townes@example.com", "statecode": 0, "customertypecode": 3})
}

func (f fixture) config(lines ...string) string {
	return f.ProviderConfig() + `
resource "bcsales_initial_synchronization" "this" {
  company_id = "` + cronus + `"
  ` + strings.Join(lines, "\n  ") + `
}
`
}

// lastRun is the run that the setup remembers; empty for none.
func (f fixture) lastRun() string {
	f.t.Helper()
	for _, row := range f.Rows(inCompany("salesConnectionSetups")) {
		if id := fmt.Sprint(row["lastRunId"]); row["lastRunId"] != nil && !strings.HasPrefix(id, "00000000-0000-0000") {
			return id
		}
	}
	return ""
}

// jobs counts the synchronization jobs of a mapping.
func (f fixture) jobs(mapping string) int {
	f.t.Helper()
	n := 0
	for _, row := range f.Rows(inCompany("synchronizationJobs")) {
		if row["mappingName"] == mapping {
			n++
		}
	}
	return n
}

// untouched checks that no run was started.
func (f fixture) untouched() {
	f.t.Helper()
	if run := f.lastRun(); run != "" || f.jobs("CUSTOMER")+f.jobs("CURRENCY") > 0 {
		f.t.Errorf("something was started: run %q, %d jobs", run, f.jobs("CUSTOMER")+f.jobs("CURRENCY"))
	}
}

func (f fixture) run(steps ...resource.TestStep) {
	f.t.Helper()
	acctest.Run(f.t, resource.TestCase{ProtoV6ProviderFactories: f.factories, Steps: steps})
}

// runTerraform runs the steps with Terraform itself, as a few tests do.
func (f fixture) runTerraform(steps ...resource.TestStep) {
	f.t.Helper()
	acctest.Terraform(f.t, resource.TestCase{ProtoV6ProviderFactories: f.factories, Steps: steps})
}

// step applies the configuration, expects the action, and an empty plan afterwards.
func step(before func(), config string, action plancheck.ResourceActionType, checks ...resource.TestCheckFunc) resource.TestStep {
	return resource.TestStep{
		PreConfig: before, Config: config, Check: resource.ComposeAggregateTestCheckFunc(checks...),
		ConfigPlanChecks: resource.ConfigPlanChecks{
			PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)},
			PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
		},
	}
}

func refused(before func(), config, words string) resource.TestStep {
	return resource.TestStep{PreConfig: before, Config: config, ExpectError: inWords(words)}
}

func is(key, value string) resource.TestCheckFunc {
	return resource.TestCheckResourceAttr(address, key, value)
}

// inWords matches a text across the line breaks that Terraform makes.
func inWords(text string) *regexp.Regexp {
	parts := strings.Fields(text)
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile(strings.Join(parts, `[\s│]+`))
}
