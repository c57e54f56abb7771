// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func dataverseSetupRules() []rule {
	path := in(cronus, setDataverseSetup)
	valid := body(`{"environmentUrl":"` + origin + `/","userName":" ` + email + ` "}`)
	patchEnabled := func(text string) func(b *bench) request {
		return func(b *bench) request {
			id := b.connectDataverse(cronus, cronusUnit, "Team")
			return request{method: http.MethodPatch, path: path + "(" + id + ")", body: text}
		}
	}
	disable := func(b *bench) {
		b.must(action(cronus, setDataverseSetup, b.setupID(setDataverseSetup), "disable"))
	}
	whileEnabled := func(column string) string { return ownText(ownChangeWhileEnabled, column) }
	return []rule{
		{name: "empty URL", status: 400, code: dialog, given: post(path, `{"environmentUrl":" "}`), valid: valid, text: ownURLEmpty},
		{name: "no URL", status: 400, code: dialog, given: post(path, `{"environmentUrl":""}`), valid: body(`{}`), text: ownURLEmpty},
		{name: "no user name", status: 400, code: dialog, given: post(path, `{"userName":""}`), valid: body(`{}`), text: ownText(ownUserName, "")},
		{name: "http", status: 400, code: dialog, given: post(path, `{"environmentUrl":"http://contoso.crm4.dynamics.com"}`), valid: valid, text: ownText(ownURLHTTPS, "http://contoso.crm4.dynamics.com")},
		{
			name: "not a URL", status: 400, code: dialog, text: ownText(ownURLOrigin, "https://con toso.crm4.dynamics.com"),
			given: post(path, `{"environmentUrl":"https://con toso.crm4.dynamics.com"}`), valid: body(`{"environmentUrl":"https://contoso.crm4.dynamics.com"}`),
		},
		{
			name: "without a scheme", status: 400, code: dialog, text: ownText(ownURLHTTPS, "contoso.crm4.dynamics.com"),
			given: post(path, `{"environmentUrl":"contoso.crm4.dynamics.com"}`), valid: body(`{"environmentUrl":"https://contoso.crm4.dynamics.com"}`),
		},
		{
			name: "with a path", status: 400, code: dialog, given: post(path, `{"environmentUrl":"https://contoso.crm4.dynamics.com/main.aspx"}`), valid: valid,
			text: ownText(ownURLOrigin, "https://contoso.crm4.dynamics.com/main.aspx"),
		},
		{
			name: "with a port", status: 400, code: dialog, given: post(path, `{"environmentUrl":"https://contoso.crm4.dynamics.com:8443"}`), valid: valid,
			text: ownText(ownURLOrigin, "https://contoso.crm4.dynamics.com:8443"),
		},
		{
			name: "foreign host", status: 400, code: dialog, given: post(path, `{"environmentUrl":"https://crm4.dynamics.com.example.org"}`), valid: valid,
			text: ownText(ownURLHost, "https://crm4.dynamics.com.example.org"),
		},
		{
			name: "address that is not on the list", status: 400, code: dialog, text: ownText(ownURLNotAllowed, "https://Other.crm4.dynamics.com"),
			given: post(path, `{"environmentUrl":"https://Other.crm4.dynamics.com"}`), fix: allow("https://other.crm4.dynamics.com"),
		},
		{
			name: "change to an address that is not on the list, while enabled", status: 400, code: dialog, text: ownText(ownURLNotAllowed, "https://other.crm4.dynamics.com"),
			given: patchEnabled(`{"environmentUrl":"https://other.crm4.dynamics.com"}`), valid: body(`{"environmentUrl":"` + origin + `"}`),
		},
		{
			name: "user name without @", status: 400, code: dialog, given: post(path, `{"userName":"CONTOSO\\bc"}`), valid: valid,
			text: ownText(ownUserName, `CONTOSO\bc`),
		},
		{
			name: "blank ownership model", status: 400, code: dialog, text: ownOwnershipModel,
			given: post(path, `{"ownershipModel":"_x0020_"}`), valid: body(`{"ownershipModel":"Person"}`),
		},
		{
			name: "business unit without its name", status: 400, code: dialog, text: ownBusinessUnit,
			given: post(path, `{"businessUnitId":"`+cronusUnit+`"}`), valid: body(`{"businessUnitId":"` + cronusUnit + `","businessUnitName":"CRONUS"}`),
		},
		{
			name: "second row", status: 400, code: dialog, text: ownDataverseExists,
			given: func(b *bench) request {
				b.createDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodPost, path: path, body: "{}"}
			},
			valid: func(_ *bench, r request) request { r.path = in(fabrikam, setDataverseSetup); return r },
		},
		{
			name: "business unit of another company on insert", status: 400, code: dialog, text: ownText(ownBusinessUnitTaken, braces(cronusUnit)),
			given: func(b *bench) request {
				b.createDataverse(fabrikam, cronusUnit, "Team")
				return request{method: http.MethodPost, path: path, body: `{"businessUnitId":"` + cronusUnit + `","businessUnitName":"CRONUS"}`}
			},
			valid: body(`{"businessUnitId":"` + fabrikamUnit + `","businessUnitName":"Fabrikam"}`),
		},
		{
			name: "business unit of another company on update", status: 400, code: dialog, text: ownText(ownBusinessUnitTaken, braces(fabrikamUnit)),
			given: func(b *bench) request {
				b.createDataverse(fabrikam, fabrikamUnit, "Team")
				id := b.connectDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodPatch, path: path + "(" + id + ")", body: `{"businessUnitId":"` + fabrikamUnit + `"}`}
			},
			valid: body(`{"businessUnitId":"` + rootUnit + `","businessUnitName":"contoso"}`),
		},
		{name: "address while enabled", status: 400, code: dialog, text: whileEnabled("environmentUrl"), given: patchEnabled(`{"environmentUrl":"https://contoso.crm4.dynamics.com"}`), fix: disable},
		{name: "user while enabled", status: 400, code: dialog, text: whileEnabled("userName"), given: patchEnabled(`{"userName":"other@contoso.com"}`), fix: disable},
		{name: "ownership while enabled", status: 400, code: dialog, text: whileEnabled("ownershipModel"), given: patchEnabled(`{"ownershipModel":"Person"}`), fix: disable},
		{name: "proxy version while enabled", status: 400, code: dialog, text: whileEnabled("proxyVersion"), given: patchEnabled(`{"proxyVersion":101}`), fix: disable},
		{
			name: "enabled by PATCH", status: 400, code: "BadRequest_InvalidOperation", text: "The property 'isEnabled' is read-only and cannot be written.",
			given: patchEnabled(`{"isEnabled":false}`), valid: body(`{"businessUnitName":"other"}`),
		},
		{
			name: "deleted while enabled", status: 400, code: dialog, text: ownDataverseDelete,
			given: func(b *bench) request {
				id := b.connectDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodDelete, path: path + "(" + id + ")"}
			},
			fix: disable,
		},
		{
			name: "disabled while Sales is on", status: 400, code: dialog, text: ownSalesStillOn,
			given: func(b *bench) request {
				b.connectSales(cronus, cronusUnit, "Team", "")
				return action(cronus, setDataverseSetup, b.setupID(setDataverseSetup), "disable")
			},
			fix: func(b *bench) {
				b.must(action(cronus, setSalesSetup, b.setupID(setSalesSetup), "disable"))
			},
		},
		{
			name: "reset while disabled", status: 400, code: dialog, text: ownDataverseReset,
			given: func(b *bench) request {
				return action(cronus, setDataverseSetup, b.createDataverse(cronus, cronusUnit, "Team"), "resetConfiguration")
			},
			fix: func(b *bench) {
				b.must(enableDataverseRequest(cronus, b.setupID(setDataverseSetup)))
			},
		},
	}
}

