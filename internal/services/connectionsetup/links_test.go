// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

func companies() acctest.Set { return acctest.Set{API: acctest.BusinessCentral, Name: "companies"} }

// link makes Sales link to a company in an environment of Business Central.
func (f fixture) link(environment, company string) {
	f.Insert(inDataverse("nav_connections"), acctest.Row{
		"nav_name":           company,
		"nav_dynamicsnavurl": "https://businesscentral.dynamics.com/" + f.Emulator().Env()["BCSALES_TENANT_ID"] + "/" + environment + "?company=" + url.QueryEscape(company),
	})
}

// TestDataverse_linkedElsewhere plans to connect a company while Sales links to another environment. It is refused only if that link
// is to the company, and taken for a copy only if the company's connection is on.
func TestDataverse_linkedElsewhere(t *testing.T) {
	t.Parallel()
	const refusal, copied = "The company is connected by another environment", "The environment is a copy or was restored"
	for name, c := range map[string]struct {
		company string
		on      bool
		refused bool
	}{
		"to another company": {"Adventure", false, false},
		"to the company":     {"CRONUS", false, true},
		"from a copy":        {"CRONUS", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			f.link("Sandbox", c.company)
			f.Insert(dataverseSetups(), f.dataverseRow(c.on))
			for _, config := range []string{f.dataverse(), literalSales()} {
				_, err := inprocess.NewWorkspace(f.Factories()).Plan(t.Context(), f.prelude+config, inprocess.Mode{})
				if text := strings.Join(strings.Fields(fmt.Sprint(err)), " "); strings.Contains(text, refusal) != c.refused || strings.Contains(text, copied) != c.on || (err != nil) != c.refused {
					t.Errorf("got %v", err)
				}
			}
		})
	}
}

// TestSales_takenOverWithoutRow takes over the connection of a company that Dataverse no longer has: a link in another environment to a
// company of its name is not known to be its own, and stays.
func TestSales_takenOverWithoutRow(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	f.link("Sandbox", "CRONUS")
	f.deleteAll(company, "bcbi_companyid")
	if err := f.run(t, w, f.dataverse()+f.sales(`take_over_connection = true`), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	if links := f.Rows(inDataverse("nav_connections")); len(links) != 2 {
		t.Errorf("Sales links to %v", links)
	}
}

// TestSales_takenOverUnnamed takes over the connection of a company whose present name the provider may not see: it goes by the name
// that Dataverse has.
func TestSales_takenOverUnnamed(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.link("Sandbox", "CRONUS")
	denied := unread(acctest.BusinessCentral, `/api/v2\.0/companies\([^/]*\)$`)
	denied.Status = http.StatusForbidden
	takeOver := `take_over_connection = true`
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, f.dataverse(takeOver)+f.sales(takeOver), inprocess.Mode{}, func() { f.Faults(denied) }); err != nil {
		t.Fatal(err)
	}
	if links := f.Rows(inDataverse("nav_connections")); f.Fired() == 0 || len(links) != 1 || strings.Contains(fmt.Sprint(links), "/Sandbox") {
		t.Errorf("Sales links to %v", links)
	}
}

// TestSales_formerName warns that Sales links to the company under a former name while the connection is on: one that is off leads
// nobody there.
func TestSales_formerName(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.Patch(companies(), cronus, acctest.Row{"name": "Fabrikam"})
	f.link(f.Emulator().Env()["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"], "CRONUS")
	p := newPlanner(t, f)
	for _, on := range []bool{true, false} {
		got := p.warnings("bcsales_sales_connection_setup", map[string]any{
			"id": cronus, "company_id": cronus, "proxy_version": 100, "enabled": on, "item_availability": false, "legacy_sales_orders": false,
			"auto_create_sales_orders": false, "bidirectional_sales_orders": false, "auto_process_sales_quotes": false, "unit_group_mapping": true,
		}, nil)
		if strings.Contains(got, "Sales links to the company under its former name") != on {
			t.Errorf("on %t: %q", on, got)
		}
	}
}

