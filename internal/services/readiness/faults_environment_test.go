// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func environmentFaults() []fault {
	setups := inCompany("dataverseConnectionSetups")
	allowed := acctest.Set{API: acctest.BusinessCentral, Name: "allowedEnvironments"}
	logEntries := acctest.Set{API: acctest.BusinessCentral, Name: "logEntries"}
	return []fault{
		{
			check: "companion_extension", name: "uninstalled", status: failing,
			change: func(s service) {
				var apps struct {
					Value []acctest.Row `json:"value"`
				}
				must(s.t, json.Unmarshal(s.send(http.MethodGet, s.automation("extensions"), nil), &apps))
				for _, app := range apps.Value {
					if app["id"] == companionID {
						s.send(http.MethodPost, s.automation(fmt.Sprintf("extensions(%v)/Microsoft.NAV.uninstall", app["packageId"])), nil)
					}
				}
			},
			remedy: "Install the companion extension with bcsales_extension, and give the provider's application its permission sets. The guide \"Install the companion extension\" in the documentation explains how.",
			follow: []step{elsewhere("bcsales_extension.remedy", companionApp(version.Version{1, 1, 0, 0}))},
		},
		{
			check: "companion_extension", name: "too old", status: failing,
			change: func(s service) {
				s.Emulator().World().Do(func() { s.Emulator().World().Config.Companion = "0.9.0.0" })
			},
			remedy: "Upgrade the companion extension to version 1.1.0.0 or newer with bcsales_extension.",
			follow: []step{elsewhere("bcsales_extension.remedy", companionApp(version.Version{1, 1, 1, 0}))},
		},
		{
			check: "caller_roles", name: "no customizer", status: warning,
			change: func(s service) {
				s.remove(inDataverse("systemuserrolescollection"), s.link("systemuserrolescollection", "systemuserid", s.ownUser()["systemuserid"], "roleid", s.rootRole(customizerTemplate)["roleid"]))
			},
			remedy: "Give the roles to the provider's application user in the Power Platform admin center, or with bcsales_security_role_assignment as another administrator. Only the identity that imports solutions needs them.",
			follow: []step{called(func(s service) {
				s.send(http.MethodPost, s.dataverse(fmt.Sprintf("systemusers(%v)/systemuserroles_association/$ref", s.ownUser()["systemuserid"])),
					map[string]any{"@odata.id": s.dataverse(fmt.Sprintf("roles(%v)", s.rootRole(customizerTemplate)["roleid"]))})
			})},
		},
		{
			check: "dataverse_environment", name: "another", status: failing,
			change: func(s service) {
				s.set(setups, s.only(setups), acctest.Row{"environmentUrl": "https://contoso.crm4.dynamics.com"})
			},
			also: map[string]string{
				"connection_details": "the Sales connection still names the environment of before", "environment_allowed": "nobody has allowed the other environment",
			},
			remedy: "Set environment_url of bcsales_dataverse_connection_setup to the provider's dataverse_url, or read this data source through a provider alias for that environment. Until then the checks look at the wrong environment.",
			follow: []step{applied()},
		},
		{
			check: "environment_allowed", name: "taken off the list", status: warning,
			change: func(s service) { s.remove(allowed, s.only(allowed)) },
			remedy: "Let a person with the permission set BCS Approve add the address on the page Allowed Dataverse Environments in Business Central, once for the environment. The guide \"Install the companion extension\" shows it.",
			follow: []step{person(func(s service) { s.Insert(allowed, acctest.Row{"environmentUrl": s.Emulator().URL()}) })},
		},
		{
			check: "change_log", name: "an operation failed", status: warning,
			change: func(s service) {
				s.Insert(logEntries, acctest.Row{
					"entryNo": len(s.Rows(logEntries)) + 1, "companyName": "CRONUS", "objectName": "salesConnectionSetup", "operation": "enable", "userName": "TERRAFORM",
					"dateTime": clock(time.Now()), "result": "Failed", "failureText": "The user is disabled.",
				})
			},
			remedy: "Fix what the entry reports, then apply again: once the operation succeeds, its entry is the last one. The whole log is on the page Sales Connector Log in Business Central.",
			follow: []step{applied(with(salesSetup, "enabled = false")), applied()},
		},
	}
}

// TestReadiness_environmentNotAllowed fails before there is a setup.
func TestReadiness_environmentNotAllowed(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	s := service{env, t}
	allowed := acctest.Set{API: acctest.BusinessCentral, Name: "allowedEnvironments"}
	if check := read(t, env, cronus, nil).checks["environment_allowed"]; check.status != "pass" {
		t.Errorf("before: %v", check)
	}
	s.remove(allowed, s.only(allowed))
	if check := read(t, env, cronus, nil).checks["environment_allowed"]; check.status != failing || check.remedy == "" {
		t.Errorf("after: %v", check)
	}
}

func solutionFaults() []fault {
	solutions := inDataverse("solutions")
	without := func(name string) func(s service) {
		return func(s service) { s.remove(solutions, s.Find(solutions, "uniquename", name)) }
	}
	lost := func(role string) func(s service) {
		return func(s service) { s.Delete(inDataverse("roles"), role) } // which takes its copies and assignments along
	}
	return []fault{
		{
			check: "base_solution", name: "missing", status: failing,
			change: without("bcbi_CdsBaseIntegration"),
			remedy: "Import the solution bcbi_CdsBaseIntegration with bcsales_solution.",
			follow: []step{applied(importing(samples.BaseIntegration("2.0.0.0")))},
		},
		{
			check: "base_solution", name: "old", status: failing,
			change: func(s service) {
				s.set(solutions, s.Find(solutions, "uniquename", "bcbi_CdsBaseIntegration"), acctest.Row{"version": "0.9.0.0"})
			},
			remedy: "Import version 1.0 or newer of the solution bcbi_CdsBaseIntegration with bcsales_solution.",
			follow: []step{applied(importing(samples.BaseIntegration("2.0.0.0")))},
		},
		{
			check: "sales_solution", name: "missing", status: failing,
			change: without("MicrosoftDynamicsNavIntegration"),
			remedy: "Import the solution MicrosoftDynamicsNavIntegration with bcsales_solution.",
			follow: []step{applied(importing(samples.SalesIntegration("2.0.0.0")))},
		},
		{
			check: "base_role", name: "deleted", status: failing,
			change: lost(baseRole),
			remedy: "Import a newer version of the solution bcbi_CdsBaseIntegration with bcsales_solution: it brings the role back. Give it to the user and to the team again with bcsales_security_role_assignment.",
			follow: []step{applied(importing(samples.BaseIntegration("2.0.0.1")))},
		},
		{
			check: "sales_roles", name: "deleted", status: failing,
			change: lost(userRole),
			remedy: "Import a newer version of the solution MicrosoftDynamicsNavIntegration with bcsales_solution: it brings the role back. Give it to the user and to the team again with bcsales_security_role_assignment.",
			follow: []step{applied(importing(samples.SalesIntegration("2.0.0.1")))},
		},
	}
}
