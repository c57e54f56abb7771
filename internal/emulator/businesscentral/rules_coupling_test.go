// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func couple(table int, record, row string) request {
	return request{method: http.MethodPost, path: in(cronus, setCouplings), body: fmt.Sprintf(`{"tableId":%d,"recordId":"%s","dataverseId":"%s"}`, table, record, row)}
}

func couplingRules() []rule {
	again := func(_ *bench, _ request) request { return couple(13, salesPs, userPs) }
	return []rule{
		{
			name: "user coupled to another salesperson", status: 400, code: dialog,
			text:  ownText(ownRowCoupled, "Salesperson/Purchaser: PS", "Salesperson/Purchaser: JO"),
			given: func(b *bench) request { b.must(couple(13, salesJo, userJo)); return couple(13, salesPs, userJo) }, valid: again,
		},
		{
			name: "user coupled to a salesperson who is gone", status: 400, code: dialog,
			text:  ownText(ownRowCoupled, "Salesperson/Purchaser: PS", "Salesperson/Purchaser: JO"),
			given: func(b *bench) request { b.must(couple(13, salesJo, userJo)); return couple(13, salesPs, userJo) },
			fix:   func(b *bench) { b.world.Store.Table(store.CompanyScope(cronus), setSalespeople).Delete(salesJo) },
		},
		{
			name: "salesperson coupled to another user", status: 400, code: dialog,
			text:  ownText(ownRecordCoupled, "Salesperson/Purchaser: JO", braces(userJo)),
			given: func(b *bench) request { b.must(couple(13, salesJo, userJo)); return couple(13, salesJo, userPs) }, valid: again,
		},
		{
			name: "account coupled to another customer", status: 400, code: dialog,
			text: ownText(ownRowCoupled, "Customer: C00002", "Customer: C00001"),
			given: func(b *bench) request {
				b.must(couple(18, customerOne, rootUnit))
				return couple(18, customerTwo, rootUnit)
			},
			valid: func(*bench, request) request { return couple(18, customerTwo, cronusUnit) },
		},
		{
			name: "unknown record", status: 400, code: dialog, text: ownText(ownRecordMissing, braces(rootUnit), 13),
			given: func(*bench) request { return couple(13, rootUnit, userJo) }, valid: again,
		},
		{
			name: "table outside of the list", status: 400, code: dialog, text: ownText(ownTable, 36),
			given: func(*bench) request { return couple(36, salesPs, userPs) }, valid: again,
		},
		{
			name: "without a table", status: 400, code: dialog, text: ownText(ownTable, 0),
			given: post(in(cronus, setCouplings), `{"recordId":"`+salesPs+`","dataverseId":"`+userPs+`"}`), valid: again,
		},
		{
			name: "re-coupled to nothing", status: 400, code: dialog, text: ownRowEmpty,
			given: func(b *bench) request {
				a := b.must(couple(13, salesPs, userPs))
				return request{method: http.MethodPatch, path: in(cronus, setCouplings+"("+fmt.Sprint(a.body["id"])+")"), body: `{"dataverseId":"` + emptyGUID + `"}`}
			},
			valid: body(`{"dataverseId":"` + userJo + `"}`),
		},
		{
			name: "without a row", status: 400, code: dialog, text: ownRowEmpty,
			given: post(in(cronus, setCouplings), `{"tableId":13,"recordId":"`+salesPs+`"}`), valid: again,
		},
		{
			name: "without a record", status: 400, code: dialog, text: ownRecordEmpty,
			given: post(in(cronus, setCouplings), `{"tableId":13,"dataverseId":"`+userPs+`"}`), valid: again,
		},
		{
			name: "not a GUID", status: 400, code: "BadRequest", text: "Cannot convert the literal 'JO' to the expected type 'Edm.Guid' of property 'recordId'.",
			given: func(*bench) request { return couple(13, "JO", userJo) }, valid: again,
		},
		{
			name: "re-coupled to a taken user", status: 400, code: dialog,
			text: ownText(ownRowCoupled, "Salesperson/Purchaser: PS", "Salesperson/Purchaser: JO"),
			given: func(b *bench) request {
				b.must(couple(13, salesJo, userJo))
				a := b.must(couple(13, salesPs, userPs))
				return request{method: http.MethodPatch, path: in(cronus, setCouplings+"("+fmt.Sprint(a.body["id"])+")"), body: `{"dataverseId":"` + userJo + `"}`}
			},
			valid: body(`{"dataverseId":"` + integration + `"}`),
		},
		{
			name: "re-coupled in a table outside of the list", status: 400, code: dialog, text: ownText(ownTable, tableUnitGroup),
			given: func(b *bench) request {
				b.bc(cronus, setCouplings, store.Row{"id": rootUnit, "tableId": int64(tableUnitGroup), "recordId": rootUnit, "dataverseId": rootUnit})
				return request{method: http.MethodPatch, path: in(cronus, setCouplings+"("+rootUnit+")"), body: `{"dataverseId":"` + userJo + `"}`}
			},
			valid: body(`{"dataverseId":"` + rootUnit + `"}`),
		},
		identityRule("recordId", `"`+salesJo+`"`),
		identityRule("tableId", "18"),
	}
}

// identityRule refuses to change what identifies a coupling, whatever else is sent.
func identityRule(column, value string) rule {
	return rule{
		name: column + " changed by PATCH", status: 400, code: dialog, text: ownText(ownCouplingIdentity, column),
		given: func(b *bench) request {
			a := b.must(couple(13, salesPs, userPs))
			return request{method: http.MethodPatch, path: in(cronus, setCouplings+"("+fmt.Sprint(a.body["id"])+")"), body: `{"dataverseId":"` + userJo + `","` + column + `":` + value + `}`}
		},
		valid: body(`{"dataverseId":"` + userJo + `"}`),
	}
}

func concurrencyRules() []rule {
	coupling := func(method, text string, header map[string]string) func(b *bench) request {
		return func(b *bench) request {
			a := b.must(couple(13, salesJo, userJo))
			return request{method: method, path: in(cronus, setCouplings+"("+fmt.Sprint(a.body["id"])+")"), body: text, header: header}
		}
	}
	star := func(_ *bench, r request) request { r.header = map[string]string{"If-Match": "*"}; return r }
	other := `{"dataverseId":"` + userPs + `"}`
	return []rule{
		{name: "PATCH without If-Match", status: 400, code: "BadRequest_InvalidToken", text: badToken, given: coupling(http.MethodPatch, other, map[string]string{}), valid: star},
		{
			name: "invalid token", status: 400, code: "BadRequest_InvalidToken", text: badToken,
			given: coupling(http.MethodPatch, other, map[string]string{"If-Match": "7"}), valid: star,
		},
		{
			name: "entity changed by another user", status: 409, code: "Request_EntityChanged", text: changedByAnother,
			given: coupling(http.MethodPatch, other, map[string]string{"If-Match": `W/"JzE5OzE7MTswMDsn"`}), valid: star,
		},
	}
}