// TestSales_linksUnread changes or removes a connection when it cannot be seen whose a link is, or whether there is one: the link
// stays, and the error says why.
func TestSales_linksUnread(t *testing.T) {
	t.Parallel()
	const other = "00000c77-0000-4000-8000-000000000077"
	renamed := func(f fixture) {
		f.Insert(companies(), acctest.Row{"id": other, "name": "Other"})
		f.Patch(companies(), cronus, acctest.Row{"name": "Fabrikam"})
		row := f.Find(inDataverse("bcbi_companies"), "bcbi_externalid", cronus)
		f.Patch(inDataverse("bcbi_companies"), fmt.Sprint(row["bcbi_companyid"]), acctest.Row{"bcbi_name": "Fabrikam"})
	}
	for name, c := range map[string]struct {
		before func(f fixture)
		lines  []string // nil to destroy
		from   string   // the path of the request before which the look-up begins to fail; none for all requests
		unread acctest.Fault
	}{
		"the only link of the company, which was renamed": {
			func(f fixture) { f.Patch(companies(), cronus, acctest.Row{"name": "Fabrikam"}) },
			[]string{`timeouts = { update = "30m" }`},
			"/nav_connections$", unread(acctest.BusinessCentral, "/salesConnectionSetups$"),
		},
		"a link that may be another company's": {
			renamed, nil, "", unread(acctest.BusinessCentral, other+`\)/salesConnectionSetups$`),
		},
		"a link that may be that of another environment's company": {
			renamed, nil, other + `\)/salesConnectionSetups$`, unread(acctest.Dataverse, "/bcbi_companies$"),
		},
		"a link under a former name": {
			func(f fixture) { f.Patch(companies(), cronus, acctest.Row{"name": "Fabrikam"}) },
			nil, "", unread(acctest.Dataverse, "/nav_connections$"),
		},
		"the link of a company that is gone": {
			func(f fixture) { f.Delete(companies(), cronus) },
			nil, "", unread(acctest.Dataverse, "/nav_connections$"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			w := inprocess.NewWorkspace(f.Factories())
			if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
				t.Fatal(err)
			}
			c.before(f)
			err := f.run(t, w, f.dataverse()+f.sales(c.lines...), inprocess.Mode{Destroy: c.lines == nil}, func() {
				if c.from == "" {
					f.Faults(c.unread)
					return
				}
				f.Before(http.MethodGet, c.from, func() { f.Faults(c.unread) })
			})
			if err == nil || !strings.Contains(err.Error(), "Not now") {
				t.Errorf("got %v", err)
			}
			if links := f.Rows(inDataverse("nav_connections")); len(links) != 1 {
				t.Errorf("Sales links to %v", links)
			}
			f.Faults()
			if err := f.run(t, w, f.dataverse()+f.sales(c.lines...), inprocess.Mode{Destroy: true}, nothing); err != nil {
				t.Error(err)
			}
			if links := f.Rows(inDataverse("nav_connections")); len(links) != 0 {
				t.Errorf("destroy left %v", links)
			}
		})
	}
}

// TestSales_linksRemoved destroys the connection of a company that was renamed and to which Sales links twice under its former name:
// both links go, and what cannot be deleted is said.
func TestSales_linksRemoved(t *testing.T) {
	t.Parallel()
	const links = "nav_connections"
	refused := func(status int) func(f fixture) {
		return func(f fixture) {
			fault := unread(acctest.Dataverse, "/"+links+`\(`)
			fault.Method, fault.Status = http.MethodDelete, status
			f.Faults(fault)
		}
	}
	for name, c := range map[string]struct {
		before       func(f fixture) // the first of them is deleted
		left         int
		errs, warned string
	}{
		"nothing happens": {func(fixture) {}, 0, "", ""},
		"not allowed":     {refused(http.StatusForbidden), 2, "", "the provider's identity may not delete it"},
		"refused":         {refused(http.StatusBadRequest), 2, "Not now", ""},
		"changed, and then unread": {func(f fixture) {
			for _, link := range f.Rows(inDataverse(links)) {
				f.Patch(inDataverse(links), fmt.Sprint(link["nav_connectionid"]), acctest.Row{"nav_name": "Contoso"})
			}
			f.Faults(unread(acctest.Dataverse, "/"+links+"$"))
		}, 2, "Not now", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			factories, warnings := f.Warnings()
			w := inprocess.NewWorkspace(factories)
			if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
				t.Fatal(err)
			}
			f.Patch(companies(), cronus, acctest.Row{"name": "Fabrikam"})
			f.link(f.Emulator().Env()["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"], "CRONUS")
			err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{Destroy: true}, func() {
				f.Before(http.MethodDelete, "/"+links+`\(`, func() { c.before(f) })
			})
			if (err == nil) != (c.errs == "") || err != nil && !strings.Contains(err.Error(), c.errs) || !strings.Contains(warnings.In("apply"), c.warned) {
				t.Errorf("got %v, and the warnings %s", err, warnings.In("apply"))
			}
			if left := f.Rows(inDataverse(links)); len(left) != c.left {
				t.Errorf("Sales links to %v", left)
			}
		})
	}
}

