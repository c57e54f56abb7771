// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func refusal(path, text string) acctest.Fault {
	return acctest.Fault{
		API: acctest.BusinessCentral, Method: http.MethodPost, Path: path, Action: "status", Status: http.StatusBadRequest, Times: 1,
		Body: map[string]any{"error": map[string]any{"code": "Application_DialogException", "message": text}},
	}
}

func (f fixture) expectBoth(t *testing.T, on bool) {
	t.Helper()
	for _, set := range []acctest.Set{dataverseSetups(), salesSetups()} {
		if row := f.only(t, set); row["isEnabled"] != on {
			t.Errorf("%s: isEnabled is %v, want %v", set.Name, row["isEnabled"], on)
		}
	}
}

// TestDataverse_failureHalfWay leaves both connections off, says so, and the next apply turns both on.
func TestDataverse_failureHalfWay(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, path := range acctest.SampleOf(map[string]string{
		"enabling Dataverse": `dataverseConnectionSetups\(.*enable$`,
		"testing Dataverse":  `dataverseConnectionSetups\(.*testConnection$`,
		"enabling Sales":     `salesConnectionSetups\(.*enable$`,
		"testing Sales":      `salesConnectionSetups\(.*testConnection$`,
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			changed := f.both([]string{`proxy_version = 101`}, []string{`auto_process_sales_quotes = true`})
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{
					{Config: f.both(nil, []string{`auto_process_sales_quotes = true`})},
					{
						PreConfig:   func() { f.Faults(refusal(path, "The sun shines too brightly.")) },
						Config:      changed,
						ExpectError: words("The sun shines too brightly"),
					},
					{
						PreConfig: func() { f.expectBoth(t, false) },
						Config:    changed,
						ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
							plancheck.ExpectResourceAction(dataverseAddress, plancheck.ResourceActionUpdate),
							plancheck.ExpectResourceAction(salesAddress, plancheck.ResourceActionUpdate),
						}},
					},
				},
			})
		})
	}
}

func TestDataverse_failureSaysSo(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.both(nil, nil)},
			{
				PreConfig: func() {
					f.Faults(refusal(`salesConnectionSetups\(.*enable$`, "User x has no user roles assigned on server y."))
				},
				Config:      f.both([]string{`proxy_version = 101`}, nil),
				ExpectError: words("The Sales connection and the Dataverse connection of company " + cronus + " stay off after the failure"),
			},
			{Config: f.both([]string{`proxy_version = 101`}, nil)},
			{
				// Nothing was touched when the first step is refused.
				PreConfig: func() {
					f.Faults(refusal(`salesConnectionSetups\(.*disable$`, "Not now."))
				},
				Config:      f.both([]string{`proxy_version = 102`}, nil),
				ExpectError: words("Not now"),
			},
			{PreConfig: func() { f.expectBoth(t, true) }, Config: f.both([]string{`proxy_version = 102`}, nil)},
		},
	})
}

// TestSales_failedEnable turns the connection off again, also when Business Central left it on.
func TestSales_failedEnable(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					f.Faults(refusal(`salesConnectionSetups\(.*testConnection$`, "The connection setup cannot be validated."))
				},
				Config:      f.both(nil, nil),
				ExpectError: words("The connection setup cannot be validated"),
			},
			{
				PreConfig: func() {
					if row := f.only(t, salesSetups()); row["isEnabled"] != false {
						t.Errorf("the Sales connection stayed on: %v", row)
					}
				},
				Config: f.both(nil, nil),
			},
			{
				// Both errors are told when turning off fails too: the first turning off is the change's own.
				PreConfig: func() {
					disable := refusal(`salesConnectionSetups\(.*disable$`, "Never.")
					disable.Skip = 1
					f.Faults(refusal(`salesConnectionSetups\(.*testConnection$`, "First."), disable)
				},
				Config:      f.both(nil, []string{`unit_group_mapping = false`}),
				ExpectError: regexp.MustCompile(`(?s)First \(code.*Never \(code`),
			},
			{PreConfig: func() { f.Faults() }, Config: f.both(nil, []string{`unit_group_mapping = false`})},
		},
	})
}

