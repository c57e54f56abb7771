// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
)

func TestBaseSolutionBringsItsRole(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	h.install(samples.BaseIntegration("2.1.0.0"))
	role := h.must("GET", "roles("+dataverse.IntegrationRole+")", "").body
	if role["name"] != dataverse.IntegrationRoleName || role["_businessunitid_value"] != h.vars["root"] || role["_parentrootroleid_value"] != dataverse.IntegrationRole {
		t.Errorf("the role is %v", role)
	}
	copied, ok := h.table("roles").First(func(r store.Row) bool {
		return r.Equal("_parentroleid_value", dataverse.IntegrationRole) && r.Equal("_businessunitid_value", h.vars["sales"])
	})
	if !ok {
		t.Fatal("the role has no copy in the business unit")
	}
	h.vars["copy"] = copied.String("roleid")
	h.must("POST", "teams({owners})/teamroles_association/$ref", ref("roles({copy})"))
	h.must("POST", "bcbi_companies", `{"bcbi_name": "CRONUS", "bcbi_externalid": "F0000000-0000-4000-8000-000000000001", "bcbi_DefaultOwningTeam@odata.bind": "/teams({owners})", "ownerid@odata.bind": "/teams({owners})"}`)
	row := h.must("GET", "bcbi_companies?$filter=bcbi_externalid eq 'f0000000-0000-4000-8000-000000000001'", "").body["value"].([]any)[0].(map[string]any)
	for column, want := range map[string]any{
		"_ownerid_value": h.vars["owners"], "_owningteam_value": h.vars["owners"], "_owninguser_value": nil,
		"_owningbusinessunit_value": h.vars["sales"], "_bcbi_defaultowningteam_value": h.vars["owners"], "statecode": 0.0,
	} {
		if row[column] != want {
			t.Errorf("%s of the company is %v, want %v", column, row[column], want)
		}
	}
	if a := h.do("DELETE", "teams({owners})", ""); a.code != "0x8004830e" {
		t.Errorf("deleting the owning team answers %d %s", a.status, a.code)
	}
	h.uninstall(dataverse.BaseSolution)
	if n := h.count("roles", func(r store.Row) bool { return r.String("name") == dataverse.IntegrationRoleName }); n != 0 {
		t.Errorf("%d copies of the role are left after the removal", n)
	}
	if h.table("bcbi_companies").Len() != 0 || h.table("teamrolescollection").Len() != 0 {
		t.Error("rows or assignments are left after the removal")
	}
	if a := h.do("GET", "bcbi_companies", ""); a.status != 404 {
		t.Errorf("the table is still there: %d", a.status)
	}
}

func (h *organization) uninstall(name string) {
	h.t.Helper()
	if a := h.outcome(h.must("POST", "UninstallSolutionAsync", `{"SolutionUniqueName": "`+name+`"}`)); a.status != 0 {
		h.t.Fatalf("removing %s: %s", name, a.message)
	}
}

func TestSalesSolutionBringsItsRoles(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	h.install(samples.SalesIntegration("9.0.0.0"))
	for id, name := range map[string]string{
		dataverse.IntegrationAdministratorRole: dataverse.IntegrationAdministratorRoleName,
		dataverse.IntegrationUserRole:          dataverse.IntegrationUserRoleName,
	} {
		if role := h.must("GET", "roles("+id+")?$select=name", "").body; role["name"] != name {
			t.Errorf("the role %s is %v", id, role["name"])
		}
	}
	if n := h.count("roles", func(r store.Row) bool { return r.String("name") == dataverse.ProductAvailabilityRoleName }); n != 2 {
		t.Errorf("Product Availability User is there %d times, want once in each business unit", n)
	}
	h.must("GET", "nav_connections", "")
	h.must("GET", "nav_accountstatisticses", "")
}

