// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
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
		b.must(action(cronus, setDataverseSetup, b.setupID(cronus, setDataverseSetup), "disable"))
	}
	whileEnabled := func(caption string) string {
		return caption + " cannot be changed while the connection is enabled. Disable the connection first."
	}
	return []rule{
		{
			name: "http", status: 400, code: dialog, given: post(path, `{"environmentUrl":"http://contoso.crm4.dynamics.com"}`), valid: valid,
			text: "The application is set up to support secure connections (HTTPS) to the Dataverse environment only. You cannot use HTTP.",
		},
		{
			name: "not a URL", status: 400, code: dialog, text: "The value entered is not a valid URL.",
			given: post(path, `{"environmentUrl":"https://con toso.crm4.dynamics.com"}`), valid: body(`{"environmentUrl":"https://contoso.crm4.dynamics.com"}`),
		},
		{
			name: "without a scheme", status: 400, code: callback,
			text: `Microsoft Dynamics 365 Business Central Server attempted to issue a client callback to show a confirmation dialog box: ` +
				`The URL is not valid. Do you want to replace it with the URL suggested below?\\Entered URL: "contoso.crm4.dynamics.com".\Suggested URL: "https://contoso.crm4.dynamics.com". ` +
				`Client callbacks are not supported on Microsoft Dynamics 365 Business Central Server.`,
			given: post(path, `{"environmentUrl":"contoso.crm4.dynamics.com"}`), valid: body(`{"environmentUrl":"https://contoso.crm4.dynamics.com"}`),
		},
		{
			name: "with a path", status: 400, code: dialog, given: post(path, `{"environmentUrl":"https://contoso.crm4.dynamics.com/main.aspx"}`), valid: valid,
			text: "The environment URL https://contoso.crm4.dynamics.com/main.aspx must not contain a path, a query or a user name.",
		},
		{
			name: "foreign host", status: 400, code: dialog, given: post(path, `{"environmentUrl":"https://crm4.dynamics.com.example.org"}`), valid: valid,
			text: "The environment URL https://crm4.dynamics.com.example.org is not the address of a Dataverse environment in the cloud of this tenant.",
		},
		{
			name: "user name without @", status: 400, code: dialog, given: post(path, `{"userName":"CONTOSO\\bc"}`), valid: valid,
			text: "The user name must be a valid email address when the authentication type is set to Office 365.",
		},
		{
			name: "blank ownership model", status: 400, code: dialog, text: "Ownership Model must be Person or Team.",
			given: post(path, `{"ownershipModel":"_x0020_"}`), valid: body(`{"ownershipModel":"Person"}`),
		},
		{
			name: "second row", status: 400, code: "Internal_EntityWithSameKeyExists",
			text: "The record in table Dataverse Connection Setup already exists. Identification fields and values: Primary Key=''",
			given: func(b *bench) request {
				b.createDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodPost, path: path, body: "{}"}
			},
			valid: func(_ *bench, r request) request { r.path = in(fabrikam, setDataverseSetup); return r },
		},
		{
			name: "business unit of another company on insert", status: 400, code: callback, text: confirmError(textUnitCoupledElsewhere).(interface{ Error() string }).Error()[len("400 Application_CallbackNotAllowed: "):],
			given: func(b *bench) request {
				b.createDataverse(fabrikam, cronusUnit, "Team")
				return request{method: http.MethodPost, path: path, body: `{"businessUnitId":"` + cronusUnit + `"}`}
			},
			valid: body(`{"businessUnitId":"` + fabrikamUnit + `"}`),
		},
		{
			name: "business unit of another company on update", status: 400, code: callback, text: confirmError(textUnitCoupledElsewhere).(interface{ Error() string }).Error()[len("400 Application_CallbackNotAllowed: "):],
			given: func(b *bench) request {
				b.createDataverse(fabrikam, fabrikamUnit, "Team")
				id := b.connectDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodPatch, path: path + "(" + id + ")", body: `{"businessUnitId":"` + fabrikamUnit + `"}`}
			},
			valid: body(`{"businessUnitId":"` + rootUnit + `","businessUnitName":"contoso"}`),
		},
		{name: "address while enabled", status: 400, code: dialog, text: whileEnabled("Environment URL"), given: patchEnabled(`{"environmentUrl":"https://contoso.crm4.dynamics.com"}`), fix: disable},
		{name: "user while enabled", status: 400, code: dialog, text: whileEnabled("User Name"), given: patchEnabled(`{"userName":"other@contoso.com"}`), fix: disable},
		{name: "ownership while enabled", status: 400, code: dialog, text: whileEnabled("Ownership Model"), given: patchEnabled(`{"ownershipModel":"Person"}`), fix: disable},
		{name: "proxy version while enabled", status: 400, code: dialog, text: whileEnabled("Proxy Version"), given: patchEnabled(`{"proxyVersion":101}`), fix: disable},
		{
			name: "enabled by PATCH", status: 400, code: "BadRequest_InvalidOperation", text: "The property 'isEnabled' is read-only and cannot be written.",
			given: patchEnabled(`{"isEnabled":false}`), valid: body(`{"businessUnitName":"other"}`),
		},
		{
			name: "deleted while enabled", status: 400, code: dialog, text: "The connection must be disabled before its setup can be deleted.",
			given: func(b *bench) request {
				id := b.connectDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodDelete, path: path + "(" + id + ")"}
			},
			fix: disable,
		},
		{
			name: "disabled while Sales is on", status: 400, code: dialog, text: textSalesEnabledDisable,
			given: func(b *bench) request {
				b.connectSales(cronus, cronusUnit, "Team", "")
				return action(cronus, setDataverseSetup, b.setupID(cronus, setDataverseSetup), "disable")
			},
			fix: func(b *bench) {
				b.must(action(cronus, setSalesSetup, b.setupID(cronus, setSalesSetup), "disable"))
			},
		},
		{
			name: "reset while disabled", status: 400, code: dialog, text: "The connection to Dataverse is not enabled.",
			given: func(b *bench) request {
				return action(cronus, setDataverseSetup, b.createDataverse(cronus, cronusUnit, "Team"), "resetConfiguration")
			},
			fix: func(b *bench) {
				b.must(enableDataverseRequest(cronus, b.setupID(cronus, setDataverseSetup)))
			},
		},
	}
}

