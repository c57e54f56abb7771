// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"golang.org/x/text/unicode/norm"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// language is a tenant in another language: its names for what the demo tenant contains.
type language struct {
	// words replace those of the demo tenant.
	words map[string]string
	// role is the platform's role that everybody has, and written the way a configuration may spell it.
	role, written string
	// first and second are the codes of two salespeople, company is the company's name.
	first, second, company string
}

func languages() map[string]language {
	return map[string]language{
		"German": {
			words: map[string]string{
				"Contoso": "Käuferei Größwang", "CRONUS": "CRONUS Möbel GmbH", "Jim Olive": "Jörg Öhlmann", "Lina Townsend": "Änne Groß",
				"Sales Manager": "Vertriebsleiter", "Sales Representative": "Verkäufer", "US Dollar": "US-Dollar", "Adatum": "Bäckerei Süß",
			},
			role: "Verkäufer", written: "Verkaufer", first: "JÖ", second: "ÄG", company: "CRONUS Möbel GmbH",
		},
		"Danish": {
			words: map[string]string{
				"Contoso": "Købmandsgården", "CRONUS": "CRONUS Smørrebrød ApS", "Jim Olive": "Jørgen Ågård", "Lina Townsend": "Æbbe Søe",
				"Sales Manager": "Salgschef", "Sales Representative": "Sælger", "US Dollar": "Amerikanske dollar", "Adatum": "Blåbær A/S",
			},
			role: "Sælger", written: "SÆLGER", first: "JØ", second: "ÆS", company: "CRONUS Smørrebrød ApS",
		},
		"Japanese": {
			words: map[string]string{
				"Contoso": "コントソ株式会社", "CRONUS": "クロノス販売", "Jim Olive": "大野 次郎", "Lina Townsend": "𠮷田 りな",
				"Sales Manager": "営業部長", "Sales Representative": "営業担当", "US Dollar": "米ドル", "Adatum": "アダタム",
			},
			role: "営業担当者", written: "営業担当者 ", first: "次郎", second: "ガガ", company: "クロノス販売",
		},
	}
}

// document is the demo tenant in the language.
func (l language) document() string {
	text := string(seed.Demo())
	for english, other := range l.words {
		text = strings.ReplaceAll(text, english, other)
	}
	text = strings.ReplaceAll(text, `"JO"`, `"`+l.first+`"`)
	return strings.ReplaceAll(text, `"LT"`, `"`+l.second+`"`)
}

// TestGuideInOtherLanguages follows the whole guide, from onboarding to destroy, in tenants whose names, codes,
// units, roles and texts are in another language, and changes nothing in between when it plans again.
func TestGuideInOtherLanguages(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, l := range acctest.SampleOf(languages()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.WithSeed(l.document()))
			for _, row := range env.Rows(dataverseSet("roles")) {
				if row["name"] == "Basic User" {
					env.Patch(dataverseSet("roles"), row["roleid"].(string), acctest.Row{"name": l.role})
				}
			}
			before := len(env.Rows(dataverseSet("businessunits")))
			g := newGuide(t, env)
			g.parts["bcsales_dataverse_company.this"] = strings.ReplaceAll(g.parts["bcsales_dataverse_company.this"], "CRONUS", l.company)
			g.set("bcsales_salesperson_coupling.jim", coupling(strings.ToLower(l.first), `system_user_id = "`+userJim+`"`))
			g.set("bcsales_salesperson_coupling.lina", coupling(l.second, `system_user_email = "lina.townsend@contoso.example"`))
			g.set("bcsales_security_role_assignment.named", "system_user_id = bcsales_integration_user.this.id\n  role_name = \""+l.written+"\"")
			text := g.config()
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: env.Factories(),
				CheckDestroy: func(*terraform.State) error {
					for _, row := range env.Rows(companySet("recordCouplings")) {
						if row["recordId"] == personJim {
							return errors.New("a salesperson is still coupled")
						}
					}
					return nil
				},
				Steps: []resource.TestStep{
					{
						Config: text,
						Check: func(*terraform.State) error {
							unit := env.Find(dataverseSet("businessunits"), "name", l.company+" ("+companyID+")")
							if len(env.Rows(dataverseSet("businessunits"))) != before+1 || unit["isdisabled"] == true {
								return fmt.Errorf("the company has no business unit of its own: %v", unit)
							}
							return nil
						},
						ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
					},
					{
						// Somebody changes the unit's name and a salesperson's code to
						// the same texts with decomposed letters.
						PreConfig: func() {
							unit := env.Find(dataverseSet("businessunits"), "name", l.company+" ("+companyID+")")
							env.Patch(dataverseSet("businessunits"), fmt.Sprint(unit["businessunitid"]), acctest.Row{"name": norm.NFD.String(fmt.Sprint(unit["name"]))})
							env.Patch(companySet("salespeoplePurchasers"), personJim, acctest.Row{"code": norm.NFD.String(l.first)})
						},
						Config: text, PlanOnly: true,
					},
					{
						// A setup that is recreated names the unit as Dataverse does.
						PreConfig: func() { removeSetups(env) },
						Config:    text,
						Check: func(*terraform.State) error {
							want := norm.NFD.String(l.company) + " (" + companyID + ")"
							if got := env.Rows(companySet("dataverseConnectionSetups"))[0]["businessUnitName"]; got != want {
								return fmt.Errorf("the setup names the unit %q, want %q", got, want)
							}
							return nil
						},
					},
				},
			})
		})
	}
}

// removeSetups disables and deletes both setups of the company, as an administrator does.
func removeSetups(env *acctest.Env) {
	for _, set := range []string{"salesConnectionSetups", "dataverseConnectionSetups"} {
		for _, row := range env.Rows(companySet(set)) {
			env.Patch(companySet(set), fmt.Sprint(row["id"]), acctest.Row{"isEnabled": false})
			env.Delete(companySet(set), fmt.Sprint(row["id"]))
		}
	}
}
