// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
)

func ownershipRules() []rule {
	company := func(owner string, status int, code, text string) try {
		return try{
			method: "POST", path: "bcbi_companies", status: status, code: code, text: text,
			body: `{"bcbi_companyid": "e0000000-0000-4000-8000-000000000001", "bcbi_externalid": "f0000000-0000-4000-8000-000000000001", "bcbi_name": "CRONUS", "ownerid@odata.bind": "/` + owner + `"}`,
		}
	}
	base := func(h *organization) {
		h.install(samples.BaseIntegration("2.1.0.0"))
		h.put("teams", "able", store.Row{"name": "Able", "_businessunitid_value": h.vars["sales"]})
		h.link("teamrolescollection", store.Row{"teamid": h.vars["able"], "roleid": h.vars["salesBasic"]})
	}
	account := func(owner string, status int, code, text string) try {
		return try{method: "PATCH", path: "accounts({account})", body: `{"ownerid@odata.bind": "/` + owner + `"}`, status: status, code: code, text: text}
	}
	owned := func(h *organization) {
		base(h)
		h.put("accounts", "account", store.Row{"name": "A", "_ownerid_value": h.vars["alice"]})
	}
	return []rule{
		{name: "an owner team has a role", prepare: base, refused: company("teams({owners})", 400, "0x80042f0a", "The team has not been assigned any roles."), passes: company("teams({able})", 204, "", "")},
		{name: "an owner has a role", prepare: base, refused: company("systemusers({roleless})", 400, "0x80042f09", "has not been assigned any roles."), passes: company("systemusers({alice})", 204, "", "")},
		{name: "an owner is enabled", prepare: base, refused: company("systemusers({dora})", 400, "0x80040225", "is disabled"), passes: company("systemusers({alice})", 204, "", "")},
		{
			name: "an access team owns nothing",
			prepare: func(h *organization) {
				base(h)
				h.set("teams", "owners", store.Row{"teamtype": int64(1)})
			},
			refused: company("teams({owners})", 400, "0x80048340", "You cannot assign a record to the access team."),
			passes:  company("teams({able})", 204, "", ""),
		},
		{name: "an owner exists", prepare: base, refused: company("teams(e0000000-0000-4000-8000-000000000009)", 404, "0x80040217", "Does Not Exist"), passes: company("teams({able})", 204, "", "")},
		{name: "an owner is a user or a team", prepare: base, refused: company("businessunits({sales})", 400, "0x80060888", ""), passes: company("teams({able})", 204, "", "")},
		{name: "assigning to a team", prepare: owned, refused: account("teams({owners})", 400, "0x80042f0a", "The team has not been assigned any roles."), passes: account("teams({able})", 204, "", "")},
		{
			name:    "a row keeps an owner",
			prepare: owned,
			refused: try{method: "DELETE", path: "accounts({account})/ownerid/$ref", status: 400, code: "0x80040229", text: "The owner ID is invalid or missing."},
			passes:  account("teams({able})", 204, "", ""),
		},
		{
			name:    "lookups are written through navigation",
			prepare: base,
			refused: try{method: "POST", path: "bcbi_companies", body: `{"_ownerid_value": "{able}"}`, status: 400, code: "0x80060888", text: "Use Navigation properties instead."},
			passes:  company("teams({able})", 204, "", ""),
		},
		{name: "the table comes with the base solution", refused: company("systemusers({alice})", 404, "0x80060888", "Resource not found for the segment 'bcbi_companies'."), passes: ok("GET", "teams", "")},
		{name: "and is there with it", prepare: base, refused: try{method: "GET", path: "nav_connections", status: 404, code: "0x80060888", text: "Resource not found for the segment 'nav_connections'."}, passes: ok("GET", "bcbi_companies", "")},
		{
			name:    "tables of the Sales solution",
			prepare: func(h *organization) { h.install(samples.SalesIntegration("9.0.0.0")) },
			refused: try{method: "GET", path: "bcbi_companies", status: 404, code: "0x80060888"},
			passes:  ok("POST", "nav_connections", `{"nav_name": "CRONUS", "nav_dynamicsnavurl": "https://businesscentral.dynamics.com/?company=CRONUS"}`),
		},
	}
}

func currencyRules() []rule {
	create := func(body string, status int, code, text string) try {
		return try{method: "POST", path: "transactioncurrencies", body: body, status: status, code: code, text: text}
	}
	usd := `{"isocurrencycode": "USD", "currencyname": "US Dollar", "currencysymbol": "$", "exchangerate": 1.1, "currencyprecision": 2}`
	return []rule{
		{name: "a code exists once", refused: create(`{"isocurrencycode": "EUR", "exchangerate": 1.0}`, 400, "0x80048cf3", "Cannot insert duplicate currency record."), passes: create(usd, 204, "", "")},
		{name: "a code has three letters", refused: create(`{"isocurrencycode": "EU", "exchangerate": 1.0}`, 400, "0x80048cf2", "Invalid ISO currency code."), passes: create(usd, 204, "", "")},
		{
			name:    "the base currency stays",
			prepare: func(h *organization) { h.put("transactioncurrencies", "usd", store.Row{"isocurrencycode": "USD"}) },
			refused: try{method: "DELETE", path: "transactioncurrencies({eur})", status: 405, code: "0x80040227", text: "base currency"},
			passes:  ok("DELETE", "transactioncurrencies({usd})", ""),
		},
		{
			name:    "the organization is one",
			refused: try{method: "POST", path: "organizations", body: `{"name": "Second"}`, status: 400, code: "0x80040800"},
			passes:  ok("PATCH", "organizations({org})", `{"issopintegrationenabled": true}`),
		},
	}
}