// TestSales_formerNameUnread plans nothing for a renamed company while it cannot be seen whether Sales links to it, unless the right to
// look may come later.
func TestSales_formerNameUnread(t *testing.T) {
	t.Parallel()
	for status, fails := range map[int]bool{http.StatusForbidden: false, http.StatusBadRequest: true} {
		f := arrange(t)
		w := inprocess.NewWorkspace(f.Factories())
		if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
			t.Fatal(err)
		}
		f.Patch(companies(), cronus, acctest.Row{"name": "Fabrikam"})
		fault := unread(acctest.Dataverse, "/nav_connections$")
		fault.Status = status
		f.Faults(fault)
		if _, err := w.Plan(t.Context(), f.prelude+f.dataverse()+f.sales(), inprocess.Mode{}); (err != nil) != fails {
			t.Errorf("status %d: %v", status, err)
		}
	}
}

// TestSales_linkedElsewhereWithAnotherDataverse refuses a company that another environment has connected, and takes its own connection
// with another Dataverse environment for no copy.
func TestSales_linkedElsewhereWithAnotherDataverse(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.link("Sandbox", "CRONUS")
	row := f.dataverseRow(true)
	row["environmentUrl"] = "https://other.crm4.dynamics.com"
	f.Insert(dataverseSetups(), row)
	_, err := inprocess.NewWorkspace(f.Factories()).Plan(t.Context(), f.prelude+literalSales(), inprocess.Mode{})
	if text := fmt.Sprint(err); !strings.Contains(text, "The company is connected by another environment") || strings.Contains(text, "is a copy") {
		t.Errorf("got %v", err)
	}
}

// connectedInMain connects a company in the environment Production, which is called Main from then on.
func connectedInMain(t *testing.T) (fixture, *inprocess.Workspace) {
	t.Helper()
	f := arrange(t, acctest.WithEnvironments("Production", "Main"))
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	world := f.Emulator().World()
	world.Do(func() { world.Store.CopyTo(world.Store.In("Main")) })
	return f, w
}

// TestSetups_takenOverUnready takes over connections in the renamed environment, where one is off or has another setting and something
// is missing that it requires: it stays as it is.
func TestSetups_takenOverUnready(t *testing.T) {
	t.Parallel()
	const base, sales = "bcbi_CdsBaseIntegration", "MicrosoftDynamicsNavIntegration"
	for name, c := range map[string]struct {
		set      acctest.Set
		change   acctest.Row
		solution string
		want     string
	}{
		"Sales is off":                  {salesSetups(), acctest.Row{"isEnabled": false}, sales, "The Sales integration solution is not installed"},
		"Sales has another version":     {salesSetups(), acctest.Row{"proxyVersion": 91}, sales, "The Sales integration solution is not installed"},
		"Dataverse has another version": {dataverseSetups(), acctest.Row{"proxyVersion": 91}, base, "The base integration solution is not installed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, w := connectedInMain(t)
			c.set.Environment = "Main"
			f.Patch(c.set, id(f.only(t, c.set)), c.change)
			before := f.only(t, c.set)
			f.Delete(inDataverse("solutions"), fmt.Sprint(f.Find(inDataverse("solutions"), "uniquename", c.solution)["solutionid"]))
			f.prelude = f.ProviderIn("Main")
			const takeOver = `take_over_connection = true`
			err := f.run(t, w, f.dataverse(takeOver)+f.sales(takeOver), inprocess.Mode{}, nothing)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
			if now := f.only(t, c.set); now["isEnabled"] != before["isEnabled"] || now["proxyVersion"] != before["proxyVersion"] {
				t.Errorf("the setup is %v", now)
			}
		})
	}
}

// TestDataverse_salesStaysOn destroys the Dataverse connection setup under a Sales connection that Terraform does not manage and that
// Business Central does not turn off: both stay on.
func TestDataverse_salesStaysOn(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, f.dataverse(), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	f.Insert(salesSetups(), acctest.Row{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail})
	err := f.run(t, w, f.dataverse(), inprocess.Mode{Destroy: true}, func() { f.Faults(refusal(`salesConnectionSetups\(.*disable$`, "Not now.")) })
	if err == nil || !strings.Contains(err.Error(), "refused to turn off the Sales connection") {
		t.Errorf("got %v", err)
	}
	f.expectBoth(t, true)
}

