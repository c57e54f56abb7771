// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const manyPeople = "bcsales_salesperson_couplings.this"

// people returns couplings, given as pairs of code and user, with further lines.
func people(lines string, pairs ...string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&b, "    %q = %q\n", pairs[i], pairs[i+1])
	}
	return `
resource "bcsales_salesperson_couplings" "this" {
  company_id = "` + cronus + `"
  couplings = {
` + b.String() + `  }
  ` + lines + `
}
`
}

func TestSalespeople_lifecycle(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	two := people("", "JO", userJim, "lt", "Lina.Townsend@contoso.example")
	swapped := people("", "JO", "lina.townsend@contoso.example", "lt", userJim)
	three := people("", "JO", userOtis, "lt", userJim, "OF", userLina)
	f.runTerraform(
		f.apply(two, creates(manyPeople)),
		resource.TestStep{ResourceName: manyPeople, ImportState: true, ImportStateId: cronus, ImportStateCheck: importedCouplings(map[string]string{"JO": userJim, "LT": userLina})},
		f.after(func() {
			f.want(f.partner(jim) == userJim && f.partner(lina) == userLina && f.member(userJim) && f.member(userLina), "two are coupled and members")
		}, swapped, updates(manyPeople)),
		f.after(func() {
			f.want(f.partner(jim) == userLina && f.partner(lina) == userJim, "two exchanged users")
		}, three, updates(manyPeople)),
		f.after(func() {
			f.want(f.partner(jim) == userOtis && f.partner(lina) == userJim && f.partner(otis) == userLina, "three in a ring")
			f.uncouple(otis)
			f.uncouple(jim)
			f.couple(jim, userBen)
			f.Delete(inDataverse("teammemberships"), fmt.Sprint(f.Find(inDataverse("teammemberships"), "systemuserid", userJim)["teammembershipid"]))
		}, three, updates(manyPeople)),
		f.after(func() {
			f.want(f.partner(jim) == userOtis && f.partner(otis) == userLina && f.member(userJim), "drift is repaired")
		}, people("add_to_owning_team = false", "JO", userOtis), updates(manyPeople)),
		f.after(func() {
			f.want(f.partner(lina) == "" && f.partner(otis) == "" && !f.member(userJim) && !f.member(userOtis), "who is no longer named is neither coupled nor a member")
		}, " ", plannedDestroy(manyPeople)),
	)
	f.want(len(f.Rows(inCompany("recordCouplings"))) == 0, "nothing is left")
}

func importedCouplings(want map[string]string) resource.ImportStateCheckFunc {
	return func(states []*instanceState) error {
		for code, user := range want {
			if got := states[0].Attributes["couplings."+code]; got != user {
				return fmt.Errorf("couplings[%s] is %q, wanted %q", code, got, user)
			}
		}
		return nil
	}
}

// TestSalespeople_importedByOtherNames imports couplings, which names users by id, into a configuration with e-mail
// addresses: there is nothing to do.
func TestSalespeople_importedByOtherNames(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.couple(jim, userJim)
	f.couple(lina, userLina)
	config := people("add_to_owning_team = false", "jo", "jim.olive@contoso.example", "LT", "LINA.TOWNSEND@contoso.example")
	unread := f.refused(func() {
		f.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: "/systemusers$", Action: "status", Status: http.StatusBadRequest, Times: 1})
	}, config, "400 Bad Request")
	unread.PlanOnly = true
	f.run(
		resource.TestStep{Config: f.ProviderConfig() + config, ResourceName: manyPeople, ImportState: true, ImportStateId: cronus, ImportStatePersist: true},
		unread, // A look-up that failed says nothing of who is meant.
		f.after(func() { f.want(f.partner(jim) == userJim, "the import changes nothing") }, config, unchanged(manyPeople)),
		f.apply(" ", plannedDestroy(manyPeople)),
	)
	f.want(f.partner(jim) == "" && f.partner(lina) == "", "what was imported is removed")
}

func TestSalespeople_foundStays(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	f.couple(jim, userJim)
	f.run(
		f.apply(people("", "JO", userJim, "LT", userLina), creates(manyPeople)),
		f.apply(people("", "LT", userLina), updates(manyPeople)),
		f.after(func() {
			f.want(f.partner(jim) == userJim, "a coupling that was there before stays when it is no longer named")
			f.warned("apply", "Left in place: the couplings of the salespeople", true)
		}, people("", "JO", userJim, "LT", userLina), updates(manyPeople)),
		f.apply(" ", plannedDestroy(manyPeople)),
		f.after(func() {
			f.want(f.partner(jim) == userJim && f.partner(lina) == "", "destroy removes what was made and leaves what was found")
		}, " "),
	)
}