func TestImportProgress(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	packages(h)
	staged := h.must("POST", "StageSolution", `{"CustomizationFile": "{plain1}"}`).body["StageSolutionResults"].(map[string]any)
	h.vars["upload"], _ = staged["StageSolutionUploadId"].(string)
	started := h.must("POST", "ImportSolutionAsync", `{"OverwriteUnmanagedCustomizations": false, "PublishWorkflows": true, "ImportJobId": "E0000000-0000-4000-8000-000000000001", "SolutionParameters": {"StageSolutionUploadId": "{upload}"}}`).body
	if started["ImportJobKey"] != "e0000000-0000-4000-8000-000000000001" {
		t.Errorf("the import job is %v, want the id of the client", started["ImportJobKey"])
	}
	h.vars["op"], _ = started["AsyncOperationId"].(string)
	check := func(state, status float64) map[string]any {
		t.Helper()
		op := h.must("GET", "asyncoperations({op})", "").body
		if op["statecode"] != state || op["statuscode"] != status {
			t.Errorf("the operation is at %v/%v, want %v/%v", op["statecode"], op["statuscode"], state, status)
		}
		return op
	}
	check(0, 0)
	if a := h.do("GET", "importjobs(e0000000-0000-4000-8000-000000000001)", ""); a.status != 404 {
		t.Errorf("the import job is there before the import begins: %d", a.status)
	}
	h.world.Do(func() { h.world.Advance(5 * time.Second) })
	check(2, 20)
	h.world.Do(func() { h.world.Advance(60 * time.Second) })
	job := h.must("GET", "importjobs(e0000000-0000-4000-8000-000000000001)", "").body
	if p, _ := job["progress"].(float64); p < 20 || p > 60 || job["completedon"] != nil {
		t.Errorf("half way the job is at %v, completed %v", job["progress"], job["completedon"])
	}
	if h.count("solutions", func(r store.Row) bool { return r.String("uniquename") == "Plain" }) != 0 {
		t.Error("the solution is there before the import has ended")
	}
	h.settle()
	op := check(3, 30)
	if op["operationtype"] != 54.0 || op["name"] != "ImportSolution" || op["messagename"] != "ImportSolutionAsync" || op["completedon"] == nil {
		t.Errorf("the operation is %v", op)
	}
	job = h.must("GET", "importjobs(e0000000-0000-4000-8000-000000000001)", "").body
	if job["progress"] != 73.08 || job["completedon"] == nil || !strings.Contains(job["data"].(string), `<result result="success" errorcode="0"`) {
		t.Errorf("the job ended at %v with %v", job["progress"], job["data"])
	}
	result := h.must("GET", "RetrieveSolutionImportResult(ImportJobId=e0000000-0000-4000-8000-000000000001)", "").body["SolutionOperationResult"].(map[string]any)
	if result["Status"] != "Passed" || result["Type"] != "Import" {
		t.Errorf("the result is %v", result)
	}
	formatted := h.must("GET", "RetrieveFormattedImportJobResults(ImportJobId=e0000000-0000-4000-8000-000000000001)", "").body["FormattedResults"].(string)
	if !strings.Contains(formatted, "Workbook") {
		t.Error("the formatted result is no spreadsheet")
	}
}

func TestFailedImportIsLogged(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	packages(h)
	a := h.must("POST", "ImportSolutionAsync", importing("needy"))
	if h.outcome(a).status == 0 {
		t.Fatal("the import succeeds without its dependency")
	}
	h.vars["job"], _ = a.body["ImportJobKey"].(string)
	job := h.must("GET", "importjobs({job})", "").body
	if data := job["data"].(string); !strings.Contains(data, `<result result="failure" errorcode="0x8004801d"`) || job["completedon"] == nil {
		t.Errorf("the log is %s", data)
	}
	result := h.must("GET", "RetrieveSolutionImportResult(ImportJobId={job})", "").body["SolutionOperationResult"].(map[string]any)
	if messages := result["ErrorMessages"].([]any); result["Status"] != "Failed" || len(messages) != 1 {
		t.Errorf("the result is %v", result)
	}
}

