// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// people is how many salespeople each company has.
const people = 20

// complete is examples/complete for a tenant of three companies in which nothing has been
// prepared, not even the companion extension. Both identities have exactly the rights of examples/bootstrap/rights.
func complete(t *testing.T) (*acctest.Env, *workspace) {
	t.Helper()
	env := acctest.New(t, acctest.WithSeed(tenant(t, len(tenantCompanies), people)))
	w := exampleWorkspace(t, env, "complete")
	w.environment["TF_VAR_companion_app_file"] = companion(t, w.dir)
	holders(t, env)
	w.environment["TF_VAR_administrator_client_id"] = administratorID
	return env, w
}

// companion writes a stand-in for the companion extension's package to the folder.
func companion(t *testing.T, folder string) string {
	t.Helper()
	path, err := apptest.WriteFile(folder, app.Manifest{
		ID: "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90", Name: "Business Central Sales Connector", Publisher: "bcsales", Version: version.Version{1, 1, 0, 0},
	})
	if err != nil {
		t.Fatalf("generating the companion extension: %v", err)
	}
	return filepath.ToSlash(path)
}

// onboard sets the companies of examples/complete, with or without an initial synchronization.
func (w *workspace) onboard(synchronize bool, names ...string) {
	w.t.Helper()
	companies := map[string]map[string]any{}
	for _, name := range names {
		companies[name] = map[string]any{"synchronize": synchronize}
	}
	w.variable("companies", companies)
}

// expectReady fails the test unless the plan is empty and the readiness reports of exactly these companies pass.
func (w *workspace) expectReady(names ...string) {
	w.t.Helper()
	status := map[string]string{}
	for _, name := range names {
		status[name] = "pass"
	}
	w.expectReadiness(status)
}

// expectReadiness fails the test unless the plan changes no resource and the readiness reports have the given status by
// company. What fails changes the output with the report, so that the exit status tells a pipeline. It returns the output
// of the plan.
func (w *workspace) expectReadiness(status map[string]string) string {
	w.t.Helper()
	code, output := w.run("plan", "-detailed-exitcode", "-out=plan")
	expected, want := 0, map[string]string{}
	for name, s := range status {
		if s == "fail" {
			expected = 2
		}
		want[fmt.Sprintf("module.company[%q].check.readiness", name)] = s
	}
	if code != expected || len(w.planned().changes()) > 0 {
		w.t.Fatalf("a plan that should change no resource ended with %d:\n%s", code, output)
	}
	if diff := cmp.Diff(want, w.planned().checks()); diff != "" {
		w.t.Errorf("readiness (- expected, + found):\n%s", diff)
	}
	return output
}

// TestComplete onboards three companies at once, removes one of them, and then everything.
func TestComplete(t *testing.T) {
	t.Parallel()
	env, w := complete(t)
	seed := everything(env)
	w.onboard(true, tenantCompanies...)
	w.apply()
	env.ResetRequests()
	w.expectReady(tenantCompanies...)
	expectRequests(t, env, w, len(tenantCompanies))
	expectCoupled(t, env, tenantCompanies...)

	// A problem in one company is reported for that company, with what to do, and changes no resource.
	gone, left := tenantCompanies[1], []string{tenantCompanies[0], tenantCompanies[2]}
	jobs := acctest.Set{API: acctest.BusinessCentral, Name: "jobQueueEntries", Company: tenantCompanyID(1)}
	env.Patch(jobs, rowIn(env, jobs), acctest.Row{"status": "Error", "errorMessage": "The user does not exist."})
	report := unwrapped(w.expectReadiness(map[string]string{left[0]: "pass", gone: "fail", left[1]: "pass"}))
	for _, text := range []string{gone + " is not ready for the integration", "The user does not exist", "restart the job on the page Job Queue Entries"} {
		if !strings.Contains(strings.ReplaceAll(report, "│ ", ""), text) {
			t.Errorf("the report lacks %q:\n%s", text, report)
		}
	}

	expectDriftPage(t, env, w, gone)

	w.onboard(true, left...)
	w.must("plan", "-out=plan")
	for address, action := range w.planned().changes() {
		if action != "delete" || !strings.HasPrefix(address, fmt.Sprintf("module.company[%q]", gone)) && !strings.Contains(address, "sales_users[\"000000d1-0000-4000-8000-000002") {
			t.Errorf("taking %s down plans to %s %s", gone, action, address)
		}
	}
	output := w.must("apply", "plan")
	expectListed(t, output, gone)
	env.ResetRequests()
	w.expectReady(left...)
	expectRequests(t, env, w, len(left))
	expectCoupled(t, env, left...)

	output = w.destroy()
	expectCoupled(t, env)
	expectIdle(t, env)
	expectListed(t, output, left...)
	for _, text := range []string{"solution bcbi_CdsBaseIntegration 1.2.0.0 in place", "solution MicrosoftDynamicsNavIntegration 1.3.0.0 in place", "bc-integration-0000001a@", "Business Central Sales Connector"} {
		if !strings.Contains(unwrapped(output), text) {
			t.Errorf("destroy does not say that %q stays:\n%s", text, output)
		}
	}
	if diff := cmp.Diff(threeCompaniesLeft(seed), compare(seed, everything(env)).lines()); diff != "" {
		t.Errorf("after destroy (- expected, + found):\n%s", diff)
	}
}

