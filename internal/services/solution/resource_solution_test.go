// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address  = "bcsales_solution.test"
	baseName = samples.BaseIntegrationName
)

var (
	solutions  = acctest.Set{API: acctest.Dataverse, Name: "solutions"}
	operations = acctest.Set{API: acctest.Dataverse, Name: "asyncoperations"}
	jobs       = acctest.Set{API: acctest.Dataverse, Name: "importjobs"}
)

// pack writes a package and returns its path.
func pack(t *testing.T, s samples.Solution) string {
	t.Helper()
	name, err := s.WriteFile(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

func config(env *acctest.Env, arguments ...string) string {
	return env.ProviderConfig() + "resource \"bcsales_solution\" \"test\" {\n  " + strings.Join(arguments, "\n  ") + "\n}\n"
}

func file(path string) string { return fmt.Sprintf("file = %q", path) }

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

func expect(attribute, value string) resource.TestCheckFunc {
	return resource.TestCheckResourceAttr(address, attribute, value)
}

// installed checks the version of the base solution; empty is absence.
func installed(env *acctest.Env, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := ""
		for _, row := range env.Rows(solutions) {
			if row["uniquename"] == baseName {
				got = row["version"].(string)
			}
		}
		if got != want {
			return fmt.Errorf("version %q is installed, want %q", got, want)
		}
		return nil
	}
}

// started checks how many operations of a kind were started.
func started(env *acctest.Env, message string, want int) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := 0
		for _, row := range env.Rows(operations) {
			if row["messagename"] == message {
				got++
			}
		}
		if got != want {
			return fmt.Errorf("%d operations of %s were started, want %d", got, message, want)
		}
		return nil
	}
}

func solutionID(env *acctest.Env) string {
	return env.Find(solutions, "uniquename", baseName)["solutionid"].(string)
}

func TestSolution(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	first, second := pack(t, samples.BaseIntegration("1.0.0.0")), pack(t, samples.BaseIntegration("1.10.0.0"))
	absent := filepath.ToSlash(filepath.Join(t.TempDir(), "absent.zip"))
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             installed(env, "1.10.0.0"), // retained
		Steps: []resource.TestStep{
			{
				Config: config(env, file(first)),
				Check: resource.ComposeAggregateTestCheckFunc(
					expect("id", baseName), expect("unique_name", baseName), expect("version", "1.0.0.0"), expect("is_managed", "true"),
					expect("friendly_name", "Business Central Dataverse Base Integration"), expect("publisher", "MicrosoftDynamics365BusinessCentral"),
					resource.TestCheckResourceAttrSet(address, "solution_id"), resource.TestCheckResourceAttrSet(address, "installed_on"),
					resource.TestCheckNoResourceAttr(address, "file"), started(env, "ImportSolutionAsync", 1),
				),
			},
			{Config: config(env, file(first)), PlanOnly: true},
			{ResourceName: address, ImportState: true, ImportStateId: baseName, ImportStateVerify: true},
			{Config: config(env, file(first), `unique_name = "BCBI_CDSBASEINTEGRATION"`), Check: expect("version", "1.0.0.0")},
			{Config: config(env, file(first), `unique_name = "BCBI_CDSBASEINTEGRATION"`), PlanOnly: true},
			{
				Config:           config(env, file(second), `minimum_version = "1.9"`),
				ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
				Check: resource.ComposeAggregateTestCheckFunc(expect("version", "1.10.0.0"), installed(env, "1.10.0.0"),
					started(env, "ImportSolutionAsync", 1), started(env, "StageAndUpgradeAsync", 1)),
			},
			// Never a downgrade, and an older package changes nothing.
			{Config: config(env, file(first)), Check: resource.ComposeAggregateTestCheckFunc(installed(env, "1.10.0.0"), started(env, "StageAndUpgradeAsync", 1))},
			{Config: config(env, file(first)), PlanOnly: true},
			// A package that is not there is fine as long as what is installed is good enough.
			{Config: config(env, file(absent), `minimum_version = "1.9"`), Check: expect("version", "1.10.0.0")},
			{Config: config(env, file(absent), `minimum_version = "1.9"`), PlanOnly: true},
			{Config: config(env, file(absent), `minimum_version = "2"`), ExpectError: regexp.MustCompile(`(?s)is\s+too\s+old.*There\s+is\s+no\s+file\s+.*absent.zip`)},
			{Config: config(env, `unique_name = "`+baseName+`"`, `minimum_version = "2"`), ExpectError: regexp.MustCompile(`(?s)is\s+too\s+old.*configuration\s+has\s+no\s+file`)},
			{ // the version went down behind Terraform's back
				PreConfig:        func() { env.Patch(solutions, solutionID(env), acctest.Row{"version": "1.5.0.0"}) },
				Config:           config(env, file(second)),
				ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
				Check:            installed(env, "1.10.0.0"),
			},
			{ // vanished
				PreConfig:        func() { env.Delete(solutions, solutionID(env)) },
				Config:           config(env, file(second)),
				ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				Check:            installed(env, "1.10.0.0"),
			},
			{Config: config(env, file(second)), PlanOnly: true},
		},
	})
}

