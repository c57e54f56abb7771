// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func fieldMappings() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "fieldMappings", Company: cronus}
}

// customize changes mappings of both connections, and a match field, as a person would.
func (f fixture) customize(t *testing.T) acctest.Row {
	t.Helper()
	for _, name := range []string{"CUSTOMER", "ITEM-PRODUCT"} {
		f.Patch(mappings(), id(f.Find(mappings(), "name", name)), acctest.Row{"direction": "ToIntegrationTable", "createUnmatched": true})
	}
	field := f.Find(fieldMappings(), "mappingName", "CUSTOMER")
	f.Patch(fieldMappings(), id(field), acctest.Row{"useForMatchBasedCoupling": true, "matchPriority": 7})
	return field
}

func (f fixture) customized(field acctest.Row) error {
	for _, name := range []string{"CUSTOMER", "ITEM-PRODUCT"} {
		if row := f.Find(mappings(), "name", name); row["direction"] != "ToIntegrationTable" || row["createUnmatched"] != true {
			return fmt.Errorf("%s lost its settings: %v", name, row)
		}
	}
	for _, row := range f.Rows(fieldMappings()) {
		if row["mappingName"] == "CUSTOMER" && row["fieldNo"] == field["fieldNo"] && row["integrationFieldNo"] == field["integrationFieldNo"] {
			if row["useForMatchBasedCoupling"] != true || fmt.Sprint(row["matchPriority"]) != "7" {
				return fmt.Errorf("the match field lost its settings: %v", row)
			}
			return nil
		}
	}
	return fmt.Errorf("CUSTOMER has no field mapping %v", field["fieldName"])
}

// TestSetups_customizedAfterFailure keeps customized mappings through an update that fails after mappings were reset,
// also when they cannot be written at once.
func TestSetups_customizedAfterFailure(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const email = "second@contoso.example"
	for name, c := range map[string]struct {
		faults []acctest.Fault
		text   string
	}{
		"written at once": {nil, "stay off after the failure"},
		"kept": {[]acctest.Fault{{
			API: acctest.BusinessCentral, Method: http.MethodPatch, Path: `(table|field)Mappings\(`, Action: "status", Status: http.StatusBadRequest,
			Body: map[string]any{"error": map[string]any{"code": "Application_DialogException", "message": "Not now."}},
		}}, "no longer have their former settings: CUSTOMER, ITEM-PRODUCT. This resource keeps the settings"},
		"kept unread": {[]acctest.Fault{{
			API: acctest.BusinessCentral, Method: http.MethodGet, Path: `tableMappings`, Skip: 1, Action: "status", Status: http.StatusBadRequest,
			Body: map[string]any{"error": map[string]any{"code": "Application_DialogException", "message": "Not now."}},
		}}, "This resource keeps the settings"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			user := f.Insert(inDataverse("systemusers"), acctest.Row{"internalemailaddress": email, "fullname": "Second"})
			for _, role := range []string{baseRole, administratorRole, userRole} {
				f.Insert(inDataverse("systemuserrolescollection"), acctest.Row{"systemuserid": user["systemuserid"], "roleid": role})
			}
			changed := f.prelude + f.dataverse(fmt.Sprintf("user_name = %q", email)) + f.sales()
			var field acctest.Row
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{
					{Config: f.prelude + f.dataverse() + f.sales()},
					{
						PreConfig: func() {
							field = f.customize(t)
							f.Faults(append(c.faults, refusal(`salesConnectionSetups\(.*testConnection$`, "The sun shines too brightly."))...)
						},
						Config:      changed,
						ExpectError: words(c.text),
					},
					{
						PreConfig: func() {
							f.Faults()
							f.expectBoth(t, false)
							if rows := f.Rows(snapshots()); c.faults == nil && len(rows) > 0 {
								t.Errorf("the snapshot is still there: %v", rows)
							}
						},
						Config: changed,
						Check: func(*terraform.State) error {
							f.expectBoth(t, true)
							return f.customized(field)
						},
					},
				},
			})
		})
	}
}

// TestSales_customizedAfterFailure does the same for a change of the Sales connection, and says which connections are on.
func TestSales_customizedAfterFailure(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, fault := range map[string]acctest.Fault{
		"test":    refusal(`salesConnectionSetups\(.*testConnection$`, "Not now."),
		"address": {API: acctest.BusinessCentral, Method: http.MethodPatch, Path: `salesConnectionSetups\(`, Action: "status", Status: http.StatusBadRequest, Times: 1},
		"reading": {API: acctest.BusinessCentral, Method: http.MethodGet, Path: `salesConnectionSetups`, Action: "status", Status: http.StatusBadRequest, Times: 1, Skip: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			changed := f.prelude + f.dataverse() + f.sales(`proxy_version = 101`)
			var field acctest.Row
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{
					{Config: f.prelude + f.dataverse() + f.sales()},
					{
						PreConfig:   func() { field = f.customize(t); f.Faults(fault) },
						Config:      changed,
						ExpectError: words("the Dataverse connection is on and the Sales connection is off."),
					},
					{
						PreConfig: func() { f.Faults() },
						Config:    changed,
						Check: func(*terraform.State) error {
							f.expectBoth(t, true)
							return f.customized(field)
						},
					},
				},
			})
		})
	}
}