// enableRule breaks one precondition of enabling table 7200 and repairs it.
func enableRule(name, text string, breaks, fix func(b *bench)) rule {
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
	server := " on server " + origin
	set := func(table, key, column string, value any) func(b *bench) {
		return func(b *bench) { b.set(table, key, store.Row{column: value}) }
	}
	removed := func(table, key string) (breaks, fix func(b *bench)) {
		var kept store.Row
		breaks = func(b *bench) {
			kept, _ = b.world.Store.Table(store.Dataverse, table).Get(key)
			b.unset(table, key)
		}
		return breaks, func(b *bench) { b.dv(table, kept) }
	}
	rules := []rule{
		enableRule("user disabled", "User "+email+" is disabled"+server+".", set("systemusers", integration, "isdisabled", true), set("systemusers", integration, "isdisabled", false)),
		enableRule("solution version", "Version of the base Dataverse integration solution %1 is not the last one.", set("solutions", "f2000000-0000-4000-8000-000000000001", "version", "0.9.0.0"), set("solutions", "f2000000-0000-4000-8000-000000000001", "version", "1.0.0.0")),
		enableRule("administrator", "User "+email+" has the System Administrator role"+server+`.\\You must choose a user that does not have the System Administrator role.`,
			func(b *bench) {
				b.dv("systemuserrolescollection", store.Row{"systemuserroleid": administrator, "systemuserid": integration, "roleid": administrator})
			}, func(b *bench) { b.unset("systemuserrolescollection", administrator) }),
		enableRule("no roles", "User "+email+" has no user roles assigned"+server+".", func(b *bench) { b.roles() }, func(b *bench) { b.roles(roleBase) }),
		enableRule("without the role", "User "+email+" does not have the required roles"+server+`.\\You must choose a user that has the role Business Central Dataverse Integration.`,
			func(b *bench) { b.roles(roleSalesUser) }, func(b *bench) { b.roles(roleBase) }),
		enableRule("business unit differs", textBusinessUnitDiffers, set("businessunits", cronusUnit, "name", "other"), set("businessunits", cronusUnit, "name", "CRONUS ("+cronus+")")),
		enableRule("no local currency", textLCYMissing, func(b *bench) { b.put(cronus, setInformation, cronus, store.Row{"currencyCode": ""}) },
			func(b *bench) { b.put(cronus, setInformation, cronus, store.Row{"currencyCode": "USD"}) }),
		enableRule("base currency", "The base currency USD of the Dataverse environment must exist in Business Central and it must have an exchange rate.",
			func(b *bench) { b.put(cronus, setInformation, cronus, store.Row{"currencyCode": "GBP"}) },
			func(b *bench) {
				b.bc(cronus, setCurrencies, store.Row{"id": rootUnit, "code": "USD"})
				b.bc(cronus, setExchangeRates, store.Row{"id": rootUnit, "currencyCode": "USD", "exchangeRateAmount": 1.25})
			}),
		enableRule("no base currency", textBaseCurrencyNotFound, set("organizations", "f1000000-0000-4000-8000-000000000001", "_basecurrencyid_value", nil), set("organizations", "f1000000-0000-4000-8000-000000000001", "_basecurrencyid_value", "f0000000-0000-4000-8000-000000000001")),
		enableRule("Dataverse does not answer", `The connection setup cannot be validated. Verify the settings and try again.\Detailed error description: The remote name could not be resolved: 'contoso.crm4.dynamics.com'.`,
			func(b *bench) {
				b.put(cronus, setDataverseSetup, b.setupID(cronus, setDataverseSetup), store.Row{"environmentUrl": "https://contoso.crm4.dynamics.com"})
			},
			func(b *bench) {
				b.put(cronus, setDataverseSetup, b.setupID(cronus, setDataverseSetup), store.Row{"environmentUrl": origin})
			}),
		enableRule("no address", "A URL is required.",
			func(b *bench) {
				b.put(cronus, setDataverseSetup, b.setupID(cronus, setDataverseSetup), store.Row{"environmentUrl": ""})
			},
			func(b *bench) {
				b.put(cronus, setDataverseSetup, b.setupID(cronus, setDataverseSetup), store.Row{"environmentUrl": origin})
			}),
		enableRule("Sales is on with other values", textFieldsDiffer,
			func(b *bench) {
				b.bc(cronus, setSalesSetup, store.Row{"id": rootUnit, "isEnabled": true, "environmentUrl": origin, "userName": "other@contoso.com"})
			}, func(b *bench) { b.put(cronus, setSalesSetup, rootUnit, store.Row{"isEnabled": false}) }),
		enableRule("Sales is on", textSalesEnabledSetUp,
			func(b *bench) {
				b.bc(cronus, setSalesSetup, store.Row{"id": rootUnit, "isEnabled": true, "environmentUrl": origin, "userName": email})
			}, func(b *bench) { b.put(cronus, setSalesSetup, rootUnit, store.Row{"isEnabled": false}) }),
	}
	for _, gone := range []struct{ name, text, table, key string }{
		{"no solution", "Base Dataverse integration solution Business Central Dataverse Base Integration is not installed.", "solutions", "f2000000-0000-4000-8000-000000000001"},
		{"no role", "There is no role with ID {A2B18661-9FF5-E911-A812-000D3A0B9028} in Dataverse.", "roles", roleBase},
		{"no company", "There is no company with external ID " + cronus + " in Dataverse.", "bcbi_companies", cronusTeam + "-row"},
		{"no team", "There is no team with ID {A0000000-0000-4000-8000-000000000001} in Dataverse.", "teams", cronusTeam},
		{"no business unit", "There is no business unit with ID {B0000000-0000-4000-8000-000000000001} in Dataverse.", "businessunits", cronusUnit},
		{"no copy of the role", "There is no integration role Business Central Dataverse Integration for business unit CRONUS (" + cronus + ").", "roles", cronusUnit + copySuffix},
		{"team without the role", "Team BCI - CRONUS (" + cronus + ") for business unit CRONUS (" + cronus + ") does not have the required role Business Central Dataverse Integration.", "teamrolescollection", cronusTeam + copySuffix},
	} {
		breaks, fix := removed(gone.table, gone.key)
		rules = append(rules, enableRule(gone.name, gone.text, breaks, fix))
	}
	for _, r := range rules { // the test of the connection makes the same checks, but for currencies
		switch r.name {
		case "no local currency", "base currency", "no base currency", "Sales is on", "Sales is on with other values":
			continue
		}
		given := r.given
		r.name = "testConnection: " + r.name
		r.given = func(b *bench) request {
			refused := given(b)
			refused.path = strings.Replace(refused.path, "Microsoft.NAV.enable", "Microsoft.NAV.testConnection", 1)
			refused.body = ""
			return refused
		}
		rules = append(rules, r)
	}
	consent := enableRule("no consent", ownConsent, func(*bench) {}, nil)
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
