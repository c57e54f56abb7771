// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// mappingPath is the URL path of a mapping of the company CRONUS.
func mappingPath(b *bench, name string) string {
	return in(cronus, setMappings+"("+b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == name }).String("id")+")")
}

func mappingRules() []rule {
	patch := func(name, text string) func(b *bench) request {
		return func(b *bench) request {
			b.connectSales(cronus, cronusUnit, "Team", "")
			return request{method: http.MethodPatch, path: mappingPath(b, name), body: text}
		}
	}
	return []rule{
		{name: "mapping without a job", status: 400, code: dialog, text: ownText(ownMappingJob, "OPPORTUNITY"), given: patch("OPPORTUNITY", `{"isSynchronizationEnabled":true}`), valid: body(`{"direction":"ToIntegrationTable"}`)},
		{name: "option mapping both ways", status: 400, code: dialog, text: textOptionBothWays, given: patch("PAYMENT TERMS", `{"direction":"Bidirectional"}`), valid: body(`{"direction":"FromIntegrationTable"}`)},
		{name: "direction without a field", status: 400, code: dialog, text: sprintf(textFieldDirection, toBC), given: patch("CURRENCY", `{"direction":"FromIntegrationTable"}`), valid: body(`{"direction":"ToIntegrationTable"}`)},
		{
			name: "negative priority", status: 400, code: dialog, text: ownText(ownMatchPriority, -1), valid: body(`{"matchPriority":2}`),
			given: func(b *bench) request {
				b.connectDataverse(cronus, cronusUnit, "Team")
				field := b.row(cronus, setFieldMappings, func(r store.Row) bool { return r.String("mappingName") == "CUSTOMER" })
				return request{method: http.MethodPatch, path: in(cronus, setFieldMappings+"("+field.String("id")+")"), body: `{"matchPriority":-1}`}
			},
		},
		{name: "unknown direction", status: 400, code: "BadRequest", text: "Cannot convert the literal 'Sideways' to the expected type 'Edm.String' of property 'direction'.", given: patch("CUSTOMER", `{"direction":"Sideways"}`), valid: body(`{"direction":"ToIntegrationTable"}`)},
		{name: "name written", status: 400, code: "BadRequest_InvalidOperation", text: "The property 'name' is read-only and cannot be written.", given: patch("CUSTOMER", `{"name":"OTHER"}`), valid: body(`{"isSynchronizationEnabled":false}`)},
		{
			name: "mapping created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.",
			given: func(b *bench) request {
				b.connectDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodPost, path: in(cronus, setMappings), body: `{"name":"MINE"}`}
			},
			valid: func(_ *bench, _ request) request {
				return request{method: http.MethodGet, path: in(cronus, setMappings)}
			},
		},
		{
			name: "mapping deleted", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support delete.",
			given: func(b *bench) request {
				b.connectDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodDelete, path: mappingPath(b, "CUSTOMER")}
			},
			valid: func(_ *bench, r request) request { r.method = http.MethodGet; return r },
		},
		{
			name: "synchronized without a connection", status: 400, code: dialog, text: ownDataverseOff,
			given: func(b *bench) request {
				id := b.connectDataverse(cronus, cronusUnit, "Team")
				b.must(action(cronus, setDataverseSetup, id, "disable"))
				return request{method: http.MethodPost, path: mappingPath(b, "CUSTOMER") + "/Microsoft.NAV.synchronize"}
			},
			valid: func(b *bench, _ request) request {
				b.must(enableDataverseRequest(cronus, b.setupID(setDataverseSetup)))
				return request{method: http.MethodPost, path: mappingPath(b, "CUSTOMER") + "/Microsoft.NAV.synchronize"}
			},
		},
		{
			name: "skipped retried, unknown fate of deleted records", status: 400, code: dialog, text: ownText(ownDeletedRecords, "drop"), valid: body(`{"deletedRecords":"keep"}`),
			given: func(b *bench) request {
				b.connectDataverse(cronus, cronusUnit, "Team")
				return request{method: http.MethodPost, path: mappingPath(b, "CUSTOMER") + "/Microsoft.NAV.retrySkipped", body: `{"deletedRecords":"drop"}`}
			},
		},
		{
			name: "skipped retried without a connection", status: 400, code: dialog, text: ownDataverseOff,
			given: func(b *bench) request {
				id := b.connectDataverse(cronus, cronusUnit, "Team")
				b.must(action(cronus, setDataverseSetup, id, "disable"))
				return request{method: http.MethodPost, path: mappingPath(b, "CUSTOMER") + "/Microsoft.NAV.retrySkipped", body: `{"deletedRecords":"keep"}`}
			},
			valid: func(b *bench, r request) request {
				b.must(enableDataverseRequest(cronus, b.setupID(setDataverseSetup)))
				r.path = mappingPath(b, "CUSTOMER") + "/Microsoft.NAV.retrySkipped"
				return r
			},
		},
	}
}

