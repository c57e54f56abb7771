// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package conformance_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/conformance"
)

const page = `namespace Fixture;

/* page 1 "Not a page" { } */
page 50100 "Fixture API"
{
    PageType = API;
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'thing';
    EntitySetName = 'things';
    SourceTable = "A ""quoted"" table";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    DeleteAllowed = false;
    layout
    {
        area(Content)
        {
            repeater(Records)
            {
                field(id; Rec.SystemId) { Editable = false; }
                field(key; Rec."Key") { trigger OnValidate() begin Rules.RefuseUpdate(Rec.SystemId, 'it''s key'); end; } // field(no; x)
                field(count; CountOfThings) { }
            }
        }
    }
    [ServiceEnabled]
    [Scope('Cloud')]
    procedure doIt(var ActionContext: WebServiceActionContext; howOften: Integer; why: Text[50])
    var
        Local: Boolean;
    begin
        if howOften = 1 then
            DoNothing();
    end;

    local procedure notAnAction(other: Integer)
    begin
    end;

    var
        Rules: Codeunit "Rules";
        CountOfThings: Integer;
}
`

func TestFromAL(t *testing.T) {
	t.Parallel()
	got, err := conformance.FromAL(fstest.MapFS{"a.Page.al": {Data: []byte(page)}, "b.Codeunit.al": {Data: []byte("codeunit 1 \"x\" { }")}})
	if err != nil {
		t.Fatal(err)
	}
	want := conformance.API{"things": {
		Name: "thing", Insert: true, Update: true,
		Fields: map[string]*conformance.Field{
			"id": {Type: "Guid"}, "key": {Insert: true}, "count": {Type: "Int32", Insert: true, Update: true},
		},
		Actions: map[string]*conformance.Action{"doIt": {Parameters: map[string]string{"howOften": "Int32", "why": "String"}}},
	}}
	for _, difference := range conformance.Compare("got", got, "want", want) {
		t.Error(difference)
	}
}

func TestFromALRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, old, new, want string }{
		{"another publisher", "'bcsales'", "'other'", "APIPublisher"},
		{"another key", "= SystemId", "= Name", "ODataKeyFields"},
		{"no entity set name", "EntitySetName = 'things';", "", "entity set name"},
		{"no id", "field(id;", "field(identity;", "no field id"},
		{"a field twice", "field(count;", "field(key;", "declared twice"},
		{"an action without its context", "var ActionContext: WebServiceActionContext; ", "", "WebServiceActionContext"},
		{"an unknown type", "howOften: Integer", "howOften: Decimal", "unknown type"},
		{"an open text", "'it''s key'", "'it", "does not end"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(page, tc.old, tc.new, 1)
			if text == page {
				t.Fatal("the fixture does not contain the text to replace")
			}
			_, err := conformance.FromAL(fstest.MapFS{"a.Page.al": {Data: []byte(text)}})
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want one that names %q", err, tc.want)
			}
		})
	}
}
