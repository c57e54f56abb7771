// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSetups_earlierState: a state without take_over_connection, as earlier versions wrote it, plans no change; setting the
// argument does, to whatever value.
func TestSetups_earlierState(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(true))
	f.Insert(salesSetups(), map[string]any{"isEnabled": true, "environmentUrl": f.Emulator().URL(), "userName": integrationEmail})
	session := f.Session(nil, nil)
	for kind, c := range map[string]struct{ given, rest map[string]any }{
		"bcsales_dataverse_connection_setup": {
			map[string]any{
				"company_id": cronus, "environment_url": f.Emulator().URL(), "user_name": integrationEmail, "consent_acknowledged": true,
				"business_unit_id": fmt.Sprint(f.unit["businessunitid"]), "business_unit_name": fmt.Sprint(f.unit["name"]),
			},
			map[string]any{"id": cronus, "authentication": "certificate", "ownership_model": "team", "proxy_version": 100, "enabled": true, "authentication_type": "Office365"},
		},
		"bcsales_sales_connection_setup": {
			map[string]any{"company_id": cronus},
			map[string]any{
				"id": cronus, "proxy_version": 100, "enabled": true, "item_availability": false, "legacy_sales_orders": false, "auto_create_sales_orders": false,
				"bidirectional_sales_orders": false, "auto_process_sales_quotes": false, "unit_group_mapping": true, "solution_installed": true,
			},
		},
	} {
		state := maps.Clone(c.given)
		maps.Copy(state, c.rest)
		prior, err := session.Resource(kind, state)
		if err != nil {
			t.Fatal(err)
		}
		if kind == "bcsales_dataverse_connection_setup" {
			f.expectKept(t, session, kind, c.given, state)
		}
		for take, changes := range map[any]bool{nil: false, false: true, true: true} {
			given := maps.Clone(c.given)
			if take != nil {
				given["take_over_connection"] = take
			}
			config, err := session.Resource(kind, given)
			if err != nil {
				t.Fatal(err)
			}
			planned, answer := session.Plan(t.Context(), kind, inprocess.Object{Value: prior}, config)
			if answer.Failed() {
				t.Fatalf("%s: %s", kind, answer.Errors())
			}
			if got := planned.Changes(); got != changes {
				t.Errorf("%s with take_over_connection = %v changes: %v\n%#v", kind, take, got, planned.State.Value)
			}
		}
	}
}

// expectKept expects a plan to show that the settings which the companion keeps are written back, whatever else it changes, and that a
// change says nothing of them where it keeps none.
func (f fixture) expectKept(t *testing.T, session *inprocess.Session, kind string, given, state map[string]any) {
	t.Helper()
	for _, kept := range []bool{true, false} {
		was, given := maps.Clone(state), maps.Clone(given)
		was["mapping_snapshot_kept"], given["proxy_version"] = kept, 101
		prior, err := session.Resource(kind, was)
		if err != nil {
			t.Fatal(err)
		}
		config, err := session.Resource(kind, given)
		if err != nil {
			t.Fatal(err)
		}
		planned, answer := session.Plan(t.Context(), kind, inprocess.Object{Value: prior}, config)
		if got := planned.State.Value.GetAttr("mapping_snapshot_kept"); answer.Failed() || got.IsKnown() != kept || kept && got.True() {
			t.Errorf("kept %t: planned %#v, %s", kept, got, answer.Errors())
		}
	}
}
