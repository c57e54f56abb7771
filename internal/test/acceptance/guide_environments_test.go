// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// The steps of the guide "Environments over time" that no other test carries out.

// TestCopiedWithDataverse: a sandbox whose Dataverse was copied together with its data, with production's user and link, is
// connected with adopt_existing and take_over_connection.
func TestCopiedWithDataverse(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 1, "Production", "Sandbox")
	production := newParty(t, env, "Production", 0)
	production.must(production.apply())
	replaceOrganization(env, "0000000a-0000-4000-8000-0000000000ff")
	sandbox := newParty(t, env, "Sandbox", 0)
	_, err := sandbox.plan()
	sandbox.refused(err, "The application has a user already")
	sandbox.user = "adopt_existing = true"
	_, err = sandbox.plan()
	sandbox.refused(err, "The company is connected by another environment")
	sandbox.setup = "take_over_connection = true"
	sandbox.must(sandbox.apply())
	sandbox.connected()
	sandbox.settled()
	if links := production.links(); len(links) != 0 {
		t.Errorf("Sales of the copy links to production: %v", links)
	}
}

// TestRestored restores one side to an earlier time: a plan shows what is missing, and apply brings it again.
func TestRestored(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, restore := range map[string]func(p *party){
		"Dataverse, before the roles": func(p *party) {
			user := p.integrationUser()["systemuserid"]
			for set, column := range map[string]string{"systemuserrolescollection": "systemuserroleid", "teamrolescollection": "teamroleid"} {
				for _, row := range p.env.Rows(dataverseSet(set)) {
					if set == "teamrolescollection" || row["systemuserid"] == user {
						p.env.Delete(dataverseSet(set), fmt.Sprint(row[column]))
					}
				}
			}
		},
		"Business Central, before the connection": func(p *party) {
			for _, name := range []string{"salesConnectionSetups", "dataverseConnectionSetups"} {
				set := acctest.Set{API: acctest.BusinessCentral, Name: name, Company: p.companyID(), Environment: p.environment}
				for _, row := range p.env.Rows(set) {
					p.env.Delete(set, fmt.Sprint(row["id"]))
				}
			}
		},
		"Business Central, before a change": func(p *party) {
			set := acctest.Set{API: acctest.BusinessCentral, Name: "salesConnectionSetups", Company: p.companyID(), Environment: p.environment}
			p.env.Patch(set, fmt.Sprint(p.env.Rows(set)[0]["id"]), acctest.Row{"itemAvailabilityEnabled": false})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 1, "Production")
			p := newParty(t, env, "Production", 0)
			p.sales = "item_availability = true"
			p.must(p.apply())
			restore(p)
			if empty, err := p.plan(); err != nil || empty {
				t.Errorf("the plan is empty: %v, %v", empty, err)
			}
			p.must(p.apply())
			p.connected()
			p.settled()
		})
	}
}

// TestLostStateWithSynchronization imports the first synchronization before the apply with an empty state, which starts no other
// one.
func TestLostStateWithSynchronization(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 1, "Production")
	const synchronization = `}
resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  mappings   = ["CURRENCY"]
`
	former := newParty(t, env, "Production", 0)
	former.sales = synchronization
	former.must(former.apply())
	p := newParty(t, env, "Production", 0)
	p.sales = synchronization
	p.must(p.w.Import(t.Context(), p.config(), "bcsales_initial_synchronization.this", p.companyID()))
	env.ResetRequests()
	p.must(p.apply())
	for _, count := range env.Requests() {
		if strings.Contains(count.Route, "startFullSynchronization") {
			t.Errorf("another synchronization was started: %v", count)
		}
	}
	p.settled()
}

// TestLinkChangedByOthers deletes a company whose link another administrator gives another address right before it is removed:
// the link stays, and the error names both addresses.
func TestLinkChangedByOthers(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 2, "Production")
	p := newParty(t, env, "Production", 0)
	p.must(p.apply())
	env.Delete(acctest.Set{API: acctest.BusinessCentral, Name: "companies", Environment: "Production"}, p.companyID())
	const elsewhere = "https://businesscentral.dynamics.com/contoso.com/Main?company=Adventure%20Works"
	links := dataverseSet("nav_connections")
	plan, err := p.w.Plan(t.Context(), p.config(), inprocess.Mode{Destroy: true})
	p.must(err)
	env.Before("DELETE", `nav_connections\(`, func() {
		env.Patch(links, fmt.Sprint(env.Rows(links)[0]["nav_connectionid"]), acctest.Row{"nav_dynamicsnavurl": elsewhere})
	})
	p.refused(p.w.Apply(t.Context(), plan), "link of Sales to company "+p.companyID(), "/Production?company=Adventure%20Works", elsewhere)
	if rows := env.Rows(links); len(rows) != 1 || rows[0]["nav_dynamicsnavurl"] != elsewhere {
		t.Errorf("Sales links to %v", rows)
	}
}
