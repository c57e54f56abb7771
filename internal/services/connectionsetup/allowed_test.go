// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// allowed is the list that a person edits in Business Central; the control interface stands in for the person.
func allowed() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "allowedEnvironments"}
}

func logEntries() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "logEntries"}
}

// forbid takes the emulator's own Dataverse off the list, and allow puts it there.
func (f fixture) forbid(t *testing.T) func() {
	t.Helper()
	return func() { f.Delete(allowed(), id(f.only(t, allowed()))) }
}

func (f fixture) allow() {
	f.Insert(allowed(), acctest.Row{"environmentUrl": strings.ToUpper(f.Emulator().URL()) + "/"})
}

// TestSetups_environmentNotAllowed refuses an address that no person has allowed before anything is written, and before
// anything is turned off; an address that leaves the list turns nothing off.
func TestSetups_environmentNotAllowed(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	const refusal = "is not on the list of Dataverse environments that this Business Central environment may connect to. Nothing was changed."
	config := f.prelude + f.dataverse() + f.sales()
	changed := f.prelude + f.dataverse(`proxy_version = 101`) + f.sales()
	f.forbid(t)()
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config, PlanOnly: true, ExpectError: words(refusal)},
			{Config: config, ExpectError: words("Let a person with the permission set BCS Approve add the address on the page Allowed Dataverse Environments")},
			{PreConfig: func() {
				if rows := len(f.Rows(dataverseSetups())) + len(f.Rows(salesSetups())); rows > 0 {
					t.Errorf("the refusal left %d setups", rows)
				}
				f.allow()
			}, Config: config},
			{PreConfig: f.forbid(t), Config: config, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
			{PreConfig: f.ResetRequests, Config: changed, ExpectError: words(refusal)},
			{
				PreConfig: func() {
					f.writesNothing(t)
					f.expectBoth(t, true)
				},
				Config:      f.prelude + f.dataverse() + f.sales(`unit_group_mapping = false`),
				ExpectError: words(refusal),
			},
			{PreConfig: func() {
				f.writesNothing(t)
				f.allow()
			}, Config: changed},
			{Config: f.prelude, Check: func(*terraform.State) error {
				entries := f.Rows(logEntries())
				said := make([]string, 0, len(entries))
				for _, entry := range entries {
					said = append(said, fmt.Sprintf("%v %v %v %v", entry["operation"], entry["objectName"], entry["result"], entry["userName"]))
				}
				log := strings.Join(said, "\n")
				for _, want := range []string{
					"delete allowedEnvironment Succeeded ADMIN", "create allowedEnvironment Succeeded ADMIN", "consentAcknowledged dataverseConnectionSetup Succeeded TERRAFORM",
					"enable salesConnectionSetup Succeeded TERRAFORM", "disable dataverseConnectionSetup Succeeded TERRAFORM", "delete salesConnectionSetup Succeeded TERRAFORM",
				} {
					if !strings.Contains(log, want) {
						t.Errorf("the log has no entry %q:\n%s", want, log)
					}
				}
				return nil
			}},
		},
	})
}

// writesNothing checks that nothing was sent to Business Central but reads since the requests were reset.
func (f fixture) writesNothing(t *testing.T) {
	t.Helper()
	for _, c := range f.Requests() {
		if c.API == acctest.BusinessCentral && c.Method != http.MethodGet && !strings.HasSuffix(c.Route, "/$batch") { // whose parts count too
			t.Errorf("%s %s was sent", c.Method, c.Route)
		}
	}
}

// TestSetups_incomplete shows a Sales connection whose enabling did not come to its end as one that is not enabled, and
// finishes it, or turns it off.
func TestSetups_incomplete(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sales  []string
		action plancheck.ResourceActionType
		on     bool
	}{
		"wanted":     {nil, plancheck.ResourceActionUpdate, true},
		"not wanted": {[]string{`enabled = false`}, plancheck.ResourceActionUpdate, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			factories, warnings := f.Warnings()
			config := f.prelude + f.dataverse() + f.sales(c.sales...)
			died := func() {
				f.Patch(salesSetups(), id(f.only(t, salesSetups())), acctest.Row{"isEnabled": true, "crmVersion": ""})
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: factories,
				Steps: []resource.TestStep{
					{Config: config},
					{
						PreConfig: died, Config: config,
						ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(salesAddress, c.action)}},
						Check: func(*terraform.State) error {
							setup := f.only(t, salesSetups())
							if setup["isEnabled"] != c.on || c.on && (setup["isIncomplete"] != false || setup["crmVersion"] == "") {
								t.Errorf("after the apply: %v", setup)
							}
							if text := warnings.In("read"); !strings.Contains(text, "The Sales connection is enabled and incomplete") {
								t.Errorf("the refresh warned: %s", text)
							}
							return nil
						},
					},
				},
			})
			if rows := f.Rows(salesSetups()); len(rows) > 0 {
				t.Errorf("destroy left %v", rows)
			}
		})
	}
}

// TestSetups_incompleteReadAgain reads such a connection several times before an apply, as one does that fails before it comes to it:
// it is still finished, or turned off.
func TestSetups_incompleteReadAgain(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{"wanted": nil, "not wanted": {`enabled = false`}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			w := inprocess.NewWorkspace(f.Factories())
			config := f.dataverse() + f.sales(lines...)
			if err := f.run(t, w, config, inprocess.Mode{}, nothing); err != nil {
				t.Fatal(err)
			}
			f.Patch(salesSetups(), id(f.only(t, salesSetups())), acctest.Row{"isEnabled": true, "crmVersion": ""})
			for range 2 {
				if err := w.Refresh(t.Context(), f.prelude+config); err != nil {
					t.Fatal(err)
				}
				if plan, err := w.Plan(t.Context(), f.prelude+config, inprocess.Mode{}); err != nil || plan.Empty() {
					t.Errorf("nothing is planned, %v", err)
				}
			}
			if err := f.run(t, w, config, inprocess.Mode{}, nothing); err != nil {
				t.Fatal(err)
			}
			if setup := f.only(t, salesSetups()); setup["isEnabled"] != (lines == nil) || setup["isIncomplete"] != false {
				t.Errorf("after the apply: %v", setup)
			}
		})
	}
}

// TestSetups_adoptIncomplete finishes what somebody else left incomplete.
func TestSetups_adoptIncomplete(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(true))
	f.Insert(salesSetups(), acctest.Row{"isEnabled": true, "crmVersion": "", "environmentUrl": f.Emulator().URL(), "userName": integrationEmail, "itemAvailabilityEnabled": true})
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{{Config: f.prelude + literalSales(), Check: func(*terraform.State) error {
			if setup := f.only(t, salesSetups()); setup["isEnabled"] != true || setup["isIncomplete"] != false || setup["itemAvailabilityEnabled"] != false {
				t.Errorf("after the apply: %v", setup)
			}
			return nil
		}}},
	})
}

// TestSetups_oldProvider says that the companion wants a newer provider.
func TestSetups_oldProvider(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	none := func(string) (string, bool) { return "", false }
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"bcsales": func() (tfprotov6.ProviderServer, error) { return provider.Server("0.0.9", none), nil },
		},
		Steps: []resource.TestStep{
			{Config: f.prelude + literalSales(), ExpectError: words("serves this provider from version 0.1.0 on, and this is version 0.0.9: raise the version of bcsales/bcsales in required_providers")},
			{Config: f.prelude + f.dataverse(), ExpectError: words("The provider is too old for the companion extension")},
		},
	})
}
