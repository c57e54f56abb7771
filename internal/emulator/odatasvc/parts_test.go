// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func TestPropertiesAndDocuments(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	at := "/systemusers(" + userA + ")"
	if got := b.get(at + "/fullname").object()["value"]; got != "Ada O'Hara" {
		t.Errorf("a property: %v", got)
	}
	b.expect(b.get("/systemusers("+userC+")/fullname"), http.StatusNoContent, "")
	b.expect(b.send("DELETE", at+"/title", ""), 204, "")
	b.expect(b.send("POST", at+"/title", "{}"), 405, "0x80060888")
	b.expect(b.send("PUT", at+"/fullname", `{"value":"x"}`), 400, "0x80060888")
	b.expect(b.send("PUT", at+"/isdisabled", `{"value":"x"}`), 400, "0x80048d19")
	b.expect(b.send("POST", at, "{}"), 405, "0x80060888")
	b.expect(b.send("DELETE", "/systemusers", ""), 405, "0x80060888")
	document := b.get("/")
	b.expect(document, 200, "")
	if !strings.Contains(document.Body.String(), `"url":"systemusers"`) {
		t.Errorf("the service document: %s", document.Body)
	}
	if got := b.get("/$metadata"); !strings.HasPrefix(got.Header().Get("Content-Type"), "application/xml") || !strings.Contains(got.Body.String(), "EntityContainer") {
		t.Errorf("the metadata: %v", got.Header())
	}
	refs := b.get("/systemusers(" + userA + ")/businessunitid/$ref").object()
	if refs["@odata.id"] != origin+b.root+"/businessunits("+unitA+")" {
		t.Errorf("a reference: %v", refs)
	}
	expanded := b.get("/businessunits(" + unitB + ")?$select=name&$expand=business_unit_system_users/$ref").object()
	if list, _ := expanded["business_unit_system_users"].([]any); len(list) != 2 {
		t.Errorf("expanded references: %v", expanded)
	}
}

func TestFunctions(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	b.service.RegisterOperation("WhoAmI", func(_ *odatasvc.Context, _ odatasvc.Row, _ map[string]any) (any, error) {
		return map[string]any{"UserId": userA}, nil
	})
	b.service.RegisterOperation("RetrieveSolutionImportResult", func(_ *odatasvc.Context, _ odatasvc.Row, params map[string]any) (any, error) {
		id, _ := params["ImportJobId"].(string)
		return map[string]any{"SolutionOperationResult": map[string]any{"Type": id}}, nil
	})
	for _, path := range []string{"/WhoAmI", "/WhoAmI()", "/Microsoft.Dynamics.CRM.WhoAmI()"} {
		if got := b.get(path); got.Code != 200 || got.object()["UserId"] != userA {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
	b.expect(b.send("POST", "/WhoAmI", ""), 405, "0x80060888")
	for _, path := range []string{"/RetrieveSolutionImportResult(ImportJobId=" + userA + ")", "/RetrieveSolutionImportResult(ImportJobId=@p)?@p=" + userA} {
		if got := b.get(path); !strings.Contains(got.Body.String(), userA) {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
	b.expect(b.get("/RetrieveSolutionImportResult(ImportJobId='x')"), 400, "0x80060888")
	b.expect(b.get("/RetrieveSolutionImportResult(Nope="+userA+")"), 404, "0x80060888")
	b.expect(b.send("POST", "/ImportSolutionAsync", `{"OverwriteUnmanagedCustomizations":true,"PublishWorkflows":true}`), 501, "0x80060888")
}

func TestRulesInProcess(t *testing.T) {
	t.Parallel()
	b := newBench(t, store.Dataverse)
	people(b)
	b.world.Do(func() {
		c := b.service.Background("")
		row, err := c.Insert("teams", store.Row{"name": "T"})
		if err != nil || !store.IsGUID(row.String("teamid")) || row.String("createdon") == "" {
			t.Errorf("insert: %v %v", row, err)
		}
		if _, err := c.Insert("teams", store.Row{"teamid": row["teamid"]}); err == nil {
			t.Error("a key was inserted twice")
		}
		changed, err := c.Modify("teams", row.String("teamid"), store.Row{"name": "U"})
		if err != nil || changed.String("name") != "U" {
			t.Errorf("modify: %v %v", changed, err)
		}
		if err := c.Remove("teams", row.String("teamid")); err != nil {
			t.Error(err)
		}
		if err := c.Remove("teams", row.String("teamid")); err == nil {
			t.Error("a row was removed twice")
		}
		if _, err := c.Modify("teams", "none", store.Row{}); err == nil {
			t.Error("an absent row was changed")
		}
	})
}
