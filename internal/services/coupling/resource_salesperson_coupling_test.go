// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const onePerson = "bcsales_salesperson_coupling.this"

// person returns a coupling with the lines.
func person(lines string) string {
	return `
resource "bcsales_salesperson_coupling" "this" {
  company_id = "` + cronus + `"
  ` + lines + `
}
`
}

func TestSalesperson_lifecycle(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	first := person(`salesperson_code = "jo"
  system_user_id = "` + userJim + `"`)
	second := person(`salesperson_code = "JO"
  system_user_email = "otis.falls@contoso.example"`)
	outside := second[:len(second)-3] + "\n  add_to_owning_team = false\n}\n"
	imported := func(id string) resource.TestStep {
		// The state keeps the spelling of the code that it had first.
		return resource.TestStep{ResourceName: onePerson, ImportState: true, ImportStateId: id, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"salesperson_code"}}
	}
	f.run(
		f.apply(first, creates(onePerson)),
		f.after(func() {
			f.want(f.partner(jim) == userJim && f.member(userJim), "JO is coupled with Jim, who is a member")
		}, second, updates(onePerson)),
		imported(cronus+"/"+jim),
		imported(cronus+"/jo"),
		f.after(func() {
			f.want(f.partner(jim) == userOtis && f.member(userOtis) && !f.member(userJim), "JO is coupled with Otis, who is a member in Jim's place")
		}, outside, updates(onePerson), plancheck.ExpectKnownValue(onePerson, tfjsonpath.New("system_user_id"), knownvalue.StringExact(userOtis))),
		f.after(func() {
			f.want(!f.member(userOtis), "Otis is no member any more")
			f.uncouple(jim)
		}, outside, creates(onePerson)),
		f.after(func() {
			f.uncouple(jim)
			f.couple(jim, userBen)
		}, outside, updates(onePerson)),
		f.apply(person(`salesperson_code = "LT"
  system_user_id = "`+userLina+`"`), replaces(onePerson)),
		f.apply(" ", plannedDestroy(onePerson)),
	)
	f.want(f.partner(jim) == "" && f.partner(lina) == "" && !f.member(userLina), "nothing is left")
}

func TestSalesperson_found(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.couple(jim, userJim)
	f.Insert(inDataverse("teammemberships"), acctest.Row{"teamid": team, "systemuserid": userJim})
	f.run(f.apply(person(`salesperson_id = "`+jim+`"
  system_user_id = "`+userJim+`"`), creates(onePerson)))
	f.want(f.partner(jim) == userJim && f.member(userJim), "what was there before stays")
}

func TestSalesperson_refusals(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.couple(jim, userBen)
	users := inDataverse("systemusers")
	with := func(code, user string) string {
		return person(`salesperson_code = "` + code + `"
  system_user_id = "` + user + `"`)
	}
	refuse := func(changes acctest.Row, words string) resource.TestStep {
		step := f.refused(func() { f.Patch(users, userOtis, changes) }, with("OF", userOtis), words)
		step.PlanOnly = true
		return step
	}
	contradiction := f.refused(nil, person(`salesperson_code = "OF"
  salesperson_id = "`+jim+`"
  system_user_id = "`+userOtis+`"`), "name different salespeople")
	contradiction.PlanOnly = true
	f.run(
		f.refused(nil, with("JO", userJim), "is already coupled to Benjamin Chiu"),
		f.refused(nil, with("JO", userJim), "terraform import <address of this resource> "+cronus+"/"+jim),
		f.refused(nil, with("OF", userBen), "because the user is already coupled to the salesperson JO"),
		f.refused(nil, with("XX", userOtis), "has no salesperson with the code XX"),
		f.refused(nil, with("OF", "000000ee-0000-4000-8000-0000000000ff"), "There is no such user in Dataverse"),
		f.refused(nil, person(`salesperson_code = "OF"
  system_user_id = "`+userOtis+`"
  system_user_email = "jim.olive@contoso.example"`), "name different users"),
		contradiction,
		refuse(acctest.Row{"isdisabled": true}, "is disabled"),
		refuse(acctest.Row{"isdisabled": false, "islicensed": false}, "has no license"),
		refuse(acctest.Row{"islicensed": true, "isintegrationuser": true}, "is an integration user"),
		f.refused(func() {
			f.Patch(users, userOtis, acctest.Row{"isintegrationuser": false, "internalemailaddress": "jim.olive@contoso.example"})
		}, person(`salesperson_code = "OF"
  system_user_email = "jim.olive@contoso.example"`), "More than one user has the e-mail address"),
	)
	f.want(f.partner(jim) == userBen && f.partner(otis) == "", "nothing was written")
}

// TestUnfitLater refuses, in the plan, to give a salesperson a user who cannot be coupled. One who is coupled already and can no longer
// be stays.
func TestUnfitLater(t *testing.T) {
	t.Parallel()
	for address, of := range map[string]func(user string) string{
		onePerson: func(user string) string {
			return person("salesperson_code = \"JO\"\n  system_user_id = \"" + user + "\"")
		},
		manyPeople: func(user string) string { return people("", "JO", user) },
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.Patch(inDataverse("systemusers"), userOtis, acctest.Row{"isdisabled": true})
			refused := f.refused(nil, of(userOtis), "is disabled")
			refused.PlanOnly = true
			f.run(
				f.apply(of(userJim), creates(address)), refused,
				f.after(func() { f.Patch(inDataverse("systemusers"), userJim, acctest.Row{"isdisabled": true}) }, of(userJim), unchanged(address)),
			)
		})
	}
}