func TestSalespeople_exclusive(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.couple(otis, userOtis)
	config := people("exclusive = true", "JO", userJim)
	f.run(
		f.apply(config, creates(manyPeople)),
		f.after(func() {
			f.want(f.partner(otis) == "" && f.partner(jim) == userJim, "others are not coupled any more")
			f.warned("plan", "OF", true)
			f.couple(lina, userLina)
		}, config, updates(manyPeople)),
		f.after(func() { f.want(f.partner(lina) == "", "a later coupling of somebody else is removed") }, config),
	)
}

// TestSalespeople_notExclusive leaves the couplings of salespeople who are not named alone: they show in no plan and stay,
// also on destroy.
func TestSalespeople_notExclusive(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.couple(otis, userOtis)
	config := people("", "JO", userJim)
	f.run(
		f.apply(config, creates(manyPeople)),
		f.after(func() { f.couple(lina, userLina) }, config, unchanged(manyPeople)),
		f.apply(people("exclusive = false", "JO", userBen), updates(manyPeople)),
		f.after(func() { f.warned("plan", "will be removed", false) }, " ", plannedDestroy(manyPeople)),
	)
	f.want(f.partner(otis) == userOtis && f.partner(lina) == userLina, "the couplings of others stay")
	f.want(f.partner(jim) == "", "what was made goes")
}

func TestSalespeople_refusals(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.couple(jim, userBen)
	planned := func(config, words string) resource.TestStep {
		step := f.refused(nil, config, words)
		step.PlanOnly = true
		return step
	}
	f.run(
		planned(people("", "JO", userJim), "the salesperson is already coupled to Benjamin Chiu"),
		planned(people("", "JO", userJim), "terraform import <address of this resource> "+cronus),
		planned(people("", "OF", userBen), "because the user is already coupled to the salesperson JO"),
		planned(people("", "JO", userJim, "jo", userLina), "A salesperson is named twice"),
		planned(people("", "JO", userJim, "LT", strings.ToUpper(userJim)), "A user is named twice"),
		planned(people("", "OF", userJim, "LT", "jim.olive@contoso.example"), "A user is named twice"),
		planned(people("", "JO", "Jim"), "Neither an id nor an e-mail address"),
		planned(people("exclusive = true", "JO", userLina, "LT", userBen), "the salesperson is already coupled to Benjamin Chiu"),
		f.refused(nil, people("", "XX", userOtis), "has no salesperson with the code XX"),
		f.refused(nil, people("", "OF", "nobody@contoso.example"), "There is no such user in Dataverse"),
		f.refused(func() { f.Patch(inDataverse("systemusers"), userOtis, acctest.Row{"islicensed": false}) }, people("", "OF", userOtis), "has no license"),
	)
	f.want(f.partner(jim) == userBen && f.partner(otis) == "", "nothing was written")
	f.warned("plan", "will be removed", false)
}

// TestSalespeople_partialFailure lets one coupling of three fail: the others are made and recorded, and the next apply
// makes the rest.
func TestSalespeople_partialFailure(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	all := people("", "JO", userJim, "LT", userLina, "OF", userOtis)
	f.run(
		f.apply(people("", "JO", userJim), creates(manyPeople)),
		f.refused(func() {
			f.Faults(acctest.Fault{
				API: acctest.BusinessCentral, Method: "POST", Path: "/recordCouplings", Action: "status", Status: 400, Times: 1,
				Body: `{"error":{"code":"Application_DialogException","message":"The record is locked."}}`,
			})
		}, all, "The record is locked"),
		f.after(func() {
			f.Faults()
			made := 0
			for _, record := range []string{lina, otis} {
				if f.partner(record) != "" {
					made++
				}
			}
			f.want(made == 1 && f.partner(jim) == userJim, "one of two new couplings was made")
		}, all, updates(manyPeople)),
	)
}

