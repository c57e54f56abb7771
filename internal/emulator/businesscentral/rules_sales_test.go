// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func salesSetupRules() []rule {
	path := in(cronus, setSalesSetup)
	patch := func(setup, change string) func(b *bench) request {
		return func(b *bench) request {
			id := b.connectSales(cronus, cronusUnit, "Team", setup)
			return request{method: http.MethodPatch, path: path + "(" + id + ")", body: change}
		}
	}
	disable := func(b *bench) {
		b.must(action(cronus, setSalesSetup, b.setupID(setSalesSetup), "disable"))
	}
	whileEnabled := func(column string) string { return ownText(ownChangeWhileEnabled, column) }
	return []rule{
		{
			name: "http", status: 400, code: dialog, given: post(path, `{"environmentUrl":"http://contoso.crm4.dynamics.com"}`), valid: body(`{"environmentUrl":"` + origin + `"}`),
			text: ownText(ownURLHTTPS, "http://contoso.crm4.dynamics.com"),
		},
		{
			name: "address with parameters", status: 400, code: dialog, text: ownText(ownWebClientURL, "https://businesscentral.dynamics.com/contoso.com/P?page=21"),
			given: post(path, `{"businessCentralUrl":"https://businesscentral.dynamics.com/contoso.com/P?page=21"}`), valid: body(`{"businessCentralUrl":"https://businesscentral.dynamics.com/contoso.com/P?company=A&B?"}`),
		},
		foreignAddressRule(path, "http://businesscentral.dynamics.com/contoso.com/P"),
		foreignAddressRule(path, "https://bc.contoso.com/P"),
		foreignAddressRule(path, "https://businesscentral.dynamics.com.contoso.com/P"),
		foreignAddressRule(path, "https://businesscentral.dynamics.com@contoso.com/P"),
		foreignAddressRule(path, "https://businesscentral.dynamics.com:8443/P"),
		foreignAddressRule(path, `https://contoso.com\\.bc.dynamics.com/P`),
		{
			name: "address that is not on the list", status: 400, code: dialog, text: ownText(ownURLNotAllowed, "https://other.crm4.dynamics.com"),
			given: post(path, `{"environmentUrl":"https://other.crm4.dynamics.com/"}`), fix: allow("https://other.crm4.dynamics.com"),
		},
		{name: "user name that is a filter", status: 400, code: dialog, given: post(path, `{"userName":"*@*"}`), valid: body(`{"userName":"` + email + `"}`), text: ownText(ownUserName, "*@*")},
		{name: "user name without @", status: 400, code: dialog, given: post(path, `{"userName":"bc"}`), valid: body(`{"userName":"` + email + `"}`), text: ownText(ownUserName, "bc")},
		{
			name: "second row", status: 400, code: dialog, text: ownSalesExists,
			given: func(b *bench) request {
				b.must(request{method: http.MethodPost, path: path, body: "{}"})
				return request{method: http.MethodPost, path: path, body: "{}"}
			},
			valid: func(_ *bench, r request) request { r.path = in(fabrikam, setSalesSetup); return r },
		},
		{name: "address while enabled", status: 400, code: dialog, text: whileEnabled("environmentUrl"), given: patch("", `{"environmentUrl":"https://contoso.crm4.dynamics.com"}`), fix: disable},
		{name: "user while enabled", status: 400, code: dialog, text: whileEnabled("userName"), given: patch("", `{"userName":"other@contoso.com"}`), fix: disable},
		{name: "proxy version while enabled", status: 400, code: dialog, text: whileEnabled("proxyVersion"), given: patch("", `{"proxyVersion":101}`), fix: disable},
		{name: "unit groups while enabled", status: 400, code: dialog, text: whileEnabled("unitGroupMappingEnabled"), given: patch("", `{"unitGroupMappingEnabled":false}`), fix: disable},
		{name: "deleted while enabled", status: 400, code: dialog, text: ownSalesDelete, given: func(b *bench) request {
			id := b.connectSales(cronus, cronusUnit, "Team", "")
			return request{method: http.MethodDelete, path: path + "(" + id + ")"}
		}, fix: disable},
		{name: "orders created without legacy orders", status: 400, code: dialog, text: ownAutoCreate, given: patch("", `{"autoCreateSalesOrders":true}`), valid: body(`{"autoCreateSalesOrders":true,"legacySalesOrders":true}`)},
		{name: "bidirectional with legacy orders", status: 400, code: dialog, text: ownBidirectional, given: patch(`{"legacySalesOrders":true}`, `{"bidirectionalSalesOrders":true}`), valid: body(`{"bidirectionalSalesOrders":true,"legacySalesOrders":false}`)},
		{name: "both on insert", status: 400, code: dialog, text: ownBidirectional, given: post(path, `{"bidirectionalSalesOrders":true,"legacySalesOrders":true}`), valid: body(`{"bidirectionalSalesOrders":true}`)},
		{
			name: "legacy orders off with submitted orders", status: 400, code: dialog, text: textSubmittedOrders,
			given: func(b *bench) request {
				b.dv("salesorders", store.Row{"salesorderid": rootUnit, "statecode": int64(1)})
				return patch(`{"legacySalesOrders":true}`, `{"legacySalesOrders":false}`)(b)
			},
			fix: func(b *bench) { b.set("salesorders", rootUnit, store.Row{"statecode": int64(3)}) },
		},
		{name: "crmVersion written", status: 400, code: "BadRequest_InvalidOperation", text: "The property 'crmVersion' is read-only and cannot be written.", given: patch("", `{"crmVersion":"9"}`), valid: body(`{"autoProcessSalesQuotes":true}`)},
		{name: "reset while disabled", status: 400, code: dialog, text: ownSalesReset, given: func(b *bench) request {
			b.connectDataverse(cronus, cronusUnit, "Team")
			a := b.must(request{method: http.MethodPost, path: path, body: "{}"})
			id, _ := a.body["id"].(string)
			return action(cronus, setSalesSetup, id, "resetConfiguration")
		}, fix: func(b *bench) {
			b.must(action(cronus, setSalesSetup, b.setupID(setSalesSetup), "enable"))
		}},
	}
}

