// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// takeRole takes the role of the template from the provider's own user.
func takeRole(env *acctest.Env, template string) {
	user := env.Find(acctest.Set{API: acctest.Dataverse, Name: "systemusers"}, "applicationid", "22222222-0000-4000-8000-000000000002")["systemuserid"]
	roles := map[any]any{}
	for _, role := range env.Rows(acctest.Set{API: acctest.Dataverse, Name: "roles"}) {
		roles[role["roleid"]] = role["_roletemplateid_value"]
	}
	links := acctest.Set{API: acctest.Dataverse, Name: "systemuserrolescollection"}
	for _, link := range env.Rows(links) {
		if link["systemuserid"] == user && roles[link["roleid"]] == template {
			env.Delete(links, link["systemuserroleid"].(string))
		}
	}
}

const (
	systemAdministrator = "627090ff-40a3-4053-8790-584edc5be201"
	systemCustomizer    = "119f245c-3cc8-4b62-b31c-d1a046ced15d"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	needs := samples.BaseIntegration("1.0.0.0")
	needs.Dependencies = []samples.Dependency{{UniqueName: "OtherSolution", Version: "4.0.0.0"}}
	broken := filepath.ToSlash(filepath.Join(t.TempDir(), "broken.zip"))
	if err := os.WriteFile(broken, []byte("no zip"), 0o600); err != nil {
		t.Fatal(err)
	}
	base := pack(t, samples.BaseIntegration("1.0.0.0"))
	for name, test := range map[string]struct {
		arguments []string
		prepare   func(env *acctest.Env)
		want      string
	}{
		"nothing":              {arguments: []string{`minimum_version = "1.0"`}, want: `(?i)at least one|Invalid Attribute Combination`},
		"no version":           {arguments: []string{`unique_name = "a"`, `minimum_version = "one"`}, want: `(?s)Not\s+a\s+version.*It\s+must\s+be\s+a\s+version\s+of\s+one\s+to\s+four\s+numbers`},
		"no name":              {arguments: []string{`unique_name = "a b"`}, want: `unique\s+name`},
		"broken package":       {arguments: []string{file(broken)}, want: `not\s+a\s+valid\s+zip\s+archive`},
		"absent package":       {arguments: []string{file("absent.zip")}, want: `(?s)no\s+package\s+to\s+install.*There\s+is\s+no\s+file\s+.*absent.zip`},
		"nothing to install":   {arguments: []string{`unique_name = "` + baseName + `"`}, want: `is\s+not\s+installed`},
		"unmanaged package":    {arguments: []string{file(pack(t, samples.Solution{UniqueName: "a", Version: "1.0.0.0", Unmanaged: true}))}, want: `package\s+is\s+unmanaged`},
		"other name":           {arguments: []string{file(base), `unique_name = "other"`}, want: `another\s+solution's`},
		"missing dependencies": {arguments: []string{file(pack(t, needs))}, want: `(?s)needs\s+something\s+that\s+is\s+not\s+installed.*OtherSolution\s+\(4.0.0.0\)`},
		"unmanaged installed": {
			arguments: []string{file(base)},
			prepare: func(env *acctest.Env) {
				env.Insert(solutions, acctest.Row{"uniquename": baseName, "version": "0.9.0.0", "ismanaged": false})
			},
			want: `is\s+installed\s+unmanaged`,
		},
		"pending upgrade": {
			arguments: []string{file(base)},
			prepare: func(env *acctest.Env) {
				env.Insert(solutions, acctest.Row{"uniquename": baseName, "version": "0.8.0.0", "ismanaged": true})
				env.Insert(solutions, acctest.Row{"uniquename": baseName + "_Upgrade", "version": "0.9.0.0", "ismanaged": true})
			},
			want: `upgrade\s+of\s+` + baseName + `\s+was\s+never\s+applied`,
		},
		"no administrator in a German environment": {
			arguments: []string{file(base)},
			prepare: func(env *acctest.Env) {
				for _, row := range env.Rows(acctest.Set{API: acctest.Dataverse, Name: "roles"}) {
					if row["_roletemplateid_value"] == systemAdministrator {
						env.Patch(acctest.Set{API: acctest.Dataverse, Name: "roles"}, row["roleid"].(string), acctest.Row{"name": "Systemadministrator"})
					}
				}
				takeRole(env, systemAdministrator)
			},
			want: `(?s)needs\s+Systemadministrator.*the\s+role\s+Systemadministrator\s+in\s+Dataverse`,
		},
		"no administrator": {
			arguments: []string{file(base)},
			prepare:   func(env *acctest.Env) { takeRole(env, systemAdministrator) },
			want:      `(?s)needs\s+System\s+Administrator.*System\s+Customizer`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if test.prepare != nil {
				test.prepare(env)
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				CheckDestroy:             started(env, "ImportSolutionAsync", 0),
				Steps:                    []resource.TestStep{{Config: config(env, test.arguments...), ExpectError: regexp.MustCompile(test.want)}},
			})
		})
	}
}

