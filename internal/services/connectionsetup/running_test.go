// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestDataverse_newUser signs a running integration in as somebody else, in one apply, with the Sales connection.
func TestDataverse_newUser(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	const email = "second@contoso.example"
	user := f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": email, "fullname": "Second"})
	assign := func(role string) {
		f.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": user["systemuserid"], "roleid": role})
	}
	assign(baseRole)
	changed := f.prelude + f.dataverse(fmt.Sprintf("user_name = %q", email)) + f.sales()
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.prelude + f.dataverse() + f.sales()},
			{
				// What the Sales connection requires of the new user is checked before anything is turned off.
				Config:      changed,
				ExpectError: words("It lacks: Dynamics 365 Business Central Integration Administrator, Dynamics 365 Business Central Integration User."),
			},
			{
				PreConfig: func() {
					f.expectBoth(t, true)
					assign(administratorRole)
					assign(userRole)
				},
				Config: changed,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(dataverseAddress, plancheck.ResourceActionUpdate),
					plancheck.ExpectResourceAction(salesAddress, plancheck.ResourceActionNoop),
				}},
				Check: func(*terraform.State) error {
					if sales := f.only(t, salesSetups()); sales["userName"] != email || sales["isEnabled"] != true {
						return fmt.Errorf("the Sales connection setup is %v", sales)
					}
					return nil
				},
			},
		},
	})
}

// TestSetups_eachChange changes on a running integration what needs the connections off, one thing after the other: each
// converges in one apply, with both connections on and the Sales connection signed in as the Dataverse connection.
func TestSetups_eachChange(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	second := strings.NewReplacer(
		`"this"`, `"second"`, applicationID, secondApplication, "integration@contoso.example", "second@contoso.example", "integration_user.this", "integration_user.second",
		`"base"`, `"second_base"`, `"administrator"`, `"second_administrator"`, `"user"`, `"second_user"`,
	)
	_, user, _ := strings.Cut(f.prelude, "resource")
	user, _, _ = strings.Cut("resource"+user, `resource "bcsales_dataverse_company"`)
	f.Insert(acctest.Set{API: acctest.Graph, Name: "servicePrincipals"}, acctest.Row{"appId": secondApplication, "displayName": "Second", "accountEnabled": true})
	withSecond := f
	withSecond.prelude += second.Replace(user)
	asSecond := []string{
		`user_name = bcsales_integration_user.second.internal_email_address`,
		`depends_on = [bcsales_security_role_assignment.second_base, bcsales_security_role_assignment.second_administrator, bcsales_security_role_assignment.second_user]`,
	}
	both := func(email string) resource.TestCheckFunc {
		return func(*terraform.State) error {
			f.expectBoth(t, true)
			dataverse, sales := f.only(t, dataverseSetups()), f.only(t, salesSetups())
			if dataverse["userName"] != email || sales["userName"] != email || sales["itemAvailabilityEnabled"] != true {
				return fmt.Errorf("the setups are %v and %v", dataverse, sales)
			}
			return nil
		}
	}
	const first, later = "integration@contoso.example", "second@contoso.example"
	sales := []string{`item_availability = true`}
	step := func(email string, dataverse []string, more ...string) resource.TestStep {
		return resource.TestStep{Config: f.both(dataverse, append(slices.Clone(sales), more...)), Check: both(email)}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			step(first, nil),
			step(first, []string{`ownership_model = "person"`}),
			step(first, []string{`ownership_model = "person"`, `proxy_version = 101`}),
			step(first, []string{`ownership_model = "person"`, `proxy_version = 101`}, `unit_group_mapping = false`),
			step(first, []string{`ownership_model = "person"`, `proxy_version = 101`}, `unit_group_mapping = false`, `proxy_version = 102`),
			// The user is made in the same apply, and disabled in the one after, when nobody signs in as it any more.
			{Config: withSecond.both(append([]string{`ownership_model = "person"`}, asSecond...), sales), Check: both(later)},
			step(first, nil),
		},
	})
}

// TestDataverse_unmanagedSales turns off a Sales connection that Terraform does not manage, on the way down.
func TestDataverse_unmanagedSales(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	config := f.prelude + f.dataverse()
	sales := acctest.Row{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config},
			{
				PreConfig: func() { f.Insert(salesSetups(), sales) },
				Config:    f.prelude + f.dataverse(`enabled = false`),
				Check:     func(*terraform.State) error { f.expectBoth(t, false); return nil },
			},
			{
				PreConfig: func() { f.Patch(salesSetups(), id(f.only(t, salesSetups())), acctest.Row{"isEnabled": true}) },
				Config:    config,
				Check:     func(*terraform.State) error { f.expectBoth(t, true); return nil },
			},
		},
	})
	if rows := f.Rows(dataverseSetups()); len(rows) != 0 {
		t.Errorf("destroy left %v", rows)
	}
	if row := f.only(t, salesSetups()); row["isEnabled"] != false {
		t.Errorf("destroy left the Sales connection on: %v", row)
	}
}

// TestDataverse_offWithoutUser turns the connection off when its user is gone, and destroys it.
func TestDataverse_offWithoutUser(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.prelude + f.dataverse()},
			{
				PreConfig: func() {
					user := f.Find(inDataverse("systemusers"), "internalemailaddress", integrationEmail)
					f.Delete(inDataverse("systemusers"), fmt.Sprint(user["systemuserid"]))
				},
				Config: f.prelude + f.dataverse(`enabled = false`),
			},
		},
	})
	if rows := f.Rows(dataverseSetups()); len(rows) != 0 {
		t.Errorf("destroy left %v", rows)
	}
}

// TestSetups_disabled keeps both setups prepared and off; the consent does not matter then. Turned off, they show that it was
// withdrawn.
func TestSetups_disabled(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	off := `enabled = false`
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.prelude + f.dataverse(off, `consent_acknowledged = false`) + f.sales(off, `proxy_version = 101`)},
			{
				Config:           f.prelude + f.dataverse(off) + f.sales(off, `proxy_version = 101`),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
			},
			{ResourceName: dataverseAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: salesAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{Config: f.prelude + f.dataverse(off, `proxy_version = 102`) + f.sales(off, `unit_group_mapping = false`)},
			{Config: f.prelude + f.dataverse(off, `ownership_model = "person"`) + f.sales(off)},
			{
				Config:      f.prelude + f.dataverse(off, `ownership_model = "person"`, `business_unit_name = "Contoso"`),
				ExpectError: words("The business unit \"Contoso\" is not the one that belongs to company " + cronus),
			},
			{Config: f.prelude + f.dataverse() + f.sales(), Check: func(*terraform.State) error { f.expectBoth(t, true); return nil }},
			{
				Config: f.prelude + f.dataverse(off, `consent_acknowledged = false`) + f.sales(off),
				Check:  resource.TestCheckResourceAttr(dataverseAddress, "consent_acknowledged", "false"),
			},
		},
	})
}
