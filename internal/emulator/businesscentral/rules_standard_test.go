// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func standardRules() []rule {
	people := in(cronus, setSalespeople)
	standardRead := func(path string) func(b *bench, _ request) request {
		return func(b *bench, _ request) request {
			return request{method: http.MethodGet, path: path, service: b.standard}
		}
	}
	job := func(b *bench) string {
		b.connectDataverse(cronus, cronusUnit, "Team")
		return in(cronus, setJobQueue+"("+b.setupID(setJobQueue)+")")
	}
	return []rule{
		{name: "code missing", status: 400, code: "Application_FieldValidationException", text: "Code must have a value in Salesperson/Purchaser: Code=. It cannot be zero or empty.", given: standardPost(people, `{"displayName":"New"}`), valid: body(`{"code":"new"}`)},
		{name: "code taken, in another case", status: 409, code: "Internal_EntityWithSameKeyExists", text: "The record in table Salesperson/Purchaser already exists. Identification fields and values: Code='JO'", given: standardPost(people, `{"code":"jo"}`), valid: body(`{"code":"JOE"}`)},
		{name: "code too long", status: 400, code: "Application_StringExceededLength", text: "The length of the string is 21, but it must be less than or equal to 20 characters. Value: " + strings.Repeat("X", 21), given: standardPost(people, `{"code":"`+strings.Repeat("X", 21)+`"}`), valid: body(`{"code":"` + strings.Repeat("X", 20) + `"}`)},
		{name: "e-mail", status: 400, code: dialog, text: `The email address "nobody" is not valid.`, given: standardPost(people, `{"code":"N","email":"nobody"}`), valid: body(`{"code":"N","email":"n@contoso.com"}`)},
		{
			name: "renamed to a taken code", status: 409, code: "Internal_EntityWithSameKeyExists", text: "The record in table Salesperson/Purchaser already exists. Identification fields and values: Code='PS'",
			given: func(b *bench) request {
				return request{method: http.MethodPatch, path: people + "(" + salesJo + ")", body: `{"code":"PS"}`, service: b.standard}
			},
			valid: body(`{"code":"JOHN"}`),
		},
		{name: "customer with an unknown salesperson", status: 400, code: "Internal_InvalidTableRelation", text: "The field Salesperson Code of table Customer contains a value (XX) that cannot be found in the related table.", given: standardPost(in(cronus, "customers"), `{"displayName":"New","salespersonCode":"XX"}`), valid: body(`{"displayName":"New","salespersonCode":"JO"}`)},
		{name: "customer with an unknown currency", status: 400, code: "Internal_InvalidTableRelation", text: "The field Currency Code of table Customer contains a value (XXX) that cannot be found in the related table.", given: standardPost(in(cronus, "customers"), `{"displayName":"New","currencyCode":"XXX"}`), valid: body(`{"displayName":"New","currencyCode":"EUR"}`)},
		{name: "item with an unknown unit", status: 400, code: "Internal_InvalidTableRelation", text: "The field Base Unit of Measure of table Item contains a value (BOX) that cannot be found in the related table.", given: standardPost(in(cronus, "items"), `{"displayName":"New","baseUnitOfMeasureCode":"BOX"}`), fix: func(b *bench) { b.bc(cronus, "unitsOfMeasure", store.Row{"id": rootUnit, "code": "BOX"}) }},
		{name: "currency twice", status: 409, code: "Internal_EntityWithSameKeyExists", text: "The record in table Currency already exists. Identification fields and values: Code='EUR'", given: standardPost(in(cronus, setCurrencies), `{"code":"EUR"}`), valid: body(`{"code":"DKK"}`)},
		{
			name: "salesperson unknown", status: 404, code: "Internal_RecordNotFound", text: "The salespersonPurchaser does not exist. Identification fields and values: SystemId='{B0000000-0000-4000-8000-000000000000}'",
			given: func(b *bench) request {
				return request{method: http.MethodGet, path: people + "(" + rootUnit + ")", service: b.standard}
			},
			valid: standardRead(people + "(" + salesJo + ")"),
		},
		{name: "job created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.", given: standardPost(in(cronus, setJobQueue), "{}"), valid: standardRead(in(cronus, setJobQueue))},
		{
			name: "job changed", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support update.",
			given: func(b *bench) request {
				return request{method: http.MethodPatch, path: job(b), body: `{"status":"Ready"}`, service: b.standard}
			},
			valid: func(b *bench, r request) request {
				return request{method: http.MethodPost, path: r.path + "/Microsoft.NAV.restart", service: b.standard}
			},
		},
		{
			name: "company created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.",
			given: standardPost("companies", `{"name":"New"}`), valid: standardRead("companies"),
		},
		{
			name: "company information deleted", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support delete.",
			given: func(b *bench) request {
				return request{method: http.MethodDelete, path: in(cronus, setInformation+"("+cronus+")"), service: b.standard}
			},
			valid: func(_ *bench, r request) request {
				r.method, r.body = http.MethodPatch, `{"displayName":"CRONUS International"}`
				return r
			},
		},
	}
}

func odataRules() []rule {
	read := func(path string) func(b *bench) request {
		return func(*bench) request { return request{method: http.MethodGet, path: path} }
	}
	readable := func(path string) func(b *bench, _ request) request {
		return func(*bench, request) request { return request{method: http.MethodGet, path: path} }
	}
	return []rule{
		{name: "unknown set", status: 404, code: "BadRequest_NotFound", text: "No HTTP resource was found that matches the request URI '" + origin + "/companion/" + in(cronus, "secrets") + "'.", given: read(in(cronus, "secrets")), valid: readable(in(cronus, setConnectors))},
		{name: "unknown property in a filter", status: 400, code: "BadRequest", text: "Could not find a property named 'secret' on type 'Microsoft.NAV.recordCoupling'.", given: read(in(cronus, setCouplings+"?$filter=secret%20eq%201")), valid: readable(in(cronus, setCouplings+"?$filter=tableId%20eq%2013"))},
		{name: "unknown property in a body", status: 400, code: "BadRequest", text: "The property 'password' does not exist on type 'Microsoft.NAV.dataverseConnectionSetup'. Make sure to only use property names that are defined by the type.", given: post(in(cronus, setDataverseSetup), `{"password":"x"}`), valid: body(`{}`)},
		{name: "action without namespace", status: 404, code: "BadRequest_NotFound", text: "Resource not found for the segment 'enable'.", given: func(b *bench) request {
			r := enableDataverseRequest(cronus, b.createDataverse(cronus, cronusUnit, "Team"))
			r.path = strings.Replace(r.path, "Microsoft.NAV.", "", 1)
			return r
		}, valid: func(_ *bench, r request) request {
			r.path = strings.Replace(r.path, "enable", "Microsoft.NAV.enable", 1)
			return r
		}},
	}
}
