// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestCompanyGone deletes a connected company in Business Central: the plan refuses to make anything of it again with one
// error, and destroying it, or taking it out of the configuration, removes what it left in Dataverse.
func TestCompanyGone(t *testing.T) {
	t.Parallel()
	for name, removed := range acctest.SampleOf(map[string]inprocess.Mode{"destroyed": {Destroy: true}, "removed from the configuration": {}}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 2, "Production")
			p := newParty(t, env, "Production", 0)
			p.owner, p.user = `deletion_policy = "delete"`, `deletion_policy = "delete"`
			config := p.config() + `
resource "bcsales_table_mapping" "customer" {
  company_id                       = bcsales_sales_connection_setup.this.company_id
  name                             = "CUSTOMER"
  synchronize_only_coupled_records = true
}
resource "bcsales_salesperson_couplings" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = {}
}
resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  mappings   = ["CURRENCY"]
}
`
			before := everything(env)
			carryOut(t, p.w, config, false)
			p.connected()

			env.Delete(acctest.Set{API: acctest.BusinessCentral, Name: "companies", Environment: "Production"}, p.companyID())
			for range 2 { // nothing is forgotten by the refusal
				_, err := p.w.Plan(t.Context(), config, inprocess.Mode{})
				p.refused(err, "The company is gone", "no longer has the company "+p.companyID(), "terraform destroy", "set company_id")
				if n := strings.Count(err.Error(), "What to do"); n != 1 {
					t.Errorf("%d errors: %v", n, err)
				}
			}
			config = p.provider()
			carryOut(t, p.w, config, removed.Destroy)
			if n := len(p.links()); n != 0 {
				t.Errorf("%d links are left", n)
			}
			for _, set := range []string{"bcbi_companies", "teams", "businessunits", "systemusers"} {
				if was, is := len(before["dataverse/"+set]), len(env.Rows(dataverseSet(set))); was != is {
					t.Errorf("%s has %d rows, and had %d before", set, is, was)
				}
			}
		})
	}
}

// TestCompanyOfTheSameName deletes a company of which another one took the name: destroy leaves that one's link while it is
// connected, and nothing otherwise.
func TestCompanyOfTheSameName(t *testing.T) {
	t.Parallel()
	for name, connected := range map[string]bool{"connected": true, "not connected": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 2, "Production")
			p := newParty(t, env, "Production", 0)
			p.owner = `deletion_policy = "delete"`
			p.must(p.apply())
			id := renumber(env, "Production")
			if !connected {
				p.must(p.destroy())
				nothingLeft(t, env)
				return
			}
			env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: id}, acctest.Row{"isEnabled": true})
			p.must(p.destroy())
			if n := len(p.links()); n != 1 {
				t.Errorf("%d links are left, want that of the other company", n)
			}
			p.said("apply", "Left in place: the link of Sales to the company", "is called "+tenantCompanies[0]+" too, and is connected")
		})
	}
}

// TestCompanyRenamed renames a connected company in Business Central. The link of Sales with the former name stays while it is the
// only one, and goes when the connection is turned off and on, or destroyed; then nothing is left of the company.
func TestCompanyRenamed(t *testing.T) {
	t.Parallel()
	const cycle, formerName = "unit_group_mapping = false", "Sales links to the company under its former name"
	for name, tc := range map[string]struct {
		sales, owner string
		links        []string // after the apply
	}{
		"destroyed":                  {links: []string{"Adventure Works"}},
		"off and on":                 {sales: cycle, links: []string{"Fabrikam"}},
		"renamed in Dataverse":       {owner: "rename = true", links: []string{"Adventure Works"}},
		"renamed everywhere, and on": {sales: cycle, owner: "rename = true", links: []string{"Fabrikam"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 1, "Production")
			p := newParty(t, env, "Production", 0)
			p.owner = `deletion_policy = "delete"`
			p.must(p.apply())
			p.patch(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, "id", p.companyID(), acctest.Row{"name": "Fabrikam"})
			p.settled()
			p.said("plan", formerName, `Dataverse knows it as "Adventure Works"`, "apply once with enabled = false")
			p.sales, p.owner = tc.sales, p.owner+"\n  "+tc.owner
			config := p.config()
			if tc.owner != "" {
				config = strings.Replace(config, `company_name = "Adventure Works"`, `company_name = "Fabrikam"`, 1)
			}
			carryOut(t, p.w, config, false)
			var links []string
			for _, row := range env.Rows(dataverseSet("nav_connections")) {
				links = append(links, fmt.Sprint(row["nav_name"]))
			}
			if !slices.Equal(links, tc.links) {
				t.Errorf("Sales links to %v, want %v", links, tc.links)
			}
			if tc.sales != "" {
				warned := strings.Count(p.warnings.In("plan"), formerName)
				carryOut(t, p.w, config, false)
				if n := strings.Count(p.warnings.In("plan"), formerName); n > warned {
					t.Error("the plan warns of a former name that Sales no longer has")
				}
			}
			carryOut(t, p.w, config, true)
			nothingLeft(t, env)
		})
	}
}

// TestFormerNameOfOthers turns off the connection of a company that was renamed. The link with its former name stays while it may
// be another company's: one that has taken the name, or that is connected and has no other link.
func TestFormerNameOfOthers(t *testing.T) {
	t.Parallel()
	companies := acctest.Set{API: acctest.BusinessCentral, Name: "companies"}
	for name, others := range map[string]func(first, second *party){
		"the name was taken": func(first, second *party) {
			first.patch(companies, "id", second.companyID(), acctest.Row{"name": "Adventure Works"})
		},
		"both were renamed": func(first, second *party) {
			first.patch(companies, "id", second.companyID(), acctest.Row{"name": "Northwind"})
			for _, row := range first.env.Rows(dataverseSet("bcbi_companies")) {
				first.env.Patch(dataverseSet("bcbi_companies"), fmt.Sprint(row["bcbi_companyid"]), acctest.Row{"bcbi_name": "Renamed " + fmt.Sprint(row["bcbi_name"])})
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 2, "Production")
			first, second := newParty(t, env, "Production", 0), newParty(t, env, "Production", 1)
			first.must(first.apply())
			second.must(second.apply())
			first.patch(companies, "id", first.companyID(), acctest.Row{"name": "Fabrikam"})
			others(first, second)
			before := env.Rows(dataverseSet("nav_connections"))
			first.must(first.destroy())
			if diff := cmp.Diff(before, env.Rows(dataverseSet("nav_connections"))); diff != "" {
				t.Errorf("links have changed: %s", diff)
			}
			if first.integrationUser()["isdisabled"] != false {
				t.Error("the user of the other company is disabled")
			}
		})
	}
}
