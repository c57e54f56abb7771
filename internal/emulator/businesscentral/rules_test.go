// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// rule is one row of the table: a request that is refused, with status, code and text, beside the valid request
// that passes. With fix, the same request passes after the fix.
type rule struct {
	name    string
	given   func(b *bench) request
	status  int
	code    string
	text    string
	fix     func(b *bench)
	valid   func(b *bench, refused request) request
	without bool // no form of it is valid
}

const dialog = "Application_DialogException"

// ruleTable holds the rules of the standard API and of the companion, by topic.
func ruleTable() map[string][]rule {
	return map[string][]rule{
		"access":        accessRules(),
		"administer":    administerRules(),
		"dataverse":     dataverseSetupRules(),
		"dataverse on":  dataverseEnableRules(),
		"sales":         salesSetupRules(),
		"sales on":      salesEnableRules(),
		"couplings":     couplingRules(),
		"mappings":      mappingRules(),
		"review":        reviewRules(),
		"standard":      standardRules(),
		"concurrency":   concurrencyRules(),
		"odata refusal": odataRules(),
		"standard tags": standardConcurrencyRules(),
		"conventions":   conventionRules(),
	}
}

// TestRules covers the rules and errors of Business Central within the emulated routes.
func TestRules(t *testing.T) {
	t.Parallel()
	total := 0
	for group, rules := range ruleTable() {
		total += len(rules)
		for _, r := range rules {
			t.Run(group+"/"+r.name, func(t *testing.T) {
				t.Parallel()
				r.run(t)
			})
		}
	}
	t.Logf("%d rules of Business Central, each with the valid request beside it", total)
}

func (r rule) run(t *testing.T) {
	t.Helper()
	b := newBench(t)
	refused := r.given(b)
	a := b.do(refused)
	if a.status != r.status || a.code != r.code || a.message != r.text {
		t.Errorf("refusal of %s %s\n got %d %s: %s\nwant %d %s: %s", refused.method, refused.path, a.status, a.code, a.message, r.status, r.code, r.text)
	}
	if r.without {
		return
	}
	passes := refused
	if r.fix != nil {
		r.fix(b)
	}
	if r.valid != nil {
		passes = r.valid(b, refused)
	}
	if a := b.do(passes); a.status >= 300 {
		t.Errorf("valid %s %s: %d %s: %s", passes.method, passes.path, a.status, a.code, a.message)
	}
}

// body replaces the body of the refused request.
func body(text string) func(*bench, request) request {
	return func(_ *bench, r request) request {
		r.body = text
		return r
	}
}

func post(path, text string) func(*bench) request {
	return func(*bench) request { return request{method: http.MethodPost, path: path, body: text} }
}

func standardPost(path, text string) func(*bench) request {
	return func(b *bench) request {
		return request{method: http.MethodPost, path: path, body: text, service: b.standard}
	}
}

// application changes the permission sets of the provider's own application.
func (b *bench) application(changes store.Row) {
	t := b.world.Store.Table(store.BusinessCentral, setApplications)
	for _, row := range t.All() {
		t.Update(row.String("id"), changes)
	}
}

// readRule checks that an application with only the companion's permission sets cannot read a set of the standard
// API; "" is the list of companies.
func readRule(name, set, object, fix string) rule {
	path := setCompanies
	if set != "" {
		path = in(cronus, set)
	}
	return rule{
		name: "without a permission set that reads: " + name, status: http.StatusForbidden, code: "Authorization_InsufficientPermissions",
		text: "Sorry, the current permissions prevented the action. (" + object + ")",
		given: func(b *bench) request {
			b.application(store.Row{"permissionSets": []any{permissionUse, permissionAdminister}})
			return request{method: http.MethodGet, path: path, service: b.standard}
		},
		fix: func(b *bench) { b.application(store.Row{"permissionSets": []any{fix}}) },
	}
}

func accessRules() []rule {
	read := request{method: http.MethodGet, path: in(cronus, setDataverseSetup)}
	return []rule{
		{
			name: "application not registered", status: 401, code: "Authentication_InvalidCredentials", text: "The server has rejected the client credentials.",
			given: func(*bench) request { r := read; r.caller = fabrikam; return r },
			valid: func(*bench, request) request { return read },
		},
		{
			name: "token without API.ReadWrite.All", status: 401, code: "Authentication_InvalidCredentials", text: "The server has rejected the client credentials.",
			given: func(*bench) request { r := read; r.without = "API.ReadWrite.All"; return r },
			valid: func(*bench, request) request { r := read; r.without = "Automation.ReadWrite.All"; return r },
		},
		{
			name: "application disabled", status: 401, code: "Authentication_InvalidCredentials", text: "The server has rejected the client credentials.",
			given: func(b *bench) request { b.application(store.Row{"state": "Disabled"}); return read },
			fix:   func(b *bench) { b.application(store.Row{"state": "Enabled"}) },
		},
		{
			name: "without a permission set of the companion", status: 403, code: "Authorization_InsufficientPermissions",
			text: "Sorry, the current permissions prevented the action. (Page BCSales Connector Execute: BCS READ)",
			given: func(b *bench) request {
				b.application(store.Row{"permissionSets": []any{permissionAutomation}})
				return read
			},
			fix: func(b *bench) { b.application(store.Row{"permissionSets": []any{permissionUse}}) },
		},
		readRule("companies", "", "TableData 2000000006 Company Read: System", permissionRead),
		readRule("salespeople", setSalespeople, "TableData 13 Salesperson/Purchaser Read: Base Application", permissionRead),
		readRule("customers", "customers", "TableData 18 Customer Read: Base Application", permissionFull),
		readRule("company information", setInformation, "TableData 79 Company Information Read: Base Application", permissionAutomation),
		readRule("job queue", setJobQueue, "TableData 472 Job Queue Entry Read: Base Application", permissionRead),
		{
			name: "companion not installed", status: 404, code: "BadRequest_NotFound", text: "No HTTP resource was found that matches the request URI '" + origin + "/companion/" + read.path + "'.",
			given: func(b *bench) request { b.world.Config.Companion = ""; return read },
			fix:   func(b *bench) { b.world.Config.Companion = "1.1.0.0" },
		},
		{
			name: "unknown company", status: 404, code: "Internal_CompanyNotFound", text: `Cannot find company "c0000000-0000-4000-8000-00000000ffff".`,
			given: func(*bench) request {
				r := read
				r.path = in("c0000000-0000-4000-8000-00000000ffff", setDataverseSetup)
				return r
			},
			valid: func(*bench, request) request { return read },
		},
	}
}