// TestWithoutCustomizer warns and goes on.
func TestWithoutCustomizer(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	takeRole(env, systemCustomizer)
	factories, warnings := env.Warnings()
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps:                    []resource.TestStep{{Config: config(env, file(pack(t, samples.BaseIntegration("1.0.0.0"))))}},
	})
	if text := warnings.In("apply"); !strings.Contains(text, "The provider's identity lacks System Customizer") {
		t.Errorf("the apply warns: %s", text)
	}
}

// TestAdministratorThroughTeam accepts the role from a team.
func TestAdministratorThroughTeam(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const unit = "000000b0-0000-4000-8000-000000000001"
	user := env.Find(acctest.Set{API: acctest.Dataverse, Name: "systemusers"}, "applicationid", "22222222-0000-4000-8000-000000000002")["systemuserid"]
	role := env.Find(acctest.Set{API: acctest.Dataverse, Name: "roles"}, "_roletemplateid_value", systemAdministrator)["roleid"]
	team := env.Insert(acctest.Set{API: acctest.Dataverse, Name: "teams"}, acctest.Row{"name": "Administrators", "teamtype": 0, "_businessunitid_value": unit})["teamid"]
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "teamrolescollection"}, acctest.Row{"teamid": team, "roleid": role})
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "teammemberships"}, acctest.Row{"teamid": team, "systemuserid": user})
	takeRole(env, systemAdministrator)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps:                    []resource.TestStep{{Config: config(env, file(pack(t, samples.BaseIntegration("1.0.0.0"))))}},
	})
}

// TestRefreshWithReadRights needs no administrator once the solution is installed.
func TestRefreshWithReadRights(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	base := pack(t, samples.BaseIntegration("1.0.0.0"))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, file(base))},
			{PreConfig: func() { takeRole(env, systemAdministrator) }, Config: config(env, file(base)), PlanOnly: true},
		},
	})
}

// TestLostStart loses the answers to the starts: the operations are found, and nothing is started twice.
func TestLostStart(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	lose := func(path string) func() {
		return func() {
			env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "POST", Path: path, Action: "reset_after", Times: 1})
		}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy: resource.ComposeAggregateTestCheckFunc(installed(env, ""), started(env, "ImportSolutionAsync", 1),
			started(env, "StageAndUpgradeAsync", 1), started(env, "UninstallSolutionAsync", 1)),
		Steps: []resource.TestStep{
			{PreConfig: lose("/ImportSolutionAsync$"), Config: config(env, file(pack(t, samples.BaseIntegration("1.0.0.0"))), `deletion_policy = "uninstall"`)},
			{PreConfig: lose("/StageAndUpgradeAsync$"), Config: config(env, file(pack(t, samples.BaseIntegration("2.0.0.0"))), `deletion_policy = "uninstall"`)},
			{PreConfig: lose("/UninstallSolutionAsync$"), Config: config(env, file(pack(t, samples.BaseIntegration("2.0.0.0"))), `deletion_policy = "uninstall"`), Destroy: true},
		},
	})
}

