// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany_test

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

const companyID = "aaaaaaaa-0000-4000-8000-000000000001"

func seedBase(env *acctest.Env) {
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "solutions"}, acctest.Row{
		"uniquename": "bcbi_CdsBaseIntegration", "friendlyname": "Base", "version": "1.0.0.0", "ismanaged": true,
	})
}

const address = "bcsales_dataverse_company.this"

// start returns an emulator with the base solution.
func start(t *testing.T) *acctest.Env {
	t.Helper()
	env := acctest.New(t)
	seedBase(env)
	return env
}

func config(env *acctest.Env, more string) string {
	return named(env, "Fabrikam", more)
}

func named(env *acctest.Env, name, more string) string {
	return env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_dataverse_company" "this" {
  company_id   = %q
  company_name = %q
  %s
}
`, companyID, name, more)
}

func set(name string) acctest.Set { return acctest.Set{API: acctest.Dataverse, Name: name} }

// company returns the company's row and its team.
func company(env *acctest.Env) (row, team acctest.Row) {
	row = env.Find(set("bcbi_companies"), "bcbi_externalid", companyID)
	team = env.Find(set("teams"), "teamid", row["_bcbi_defaultowningteam_value"])
	env.Find(set("businessunits"), "businessunitid", team["_businessunitid_value"]) // fails unless the unit exists
	return row, team
}

func empty() resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
}

func TestCompanyLifecycle(t *testing.T) {
	t.Parallel()
	env := start(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				Config: config(env, ""),
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(address, "id", companyID),
					resource.TestCheckResourceAttr(address, "business_unit_name", "Fabrikam ("+companyID+")"),
					resource.TestCheckResourceAttr(address, "team_name", "BCI - Fabrikam ("+companyID+")"),
				),
				ConfigPlanChecks: empty(),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			// A new name renames nothing unless it is asked for.
			{Config: named(env, "Fabrikam Sales", ""), ConfigPlanChecks: empty(), Check: resource.TestCheckResourceAttr(address, "business_unit_name", "Fabrikam ("+companyID+")")},
			{Config: named(env, "Fabrikam Europe", "rename = true"), ConfigPlanChecks: empty(), Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "business_unit_name", "Fabrikam Europe ("+companyID+")"),
				resource.TestCheckResourceAttr(address, "team_name", "BCI - Fabrikam Europe ("+companyID+")"),
			)},
		},
		CheckDestroy: func(*terraform.State) error {
			row, _ := company(env) // everything is retained by default
			if row["bcbi_name"] != "Fabrikam Europe" {
				return fmt.Errorf("the row is named %v", row["bcbi_name"])
			}
			return nil
		},
	})
}

func TestCompanyIsDeletedWhenAskedFor(t *testing.T) {
	t.Parallel()
	env := start(t)
	units, teams := len(env.Rows(set("businessunits"))), len(env.Rows(set("teams")))
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps:                    []resource.TestStep{{Config: config(env, `deletion_policy = "delete"`), ConfigPlanChecks: empty()}},
		CheckDestroy: func(*terraform.State) error {
			if n := len(env.Rows(set("bcbi_companies"))); n != 0 {
				return fmt.Errorf("%d company rows are left", n)
			}
			if u, m := len(env.Rows(set("businessunits"))), len(env.Rows(set("teams"))); u != units || m != teams {
				return fmt.Errorf("%d units and %d teams became %d and %d", units, teams, u, m)
			}
			return nil
		},
	})
}

func TestCompanyWithRecordsIsNotDeleted(t *testing.T) {
	t.Parallel()
	env := start(t)
	policy := config(env, `deletion_policy = "delete"`)
	var account acctest.Row
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: policy},
			{
				PreConfig: func() {
					_, team := company(env)
					account = env.Insert(set("accounts"), acctest.Row{"name": "Adatum", "_ownerid_value": team["teamid"]})
				},
				Config: policy, Destroy: true,
				ExpectError: regexp.MustCompile(`(?s)owns 1\s+accounts.*Nothing was\s+deleted`),
			},
			{PreConfig: func() { env.Delete(set("accounts"), fmt.Sprint(account["accountid"])) }, Config: policy, ConfigPlanChecks: empty()},
		},
	})
}

// TestCompanyTakesOverWhatExists lets the setup find parts that somebody else made, by name and by suffix, and leaves
// them on destroy whatever the policy.
func TestCompanyTakesOverWhatExists(t *testing.T) {
	t.Parallel()
	const root = "000000b0-0000-4000-8000-000000000001"
	for name, unitName := range map[string]string{"by name": "Fabrikam (" + companyID + ")", "by suffix": "An older name (" + companyID + ")"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := start(t)
			unit := env.Insert(set("businessunits"), acctest.Row{"name": unitName, "_parentbusinessunitid_value": root})
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps: []resource.TestStep{{
					Config: config(env, `deletion_policy = "delete"`), ConfigPlanChecks: empty(),
					Check: resource.TestCheckResourceAttr(address, "business_unit_id", fmt.Sprint(unit["businessunitid"])),
				}},
				CheckDestroy: func(*terraform.State) error {
					env.Find(set("businessunits"), "businessunitid", unit["businessunitid"])
					if n := len(env.Rows(set("bcbi_companies"))); n != 0 {
						return fmt.Errorf("%d company rows are left", n)
					}
					return nil
				},
			})
		})
	}
}

func TestCompanyUsesAConfiguredUnit(t *testing.T) {
	t.Parallel()
	const root, unit, below = "000000b0-0000-4000-8000-000000000001", "000000b0-0000-4000-8000-0000000000aa", "000000b0-0000-4000-8000-0000000000bb"
	env := start(t)
	env.Insert(set("businessunits"), acctest.Row{"businessunitid": unit, "name": "Europe", "_parentbusinessunitid_value": root})
	env.Insert(set("businessunits"), acctest.Row{"businessunitid": below, "name": "Iberia", "_parentbusinessunitid_value": unit})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, `business_unit_id = "`+below+`"`), PlanOnly: true, ExpectError: regexp.MustCompile(`one level below the root`)},
			{Config: config(env, `business_unit_id = "000000b0-0000-4000-8000-0000000000cc"`), ExpectError: regexp.MustCompile(`There is no such business unit`)},
			{Config: config(env, `business_unit_id = "`+unit+`"`), ConfigPlanChecks: empty(), Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(address, "business_unit_name", "Europe"),
				resource.TestCheckResourceAttr(address, "team_name", "BCI - Europe"),
			)},
		},
	})
}

func TestCompanyNeedsTheBaseSolution(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, ""), ExpectError: regexp.MustCompile(`base integration solution is not imported`)},
			// What the failed run made is taken up, not made twice.
			{PreConfig: func() { seedBase(env) }, Config: config(env, ""), ConfigPlanChecks: empty()},
		},
		CheckDestroy: func(*terraform.State) error {
			owned := 0
			for _, row := range env.Rows(set("businessunits")) {
				if strings.HasSuffix(fmt.Sprint(row["name"]), "("+companyID+")") {
					owned++
				}
			}
			if owned != 1 {
				return fmt.Errorf("%d business units were made", owned)
			}
			return nil
		},
	})
}

// TestCompanySurvivesLostAnswers breaks the connection after each creation was carried out.
func TestCompanySurvivesLostAnswers(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for _, path := range []string{"businessunits", "teams", "bcbi_companies"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			env := start(t)
			env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "POST", Path: path + "$", Action: "reset_after", Times: 1})
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: config(env, `deletion_policy = "delete"`), ConfigPlanChecks: empty()}},
			})
		})
	}
}

// TestCompanyFoundByItsRow finds the company by its row although unit and team have other names, and changes nothing.
func TestCompanyFoundByItsRow(t *testing.T) {
	t.Parallel()
	const root = "000000b0-0000-4000-8000-000000000001"
	env := start(t)
	unit := env.Insert(set("businessunits"), acctest.Row{"name": "Renamed", "_parentbusinessunitid_value": root})
	other := env.Insert(set("businessunits"), acctest.Row{"name": "Other", "_parentbusinessunitid_value": root})
	team := env.Insert(set("teams"), acctest.Row{"name": "Owners", "teamtype": 0, "_businessunitid_value": unit["businessunitid"]})
	env.Insert(set("bcbi_companies"), acctest.Row{"bcbi_externalid": companyID, "bcbi_name": "Fabrikam", "_bcbi_defaultowningteam_value": team["teamid"], "_ownerid_value": team["teamid"]})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, `business_unit_id = "`+fmt.Sprint(other["businessunitid"])+`"`), ExpectError: regexp.MustCompile(`another business unit already`)},
			{
				Config: config(env, `deletion_policy = "delete"`), ConfigPlanChecks: empty(),
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(address, "business_unit_name", "Renamed"),
					resource.TestCheckResourceAttr(address, "team_id", fmt.Sprint(team["teamid"])),
				),
			},
		},
		CheckDestroy: func(*terraform.State) error {
			env.Find(set("bcbi_companies"), "bcbi_externalid", companyID)
			env.Find(set("teams"), "teamid", team["teamid"])
			return nil
		},
	})
}

// TestCompanyGetsItsBaseRoleBack repairs the owning team by one update.
func TestCompanyGetsItsBaseRoleBack(t *testing.T) {
	t.Parallel()
	env := start(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(env, "")},
			{
				PreConfig: func() {
					_, team := company(env)
					for _, row := range env.Rows(set("teamrolescollection")) {
						if row["teamid"] == team["teamid"] {
							env.Delete(set("teamrolescollection"), fmt.Sprint(row["teamroleid"]))
						}
					}
				},
				Config: config(env, ""),
				ConfigPlanChecks: resource.ConfigPlanChecks{
					PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)},
					PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
				},
			},
		},
	})
}

// TestCompanyInUseIsNotDeleted refuses before anything is deleted while a user is in the unit.
func TestCompanyInUseIsNotDeleted(t *testing.T) {
	t.Parallel()
	env := start(t)
	policy := config(env, `deletion_policy = "delete"`)
	const user, root = "000000d1-0000-4000-8000-000000000001", "000000b0-0000-4000-8000-000000000001"
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: policy},
			{
				PreConfig: func() {
					_, team := company(env)
					env.Patch(set("systemusers"), user, acctest.Row{"_businessunitid_value": team["_businessunitid_value"]})
				},
				Config: policy, Destroy: true, ExpectError: regexp.MustCompile(`(?s)holds\s+1\s+users.*Nothing was\s+deleted`),
			},
			{PreConfig: func() { env.Patch(set("systemusers"), user, acctest.Row{"_businessunitid_value": root}) }, Config: policy, ConfigPlanChecks: empty()},
		},
	})
}

// TestCompanyDeletionIsFinished lets the deletion of the unit fail after row and team are gone: the next destroy
// finishes, and so does an apply.
func TestCompanyDeletionIsFinished(t *testing.T) {
	t.Parallel()
	env := start(t)
	units := len(env.Rows(set("businessunits")))
	policy := config(env, `deletion_policy = "delete"`)
	fault := acctest.Fault{
		API: acctest.Dataverse, Method: "DELETE", Path: `businessunits\(`, Action: "status", Status: 400, Times: 1,
		Body: acctest.Row{"error": acctest.Row{"code": "0x80040216", "message": "An unexpected error occurred."}},
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: policy},
			{PreConfig: func() { env.Faults(fault) }, Config: policy, Destroy: true, ExpectError: regexp.MustCompile(`An unexpected\s+error\s+occurred`)},
			{Config: policy, ConfigPlanChecks: resource.ConfigPlanChecks{
				PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionReplace)},
				PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
			}},
			{PreConfig: func() { env.Faults(fault) }, Config: policy, Destroy: true, ExpectError: regexp.MustCompile(`An unexpected\s+error\s+occurred`)},
			{Config: policy, Destroy: true},
		},
		CheckDestroy: func(*terraform.State) error {
			if n := len(env.Rows(set("businessunits"))); n != units {
				return fmt.Errorf("%d business units became %d", units, n)
			}
			return nil
		},
	})
}

// TestCompanyIsRenamedLater changes the name first, and asks for the rename afterwards.
func TestCompanyIsRenamedLater(t *testing.T) {
	t.Parallel()
	env := start(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: named(env, "Fabrikam", "")},
			{Config: named(env, "Contoso", ""), ConfigPlanChecks: empty()},
			{Config: named(env, "Contoso", "rename = true"), ConfigPlanChecks: empty(), Check: resource.TestCheckResourceAttr(address, "team_name", "BCI - Contoso ("+companyID+")")},
		},
	})
}

// TestCompanyStaysInItsUnit refuses another business unit in the plan wherever the company's row would stay in its old
// one, and moves it where the row goes too.
func TestCompanyStaysInItsUnit(t *testing.T) {
	t.Parallel()
	const root, unit = "000000b0-0000-4000-8000-000000000001", "000000b0-0000-4000-8000-0000000000aa"
	other := "\n  business_unit_id = \"" + unit + "\""
	for name, test := range map[string]struct {
		first, want string
		given       func(env *acctest.Env)
	}{
		"retained": {first: "", want: `(?s)cannot\s+move\s+to\s+another\s+business\s+unit.*deletion_policy\s+is\s+retain`},
		"found": {first: `deletion_policy = "delete"`, want: `(?s)cannot\s+move\s+to\s+another\s+business\s+unit.*existed\s+before`, given: func(env *acctest.Env) {
			own := env.Insert(set("businessunits"), acctest.Row{"name": "Fabrikam (" + companyID + ")", "_parentbusinessunitid_value": root})
			team := env.Insert(set("teams"), acctest.Row{"name": "BCI - Fabrikam (" + companyID + ")", "teamtype": 0, "_businessunitid_value": own["businessunitid"]})
			env.Insert(set("bcbi_companies"), acctest.Row{"bcbi_externalid": companyID, "bcbi_name": "Fabrikam", "_bcbi_defaultowningteam_value": team["teamid"], "_ownerid_value": team["teamid"]})
		}},
		"deleted": {first: `deletion_policy = "delete"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := start(t)
			env.Insert(set("businessunits"), acctest.Row{"businessunitid": unit, "name": "Europe", "_parentbusinessunitid_value": root})
			if test.given != nil {
				test.given(env)
			}
			second := resource.TestStep{Config: config(env, test.first+other)}
			if test.want != "" {
				second.PlanOnly, second.ExpectError = true, regexp.MustCompile(test.want)
			} else {
				second.ConfigPlanChecks, second.Check = empty(), resource.TestCheckResourceAttr(address, "business_unit_name", "Europe")
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				Steps:                    []resource.TestStep{{Config: config(env, test.first)}, second},
			})
		})
	}
}