// enableRule breaks, and then repairs, one precondition of enabling table 7200 that the
// companion checks once it has enabled the setup.
func enableRule(name, text string, breaks, fix func(b *bench)) rule {
	return refusedRule(name, ownText(ownEnableFailed, text), breaks, fix)
}

// refusedRule breaks one precondition that the companion checks before it writes anything.
func refusedRule(name, text string, breaks, fix func(b *bench)) rule {
	return rule{
		name: name, status: 400, code: dialog, text: text, fix: fix,
		given: func(b *bench) request {
			id := b.createDataverse(cronus, cronusUnit, "Team")
			breaks(b)
			return enableDataverseRequest(cronus, id)
		},
	}
}

func dataverseEnableRules() []rule {
	set := func(table, key, column string, value any) func(b *bench) {
		return func(b *bench) { b.set(table, key, store.Row{column: value}) }
	}
	setup := func(column string, value any) func(b *bench) {
		return func(b *bench) {
			b.put(cronus, setDataverseSetup, b.setupID(setDataverseSetup), store.Row{column: value})
		}
	}
	removed := func(table, key string) (breaks, fix func(b *bench)) {
		var kept store.Row
		breaks = func(b *bench) {
			kept, _ = b.world.Store.Table(store.Dataverse, table).Get(key)
			b.unset(table, key)
		}
		return breaks, func(b *bench) { b.dv(table, kept) }
	}
	const role = "Business Central Dataverse Integration"
	present := []rule{
		enableRule("no such user", ownText(ownUserMissing, email), set("systemusers", integration, "internalemailaddress", "a@contoso.com"), set("systemusers", integration, "internalemailaddress", email)),
		enableRule("user disabled", ownText(ownUserDisabled, email, origin), set("systemusers", integration, "isdisabled", true), set("systemusers", integration, "isdisabled", false)),
		enableRule("solution version", ownText(ownSolutionVersion, "0.9.0.0"), set("solutions", "f2000000-0000-4000-8000-000000000001", "version", "0.9.0.0"), set("solutions", "f2000000-0000-4000-8000-000000000001", "version", "1.0.0.0")),
		enableRule("administrator", ownText(ownUserAdministrator, email, "System Administrator", origin),
			func(b *bench) {
				b.dv("systemuserrolescollection", store.Row{"systemuserroleid": administrator, "systemuserid": integration, "roleid": administrator})
			}, func(b *bench) { b.unset("systemuserrolescollection", administrator) }),
		enableRule("no roles", ownText(ownUserNoRoles, email, origin), func(b *bench) { b.roles() }, func(b *bench) { b.roles(roleBase) }),
		enableRule("without the role", ownText(ownUserBaseRole, email, role, origin), func(b *bench) { b.roles(roleSalesUser) }, func(b *bench) { b.roles(roleBase) }),
		enableRule("business unit differs", ownText(ownUnitDiffers, braces(cronusUnit), "other"), set("businessunits", cronusUnit, "name", "other"), set("businessunits", cronusUnit, "name", "CRONUS ("+cronus+")")),
		enableRule("business unit of another id", ownText(ownUnitDiffers, braces(cronusUnit), "CRONUS ("+cronus+")"), setup("businessUnitId", rootUnit), setup("businessUnitId", cronusUnit)),
		enableRule("Dataverse does not answer", ownText(ownNoAnswer, "The remote name could not be resolved: 'contoso.crm4.dynamics.com'"), setup("environmentUrl", "https://contoso.crm4.dynamics.com"), setup("environmentUrl", origin)),
	}
	rules := []rule{
		enableRule("no local currency", textLCYMissing, func(b *bench) { b.put(cronus, setInformation, cronus, store.Row{"currencyCode": ""}) },
			func(b *bench) { b.put(cronus, setInformation, cronus, store.Row{"currencyCode": "USD"}) }),
		enableRule("base currency", "The base currency USD of the Dataverse environment must exist in Business Central and it must have an exchange rate.",
			func(b *bench) { b.put(cronus, setInformation, cronus, store.Row{"currencyCode": "GBP"}) },
			func(b *bench) {
				b.bc(cronus, setCurrencies, store.Row{"id": rootUnit, "code": "USD"})
				b.bc(cronus, setExchangeRates, store.Row{"id": rootUnit, "currencyCode": "USD", "exchangeRateAmount": 1.25})
			}),
		enableRule("no base currency", textBaseCurrencyNotFound, set("organizations", "f1000000-0000-4000-8000-000000000001", "_basecurrencyid_value", nil), set("organizations", "f1000000-0000-4000-8000-000000000001", "_basecurrencyid_value", "f0000000-0000-4000-8000-000000000001")),
		enableRule("no job queue", "Sorry, the current permissions prevented the action. (TableData 472 Job Queue Entry Insert: Base Application)",
			func(b *bench) { b.application(store.Row{"permissionSets": []any{permissionAdminister}}) },
			func(b *bench) {
				if b.row(cronus, setDataverseSetup, anyRow).Bool(columnEnabled) {
					b.t.Error("the connection was left on")
				}
				b.application(store.Row{"permissionSets": []any{permissionAdminister, permissionAutomation}})
			}),
		refusedRule("no address", ownURLEmpty, setup("environmentUrl", ""), setup("environmentUrl", origin)),
		refusedRule("an address that is not on the list any more", ownText(ownURLNotAllowed, origin), func(b *bench) {
			t := b.world.Store.Table(store.BusinessCentral, setAllowed)
			for _, row := range t.Where(func(r store.Row) bool { return r.String(columnAddress) == origin }) {
				t.Delete(t.Key(row))
			}
		}, allow(origin)),
		refusedRule("no user name", ownText(ownUserName, ""), setup("userName", ""), setup("userName", email)),
		refusedRule("no business unit", ownBusinessUnitMissing, setup("businessUnitId", emptyGUID), setup("businessUnitId", cronusUnit)),
		refusedRule("Sales is on", ownSalesOn,
			func(b *bench) {
				b.bc(cronus, setSalesSetup, store.Row{"id": rootUnit, "isEnabled": true, "environmentUrl": origin, "userName": email})
			}, func(b *bench) { b.put(cronus, setSalesSetup, rootUnit, store.Row{"isEnabled": false}) }),
		{
			name: "tested while disabled", status: 400, code: dialog, text: ownDataverseTestDisabled,
			given: func(b *bench) request {
				return action(cronus, setDataverseSetup, b.createDataverse(cronus, cronusUnit, "Team"), "testConnection")
			},
			fix: func(b *bench) { b.must(enableDataverseRequest(cronus, b.setupID(setDataverseSetup))) },
		},
	}
	unit := "CRONUS (" + cronus + ")"
	lacking := []struct{ name, text, table, key string }{
		{"no solution", ownText(ownSolution, baseSolutionName), "solutions", "f2000000-0000-4000-8000-000000000001"},
		{"no role", ownText(ownRoleMissing, "{A2B18661-9FF5-E911-A812-000D3A0B9028}"), "roles", roleBase},
		{"no company", ownText(ownCompanyMissing, cronus), "bcbi_companies", cronusTeam + "-row"},
		{"no team", ownText(ownTeamMissing, braces(cronusTeam)), "teams", cronusTeam},
		{"no business unit in Dataverse", ownText(ownUnitMissing, braces(cronusUnit)), "businessunits", cronusUnit},
		{"no copy of the role", ownText(ownRoleMissingInUnit, role, unit), "roles", cronusUnit + copySuffix},
		{"team without the role", ownText(ownTeamRole, "BCI - "+unit, unit, role), "teamrolescollection", cronusTeam + copySuffix},
	}
	absent := make([]rule, len(lacking))
	for i, gone := range lacking {
		breaks, fix := removed(gone.table, gone.key)
		absent[i] = enableRule(gone.name, gone.text, breaks, fix)
	}
	requirements := slices.Concat(present, absent)
	rules = append(rules, requirements...)
	for _, r := range requirements { // the test of an enabled connection makes the same checks
		r.text = strings.TrimPrefix(r.text, strings.TrimSuffix(ownEnableFailed, "%1"))
		given := r.given
		r.name = "testConnection: " + r.name
		r.given = func(b *bench) request {
			refused := given(b)
			setup("isEnabled", true)(b)
			refused.path = strings.Replace(refused.path, "Microsoft.NAV.enable", "Microsoft.NAV.testConnection", 1)
			refused.body = ""
			return refused
		}
		rules = append(rules, r)
	}
	consent := refusedRule("no consent", ownConsent, func(*bench) {}, nil)
	given := consent.given
	consent.given = func(b *bench) request {
		r := given(b)
		r.body = `{"consentAcknowledged":false}`
		return r
	}
	consent.valid = body(`{"consentAcknowledged":true}`)
	missing := consent
	missing.name, missing.code, missing.text = "consent missing", "BadRequest", "The required parameter 'consentAcknowledged' of the operation 'enable' is missing."
	missing.given = func(b *bench) request {
		r := given(b)
		r.body = "{}"
		return r
	}
	return append(rules, consent, missing)
}

// roles gives the integration user exactly these roles.
func (b *bench) roles(ids ...string) {
	t := b.world.Store.Table(store.Dataverse, "systemuserrolescollection")
	for _, row := range t.Where(func(r store.Row) bool { return r.Equal("systemuserid", integration) }) {
		t.Delete(row.String("systemuserroleid"))
	}
	for _, id := range ids {
		t.Put(store.Row{"systemuserroleid": id, "systemuserid": integration, "roleid": id})
	}
}