func TestUninstall(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	base := pack(t, samples.BaseIntegration("1.0.0.0"))
	dependent := samples.SalesIntegration("1.0.0.0")
	dependent.Dependencies = []samples.Dependency{{UniqueName: baseName, Version: "1.0.0.0"}}
	salesPackage := pack(t, dependent)
	both := func(salesPolicy string) string {
		return config(env, file(base), `deletion_policy = "uninstall"`) + fmt.Sprintf(`
resource "bcsales_solution" "sales" {
  file            = %q
  deletion_policy = %q
  depends_on      = [bcsales_solution.test]
}
`, salesPackage, salesPolicy)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             resource.ComposeAggregateTestCheckFunc(installed(env, ""), started(env, "UninstallSolutionAsync", 2)),
		Steps: []resource.TestStep{
			{Config: both("retain")},
			{ // the dependent solution is retained, so that the base cannot go
				Config: both("retain"), Destroy: true,
				ExpectError: regexp.MustCompile(`Something\s+depends\s+on\s+the\s+solution`),
			},
			{Config: both("uninstall"), Check: started(env, "ImportSolutionAsync", 2)},
		},
	})
}

// TestFoundSolution stays installed whatever the policy says, which destroy tells.
func TestFoundSolution(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	factories, warnings := env.Warnings()
	env.Insert(solutions, acctest.Row{"uniquename": baseName, "version": "3.0.0.0", "ismanaged": true})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		CheckDestroy:             resource.ComposeAggregateTestCheckFunc(installed(env, "3.0.0.0"), started(env, "ImportSolutionAsync", 0)),
		Steps: []resource.TestStep{
			{Config: config(env, file(pack(t, samples.BaseIntegration("2.0.0.0"))), `deletion_policy = "uninstall"`), Check: expect("version", "3.0.0.0")},
		},
	})
	if text, want := warnings.In("apply"), "Left in place: the solution "+baseName; !strings.Contains(text, want) {
		t.Errorf("destroy warns %q, want %q", text, want)
	}
}

// TestImportedSolution counts as created.
func TestImportedSolution(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Insert(solutions, acctest.Row{"uniquename": baseName, "version": "3.0.0.0", "ismanaged": true})
	arguments := []string{`unique_name = "` + baseName + `"`, `deletion_policy = "uninstall"`}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             installed(env, ""),
		Steps: []resource.TestStep{
			{Config: config(env, arguments[0]), ResourceName: address, ImportState: true, ImportStateId: baseName, ImportStatePersist: true},
			{Config: config(env, arguments[0]), PlanOnly: true},
			{Config: config(env, file(pack(t, samples.BaseIntegration("3.0.0.0")))), PlanOnly: true},
			{Config: config(env, arguments...)},
		},
	})
}

// TestRetainedSolution is said to stay, and is taken up as our own when it is created again.
func TestRetainedSolution(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	factories, warnings := env.Warnings()
	base := pack(t, samples.BaseIntegration("1.0.0.0"))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		CheckDestroy:             installed(env, ""),
		Steps: []resource.TestStep{
			{Config: config(env, file(base))},
			{Config: config(env, file(base)), Destroy: true},
			{
				PreConfig: func() {
					if text, want := warnings.In("apply"), "Left in place: the solution "+baseName+" 1.0.0.0"; !strings.Contains(text, want) {
						t.Errorf("destroy warns %q, want %q", text, want)
					}
				},
				Config: config(env, file(base), `deletion_policy = "uninstall"`), Check: started(env, "ImportSolutionAsync", 1),
			},
		},
	})
}
