// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestEachRequestRefusedOnce refuses each request of an operation in turn, and answers when it is made again: the refusal is told, and
// nothing is written before everything is known that the operation depends on.
func TestEachRequestRefusedOnce(t *testing.T) {
	t.Parallel()
	takeOver, person, off := []string{`take_over_connection = true`}, []string{`ownership_model = "person"`}, []string{`enabled = false`}
	for name, operate := range map[string]func(t *testing.T, f fixture, r *acctest.Denials){
		"made, changed and removed": func(_ *testing.T, f fixture, r *acctest.Denials) {
			r.Once(f.both(nil, []string{`item_availability = true`}))
			r.Warns = true
			r.Once(f.both([]string{`proxy_version = 101`}, []string{`item_availability = true`, `unit_group_mapping = false`}))
			r.Warns = false
			r.Once(f.prelude)
		},
		"found off, and interrupted": func(t *testing.T, f fixture, r *acctest.Denials) {
			t.Helper()
			r.Make(f.both(nil, nil))
			field := f.Find(fieldMappings(), "mappingName", "CUSTOMER")
			f.interrupted(field)
			r.Tolerated += `|ConnectionSetups \(1 before\)` // read ahead, in vain
			r.Once(f.both(nil, nil))
			r.Warns = true
			r.Make(f.both(off, off))
			r.Warns = false
			r.Make(f.prelude)
			f.Insert(dataverseSetups(), acctest.Row{"environmentUrl": "", "userName": "", "isEnabled": false})
			f.Insert(salesSetups(), acctest.Row{"isEnabled": false, "proxyVersion": 9, "unitGroupMappingEnabled": false})
			f.interrupted(field)
			r.Once(f.both(person, nil))
		},
		"found incomplete": func(t *testing.T, f fixture, r *acctest.Denials) {
			t.Helper()
			r.Make(f.both(nil, nil))
			field := f.Find(fieldMappings(), "mappingName", "CUSTOMER")
			r.Make(f.prelude)
			f.Insert(dataverseSetups(), f.dataverseRow(true))
			f.Insert(salesSetups(), acctest.Row{"isEnabled": true, "environmentUrl": "", "userName": "", "crmVersion": ""})
			f.interrupted(field)
			r.Tolerated += `|/dataverseConnectionSetups \([01] before\)` // read ahead, in vain
			r.Once(f.prelude + literalSales())
		},
		"taken over": func(t *testing.T, f fixture, r *acctest.Denials) {
			t.Helper()
			f.link("Sandbox", "CRONUS")
			r.Once(f.both(takeOver, takeOver))
			r.Make(f.both(nil, nil))
			link := f.only(t, inDataverse("nav_connections"))
			here := "/" + f.Emulator().Env()["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"]
			f.Patch(inDataverse("nav_connections"), fmt.Sprint(link["nav_connectionid"]), acctest.Row{
				"nav_dynamicsnavurl": strings.Replace(fmt.Sprint(link["nav_dynamicsnavurl"]), here, "/Sandbox", 1),
			})
			r.Once(f.both(takeOver, takeOver))
		},
		"renamed company": func(_ *testing.T, f fixture, r *acctest.Denials) {
			r.Make(f.both(nil, nil))
			f.Patch(companies(), cronus, acctest.Row{"name": "Fabrikam"})
			r.Warns = true
			r.Once(f.both(nil, nil))
			r.Warns = false
			r.Once(f.prelude)
		},
		"replaced": func(_ *testing.T, f fixture, r *acctest.Denials) {
			config := f.both(nil, nil)
			r.Make(config)
			config = strings.ReplaceAll(config, dataverseAddress, "bcsales_dataverse_connection_setup.renamed")
			r.Warns, r.Spared = true, "" // one is made, and another removed
			r.Once(strings.Replace(config, `"bcsales_dataverse_connection_setup" "this"`, `"bcsales_dataverse_connection_setup" "renamed"`, 1))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &acctest.Denials{Unlisted: true, Tolerated: advisory, Spared: `ConnectionSetups`}
			f := arrange(t, r.Options()...)
			r.In(t, f.Env)
			operate(t, f, r)
		})
	}
}
