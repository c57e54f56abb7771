// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// administerRules refuses every write and every action of the companion without its administration permission set,
// as codeunit "BCS Access Control" does.
func administerRules() []rule {
	write := func(method, set, text string, match func(store.Row) bool) func(b *bench) request {
		return func(b *bench) request {
			r := request{method: method, path: in(cronus, set), body: text}
			if method != http.MethodPost {
				r.path += "(" + b.row(cronus, set, match).String("id") + ")"
			}
			return r
		}
	}
	act := func(set, name, text string) func(b *bench) request {
		return func(b *bench) request {
			r := action(cronus, set, b.row(cronus, set, anyRow).String("id"), name)
			r.body = text
			return r
		}
	}
	prepared := func(b *bench) { b.createDataverse(cronus, cronusUnit, "Team") }
	connected := func(b *bench) { b.connectDataverse(cronus, cronusUnit, "Team") }
	sales := func(b *bench) { b.connectSales(cronus, cronusUnit, "Team", "") }
	salesRow := func(b *bench) {
		connected(b)
		b.must(request{method: http.MethodPost, path: in(cronus, setSalesSetup), body: "{}"})
	}
	reviewed := func(b *bench) {
		sales(b)
		b.must(action(cronus, setSalesSetup, b.setupID(setSalesSetup), "generateFullSynchronizationReview"))
	}
	coupled := func(b *bench) { b.must(couple(13, salesJo, userJo)) }
	customer := func(r store.Row) bool {
		return r.String("name") == "CUSTOMER" || r.String("mappingName") == "CUSTOMER"
	}
	operations := []struct {
		operation string
		before    func(b *bench)
		call      func(b *bench) request
	}{
		{"create the Dataverse connection setup", func(*bench) {}, write(http.MethodPost, setDataverseSetup, `{"userName":"`+email+`"}`, nil)},
		{"change the Dataverse connection setup", prepared, write(http.MethodPatch, setDataverseSetup, `{"ownershipModel":"Person"}`, anyRow)},
		{"delete the Dataverse connection setup", prepared, write(http.MethodDelete, setDataverseSetup, "", anyRow)},
		{"enable the Dataverse connection", prepared, act(setDataverseSetup, "enable", `{"consentAcknowledged":true}`)},
		{"disable the Dataverse connection", connected, act(setDataverseSetup, "disable", "")},
		{"test the Dataverse connection", connected, act(setDataverseSetup, "testConnection", "")},
		{"reset the Dataverse configuration", connected, act(setDataverseSetup, "resetConfiguration", "")},
		{"create the Sales connection setup", connected, write(http.MethodPost, setSalesSetup, "{}", nil)},
		{"change the Sales connection setup", salesRow, write(http.MethodPatch, setSalesSetup, `{"autoProcessSalesQuotes":true}`, anyRow)},
		{"delete the Sales connection setup", salesRow, write(http.MethodDelete, setSalesSetup, "", anyRow)},
		{"enable the Sales connection", salesRow, act(setSalesSetup, "enable", "")},
		{"disable the Sales connection", sales, act(setSalesSetup, "disable", "")},
		{"test the Sales connection", sales, act(setSalesSetup, "testConnection", "")},
		{"reset the Sales configuration", sales, act(setSalesSetup, "resetConfiguration", "")},
		{"generate the review of the full synchronization", sales, act(setSalesSetup, "generateFullSynchronizationReview", "")},
		{"start the full synchronization", reviewed, act(setSalesSetup, "startFullSynchronization", `{"runId":"`+fabrikam+`","mappingNames":""}`)},
		{"couple a record", func(*bench) {}, func(*bench) request { return couple(13, salesJo, userJo) }},
		{"re-couple a record", coupled, write(http.MethodPatch, setCouplings, `{"dataverseId":"`+userPs+`"}`, anyRow)},
		{"uncouple a record", coupled, write(http.MethodDelete, setCouplings, "", anyRow)},
		{"change a table mapping", connected, write(http.MethodPatch, setMappings, `{"direction":"ToIntegrationTable"}`, customer)},
		{"run a table mapping", connected, func(b *bench) request {
			return request{method: http.MethodPost, path: in(cronus, setMappings+"("+b.row(cronus, setMappings, customer).String("id")+")/Microsoft.NAV.synchronize")}
		}},
		{"change a field mapping", connected, write(http.MethodPatch, setFieldMappings, `{"matchPriority":3}`, customer)},
	}
	rules := make([]rule, 0, len(operations))
	for _, a := range operations {
		rules = append(rules, rule{
			name: "read only: " + a.operation, status: 400, code: dialog, text: ownText(ownPermission, a.operation),
			given: func(b *bench) request {
				a.before(b)
				call := a.call(b)
				b.application(store.Row{"permissionSets": []any{permissionAutomation, permissionFull, permissionUse}})
				return call
			},
			fix: func(b *bench) {
				b.application(store.Row{"permissionSets": []any{permissionAutomation, permissionAdminister}})
			},
		})
	}
	return rules
}

func anyRow(store.Row) bool { return true }
