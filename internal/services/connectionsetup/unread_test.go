// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSetups_planUnread plans while a look-up fails for another reason than a right that may come later: the plan fails, and says why.
func TestSetups_planUnread(t *testing.T) {
	t.Parallel()
	const elsewhere = "Contoso Europe"
	for name, c := range acctest.SampleOf(map[string]struct {
		unread acctest.Fault
		// made are there before, and changed are planned.
		made, changed func(f fixture) string
	}{
		"whether there is a setup":           {unread(acctest.BusinessCentral, "/dataverseConnectionSetups$"), nil, func(f fixture) string { return f.dataverse() }},
		"whether the environment is allowed": {unread(acctest.BusinessCentral, "/allowedEnvironments$"), nil, func(f fixture) string { return f.dataverse() }},
		"who the user is":                    {unread(acctest.Dataverse, "/systemusers$"), nil, func(f fixture) string { return f.dataverse() }},
		"whether Dataverse has the company":  {unread(acctest.Dataverse, "/bcbi_companies$"), nil, func(f fixture) string { return f.dataverse() }},
		"what Sales links to":                {unread(acctest.Dataverse, "/nav_connections$"), nil, func(f fixture) string { return f.dataverse() }},
		"whose the unit is": {unread(acctest.BusinessCentral, "00000c77-0000-4000-8000-000000000077.*/dataverseConnectionSetups$"), nil, func(f fixture) string {
			return f.dataverse(fmt.Sprintf("business_unit_name = %q", elsewhere))
		}},
		"whether there is a Sales setup":     {unread(acctest.BusinessCentral, "/salesConnectionSetups$"), nil, func(fixture) string { return literalSales() }},
		"which units were coupled":           {unread(acctest.BusinessCentral, "/recordCouplings$"), nil, func(fixture) string { return literalSales() }},
		"which units are coupled":            {unread(acctest.BusinessCentral, "/recordCouplings$"), both(nil, nil), both([]string{`proxy_version = 91`}, nil)},
		"which units are coupled, for Sales": {unread(acctest.BusinessCentral, "/recordCouplings$"), both(nil, nil), both(nil, []string{`unit_group_mapping = false`})},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			f.Insert(companies(), acctest.Row{"id": "00000c77-0000-4000-8000-000000000077", "name": "Other"})
			w := inprocess.NewWorkspace(f.Factories())
			if c.made != nil {
				if err := f.run(t, w, c.made(f), inprocess.Mode{}, nothing); err != nil {
					t.Fatal(err)
				}
			}
			f.Faults(c.unread)
			if _, err := w.Plan(t.Context(), f.prelude+c.changed(f), inprocess.Mode{}); err == nil || !strings.Contains(err.Error(), "Not now") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func both(dataverse, sales []string) func(f fixture) string {
	return func(f fixture) string { return f.dataverse(dataverse...) + f.sales(sales...) }
}

// TestDataverse_connectedElsewhere refuses to take up a setup that is on with another Dataverse environment, and lets one be that is off.
func TestDataverse_connectedElsewhere(t *testing.T) {
	t.Parallel()
	for _, on := range []bool{true, false} {
		f := arrange(t)
		row := f.dataverseRow(on)
		row["environmentUrl"] = "https://other.crm4.dynamics.com"
		f.Insert(dataverseSetups(), row)
		_, err := inprocess.NewWorkspace(f.Factories()).Plan(t.Context(), f.prelude+f.dataverse(), inprocess.Mode{})
		if (err != nil) != on || on && !strings.Contains(err.Error(), "The company is connected with another Dataverse environment") {
			t.Errorf("on %t: %v", on, err)
		}
	}
}

// TestSales_takenOverToAnotherAddress refuses to take a connection over for an environment that the configured address does not name.
func TestSales_takenOverToAnotherAddress(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	w := inprocess.NewWorkspace(f.Factories())
	address := "https://businesscentral.dynamics.com/" + f.Emulator().Env()["BCSALES_TENANT_ID"] + "/Sandbox"
	err := f.run(t, w, f.dataverse()+f.sales(`take_over_connection = true`, fmt.Sprintf("business_central_url = %q", address)), inprocess.Mode{}, nothing)
	if err == nil || !strings.Contains(err.Error(), "business_central_url names another environment") {
		t.Errorf("got %v", err)
	}
}

// TestSales_goneCompany destroys the connection of a company that is gone. The link of Sales goes too, unless it may be another company's
// or it cannot be seen whose it is.
func TestSales_goneCompany(t *testing.T) {
	t.Parallel()
	const other = "00000c77-0000-4000-8000-000000000077"
	namesake := func(on bool) func(f fixture) {
		return func(f fixture) {
			f.Insert(companies(), acctest.Row{"id": other, "name": "CRONUS"})
			if on {
				set := salesSetups()
				set.Company = other
				f.Insert(set, acctest.Row{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail})
			}
		}
	}
	denied := func(api, path string) func(f fixture) {
		return func(f fixture) {
			fault := unread(api, path)
			fault.Status = http.StatusForbidden
			f.Faults(fault)
		}
	}
	for name, c := range acctest.SampleOf(map[string]struct {
		between      func(f fixture)
		left         int
		errs, warned string
	}{
		"alone":                   {func(fixture) {}, 0, "", ""},
		"with a namesake":         {namesake(false), 0, "", ""},
		"with a connected one":    {namesake(true), 1, "", "is called CRONUS too, and is connected"},
		"without sight of links":  {denied(acctest.Dataverse, "/nav_connections$"), 1, "", "the link of Sales to the company " + cronus},
		"without sight of others": {denied(acctest.BusinessCentral, "api/v2.0/companies$"), 1, "", "the link of Sales to the company " + cronus},
		"others cannot be read":   {func(f fixture) { f.Faults(unread(acctest.BusinessCentral, "api/v2.0/companies$")) }, 1, "Not now", ""},
		"a namesake is unread": {func(f fixture) {
			namesake(true)(f)
			f.Faults(unread(acctest.BusinessCentral, other+`\)/salesConnectionSetups$`))
		}, 1, "Not now", ""},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			factories, warnings := f.Warnings()
			w := inprocess.NewWorkspace(factories)
			if err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{}, nothing); err != nil {
				t.Fatal(err)
			}
			f.Delete(companies(), cronus)
			err := f.run(t, w, f.dataverse()+f.sales(), inprocess.Mode{Destroy: true}, func() { c.between(f) })
			if (err == nil) != (c.errs == "") || err != nil && !strings.Contains(err.Error(), c.errs) || !strings.Contains(warnings.In("apply"), c.warned) {
				t.Errorf("got %v, and the warnings %s", err, warnings.In("apply"))
			}
			if links := f.Rows(inDataverse("nav_connections")); len(links) != c.left {
				t.Errorf("Sales links to %v", links)
			}
		})
	}
}

// TestSetups_turnedUnseen lets the look at a setup fail right after it has been turned: what may have been done is taken for done, and
// the error says which connections are on.
func TestSetups_turnedUnseen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config func(f fixture) string
		call   string // after which a look fails
		set    string // at which it looks
		seen   int    // looks that succeed before
		want   string // besides the service's answer
	}{
		"Dataverse off": {
			func(f fixture) string { return f.dataverse(`proxy_version = 91`) },
			`/dataverseConnectionSetups\(.*disable$`, "/dataverseConnectionSetups$", 0,
			"The Dataverse connection of company " + cronus + " stays off after the failure",
		},
		"Sales on": {
			func(f fixture) string { return f.dataverse() + f.sales() },
			`/salesConnectionSetups\(.*enable$`, "/salesConnectionSetups$", 1, "the Sales connection is on",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			w := inprocess.NewWorkspace(f.Factories())
			if err := f.run(t, w, f.dataverse(), inprocess.Mode{}, nothing); err != nil {
				t.Fatal(err)
			}
			err := f.run(t, w, c.config(f), inprocess.Mode{}, func() {
				f.Before(http.MethodPost, c.call, func() {
					fault := unread(acctest.BusinessCentral, c.set)
					fault.Skip, fault.Times = c.seen, 1
					f.Faults(fault)
				})
			})
			if err == nil || !strings.Contains(err.Error(), "Not now") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
