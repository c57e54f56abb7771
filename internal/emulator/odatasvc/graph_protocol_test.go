// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// TestGraphProtocol checks what public responses show about navigation, case, lambdas and keys.
func TestGraphProtocol(t *testing.T) {
	t.Parallel()
	const sku, other = "50000000-0000-4000-8000-000000000001", "50000000-0000-4000-8000-000000000002"
	eventual := []string{"ConsistencyLevel: eventual"}
	fresh := func(t *testing.T) *bench {
		t.Helper()
		b := newBench(t, store.Graph)
		b.put(store.Graph, "users",
			store.Row{"id": userA, "userPrincipalName": "ada@contoso.example", "displayName": "Ada", "businessPhones": []any{"1", "2"}, "assignedLicenses": []any{map[string]any{"skuId": sku, "disabledPlans": []any{}}}},
			store.Row{"id": userB, "userPrincipalName": "$bob@contoso.example", "displayName": "Bob", "businessPhones": []any{}, "assignedLicenses": []any{}})
		return b
	}
	run(t, fresh, []exchange{
		{name: "empty to-one navigation", path: "/users/" + userA + "/manager", status: 404, code: "Request_ResourceNotFound", has: []string{"Resource 'manager' does not exist or one of its queried reference-property objects are not present."}},
		{name: "empty to-one reference", path: "/users/" + userA + "/manager/$ref", status: 404, code: "Request_ResourceNotFound"},
		{name: "function in another case", path: "/users?$filter=startsWith(displayName,'a')", status: 200, has: []string{"Ada"}, lacks: []string{"Bob"}},
		{name: "function in capitals", path: "/users?$count=true&$filter=ENDSWITH(userPrincipalName,'CONTOSO.EXAMPLE')", headers: eventual, status: 200, has: []string{"Ada", "Bob"}},
		{name: "unknown function", path: "/users?$filter=sounds(displayName,'a')", status: 400, code: "Request_BadRequest"},
		{name: "any over complex values", path: "/users?$filter=assignedLicenses/any(l:l/skuId eq " + sku + ")", status: 200, has: []string{"Ada"}, lacks: []string{"Bob"}},
		{name: "any that none fits", path: "/users?$filter=assignedLicenses/any(l:l/skuId eq " + other + ")", status: 200, lacks: []string{"Ada", "Bob"}},
		{name: "all over complex values", path: "/users?$filter=assignedLicenses/all(l:l/skuId eq " + other + ")", status: 200, has: []string{"Bob"}, lacks: []string{"Ada"}},
		{name: "not any", path: "/users?$count=true&$filter=not assignedLicenses/any()", headers: eventual, status: 200, has: []string{"Bob"}, lacks: []string{"Ada"}},
		{name: "not, without asking for an advanced query", path: "/users?$filter=not assignedLicenses/any()", status: 400, code: "Request_UnsupportedQuery"},
		{name: "ne, without asking for an advanced query", path: "/users?$filter=displayName ne 'Ada'", status: 400, code: "Request_UnsupportedQuery"},
		{name: "endsWith within or, without asking for an advanced query", path: "/users?$filter=displayName eq 'Ada' or endswith(mail,'x')", status: 400, code: "Request_UnsupportedQuery"},
		{name: "advanced query without the count", path: "/users?$filter=displayName ne 'Ada'", headers: eventual, status: 400, code: "Request_UnsupportedQuery"},
		{name: "advanced query", path: "/users?$count=true&$filter=displayName ne 'Ada'", headers: eventual, status: 200, has: []string{"Bob"}, lacks: []string{"Ada"}},
		{name: "total without asking for an advanced query", path: "/users/$count", status: 400, code: "Request_BadRequest"},
		{name: "total as an advanced query", path: "/users/$count", headers: eventual, status: 200, has: []string{"2"}},
		{name: "select of an unknown property", path: "/users?$select=shoeSize", status: 400, code: "BadRequest", has: []string{"Could not find a property named 'shoeSize'"}},
		{name: "select of a schema extension", path: "/users?$select=ext12345678_size", status: 200},
		{name: "me", path: "/me", status: 400, code: "BadRequest", has: []string{"/me request is only valid with delegated authentication flow."}},
		{name: "any over texts", path: "/users?$filter=businessPhones/any(p:p eq '2')", status: 200, has: []string{"Ada"}, lacks: []string{"Bob"}},
		{name: "any over an unknown member", path: "/users?$filter=assignedLicenses/any(l:l/sku eq '1')", status: 400, code: "Request_BadRequest"},
		{name: "mail that is null", method: "POST", path: "/users", body: `{"displayName":"C","mail":null}`, status: 201},
		{name: "mail that is not", method: "POST", path: "/users", body: `{"displayName":"C","mail":"c@contoso.example"}`, status: 400, code: "Request_BadRequest"},
		{name: "set in another case", path: "/Users/" + userA, status: 200, has: []string{"Ada"}},
		{name: "deletedItems in another case", path: "/directory/deleteditems", status: 200, has: []string{`"value":[]`}},
		{name: "name with $ as a segment", path: "/users/$bob@contoso.example", status: 400, code: "BadRequest"},
		{name: "name with $ as a key", path: "/users('$bob@contoso.example')", status: 200, has: []string{"Bob"}},
	})
}