// TestDataverse_mappingsKept turns a connection on, which fails after the mappings were reset and while they cannot be written. They
// were changed while the connection was off, so that Business Central keeps no snapshot of them: the resource keeps them itself.
func TestDataverse_mappingsKept(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	w := inprocess.NewWorkspace(f.Factories())
	for _, lines := range [][]string{nil, {`enabled = false`}} {
		if err := f.run(t, w, f.dataverse(lines...), inprocess.Mode{}, nothing); err != nil {
			t.Fatal(err)
		}
	}
	f.Patch(mappings(), id(f.Find(mappings(), "name", "CUSTOMER")), acctest.Row{"direction": "ToIntegrationTable"})
	err := f.run(t, w, f.dataverse(), inprocess.Mode{}, func() {
		write := unread(acctest.BusinessCentral, `/tableMappings\(`)
		write.Method = http.MethodPatch
		f.Faults(write, refusal(`dataverseConnectionSetups\(.*testConnection$`, "The sun shines too brightly."))
	})
	if err == nil || !strings.Contains(strings.Join(strings.Fields(err.Error()), " "), "no longer have their former settings: CUSTOMER. This resource keeps the settings") {
		t.Errorf("got %v", err)
	}
	f.Faults()
	if direction := f.Find(mappings(), "name", "CUSTOMER")["direction"]; direction == "ToIntegrationTable" {
		t.Error("enabling did not reset the mapping")
	}
	if err := f.run(t, w, f.dataverse(), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	if direction := f.Find(mappings(), "name", "CUSTOMER")["direction"]; direction != "ToIntegrationTable" {
		t.Errorf("CUSTOMER has the direction %v", direction)
	}
}

// TestSetups_takenOverIncomplete takes over a connection that somebody else made and whose enabling did not come to its end: it is
// finished, and destroy turns it off and leaves it.
func TestSetups_takenOverIncomplete(t *testing.T) {
	t.Parallel()
	f, w := connectedInMain(t)
	now := salesSetups()
	now.Environment = "Main"
	f.Patch(now, id(f.only(t, now)), acctest.Row{"isEnabled": true, "crmVersion": "", "mark": secondApplication})
	f.prelude = f.ProviderIn("Main")
	const takeOver = `take_over_connection = true`
	if err := f.run(t, w, f.dataverse(takeOver)+f.sales(takeOver), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	if row := f.only(t, now); row["isEnabled"] != true || row["isIncomplete"] != false {
		t.Errorf("the setup is %v", row)
	}
	if err := f.run(t, w, f.dataverse(takeOver)+f.sales(takeOver), inprocess.Mode{Destroy: true}, nothing); err != nil {
		t.Fatal(err)
	}
	if row := f.only(t, now); row["isEnabled"] != false {
		t.Errorf("the setup is %v", row)
	}
}

// TestSetups_takenOverOtherwise takes over connections, which are on, in an environment that was renamed and where somebody has
// changed a setting since: it is brought to what is planned, and is no obstacle.
func TestSetups_takenOverOtherwise(t *testing.T) {
	t.Parallel()
	f, w := connectedInMain(t)
	now := salesSetups()
	now.Environment = "Main"
	f.Patch(now, id(f.only(t, now)), acctest.Row{"itemAvailabilityEnabled": true})
	dataverse := dataverseSetups()
	dataverse.Environment = "Main"
	f.Patch(dataverse, id(f.only(t, dataverse)), acctest.Row{"proxyVersion": 91})
	f.prelude = f.ProviderIn("Main")
	const takeOver = `take_over_connection = true`
	if err := f.run(t, w, f.dataverse(takeOver)+f.sales(takeOver), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	if row := f.only(t, now); row["isEnabled"] != true || row["itemAvailabilityEnabled"] != false {
		t.Errorf("the setup is %v", row)
	}
	if links := f.Rows(inDataverse("nav_connections")); len(links) != 1 || !strings.Contains(fmt.Sprint(links[0]["nav_dynamicsnavurl"]), "/Main") {
		t.Errorf("Sales links to %v", links)
	}
	if row := f.only(t, dataverse); row["isEnabled"] != true || fmt.Sprint(row["proxyVersion"]) != "100" {
		t.Errorf("the setup is %v", row)
	}
}

// TestSales_takenOverOff makes a setup that is off and would take the connection over when it is on: Sales links to the former
// environment as before, also where a link to this one is there.
func TestSales_takenOverOff(t *testing.T) {
	t.Parallel()
	f, _ := connectedInMain(t)
	f.link("Main", "CRONUS")
	now := salesSetups()
	now.Environment = "Main"
	f.Delete(now, id(f.only(t, now)))
	f.prelude = f.ProviderIn("Main")
	const takeOver = `take_over_connection = true`
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, f.dataverse(takeOver)+f.sales(takeOver, `enabled = false`), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	if links := f.Rows(inDataverse("nav_connections")); len(links) != 2 {
		t.Errorf("Sales links to %v", links)
	}
}