// failedOnRule breaks something that only the base application notices when table 5330 is enabled.
func failedOnRule(name, text string, breaks, fix func(b *bench)) rule {
	return salesActionRule(name, "enable", ownText(ownSalesEnableFailed, text), breaks, fix)
}

// salesActionRule breaks one precondition of an action on table 5330 and repairs it.
func salesActionRule(name, operation, text string, breaks, fix func(b *bench)) rule {
	return rule{
		name: name, status: 400, code: dialog, text: text, fix: fix,
		given: func(b *bench) request {
			b.connectDataverse(cronus, cronusUnit, "Team")
			a := b.must(request{method: http.MethodPost, path: in(cronus, setSalesSetup), body: "{}"})
			id, _ := a.body["id"].(string)
			breaks(b)
			return action(cronus, setSalesSetup, id, operation)
		},
	}
}

func salesEnableRules() []rule {
	server := " on server " + origin
	change := func(column string, value any) func(b *bench) {
		return func(b *bench) {
			b.put(cronus, setSalesSetup, b.setupID(setSalesSetup), store.Row{column: value})
		}
	}
	lcy := func(code string) func(b *bench) {
		return func(b *bench) { b.put(cronus, setInformation, cronus, store.Row{"currencyCode": code}) }
	}
	disabled := func(on bool) func(b *bench) {
		return func(b *bench) { b.set("systemusers", integration, store.Row{"isdisabled": on}) }
	}
	var rules []rule
	for _, operation := range []string{"enable", "testConnection"} {
		said := func(text string) string {
			if operation == "enable" {
				return ownText(ownSalesEnableFailed, text)
			}
			return text
		}
		rules = append(rules,
			salesActionRule(operation+": user disabled", operation, said("User "+email+" is disabled"+server+"."), disabled(true), disabled(false)),
			salesActionRule(operation+": no roles", operation, said("User "+email+" has no user roles assigned"+server+"."),
				func(b *bench) { b.roles() }, func(b *bench) { b.roles(roleSalesAdministrator, roleSalesUser) }),
			salesActionRule(operation+": administrator", operation, said("User "+email+" has the System Administrator role"+server+`.\\You must choose a user that does not have the System Administrator role.`),
				func(b *bench) { b.roles(roleSalesAdministrator, roleSalesUser, administrator) }, func(b *bench) { b.roles(roleSalesAdministrator, roleSalesUser) }),
			salesActionRule(operation+": one of the roles", operation, said("User "+email+" does not have the required roles"+server+`.\\You must choose a user that has the roles Integration Administrator and Integration User.`),
				func(b *bench) { b.roles(roleSalesAdministrator, roleBase) }, func(b *bench) { b.roles(roleSalesAdministrator, roleSalesUser) }),
		)
	}
	elsewhere := func(address string) func(b *bench) {
		return func(b *bench) {
			b.put(cronus, setDataverseSetup, b.setupID(setDataverseSetup), store.Row{"environmentUrl": address})
		}
	}
	const why = "The remote name could not be resolved: 'contoso.crm4.dynamics.com'"
	rules = append(rules,
		salesActionRule("testConnection: no answer", "testConnection", ownText(ownNoAnswer, why), change("environmentUrl", "https://contoso.crm4.dynamics.com"), change("environmentUrl", origin)),
		failedOnRule("enable: no answer", sprintf(textConnectionNotAnswered, why), elsewhere("https://contoso.crm4.dynamics.com"), elsewhere(origin)),
		salesActionRule("Dataverse is off", "enable", ownDataverseOff,
			func(b *bench) {
				b.must(action(cronus, setDataverseSetup, b.setupID(setDataverseSetup), "disable"))
			},
			func(b *bench) { b.must(enableDataverseRequest(cronus, b.setupID(setDataverseSetup))) }),
		failedOnRule("local currency", "Your local currency code GBP does not match any ISO Currency Code in the Dataverse currency table. To continue, make sure that the local currency code in General Ledger Setup complies with the ISO standard and create a currency in Dataverse currency table that uses it as ISO Currency Code.",
			lcy("GBP"), func(b *bench) {
				b.dv("transactioncurrencies", store.Row{"transactioncurrencyid": rootUnit, "isocurrencycode": "GBP"})
			}),
		failedOnRule("no local currency", "Your local currency code  does not match any ISO Currency Code in the Dataverse currency table. To continue, make sure that the local currency code in General Ledger Setup complies with the ISO standard and create a currency in Dataverse currency table that uses it as ISO Currency Code.",
			lcy(""), lcy("USD")),
	)
	long := "https://businesscentral.dynamics.com/contoso.com/" + strings.Repeat("x", maxURL)
	base := func(column string, value any) func(b *bench) {
		return func(b *bench) {
			b.put(cronus, setDataverseSetup, b.setupID(setDataverseSetup), store.Row{column: value})
		}
	}
	rules = append(
		rules,
		failedOnRule("no user name", "A Dynamics 365 Sales URL and user name are required to enable a connection.", base("userName", ""), base("userName", email)),
		salesActionRule("an address that is not on the list", "enable", ownText(ownURLNotAllowed, "https://other.crm4.dynamics.com"), base("environmentUrl", "https://other.crm4.dynamics.com"), base("environmentUrl", origin)),
		salesActionRule("an address that is too long with the company", "enable", ownText(ownWebClientURLLong, long+"?company=CRONUS", maxURL), change(columnSent, long), change(columnSent, "")),
		failedOnRule("user name that is not an e-mail address", textUserNameEmail, base("userName", "bc"), base("userName", email)),
		failedOnRule("e-mail address in another case", "User "+strings.ToUpper(email)+" is disabled"+server+".",
			func(b *bench) { base("userName", strings.ToUpper(email))(b); disabled(true)(b) }, disabled(false)),
		salesActionRule("orders created without legacy orders, enabled", "enable", ownAutoCreate, change("autoCreateSalesOrders", true), change("legacySalesOrders", true)),
		salesActionRule("bidirectional with legacy orders, enabled", "enable", ownBidirectional,
			func(b *bench) { change("bidirectionalSalesOrders", true)(b); change("legacySalesOrders", true)(b) }, change("legacySalesOrders", false)),
	)
	solution := salesActionRule("no Sales solution", "enable", ownSalesSolution,
		func(b *bench) { b.unset("solutions", "f2000000-0000-4000-8000-000000000002") },
		func(b *bench) {
			b.dv("solutions", store.Row{"solutionid": "f2000000-0000-4000-8000-000000000002", "uniquename": solutionSales, "version": "29.0.0.0"})
		})
	middle := failedOnRule("error after the commit", "Sorry, the current permissions prevented the action. (TableData 472 Job Queue Entry Insert: Base Application)",
		func(b *bench) { b.application(store.Row{"permissionSets": []any{permissionAdminister}}) },
		func(b *bench) {
			if b.row(cronus, setSalesSetup, func(store.Row) bool { return true }).Bool(columnEnabled) {
				b.t.Error("the error after the base application's commit left the connection on")
			}
			b.application(store.Row{"permissionSets": []any{permissionAdminister, permissionAutomation}})
		})
	return append(rules, solution, middle)
}

// foreignAddressRule sends an address that is not one of Business Central's web client, as JSON has it.
func foreignAddressRule(path, address string) rule {
	return rule{
		name: "address that is not the web client's " + address, status: 400, code: dialog, text: ownText(ownWebClientURLForeign, strings.ReplaceAll(address, `\\`, `\`)),
		given: post(path, `{"businessCentralUrl":"`+address+`"}`), valid: body(`{"businessCentralUrl":"https://contoso.bc.dynamics.com/P"}`),
	}
}