// TestUnknownOptionsAreRefused: every service refuses an option that it would ignore.
func TestUnknownOptionsAreRefused(t *testing.T) {
	t.Parallel()
	dataverse := func(t *testing.T) *bench { t.Helper(); b := newBench(t, store.Dataverse); people(b); return b }
	run(t, dataverse, []exchange{
		{name: "fetchXml", path: "/systemusers?fetchXml=<fetch/>", status: 501, code: "0x80060888", has: []string{"'fetchXml'"}},
		{name: "savedQuery", path: "/systemusers?savedQuery=" + userA, status: 501, code: "0x80060888", has: []string{"'savedQuery'"}},
		{name: "userQuery", path: "/systemusers?userQuery=" + userA, status: 501, code: "0x80060888"},
		{name: "option without $", path: "/systemusers?select=fullname", status: 400, code: "0x80060888", has: []string{"The query parameter select is not supported"}},
		{name: "option of nobody", path: "/systemusers?$nope=1", status: 400, code: "0x80060888"},
		{name: "option on one row", path: "/systemusers(" + userA + ")?nope=1", status: 400, code: "0x80060888"},
		{name: "option of a function", path: "/WhoAmI()?nope=1", status: 400, code: "0x80060888"},
		{name: "search", path: "/systemusers?$search=x", status: 501, code: "0x80060888"},
		{name: "another format", path: "/systemusers?$format=xml", status: 501, code: "0x80060888"},
		{name: "the format that is sent", path: "/systemusers?$format=json", status: 200},
		{name: "CallerObjectId", path: "/systemusers", headers: []string{"CallerObjectId: " + userA}, status: 501, code: "0x80060888", has: []string{"CallerObjectId"}},
		{name: "MSCRMCallerID", path: "/systemusers", headers: []string{"MSCRMCallerID: " + userA}, status: 501, code: "0x80060888", has: []string{"MSCRMCallerID"}},
	})
	graph := func(t *testing.T) *bench { t.Helper(); return newBench(t, store.Graph) }
	run(t, graph, []exchange{{name: "option of nobody in Graph", path: "/users?nope=1", status: 400, code: "Request_BadRequest"}})
	business := func(t *testing.T) *bench { t.Helper(); b := newBench(t, store.BusinessCentral); companies(b); return b }
	run(t, business, []exchange{
		{name: "option of nobody in Business Central", path: "/salespeoplePurchasers?company=CRONUS&nope=1", status: 400, code: "BadRequest"},
		{name: "company in Business Central", path: "/salespeoplePurchasers?company=CRONUS", status: 200},
	})
}
