// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// advisory are the requests for what is only said: whose the companies and their names are, and how many couplings of units go.
const advisory = `/(WhoAmI|automation/v2\.0/companies|api/v2\.0/companies|recordCouplings|fullSynchronizationLines) `

// TestEachRequestRefused makes, changes and removes both connection setups with each request refused in turn. Who
// cannot count couplings of units is told of all, and who cannot list the companies is not warned of one that was renamed. Who may
// not see the links of Sales connects nothing; one with a former name of the company stays, and the company's resource says so.
func TestEachRequestRefused(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	r := acctest.Denials{Tolerated: advisory}
	f := arrange(t, r.Options()...)
	r.In(t, f.Env)
	r.Apply(f.both(nil, []string{`item_availability = true`}))
	r.Tolerated = advisory + `|/nav_connections `
	r.Warns = true
	r.Apply(f.both([]string{`proxy_version = 101`}, []string{`item_availability = true`, `unit_group_mapping = false`}))
	r.Warns = false
	r.Apply(f.prelude)
}

// TestEachRequestRefused_takenOver takes the connection over from another environment, with setups that are made, and with those that
// are there and to which Sales no longer has a link here.
func TestEachRequestRefused_takenOver(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	r := acctest.Denials{Tolerated: advisory + `|api/v2\.0/companies\([^)]*\) `}
	f := arrange(t, r.Options()...)
	r.In(t, f.Env)
	f.link("Sandbox", "CRONUS")
	takeOver := []string{`take_over_connection = true`}
	r.Apply(f.both(takeOver, takeOver))
	if links := f.Rows(inDataverse("nav_connections")); len(links) != 1 {
		t.Errorf("Sales links to %v", links)
	}
	r.Make(f.both(nil, nil))
	link := f.only(t, inDataverse("nav_connections"))
	address := fmt.Sprint(link["nav_dynamicsnavurl"])
	here := "/" + f.Emulator().Env()["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"]
	r.Tolerated += `|/systemusers |/nav_connections \(2 before\)` // for the plan's check of the user, and for links with a former name
	f.Patch(inDataverse("nav_connections"), fmt.Sprint(link["nav_connectionid"]), acctest.Row{"nav_dynamicsnavurl": strings.Replace(address, here, "/Sandbox", 1)})
	r.Apply(f.both(takeOver, takeOver))
	if links := f.Rows(inDataverse("nav_connections")); len(links) != 1 || links[0]["nav_dynamicsnavurl"] != address {
		t.Errorf("Sales links to %v, want %s", links, address)
	}
}

// TestEachRequestRefused_found takes setups up that are off, as somebody else left them, turns them off and on, finishes what was
// interrupted, and leaves them off.
func TestEachRequestRefused_found(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	r := acctest.Denials{Tolerated: advisory}
	f := arrange(t, r.Options()...)
	r.In(t, f.Env)
	f.Insert(dataverseSetups(), acctest.Row{"environmentUrl": "", "userName": "", "isEnabled": false})
	f.Insert(salesSetups(), acctest.Row{"isEnabled": false, "proxyVersion": 9, "unitGroupMappingEnabled": false})
	person, off := `ownership_model = "person"`, `enabled = false`
	r.Apply(f.both([]string{person}, nil))
	r.Tolerated = advisory + `|/nav_connections `
	r.Warns = true
	r.Apply(f.both([]string{person, off}, []string{off}))
	r.Apply(f.both([]string{person}, []string{`legacy_sales_orders = true`}))
	f.interrupted(f.Find(fieldMappings(), "mappingName", "CUSTOMER"))
	f.Patch(salesSetups(), id(f.only(t, salesSetups())), acctest.Row{"isEnabled": true, "crmVersion": ""})
	r.Apply(f.both([]string{person}, []string{`legacy_sales_orders = true`}))
	r.Apply(f.prelude)
}