func TestStagingReports(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	with("plain1")(h)
	stage := func(name string) map[string]any {
		t.Helper()
		return h.must("POST", "StageSolution", `{"CustomizationFile": "{`+name+`}"}`).body["StageSolutionResults"].(map[string]any)
	}
	fine := stage("plain2")
	details := fine["SolutionDetails"].(map[string]any)
	if fine["StageSolutionStatus"] != "Passed" || details["PreviousSolutionVersion"] != "1.0.0.0" || details["SolutionVersion"] != "2.0.0.0" || details["HasPendingUpgrade"] != false {
		t.Errorf("the package is reported as %v", fine)
	}
	older := stage("older")
	if told := older["SolutionValidationResults"].([]any); older["StageSolutionStatus"] != "Passed" || len(told) != 1 || told[0].(map[string]any)["ErrorCode"] != -2147188633.0 {
		t.Errorf("a package of an older platform is reported as %v", older)
	}
	h.put("solutions", "pending", store.Row{"uniquename": "Plain_Upgrade", "version": "3.0.0.0"})
	h.put("solutions", "patch", store.Row{"uniquename": "Plain_Patch", "version": "1.0.1.0", "_parentsolutionid_value": h.find("solutions", func(r store.Row) bool { return r.String("uniquename") == "Plain" }, "solutionid")})
	blocked := stage("plain2")
	details = blocked["SolutionDetails"].(map[string]any)
	if patches := details["PreviousPatchSolutionsNames"].([]any); blocked["StageSolutionStatus"] != "Failed" || details["HasPendingUpgrade"] != true || len(patches) != 1 {
		t.Errorf("a pending upgrade and a patch are reported as %v", blocked)
	}
	h.table("solutions").Delete(h.vars["pending"])
	h.table("solutions").Delete(h.vars["patch"])
	needy := stage("needy")
	missing := needy["MissingDependencies"].([]any)
	if needy["StageSolutionStatus"] != "Failed" || len(missing) != 1 || missing[0].(map[string]any)["RequiredSolutionName"] != "Plain (2.0.0.0)" {
		t.Errorf("the missing dependency is reported as %v", needy)
	}
	open := stage("open")
	findings := open["SolutionValidationResults"].([]any)
	if open["StageSolutionStatus"] != "Failed" || len(findings) != 1 || findings[0].(map[string]any)["ErrorCode"] != -2147188671.0 {
		t.Errorf("the other mode is reported as %v", open)
	}
}

func TestUpgrade(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	h.install(samples.SalesIntegration("9.0.0.0"))
	before := h.find("roles", func(r store.Row) bool { return r.String("name") == dataverse.ProductAvailabilityRoleName }, "roleid")
	h.vars["next"] = pack(t, samples.SalesIntegration("9.1.0.0"))
	h.must("POST", "nav_connections", `{"nav_name": "CRONUS"}`)
	if a := h.outcome(h.must("POST", "StageAndUpgradeAsync", importing("next"))); a.status != 0 {
		t.Fatal(a.message)
	}
	row, _ := h.table("solutions").First(func(r store.Row) bool { return r.String("uniquename") == dataverse.SalesSolution })
	if row.String("version") != "9.1.0.0" || h.table("solutions").Len() != 1 {
		t.Errorf("after the upgrade the solutions are %v", h.table("solutions").All())
	}
	role, ok := h.table("roles").Get(before)
	if !ok || role.String("solutionid") != row.String("solutionid") {
		t.Error("the upgrade does not keep the roles")
	}
	if h.table("nav_connections").Len() != 1 {
		t.Error("the upgrade does not keep the data")
	}
}

func TestUnmanagedSolutionIsOnlyAContainer(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	base := samples.BaseIntegration("2.1.0.0")
	base.Unmanaged = true
	h.install(base)
	h.uninstall(dataverse.BaseSolution)
	if _, ok := h.table("roles").Get(dataverse.IntegrationRole); !ok {
		t.Error("removing an unmanaged solution takes its role")
	}
}

func TestCanceledImportDoesNotBegin(t *testing.T) {
	t.Parallel()
	h := newOrganization(t)
	packages(h)
	h.vars["op"], _ = h.must("POST", "ImportSolutionAsync", importing("plain1")).body["AsyncOperationId"].(string)
	h.must("PATCH", "asyncoperations({op})", `{"statecode": 3, "statuscode": 32}`)
	h.settle()
	if op := h.must("GET", "asyncoperations({op})", "").body; op["statuscode"] != 32.0 || h.table("solutions").Len() != 0 {
		t.Errorf("the operation is at %v with %d solutions", op["statuscode"], h.table("solutions").Len())
	}
}