func reviewRules() []rule {
	start := func(b *bench, text string) request {
		r := action(cronus, setSalesSetup, b.setupID(setSalesSetup), "startFullSynchronization")
		r.body = text
		return r
	}
	reviewed := func(text string) func(b *bench) request {
		return func(b *bench) request {
			id := b.connectSales(cronus, cronusUnit, "Team", "")
			b.must(action(cronus, setSalesSetup, id, "generateFullSynchronizationReview"))
			return start(b, text)
		}
	}
	const run = `{"runId":"` + fabrikam + `","mappingNames":"`
	disabledRow := func(b *bench) string {
		a := b.must(request{method: http.MethodPost, path: in(cronus, setSalesSetup), body: "{}"})
		id, _ := a.body["id"].(string)
		return id
	}
	return []rule{
		{
			name: "review without a connection", status: 400, code: dialog, text: ownDataverseOff,
			given: func(b *bench) request {
				return action(cronus, setSalesSetup, disabledRow(b), "generateFullSynchronizationReview")
			},
			fix: func(b *bench) { b.connectDataverse(cronus, cronusUnit, "Team") },
		},
		{
			name: "review during a run", status: 400, code: dialog, text: ownReviewRunning,
			given: func(b *bench) request {
				b.must(reviewed(run + `"}`)(b))
				return action(cronus, setSalesSetup, b.setupID(setSalesSetup), "generateFullSynchronizationReview")
			},
			fix: func(b *bench) { b.pass(30e9) },
		},
		{
			name: "start without a connection", status: 400, code: dialog, text: ownDataverseOff,
			given: func(b *bench) request { disabledRow(b); return start(b, run+`"}`) },
			fix: func(b *bench) {
				b.connectDataverse(cronus, cronusUnit, "Team")
				b.must(action(cronus, setSalesSetup, b.setupID(setSalesSetup), "generateFullSynchronizationReview"))
			},
		},
		{
			name: "start without a review", status: 400, code: dialog, text: ownReviewFirst,
			given: func(b *bench) request { b.connectSales(cronus, cronusUnit, "Team", ""); return start(b, run+`"}`) },
			fix: func(b *bench) {
				b.must(action(cronus, setSalesSetup, b.setupID(setSalesSetup), "generateFullSynchronizationReview"))
			},
		},
		{
			name: "start without the job queue", status: 400, code: dialog,
			text: ownText(ownStart, "Sorry, the current permissions prevented the action. (TableData 472 Job Queue Entry Insert: Base Application)"),
			given: func(b *bench) request {
				r := reviewed(run + `CURRENCY"}`)(b)
				b.application(store.Row{"permissionSets": []any{permissionAdminister}})
				return r
			},
			fix: func(b *bench) {
				if rows := b.list(in(cronus, setLines)); len(rows) != 1 || b.row(cronus, setSalesSetup, anyRow).String(columnRun) == fabrikam {
					b.t.Errorf("after the refusal: %d lines, run %s", len(rows), b.row(cronus, setSalesSetup, anyRow).String(columnRun))
				}
				b.application(store.Row{"permissionSets": []any{permissionAdminister, permissionAutomation}})
			},
		},
		{name: "empty run id", status: 400, code: dialog, text: ownRunID, given: reviewed(`{"runId":"` + emptyGUID + `","mappingNames":""}`), valid: body(run + `"}`)},
		{name: "run id missing", status: 400, code: "BadRequest", text: "The required parameter 'runId' of the operation 'startFullSynchronization' is missing.", given: reviewed(`{"mappingNames":""}`), valid: body(run + `"}`)},
		{name: "unknown mapping", status: 400, code: dialog, text: ownText(ownMappingUnknown, "NOBODY"), given: reviewed(run + `CURRENCY,NOBODY"}`), valid: body(run + `CURRENCY"}`)},
		{name: "dependency not named", status: 400, code: dialog, text: ownText(ownDependency, "CUSTOMER", "CURRENCY"), given: reviewed(run + `CUSTOMER"}`), valid: body(run + `CUSTOMER,CURRENCY"}`)},
		{
			name: "unknown mapping in the model Person", status: 400, code: dialog, text: ownText(ownMappingUnknown, "NOBODY"),
			given: func(b *bench) request {
				id := b.connectSales(cronus, cronusUnit, "Person", "")
				b.must(action(cronus, setSalesSetup, id, "generateFullSynchronizationReview"))
				return start(b, run+`CURRENCY,NOBODY"}`)
			},
			valid: body(run + `CURRENCY,PAYMENT TERMS,SHIPMENT METHOD,SHIPPING AGENT,CUSTOMER"}`), // CUSTOMER depends on SALESPEOPLE, which need not be named
		},
		{
			name: "line created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.",
			given: post(in(cronus, setLines), `{"name":"CUSTOMER"}`),
			valid: func(*bench, request) request {
				return request{method: http.MethodGet, path: in(cronus, setLines)}
			},
		},
	}
}