// expectDriftPage runs drift.sh of examples/operations after somebody has changed the company that is not ready: its page has the
// change, the failed check and the readiness of the others, although the plan knows no readiness while something has to change.
func expectDriftPage(t *testing.T, env *acctest.Env, w *workspace, company string) {
	t.Helper()
	for _, program := range []string{"bash", "jq"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Logf("the page about drift needs %s", program)
			return
		}
	}
	setups := acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: tenantCompanyID(1)}
	env.Patch(setups, rowIn(env, setups), acctest.Row{"autoProcessSalesQuotes": true})
	defer env.Patch(setups, rowIn(env, setups), acctest.Row{"autoProcessSalesQuotes": false})
	page := filepath.Join(w.dir, "drift.md")
	command := exec.CommandContext(t.Context(), "bash", filepath.Join("..", "operations", "drift.sh"), page)
	command.Dir, command.Env = w.dir, append(w.environ(), "TERRAFORM="+builtIn.cli.Path)
	output, err := command.CombinedOutput()
	if command.ProcessState.ExitCode() != 2 {
		t.Fatalf("drift.sh ended with %d: %v\n%s", command.ProcessState.ExitCode(), err, output)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{fmt.Sprintf("| `module.company[%q].bcsales_sales_connection_setup.this` | update |", company), company + " is not ready for the integration", "The user does not exist", "# Readiness for Dynamics 365 Sales"} {
		if !strings.Contains(string(text), words) {
			t.Errorf("the page lacks %q:\n%s", words, text)
		}
	}
}

// expectCoupled fails the test unless every salesperson of exactly these companies is coupled.
func expectCoupled(t *testing.T, env *acctest.Env, names ...string) {
	t.Helper()
	const salespeople = 13 // table "Salesperson/Purchaser"
	for i, name := range tenantCompanies {
		coupled, want := 0, 0
		if slices.Contains(names, name) {
			want = people
		}
		for _, row := range env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: "recordCouplings", Company: tenantCompanyID(i)}) {
			if fmt.Sprint(row["tableId"]) == strconv.Itoa(salespeople) {
				coupled++
			}
		}
		if coupled != want {
			t.Errorf("%d salespeople of %s are coupled, want %d", coupled, name, want)
		}
	}
}

// expectIdle fails the test unless what stays of the integration is inactive:
// its user is disabled, its jobs are on hold.
func expectIdle(t *testing.T, env *acctest.Env) {
	t.Helper()
	user := env.Find(acctest.Set{API: acctest.Dataverse, Name: "systemusers"}, "applicationid", applicationID)
	if user["isdisabled"] != true {
		t.Errorf("the integration user stays enabled: %v", user)
	}
	for i, name := range tenantCompanies {
		for _, job := range env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: "jobQueueEntries", Company: tenantCompanyID(i)}) {
			// Cleaning up failed jobs is not work of a connection: disabling leaves it alone.
			if job["status"] != "On_x0020_Hold" && job["objectIdToRun"] != float64(461) {
				t.Errorf("the job %v of %s is not on hold but %v", job["description"], name, job["status"])
			}
		}
	}
}

// expectListed fails the test unless the warnings list what stays of the companies.
func expectListed(t *testing.T, output string, names ...string) {
	t.Helper()
	text := unwrapped(output)
	for _, name := range names {
		id := tenantCompanyID(slices.Index(tenantCompanies, name))
		unit := name + " (" + id + ")"
		for _, want := range []string{
			"the business unit " + unit + ", the team BCI - " + unit + " and the company row in place",
			"the synchronization of the company " + id + " created or changed are kept on both sides, and so are their couplings: CURRENCY (0 made, 1 changed), CUSTOMER (3 made, 3 changed)",
			"Business Central keeps its logs of the jobs, and its table mappings",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("the warnings lack %q:\n%s", want, output)
			}
		}
	}
}

// unwrapped joins the lines of what terraform prints.
func unwrapped(output string) string { return strings.Join(strings.Fields(output), " ") }

