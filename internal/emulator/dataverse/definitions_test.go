// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/model"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
)

// TestDefinitions reads the names for addressing rows, for the tables of the installed solutions.
func TestDefinitions(t *testing.T) {
	t.Parallel()
	h := organizationWith(t, model.Read) // it renames a property
	const two = "?$select=ReferencingAttribute,ReferencingEntityNavigationPropertyName"
	relationships := func(table string) map[string]string {
		t.Helper()
		found := map[string]string{}
		rows, _ := h.must("GET", "EntityDefinitions(LogicalName='"+table+"')/ManyToOneRelationships"+two, "").body["value"].([]any)
		for _, row := range rows {
			columns, _ := row.(map[string]any)
			attribute, _ := columns["ReferencingAttribute"].(string)
			found[attribute], _ = columns["ReferencingEntityNavigationPropertyName"].(string)
		}
		return found
	}
	if got := relationships("team"); got["businessunitid"] != "businessunitid" || got["createdby"] != "createdby" {
		t.Errorf("team: %v", got)
	}
	if set := h.must("GET", "EntityDefinitions(LogicalName='businessunit')?$select=EntitySetName", "").body["EntitySetName"]; set != "businessunits" {
		t.Errorf("set of business units: %v", set)
	}
	for _, table := range []string{"nothing", "bcbi_company"} {
		if got := h.do("GET", "EntityDefinitions(LogicalName='"+table+"')", ""); got.status != http.StatusNotFound {
			t.Errorf("%s: status %d", table, got.status)
		}
	}
	h.install(samples.BaseIntegration("1.0.0.0"))
	if got := relationships("bcbi_company"); got["bcbi_defaultowningteam"] != "bcbi_DefaultOwningTeam" {
		t.Errorf("bcbi_company: %v", got)
	}
	if err := h.service.Model.RenameNavigation("bcbi_company", "bcbi_DefaultOwningTeam", "bcbi_Team"); err != nil {
		t.Fatal(err)
	}
	if got := relationships("bcbi_company"); got["bcbi_defaultowningteam"] != "bcbi_Team" {
		t.Errorf("bcbi_company with another name: %v", got)
	}
	team := `{"bcbi_name": "n", "%@odata.bind": "/teams({owners})"}`
	if got := h.do("POST", "bcbi_companies", strings.Replace(team, "%", "bcbi_DefaultOwningTeam", 1)); got.status != http.StatusBadRequest || got.code != "0x80048d19" {
		t.Errorf("the other name: %d %s", got.status, got.code)
	}
	h.must("POST", "bcbi_companies", strings.Replace(team, "%", "bcbi_Team", 1))
	for _, name := range []string{"createdby", "nothing"} {
		if err := h.service.Model.RenameNavigation("bcbi_company", name, "x"); err == nil {
			t.Errorf("%s was renamed", name)
		}
	}
}