func requestRules() []rule {
	patch := func(match, noneMatch string, status int, code, text string) try {
		return try{method: "PATCH", path: "teams({owners})", body: `{"name": "T"}`, match: match, noneMatch: noneMatch, status: status, code: code, text: text}
	}
	version := func(h *organization) {
		h.vars["etag"], _ = h.must("GET", "teams({owners})", "").body["@odata.etag"].(string)
	}
	return []rule{
		{name: "another version", prepare: version, refused: patch(`W/"1"`, "", 412, "0x80060882", "The version of the existing record doesn't match the RowVersion property provided."), passes: patch("{etag}", "", 204, "", "")},
		{name: "no version", prepare: version, refused: patch("1", "", 400, "0x80060883", "The RowVersion property must be provided"), passes: patch("{etag}", "", 204, "", "")},
		{
			name:    "insert only",
			refused: patch("", "*", 412, "0x80040237", "A record with matching key values already exists."),
			passes:  try{method: "PATCH", path: "teams(e0000000-0000-4000-8000-000000000001)", body: `{"name": "T"}`, noneMatch: "*", status: 204},
		},
		{name: "deleting another version", prepare: version, refused: try{method: "DELETE", path: "teams({owners})", match: `W/"1"`, status: 412, code: "0x80060882"}, passes: try{method: "DELETE", path: "teams({owners})", match: "{etag}", status: 204}},
		{name: "an alternate key", refused: try{method: "GET", path: "systemusers(azureactivedirectoryobjectid=e0000000-0000-4000-8000-000000000009)", status: 404, code: "0x80060891"}, passes: ok("GET", "systemusers(azureactivedirectoryobjectid=c0000000-0000-4000-8000-000000000001)", "")},
		{name: "an unknown set", refused: try{method: "GET", path: "nothings", status: 404, code: "0x80060888", text: "Resource not found for the segment 'nothings'."}, passes: ok("GET", "teams", "")},
		{name: "an unknown column", refused: try{method: "GET", path: "teams?$select=nothing", status: 400, code: "0x80060888", text: "nothing"}, passes: ok("GET", "teams?$select=name", "")},
		{name: "an unknown column in a body", refused: try{method: "POST", path: "teams", body: `{"nothing": 1}`, status: 400, code: "0x80048d19", text: "Invalid property 'nothing' was found in entity 'Microsoft.Dynamics.CRM.team'."}, passes: ok("POST", "teams", `{"name": "T"}`)},
		{name: "an absent row", refused: try{method: "GET", path: "teams(e0000000-0000-4000-8000-000000000009)", status: 404, code: "0x80040217", text: "Does Not Exist"}, passes: ok("GET", "teams({owners})", "")},
		{name: "update only", refused: try{method: "PATCH", path: "teams(e0000000-0000-4000-8000-000000000009)", body: `{"name": "T"}`, status: 404, text: "Does Not Exist"}, passes: ok("PATCH", "teams({owners})", `{"name": "T"}`)},
		{name: "a row is created without If-Match", refused: try{method: "PATCH", path: "teams(e0000000-0000-4000-8000-000000000009)", body: `{"teamtype": 0}`, match: noIfMatch, status: 400, code: "0x80040200"}, passes: try{method: "PATCH", path: "teams(e0000000-0000-4000-8000-000000000009)", body: `{"name": "T"}`, match: noIfMatch, status: 204}},
		{
			name: "a group's team by its key",
			prepare: func(h *organization) {
				h.put("teams", "group", store.Row{"name": "G", "teamtype": int64(2), "azureactivedirectoryobjectid": "c0000000-0000-4000-8000-0000000000aa"})
			},
			refused: try{method: "GET", path: "teams(azureactivedirectoryobjectid=c0000000-0000-4000-8000-0000000000aa,membershiptype=1)", status: 404, code: "0x80060891"},
			passes:  ok("GET", "teams(azureactivedirectoryobjectid=c0000000-0000-4000-8000-0000000000aa,membershiptype=0)", ""),
		},
		{name: "a malformed key", refused: try{method: "GET", path: "teams(owners)", status: 400, code: "0x80060888"}, passes: ok("GET", "teams({owners})", "")},
		{name: "intersect rows are not written", refused: try{method: "POST", path: "systemuserrolescollection", body: `{}`, status: 400, code: "0x80040800"}, passes: ok("GET", "systemuserrolescollection?$filter=systemuserid eq {alice}", "")},
		{
			name:    "effective roles",
			refused: try{method: "GET", path: "RetrieveAadUserRoles(DirectoryObjectId=e0000000-0000-4000-8000-000000000009)", status: 404, code: "0x80040217"},
			passes:  ok("GET", "RetrieveAadUserRoles(DirectoryObjectId=c0000000-0000-4000-8000-000000000001)?$select=name,_parentrootroleid_value", ""),
		},
	}
}
