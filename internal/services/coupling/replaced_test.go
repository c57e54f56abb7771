// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestReplacedIsOwn replaces a coupling that was found by another: what was found stays, and the new one, which was made
// here, goes.
func TestReplacedIsOwn(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	of := func(code, user string) string {
		return person("salesperson_code = \"" + code + "\"\n  system_user_id = \"" + user + "\"")
	}
	f.couple(jim, userJim)
	f.run(
		f.apply(of("JO", userJim), creates(onePerson)),
		f.apply(of("LT", userLina), replaces(onePerson)),
		f.apply(" ", plannedDestroy(onePerson)),
	)
	f.want(f.partner(jim) == userJim, "what was found stays")
	f.want(f.partner(lina) == "", "what was made goes")
}

// TestRemovedIsNotFoundAgain removes a coupling that was found, because the map is exclusive. The one that this configuration makes
// later in its place, and hands over to the map, goes on destroy.
func TestRemovedIsNotFoundAgain(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	both := people("", "JO", userJim, "LT", userLina)
	f.couple(jim, userJim)
	f.run(
		f.apply(people("exclusive = true", "JO", userJim, "LT", userLina), creates(manyPeople)),
		f.apply(people("exclusive = true", "LT", userLina), updates(manyPeople)),
		f.after(func() { f.want(f.partner(jim) == "", "what was found is removed") },
			people("", "LT", userLina)+person("salesperson_code = \"JO\"\n  system_user_id = \""+userJim+"\""), creates(onePerson)),
		f.apply(both+"\nremoved {\n  from = "+onePerson+"\n  lifecycle {\n    destroy = false\n  }\n}\n", updates(manyPeople)),
		f.after(func() { f.want(f.partner(jim) == userJim, "the map has taken the coupling over") }, " ", plannedDestroy(manyPeople)),
	)
	f.want(f.partner(jim) == "", "what was made goes")
}

// TestFoundSurvivesAFailure lets a creation fail after it found a coupling: the coupling is not removed before the next
// creation, and stays on destroy.
func TestFoundSurvivesAFailure(t *testing.T) {
	t.Parallel()
	one := person("salesperson_code = \"JO\"\n  system_user_id = \"" + userJim + "\"")
	many := people("", "JO", userJim, "LT", userLina)
	for name, test := range map[string]struct {
		address, config string
		fault           acctest.Fault
	}{
		"one":  {onePerson, one, acctest.Fault{API: acctest.Dataverse, Method: "POST", Path: "teammembership_association", Action: "status", Status: 403, Times: 1}},
		"many": {manyPeople, many, acctest.Fault{API: acctest.BusinessCentral, Method: "POST", Path: "/recordCouplings", Action: "status", Status: 400, Times: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.couple(jim, userJim)
			row := fmt.Sprint(f.Find(inCompany("recordCouplings"), "recordId", jim)["id"])
			f.run(
				f.refused(func() { f.Faults(test.fault) }, test.config, "Could not create"),
				f.after(func() { f.Faults() }, test.config, plancheck.ExpectNonEmptyPlan()),
				f.apply(" ", plannedDestroy(test.address)),
			)
			f.want(fmt.Sprint(f.Find(inCompany("recordCouplings"), "recordId", jim)["id"]) == row, "what was found stays")
			f.want(f.partner(lina) == "", "what was made goes")
		})
	}
}

// TestMadeByAKilledApply takes couplings up that the provider's own identity made and no state remembers: destroy removes
// them.
func TestMadeByAKilledApply(t *testing.T) {
	t.Parallel()
	for address, config := range map[string]string{
		onePerson:  person("salesperson_code = \"JO\"\n  system_user_id = \"" + userJim + "\""),
		manyPeople: people("", "JO", userJim, "LT", userLina),
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.run(
				f.apply(config, creates(address)),
				f.apply("\nremoved {\n  from = "+address+"\n  lifecycle {\n    destroy = false\n  }\n}\n"),
				f.after(func() { f.want(f.partner(jim) == userJim, "the coupling is forgotten, not removed") }, config, creates(address)),
				f.apply(" ", plannedDestroy(address)),
			)
			f.want(f.partner(jim) == "" && f.partner(lina) == "" && !f.member(userJim), "destroy removed the couplings, and the membership that came with one")
		})
	}
}

// TestReplacementRefused refuses in the plan to remove a coupling for one that cannot be made.
func TestReplacementRefused(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	salespeople := inCompany("salespeoplePurchasers")
	of := func(line string) string { return person(line + "\n  system_user_id = \"" + userJim + "\"") }
	refused := func(change func(), line, words string) resource.TestStep {
		step := f.refused(change, of(line), words)
		step.PlanOnly = true
		return step
	}
	rename := func(code string) func() {
		return func() { f.Patch(salespeople, jim, acctest.Row{"code": code}) }
	}
	f.couple(lina, userLina)
	f.run(
		f.apply(of(`salesperson_code = "JO"`), creates(onePerson)),
		refused(rename("JX"), `salesperson_code = "JO"`, `set salesperson_code to "JX"`),
		refused(nil, "salesperson_code = \"JO\"\n  salesperson_id = \""+jim+"\"", "has the code JX, not JO"),
		refused(nil, `salesperson_code = "ZZ"`, "has no salesperson with the code ZZ"),
		refused(nil, `salesperson_id = "000000ee-0000-4000-8000-0000000000ff"`, "has no salesperson with the id 000000ee"),
		refused(nil, `salesperson_code = "LT"`, "the salesperson is already coupled to Lina Townsend"),
		f.after(func() {
			f.want(f.partner(jim) == userJim && f.member(userJim), "the coupling and the membership are there after the refusals")
		}, of(`salesperson_code = "JX"`), plancheck.ExpectEmptyPlan()),
		f.after(rename("JO"), of(`salesperson_id = "`+jim+`"`), plancheck.ExpectEmptyPlan()),
		refused(func() { f.Delete(salespeople, jim) }, `salesperson_code = "JO"`, "couples the salesperson that was deleted ("+jim+")"),
		refused(nil, `salesperson_code = "JO"`, "If the salesperson was deleted, remove this resource from the configuration."),
	)
}