// TestForeignOperation waits for somebody else's import, which refuses the start or fails the accepted operation.
func TestForeignOperation(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	const other = "0000f0f0-0000-4000-8000-000000000001"
	env.Insert(operations, acctest.Row{"asyncoperationid": other, "messagename": "ImportSolutionAsync", "operationtype": 54, "statecode": 2, "statuscode": 20})
	base := pack(t, samples.BaseIntegration("1.0.0.0"))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				Config:      config(env, file(base), `timeouts = { create = "3s" }`),
				ExpectError: regexp.MustCompile(`(?is)waiting\s+for\s+another\s+solution\s+operation.*0x80071151`),
			},
			{
				PreConfig: func() {
					env.Patch(operations, other, acctest.Row{"statecode": 3, "statuscode": 30})
					busy := func(code, message string) acctest.Fault {
						return acctest.Fault{
							API: acctest.Dataverse, Method: "POST", Path: "/ImportSolutionAsync$", Action: "status", Status: 400, Times: 1,
							Body: map[string]any{"error": map[string]any{"code": code, "message": message}},
						}
					}
					env.Faults(busy("0x80071151", "Cannot start another [Import] because there is a previous [Import] running at this moment."),
						busy("0x8004ed47", "Lock timeout."), busy("0x80048554", "Blocked by itself."))
				},
				Config: config(env, file(base)),
				Check:  installed(env, "1.0.0.0"),
			},
		},
	})
}

// TestJobOfAnotherRun has another run take the id of the import job, which is the same for both: the import goes on under
// the next id, and an end without one says why.
func TestJobOfAnotherRun(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	base := pack(t, samples.BaseIntegration("1.0.0.0"))
	taken := func() {
		organization := uuid.MustParse(env.Find(acctest.Set{API: acctest.Dataverse, Name: "organizations"}, "languagecode", float64(1033))["organizationid"].(string))
		env.Insert(jobs, acctest.Row{
			"importjobid":  uuid.NewSHA1(organization, []byte("importjob\x00"+strings.ToLower(baseName)+"/1.0.0.0/0\x00production\x00")).String(),
			"solutionname": baseName, "completedon": "2026-01-01T00:00:00Z",
		})
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{
						API: acctest.Dataverse, Method: "POST", Path: "/ImportSolutionAsync$", Action: "status", Status: 400,
						Body: map[string]any{"error": map[string]any{"code": "0x80071152", "message": "Parameter ImportJobId must be unique."}},
					})
				},
				Config:      config(env, file(base), `timeouts = { create = "2s" }`),
				ExpectError: regexp.MustCompile(`(?is)another\s+run\s+started\s+an\s+import.*0x80071152.*What\s+to\s+do:\s+Raise`),
			},
			{
				PreConfig: func() {
					env.Faults()
					env.Before("POST", "/ImportSolutionAsync$", taken)
				},
				Config: config(env, file(base)),
				Check:  resource.ComposeAggregateTestCheckFunc(installed(env, "1.0.0.0"), started(env, "ImportSolutionAsync", 1)),
			},
		},
	})
}

// TestInterruptedImport ends the apply before the import: the next one takes the running import up.
func TestInterruptedImport(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t, acctest.WithSpeed(30))
	base := pack(t, samples.BaseIntegration("1.0.0.0"))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             installed(env, ""),
		Steps: []resource.TestStep{
			{
				Config:      config(env, file(base), `timeouts = { create = "2s" }`),
				ExpectError: regexp.MustCompile(`(?s)still\s+runs\s+in\s+Dataverse`),
			},
			{
				Config: config(env, file(base), `deletion_policy = "uninstall"`),
				Check:  resource.ComposeAggregateTestCheckFunc(installed(env, "1.0.0.0"), started(env, "ImportSolutionAsync", 1)),
			},
		},
	})
}

// TestInterruptedBeforeImport ends the apply before anything was sent: a solution that was there is not taken for one
// of this resource.
func TestInterruptedBeforeImport(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	base := pack(t, samples.BaseIntegration("1.0.0.0"))
	env.Insert(solutions, acctest.Row{"uniquename": baseName, "friendlyname": "Base", "version": "1.0.0.0", "ismanaged": true})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             installed(env, "1.0.0.0"),
		Steps: []resource.TestStep{
			{
				// The first reading is the plan's.
				PreConfig: func() {
					env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "GET", Path: "/solutions", Action: "delay", Delay: "2s", Skip: 1})
				},
				Config:      config(env, file(base), `deletion_policy = "uninstall"`, `timeouts = { create = "1s" }`),
				ExpectError: regexp.MustCompile(`create\s+the\s+solution`),
			},
			{
				PreConfig:        func() { env.Faults() },
				Config:           config(env, file(base), `deletion_policy = "uninstall"`),
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			},
		},
	})
}
