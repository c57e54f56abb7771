// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func (f fixture) invoke(action, setup string) acctest.Invocation {
	arguments := map[string]any{"company_id": cronus}
	if setup != "" {
		arguments["setup"] = setup
	}
	return f.Invoke("bcsales_"+action, arguments)
}

// connected is a fixture whose company has both setups.
func connected(t *testing.T, enabled bool) fixture {
	t.Helper()
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(enabled))
	f.Insert(salesSetups(), acctest.Row{"environmentUrl": f.Emulator().URL(), "userName": integrationEmail, "isEnabled": enabled})
	return f
}

func says(t *testing.T, got acctest.Invocation, parts ...string) {
	t.Helper()
	if len(parts) == 0 && got.Errors != "" {
		t.Errorf("failed: %s", got.Errors)
	}
	for _, part := range parts {
		if !strings.Contains(got.Errors, part) {
			t.Errorf("%q is not in %q", part, got.Errors)
		}
	}
}

func TestTestConnection(t *testing.T) {
	t.Parallel()
	f := connected(t, true)
	dataverse, sales := "The Dataverse connection to "+f.Emulator().URL()+" works", "The Sales connection to "+f.Emulator().URL()+" works"
	for connection, want := range map[string][]string{"": {dataverse, sales}, "both": {dataverse, sales}, "dataverse": {dataverse}, "sales": {sales}} {
		got := f.invoke("test_connection", connection)
		says(t, got)
		if !slices.Equal(got.Progress, want) {
			t.Errorf("%q: progress %q, want %q", connection, got.Progress, want)
		}
	}
	says(t, f.invoke("test_connection", "graph"), "value must be one of")

	user := f.Find(inDataverse("systemusers"), "internalemailaddress", integrationEmail)
	f.Patch(inDataverse("systemusers"), user["systemuserid"].(string), acctest.Row{"isdisabled": true})
	got := f.invoke("test_connection", "")
	says(t, got, "Business Central refused to test the Dataverse connection", "Business Central refused to test the Sales connection", "enabled = true in bcsales_integration_user")
	if len(got.Progress) > 0 {
		t.Errorf("progress %q", got.Progress)
	}
}

func TestTestConnection_missing(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	says(t, f.invoke("test_connection", ""), "There is no Dataverse connection setup", "There is no Sales connection setup", "bcsales_sales_connection_setup")
	says(t, f.Invoke("bcsales_test_connection", map[string]any{"company_id": "000000cc-0000-4000-8000-0000000000ff"}), "There is no such company")
	f.Insert(dataverseSetups(), f.dataverseRow(false))
	says(t, f.invoke("test_connection", "dataverse"), "The Dataverse connection is not enabled", "bcsales_dataverse_connection_setup")
}

func TestResetConfiguration(t *testing.T) {
	t.Parallel()
	f := connected(t, true)
	for connection, mapping := range map[string]string{"dataverse": "CUSTOMER", "sales": "OPPORTUNITY"} {
		says(t, f.invoke("reset_configuration", connection))
		row := f.Find(mappings(), "name", mapping)
		f.Patch(mappings(), id(row), acctest.Row{"direction": "FromIntegrationTable"})
		got := f.invoke("reset_configuration", connection)
		says(t, got)
		if len(got.Progress) != 2 || !strings.HasPrefix(got.Progress[0], "Resetting the ") {
			t.Errorf("%s: progress %q", connection, got.Progress)
		}
		if now := f.Find(mappings(), "name", mapping)["direction"]; now != row["direction"] {
			t.Errorf("%s: the direction of %s is %v after the reset, and was %v", connection, mapping, now, row["direction"])
		}
	}
}

func TestResetConfiguration_refusals(t *testing.T) {
	t.Parallel()
	f := connected(t, false)
	f.ResetRequests()
	for _, connection := range []string{"dataverse", "sales"} {
		got := f.invoke("reset_configuration", connection)
		says(t, got, "connection is not enabled", "Nothing was done.")
	}
	says(t, f.invoke("reset_configuration", ""), "setup")
	for _, request := range f.Requests() {
		if strings.Contains(request.Route, "resetConfiguration") {
			t.Errorf("a reset was asked for: %v", request)
		}
	}
	for _, row := range f.Rows(salesSetups()) {
		f.Delete(salesSetups(), id(row))
	}
	says(t, f.invoke("reset_configuration", "sales"), "There is no Sales connection setup")
	f.Patch(dataverseSetups(), id(f.only(t, dataverseSetups())), acctest.Row{"disableReason": "The user is gone."})
	says(t, f.invoke("reset_configuration", "dataverse"), "Business Central says: The user is gone.")
	f.Delete(dataverseSetups(), id(f.only(t, dataverseSetups())))
	says(t, f.invoke("reset_configuration", "dataverse"), "There is no Dataverse connection setup")

	on := connected(t, true)
	on.Faults(acctest.Fault{API: acctest.BusinessCentral, Path: "resetConfiguration", Action: "status", Status: 403})
	says(t, on.invoke("reset_configuration", "dataverse"), "Business Central refused to reset the Dataverse configuration")
	says(t, on.invoke("reset_configuration", "sales"), "Business Central refused to reset the Sales configuration", "Give the provider's identity what it needs")
}