// threeCompaniesLeft lists what the three companies leave behind with the default
// policies, in the format of [difference.lines].
func threeCompaniesLeft(seed contents) []string {
	const companies = 3
	platform := len(seed["dataverse/roles"])
	rows := append(logs(companies), kept{set: "dataverse/asyncoperations", first: 2},
		kept{set: "businesscentral/extensions", first: 1, why: "the companion stays installed"})
	rows = append(rows, []kept{
		{"dataverse/solutions", 2, 0, "retained"},
		{"dataverse/roles", companies*platform + 4*(1+companies), 0, "the solutions' roles in all units, and the new units' copies of the platform's roles"},
		{"dataverse/systemusers", 1, 0, "the integration user, disabled"},
		{"dataverse/businessunits", companies, 0, "retained"},
		{"dataverse/teams", 2 * companies, 0, "the owning teams are retained, and a unit has a default team"},
		{"dataverse/teamrolescollection", companies, 0, "the base role of the owning teams"},
		{"dataverse/bcbi_companies", companies, 0, "retained"},
		{"dataverse/accounts", 3 * companies, 0, "synchronized from customers"},
		{"businesscentral/recordCouplings", 4 * companies, 0, "couplings of the customers and currencies that were synchronized"},
		{"businesscentral/fullSynchronizationLines", 16 * companies, 0, "the review of the synchronization"},
		{"businesscentral/synchronizationJobs", 3 * companies, 0, "Business Central's log of the synchronizations"},
		{"businesscentral/jobQueueLogEntries", 3 * companies, 0, "Business Central's log of the jobs that ran"},
		{"businesscentral/logEntries", 69 * companies, 0, "the companion's log, which outlives what it records"},
	}...)
	return added(rows)
}

// added are the lines of [difference.lines] for rows that stay.
func added(rows []kept) []string {
	lines := make([]string, 0, len(rows))
	for _, k := range rows {
		lines = append(lines, fmt.Sprintf("+ %s %d", k.set, k.first))
	}
	slices.Sort(lines)
	return lines
}

// logs lists what the services keep whatever the policies say: history, and what Business Central
// created when the connections were enabled.
func logs(companies int) []kept {
	return []kept{
		{"dataverse/publishers", 1, 0, "a publisher outlives its solutions"},
		{"dataverse/importjobs", 2, 0, "the service's record of the imports"},
		{"dataverse/stagesolutionuploads", 2, 0, "the service's record of the staged packages"},
		{"businesscentral/extensionDeploymentStatus", 1, 0, "Business Central's log of the deployment"},
		{"businesscentral/tableMappings", 18 * companies, 0, "made by Business Central when the setups were enabled"},
		{"businesscentral/fieldMappings", 154 * companies, 0, "made by Business Central when the setups were enabled"},
		{"businesscentral/jobQueueEntries", 18 * companies, 0, "made by Business Central when the setups were enabled"},
	}
}

// TestCompleteLeavesNothing destroys three companies with every policy set to delete:
// only what the services always keep remains.
func TestCompleteLeavesNothing(t *testing.T) {
	t.Parallel()
	env, w := complete(t)
	seed := everything(env)
	w.onboard(false, tenantCompanies...)
	w.variable("deletion_policies", map[string]string{"integration_user": "delete", "solutions": "uninstall", "companion_app": "uninstall", "companies": "delete"})
	w.apply()
	w.destroy()
	want := added(append(logs(len(tenantCompanies)), kept{set: "dataverse/asyncoperations", first: 4}, kept{set: "businesscentral/logEntries", first: 201},
		kept{set: "businesscentral/jobQueueLogEntries", first: 3, why: "the job of the unit groups"}))
	if diff := cmp.Diff(want, compare(seed, everything(env)).lines()); diff != "" {
		t.Errorf("after destroy (- expected, + found):\n%s", diff)
	}
}

// savedPlan is the part of a saved plan's JSON that the tests read.
type savedPlan struct {
	ResourceChanges []struct {
		Address string `json:"address"`
		Change  struct {
			Actions []string `json:"actions"`
		} `json:"change"`
	} `json:"resource_changes"`
	Checks []struct {
		Instances []struct {
			Address struct {
				Display string `json:"to_display"`
			} `json:"address"`
			Status string `json:"status"`
		} `json:"instances"`
	} `json:"checks"`
}

// changes returns the planned action by address.
func (p savedPlan) changes() map[string]string {
	actions := map[string]string{}
	for _, c := range p.ResourceChanges {
		if action := strings.Join(c.Change.Actions, " "); action != "no-op" && action != "read" {
			actions[c.Address] = action
		}
	}
	return actions
}

// checks returns the status of each check block by address, without postconditions and variables.
func (p savedPlan) checks() map[string]string {
	status := map[string]string{}
	for _, c := range p.Checks {
		for _, i := range c.Instances {
			if strings.Contains(i.Address.Display, "check.") {
				status[i.Address.Display] = i.Status
			}
		}
	}
	return status
}