// TestSalespeople_requests refreshes many couplings with few requests.
func TestSalespeople_requests(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	const n = 120
	pairs := make([]string, 0, 2*n)
	for i := range n {
		user := fmt.Sprintf("000000dd-0000-4000-8000-%012d", i)
		email := fmt.Sprintf("person%d@contoso.example", i)
		f.Insert(inDataverse("systemusers"), acctest.Row{"systemuserid": user, "fullname": email, "internalemailaddress": email, "islicensed": true, "isdisabled": false})
		f.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"code": fmt.Sprintf("P%03d", i), "displayName": email, "email": email})
		pairs = append(pairs, fmt.Sprintf("P%03d", i), email)
	}
	config := people("", pairs...)
	fewer := people("", pairs[:2*n-2]...)
	writes := func() (alone, batches, parts int) {
		for _, count := range f.Requests() {
			write := regexp.MustCompile(`(POST|PATCH|DELETE) .*/(recordCouplings|.*teammembership|.batch)`).MatchString(count.Method + " " + count.Route)
			switch {
			case strings.HasSuffix(count.Route, "$batch"):
				batches += count.Count
			case strings.HasSuffix(count.Route, "$batch/part"):
				if count.Method != http.MethodGet {
					parts += count.Count
				}
			case write:
				alone += count.Count
			}
		}
		return alone, batches, parts
	}
	f.run(f.after(f.ResetRequests, config, creates(manyPeople)), f.after(func() {
		// 100 couplings fill a batch, and so do 100 memberships; the rest is one more of each. Each of the four runs of the step
		// reads the setups in another one.
		alone, batches, parts := writes()
		f.want(alone == 0 && batches == 4+4 && parts == 2*n, fmt.Sprintf("%d couplings cost %d writes alone, and %d in %d batches", n, alone, parts, batches))
		f.ResetRequests()
	}, fewer, updates(manyPeople)), f.after(func() {
		alone, _, parts := writes()
		f.want(alone+parts == 2, fmt.Sprintf("taking out one coupling cost %d writes", alone+parts))
	}, config, updates(manyPeople)), f.after(f.ResetRequests, config, unchanged(manyPeople)), f.after(func() {
		total := 0
		for _, count := range f.Requests() {
			if regexp.MustCompile(`systemusers|salespeople|recordCouplings|teammembership|bcbi_companies`).MatchString(count.Route) {
				total += count.Count
				t.Logf("%s %s: %d", count.Method, count.Route, count.Count)
			}
		}
		f.want(total < n, fmt.Sprintf("several refreshes of %d couplings cost %d requests", n, total))
	}, config))
}

// TestSalespeople_batchStops: Business Central stops a batch at its first error and leaves out the rest, which is looked for and
// sent again. Only the one that was refused is missing.
func TestSalespeople_batchStops(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.Emulator().World().Do(func() { f.Emulator().World().Config.IgnoreContinueOnError = true })
	const n = 20
	var pairs []string
	for i := range n {
		user := fmt.Sprintf("000000dd-0000-4000-8000-%012d", i)
		email := fmt.Sprintf("person%d@contoso.example", i)
		f.Insert(inDataverse("systemusers"), acctest.Row{"systemuserid": user, "fullname": email, "internalemailaddress": email, "islicensed": true, "isdisabled": false})
		f.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"code": fmt.Sprintf("P%03d", i), "displayName": email, "email": email})
		pairs = append(pairs, fmt.Sprintf("P%03d", i), email)
	}
	f.Faults(acctest.Fault{
		API: acctest.BusinessCentral, Method: "POST", Path: "/recordCouplings$", Action: "status", Status: 400, Times: 1, Skip: 5,
		Body: map[string]any{"error": map[string]string{"code": "Application_DialogException", "message": "Somebody refused it."}},
	})
	f.run(resource.TestStep{Config: f.ProviderConfig() + people("", pairs...), ExpectError: regexp.MustCompile("Somebody refused it")}, f.after(func() {
		f.want(f.Fired() == 1 && len(f.Rows(inCompany("recordCouplings"))) == n-1, fmt.Sprintf("%d of %d are coupled", len(f.Rows(inCompany("recordCouplings"))), n))
	}, people("", pairs...)))
}

func TestSalespeopleIdentity(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.setup("Person")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.factories,
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		Steps: []resource.TestStep{
			{Config: f.ProviderConfig() + people("", "JO", userJim, "LT", userLina)},
			{ResourceName: manyPeople, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
	})
}
