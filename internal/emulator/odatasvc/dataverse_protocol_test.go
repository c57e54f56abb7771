// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestDataverseProtocol checks what public responses show about payloads and annotations.
func TestDataverseProtocol(t *testing.T) {
	t.Parallel()
	fresh := func(t *testing.T) *bench { t.Helper(); b := newBench(t, store.Dataverse); people(b); return b }
	user, unit := "/systemusers("+userA+")", "/businessunits("+unitB+")"
	notes := []string{`Prefer: odata.include-annotations="OData.Community.Display.V1.FormattedValue"`}
	const payload = "Error identified in Payload provided by the user for Entity :'businessunits', For more information on this error please follow this help link"
	run(t, fresh, []exchange{
		{name: "undeclared property", method: "PATCH", path: unit, body: `{"nope":1}`, status: 400, code: "0x80048d19", has: []string{payload, "Invalid property 'nope' was found in entity 'Microsoft.Dynamics.CRM.businessunit'."}},
		{name: "undeclared navigation property", method: "PATCH", path: unit, body: `{"nope@odata.bind":"/businessunits(` + unitA + `)"}`, status: 400, code: "0x80048d19", has: []string{payload, "An undeclared property 'nope' which only has property annotations"}},
		{name: "navigation property in another case", method: "PATCH", path: unit, body: `{"ParentBusinessUnitId@odata.bind":"/businessunits(` + unitA + `)"}`, status: 400, code: "0x80048d19", has: []string{"An undeclared property 'ParentBusinessUnitId'"}},
		{name: "null in a reference", method: "PATCH", path: unit, body: `{"parentbusinessunitid@odata.bind":null}`, status: 400, code: "0x80048d19", has: []string{payload, "must have a non-null string value"}},
		{name: "bad value", method: "PATCH", path: unit, body: `{"isdisabled":"yes"}`, status: 400, code: "0x80048d19", has: []string{payload, "Cannot convert the literal 'yes' to the expected type 'Edm.Boolean'."}, lacks: []string{"isdisabled"}},
		{name: "too long a text", method: "PATCH", path: unit, body: `{"name":"` + strings.Repeat("x", 161) + `"}`, status: 400, code: "0x80044331", has: []string{"A validation error occurred.  The length of the 'name' attribute of the 'businessunit' entity exceeded the maximum allowed length of '160'."}},
		{name: "formatted boolean", path: user + "?$select=isdisabled", headers: notes, status: 200, has: []string{`"isdisabled@OData.Community.Display.V1.FormattedValue":"No"`}},
		{name: "formatted lookup", path: user + "?$select=_businessunitid_value", headers: notes, status: 200, has: []string{`"_businessunitid_value@OData.Community.Display.V1.FormattedValue":"Root"`}},
		{name: "formatted option", path: user + "?$select=accessmode", headers: notes, status: 200, has: []string{`"accessmode@OData.Community.Display.V1.FormattedValue":"ReadWrite"`}},
		{name: "formatted number", path: user + "?$select=versionnumber", headers: notes, status: 200, has: []string{`"versionnumber@OData.Community.Display.V1.FormattedValue":"1,000,00`}},
		{name: "not asked for", path: user + "?$select=isdisabled,_businessunitid_value", status: 200, lacks: []string{"FormattedValue"}},
	})
}

// TestDataverseBatchAnswers checks the support ids in every part, a failed change set in its own response, and the
// Content-ID that change sets require.
func TestDataverseBatchAnswers(t *testing.T) {
	t.Parallel()
	changeSet := func(b *bench, id, body string) reply {
		part := "--inner\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n" + id + "\r\n" +
			"POST " + b.root + "/businessunits HTTP/1.1\r\nContent-Type: application/json\r\n\r\n" + body + "\r\n--inner--\r\n"
		return b.send("POST", "/$batch", "--outer\r\nContent-Type: multipart/mixed; boundary=inner\r\n\r\n"+part+"--outer--\r\n", `Content-Type: multipart/mixed; boundary="outer"`)
	}
	for _, tc := range []struct {
		name, id, body string
		status         int
		want           string
	}{
		{"success", "Content-ID: 1\r\n", `{"name":"A"}`, 200, `(?s)boundary=changesetresponse_.*Content-ID: 1.*HTTP/1.1 204 No Content.*OData-EntityId: .*REQ_ID: [0-9a-f-]{36}`},
		{"failure", "Content-ID: 1\r\n", `{"nope":1}`, 400, `(?s)boundary=changesetresponse_.*Content-ID: 1.*HTTP/1.1 400 Bad Request.*0x80048d19`},
		{"no Content-ID", "", `{"name":"A"}`, 400, `0x80060888.*Content-ID`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, store.Dataverse)
			people(b)
			got := changeSet(b, tc.id, tc.body)
			if got.Code != tc.status || !regexp.MustCompile(tc.want).Match(got.Body.Bytes()) {
				t.Errorf("status %d: %s", got.Code, got.Body)
			}
		})
	}
}