// TestSalesperson_formerAddressOfAnother: the address that the coupled user had before stands for that user only. With the id of
// another one it is a contradiction, as it was before the change.
func TestSalesperson_formerAddressOfAnother(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const email = "system_user_email = \"jim.olive@contoso.example\""
	by := func(lines string) string { return person("salesperson_code = \"JO\"\n  " + lines) }
	f.run(
		f.apply(by(email), creates(onePerson)),
		f.after(func() {
			f.Patch(inDataverse("systemusers"), userJim, acctest.Row{"internalemailaddress": "jim@contoso.example"})
		}, by(email), unchanged(onePerson)),
		f.apply(by(email+"\n  system_user_id = \""+userJim+"\""), unchanged(onePerson)),
		f.refused(nil, by(email+"\n  system_user_id = \""+userLina+"\""), "name different users"),
		f.refused(nil, by(`system_user_email = "nobody@contoso.example"`), "There is no such user in Dataverse"), // nor was it this user's
	)
}

// TestSalesperson_teamModelWarns warns in the plan when the setup is there, else in the apply.
func TestSalesperson_teamModelWarns(t *testing.T) {
	t.Parallel()
	config := person(`salesperson_code = "JO"
  system_user_id = "` + userJim + `"`)
	t.Run("plan", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t)
		f.setup("Team")
		f.run(f.apply(config, creates(onePerson)), f.after(func() {
			f.want(f.partner(jim) == userJim, "the coupling is written all the same")
			f.warned("plan", "has no effect", true)
			f.warned("apply", "has no effect", false)
			f.warnings.Reset()
		}, config), f.after(func() { f.warned("plan", "has no effect", false) }, config))
	})
	t.Run("apply", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t)
		f.Insert(inDataverse("systemusers"), acctest.Row{"fullname": "Integration", "internalemailaddress": "integration@contoso.example"})
		setup := `
resource "bcsales_dataverse_connection_setup" "this" {
  company_id         = "` + cronus + `"
  environment_url    = "` + f.Emulator().URL() + `"
  user_name          = "integration@contoso.example"
  business_unit_id   = "` + rootUnit + `"
  business_unit_name = "Contoso"
  enabled            = false

  consent_acknowledged = true
}
`
		later := person(`salesperson_code = "JO"
  system_user_id = "` + userJim + `"
  depends_on = [bcsales_dataverse_connection_setup.this]`)
		f.run(f.apply(setup+later, creates(onePerson)), f.after(func() {
			text := f.warnings.In("plan") + f.warnings.In("apply")
			f.want(strings.Count(text, "has no effect") > 0, "the apply, or the plan right before the creation, warned")
		}, setup+later))
	})
	t.Run("person", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t)
		f.setup("Person")
		f.run(f.apply(config, creates(onePerson)), f.after(func() {
			f.warned("plan", "has no effect", false)
			f.warned("apply", "has no effect", false)
		}, config))
	})
}

// TestSalesperson_lostAnswers breaks connections after Business Central did its work.
func TestSalesperson_lostAnswers(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	lost := func(method string) func() {
		return func() {
			f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: method, Path: "/recordCouplings", Action: "reset_after", Times: 1})
		}
	}
	with := func(user string) string {
		return person(`salesperson_code = "JO"
  system_user_id = "` + user + `"`)
	}
	f.run(
		f.after(lost("POST"), with(userJim), creates(onePerson)),
		f.after(lost("PATCH"), with(userOtis), updates(onePerson)),
		f.after(lost("DELETE"), " ", plannedDestroy(onePerson)),
	)
	f.want(len(f.Rows(inCompany("recordCouplings"))) == 0, "no coupling is left")
}

// TestSalesperson_swap refuses two couplings whose users are swapped, with the name of the resource that can, and follows
// that advice.
func TestSalesperson_swap(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	two := func(first, second string) string {
		another := strings.Replace(person("salesperson_code = \"LT\"\n  system_user_id = \""+second+"\""), `"this"`, `"other"`, 1)
		return person("salesperson_code = \"JO\"\n  system_user_id = \""+first+"\"") + another
	}
	forget := func(name string) string {
		return "\nremoved {\n  from = bcsales_salesperson_coupling." + name + "\n  lifecycle {\n    destroy = false\n  }\n}\n"
	}
	f.run(
		f.apply(two(userJim, userLina), creates(onePerson)),
		f.refused(nil, two(userLina, userJim), "If salespeople swap users, manage them in one bcsales_salesperson_couplings"),
		f.after(func() {
			f.want(f.partner(jim) == userJim && f.partner(lina) == userLina, "nothing was changed")
		}, forget("this")+forget("other")),
		f.apply(people("", "JO", userJim, "LT", userLina), creates(manyPeople)),
		f.apply(people("", "JO", userLina, "LT", userJim), updates(manyPeople)),
	)
}