// TestSetups_lostAnswers loses the answer of every write once: the result is the same, and nothing is left behind.
func TestSetups_lostAnswers(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, when := range acctest.SampleOf(map[string]struct{ created, changed bool }{"create": {created: true}, "update": {changed: true}, "delete": {}}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			lost := func(now bool) func() {
				return func() {
					f.Faults()
					if now {
						f.loseAnswers()
					}
				}
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{
					{PreConfig: lost(when.created), Config: f.both(nil, nil)},
					{PreConfig: lost(when.changed), Config: f.both([]string{`ownership_model = "person"`}, []string{`unit_group_mapping = false`})},
					{PreConfig: lost(!when.created && !when.changed), Config: f.both(nil, nil), Destroy: true},
				},
			})
			f.Faults()
			if rows := append(f.Rows(dataverseSetups()), f.Rows(salesSetups())...); len(rows) != 0 {
				t.Errorf("destroy left %v", rows)
			}
		})
	}
}

// loseAnswers loses the first answer to each write to the setups.
func (f fixture) loseAnswers() {
	var faults []acctest.Fault
	for _, set := range []string{"dataverseConnectionSetups", "salesConnectionSetups"} {
		paths := map[string]string{set + "$": http.MethodPost, set + `\(`: http.MethodPatch}
		for _, action := range []string{"enable", "disable", "testConnection"} {
			paths[set+`\(.*NAV\.`+action+"$"] = http.MethodPost
		}
		for path, method := range paths {
			faults = append(faults, acctest.Fault{API: acctest.BusinessCentral, Method: method, Path: path, Action: "reset_after", Times: 1})
		}
	}
	f.Faults(faults...)
}

// TestSales_submittedOrders shows Business Central's refusal to turn the legacy integration off.
func TestSales_submittedOrders(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	config := f.prelude + f.dataverse() + f.sales(`legacy_sales_orders = true`)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config},
			{
				PreConfig:   func() { f.Insert(inDataverse("salesorders"), acctest.Row{"name": "S1", "statecode": 1}) },
				Config:      f.prelude + f.dataverse() + f.sales(),
				ExpectError: words("You cannot disable CRM sales order integration when a CRM sales order has the Submitted status"),
			},
			{Config: config, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
		},
	})
}

// TestDataverse_unitOfAnotherCompany shows the refusal of a unit that another company is connected with: in the plan for
// a unit that is nobody's own by its name, else by Business Central before anything is written.
func TestDataverse_unitOfAnotherCompany(t *testing.T) {
	t.Parallel()
	const other = "00000c77-0000-4000-8000-000000000077"
	for name, c := range map[string]struct {
		unitName, text string
		planOnly       bool
	}{
		"in the plan":  {"Contoso Europe", "is already coupled to the company Other (" + other + ") of this environment.", true},
		"by its owner": {"", "is already coupled to another company of this environment.", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			if c.unitName != "" {
				f.unit["name"] = c.unitName
				f.Patch(inDataverse("businessunits"), fmt.Sprint(f.unit["businessunitid"]), acctest.Row{"name": c.unitName})
			}
			f.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"id": other, "name": "Other"})
			f.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: other}, f.dataverseRow(false))
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps:                    []resource.TestStep{{Config: f.prelude + f.dataverse(), PlanOnly: c.planOnly, ExpectError: words(c.text)}},
			})
			if rows := f.Rows(dataverseSetups()); len(rows) != 0 {
				t.Errorf("something was written: %v", rows)
			}
		})
	}
}

// TestDataverse_anotherUnit moves a running connection into a unit that another company has, which the plan refuses.
func TestDataverse_anotherUnit(t *testing.T) {
	t.Parallel()
	const other = "00000c77-0000-4000-8000-000000000077"
	f := arrange(t)
	taken := f.company(other, "Other")
	f.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"id": other, "name": "Other"})
	f.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: other}, acctest.Row{
		"environmentUrl": f.Emulator().URL(), "userName": integrationEmail, "businessUnitId": taken["businessunitid"], "businessUnitName": taken["name"],
	})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.prelude + f.dataverse()},
			{
				Config: f.prelude + f.dataverse(fmt.Sprintf("business_unit_id = %q", taken["businessunitid"]), fmt.Sprintf("business_unit_name = %q", taken["name"])), PlanOnly: true,
				ExpectError: words("is already coupled to the company Other"),
			},
		},
	})
}

// TestSetups_withoutPermission names the permission sets that are missing.
func TestSetups_withoutPermission(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	applications := acctest.Set{API: acctest.BusinessCentral, Name: "entraApplications"}
	for _, row := range f.Rows(applications) {
		f.Patch(applications, id(row), acctest.Row{"permissionSets": []string{"D365 BUS FULL ACCESS"}})
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps:                    []resource.TestStep{{Config: f.prelude + f.dataverse(), ExpectError: words("Give the provider's identity what it needs for this: the companion extension's permission set")}},
	})
}
