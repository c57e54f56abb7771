// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Ids of the automation tests.
const (
	ada        = "90000000-0000-4000-8000-000000000001"
	adaSuper   = "91000000-0000-4000-8000-000000000001"
	adaReads   = "91000000-0000-4000-8000-000000000002"
	helloID    = "a1000000-0000-4000-8000-000000000001"
	libraryID  = "a1000000-0000-4000-8000-000000000002"
	refused    = "Authorization_InsufficientPermissions"
	duplicate  = "Internal_EntityWithSameKeyExists"
	validation = "Application_FieldValidationException"
)

// automationRuleTable holds the rules of the automation API, by topic.
func automationRuleTable() map[string][]rule {
	return map[string][]rule{
		"access": automationAccessRules(), "companies": automationCompanyRules(), "users": automationUserRules(),
		"permissions": userPermissionRules(), "extensions": extensionRules(), "upload": extensionUploadRules(),
	}
}

// TestAutomationRules covers the refusals of the automation API, each beside a valid request.
func TestAutomationRules(t *testing.T) {
	t.Parallel()
	total := 0
	for group, rules := range automationRuleTable() {
		total += len(rules)
		for _, r := range rules {
			t.Run(group+"/"+r.name, func(t *testing.T) {
				t.Parallel()
				r.run(t)
			})
		}
	}
	t.Logf("%d rules of the automation API", total)
}

// automate sends a request to the automation API.
func automate(b *bench, method, path, body string) request {
	return request{method: method, path: path, body: body, service: b.automation}
}

func automated(method, path, body string) func(*bench) request {
	return func(b *bench) request { return automate(b, method, path, body) }
}

// people adds Ada, who has SUPER and D365 READ, and returns the path of her permissions.
func (b *bench) people() string {
	global := func(set string) *store.Table { return b.world.Store.Table(store.BusinessCentral, set) }
	global(setBCUsers).Put(store.Row{columnUser: ada, "userName": "ADA", columnState: stateEnabled})
	for id, role := range map[string]string{adaSuper: permissionSuper, adaReads: "D365 READ"} {
		app := emptyGUID
		if role != permissionSuper {
			app = baseApplicationID
		}
		global(setUserPermissions).Put(store.Row{columnID: id, columnUser: ada, columnRole: role, columnCompany: "", columnAppID: app, columnScope: scopeSystem})
	}
	return in(cronus, setBCUsers+"("+ada+")/"+setUserPermissions)
}

// own returns the user id of the provider's application.
func (b *bench) own() string {
	row, _ := b.world.Store.Table(store.BusinessCentral, setApplications).First(func(store.Row) bool { return true })
	return row.String(columnID)
}

func (b *bench) without(permissionSet string) {
	row, _ := b.world.Store.Table(store.BusinessCentral, setApplications).First(func(store.Row) bool { return true })
	var kept []any
	for _, role := range roles(row) {
		if role != permissionSet {
			kept = append(kept, role)
		}
	}
	b.application(store.Row{"permissionSets": kept})
}

func (b *bench) again(permissionSet string) {
	row, _ := b.world.Store.Table(store.BusinessCentral, setApplications).First(func(store.Row) bool { return true })
	list, _ := row["permissionSets"].([]any)
	b.application(store.Row{"permissionSets": append(list, permissionSet)})
}

func automationAccessRules() []rule {
	pages := map[string]string{
		setAutomationCompanies: "30001 APIV2 - Aut. Companies", setBCUsers: "30004 APIV2 - Aut. Users", setPermissionSets: "30005 APIV2 - Aut. Permission Sets",
		setExtensions: "30002 APIV2 - Aut. Extensions", setExtensionUpload: "30006 APIV2 - Aut. Extension Upload", setDeployments: "30007 APIV2 - Aut. Extension Depl.",
	}
	rules := make([]rule, 0, 5+len(pages))
	rules = append(rules, []rule{
		{
			name: "application not registered", status: 401, code: "Authentication_InvalidCredentials", text: "The server has rejected the client credentials.",
			given: func(b *bench) request {
				r := automate(b, http.MethodGet, "companies", "")
				r.caller = fabrikam
				return r
			},
			valid: func(_ *bench, r request) request { r.caller = clientID; return r },
		},
		{
			name: "token without Automation.ReadWrite.All", status: 401, code: "Authentication_InvalidCredentials", text: "The server has rejected the client credentials.",
			given: func(b *bench) request {
				r := automate(b, http.MethodGet, "companies", "")
				r.without = "Automation.ReadWrite.All"
				return r
			},
			valid: func(_ *bench, r request) request { r.without = "API.ReadWrite.All"; return r },
		},
		{
			name: "extensions without EXTEN. MGT. - ADMIN", status: 400, code: dialog, text: textMayNotInstall,
			given: func(b *bench) request {
				b.without(permissionExtensions)
				return automate(b, http.MethodGet, in(cronus, setExtensions), "")
			},
			fix: func(b *bench) { b.again(permissionExtensions) },
		},
		{
			name: "deployments without EXTEN. MGT. - ADMIN", status: 400, code: dialog, text: textMayNotManage,
			given: func(b *bench) request {
				b.without(permissionExtensions)
				return automate(b, http.MethodGet, in(cronus, setDeployments), "")
			},
			fix: func(b *bench) { b.again(permissionExtensions) },
		},
		{
			name: "permission set of another company", status: 403, code: refused,
			text: "Sorry, the current permissions prevented the action. (Page 30004 APIV2 - Aut. Users Execute: _Exclude_APIV2_)",
			given: func(b *bench) request {
				b.without(permissionAutomation)
				b.world.Store.Table(store.BusinessCentral, setUserPermissions).Put(store.Row{
					columnID: adaReads, columnUser: b.own(), columnRole: permissionAutomation, columnCompany: "Fabrikam", columnAppID: baseApplicationID, columnScope: scopeSystem,
				})
				return automate(b, http.MethodGet, in(cronus, setBCUsers), "")
			},
			valid: func(_ *bench, r request) request { r.path = in(fabrikam, setBCUsers); return r },
		},
	}...)
	for set, page := range pages {
		rules = append(rules, rule{
			name: set + " without D365 AUTOMATION", status: 403, code: refused,
			text: "Sorry, the current permissions prevented the action. (Page " + page + " Execute: _Exclude_APIV2_)",
			given: func(b *bench) request {
				b.without(permissionAutomation)
				return automate(b, http.MethodGet, in(cronus, set), "")
			},
			fix: func(b *bench) { b.again(permissionAutomation) },
		})
	}
	return rules
}

func automationCompanyRules() []rule {
	path := in(cronus, setAutomationCompanies)
	return []rule{
		{
			name: "company twice", status: 409, code: duplicate, text: "The record in table Company already exists. Identification fields and values: Name='fabrikam'",
			given: automated(http.MethodPost, path, `{"displayName":"fabrikam"}`), valid: body(`{"displayName":"Contoso"}`),
		},
		{
			name: "same first 30 characters", status: 409, code: duplicate,
			text: "The record in table Company already exists. Identification fields and values: Name='" + strings.Repeat("x", 30) + "'",
			given: func(b *bench) request {
				b.must(automate(b, http.MethodPost, path, `{"displayName":"`+strings.Repeat("x", 30)+` one"}`))
				return automate(b, http.MethodPost, path, `{"displayName":"`+strings.Repeat("x", 30)+` two"}`)
			},
			valid: body(`{"displayName":"` + strings.Repeat("x", 29) + `"}`),
		},
		{
			name: "display name blank", status: 400, code: validation, text: "Display Name must have a value in Company: Name=. It cannot be zero or empty.",
			given: automated(http.MethodPost, path, `{"name":"Contoso"}`), valid: body(`{"name":"Contoso","displayName":"Contoso"}`),
		},
		{
			name: "display name blanked", status: 400, code: validation, text: "Display Name must have a value in Company: Name=. It cannot be zero or empty.",
			given: automated(http.MethodPatch, path+"("+fabrikam+")", `{"displayName":" "}`), valid: body(`{"displayName":"Contoso"}`),
		},
		{
			name: "display name too long", status: 400, code: "Application_StringExceededLength",
			text:  "The length of the string is 251, but it must be less than or equal to 250 characters. Value: " + strings.Repeat("x", 251),
			given: automated(http.MethodPost, path, `{"displayName":"`+strings.Repeat("x", 251)+`"}`), valid: body(`{"displayName":"` + strings.Repeat("x", 250) + `"}`),
		},
		{
			name: "name changed", status: 400, code: "BadRequest_InvalidOperation", text: "The property 'name' is read-only and cannot be written.",
			given: automated(http.MethodPatch, path+"("+fabrikam+")", `{"name":"New"}`), valid: body(`{"displayName":"New","businessProfileId":"p"}`),
		},
		{
			name: "current company deleted", status: 400, code: dialog,
			text:  "The company CRONUS cannot be deleted by a request that is made in it. Send the request to another company.",
			given: automated(http.MethodDelete, path+"("+cronus+")", ""),
			valid: func(b *bench, _ request) request {
				return automate(b, http.MethodDelete, in(fabrikam, setAutomationCompanies+"("+cronus+")"), "")
			},
		},
		{
			name: "last company deleted", status: 400, code: dialog, text: textLastCompany,
			given: func(b *bench) request {
				b.must(automate(b, http.MethodDelete, path+"("+fabrikam+")", ""))
				return automate(b, http.MethodDelete, path+"("+cronus+")", "")
			},
			valid: func(b *bench, _ request) request {
				a := b.must(automate(b, http.MethodPost, path, `{"displayName":"Other"}`))
				id, _ := a.body["id"].(string)
				return automate(b, http.MethodDelete, path+"("+id+")", "")
			},
		},
		{
			name: "company unknown", status: 404, code: "Internal_RecordNotFound", text: "The automationCompany does not exist. Identification fields and values: SystemId='{" + strings.ToUpper(rootUnit) + "}'",
			given: automated(http.MethodGet, path+"("+rootUnit+")", ""), valid: func(_ *bench, r request) request { r.path = path + "(" + fabrikam + ")"; return r },
		},
		{
			name: "company of the address unknown", status: 404, code: "Internal_CompanyNotFound", text: `Cannot find company "` + rootUnit + `".`,
			given: automated(http.MethodGet, in(rootUnit, setAutomationCompanies), ""), valid: func(_ *bench, r request) request { r.path = path; return r },
		},
	}
}

func automationUserRules() []rule {
	path := in(cronus, setBCUsers)
	return []rule{
		{name: "user created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.", given: automated(http.MethodPost, path, `{"contactEmail":"a@b.c"}`), valid: func(b *bench, _ request) request { return automate(b, http.MethodGet, path, "") }},
		{
			name: "user deleted", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support delete.",
			given: func(b *bench) request { b.people(); return automate(b, http.MethodDelete, path+"("+ada+")", "") },
			valid: func(b *bench, r request) request {
				return automate(b, http.MethodPatch, r.path, `{"contactEmail":"ada@contoso.com"}`)
			},
		},
		{
			name: "user name changed", status: 400, code: "BadRequest_InvalidOperation", text: "The property 'userName' is read-only and cannot be written.",
			given: func(b *bench) request {
				b.people()
				return automate(b, http.MethodPatch, path+"("+ada+")", `{"userName":"X"}`)
			},
			valid: body(`{"contactEmail":"x@contoso.com"}`),
		},
		{
			name: "last SUPER user disabled", status: 400, code: dialog, text: textLastSuper,
			given: func(b *bench) request {
				b.people()
				return automate(b, http.MethodPatch, path+"("+ada+")", `{"state":"Disabled"}`)
			},
			fix: func(b *bench) {
				b.world.Store.Table(store.BusinessCentral, setBCUsers).Put(store.Row{columnUser: rootUnit, columnState: stateEnabled})
				b.world.Store.Table(store.BusinessCentral, setUserPermissions).Put(store.Row{columnID: rootUnit, columnUser: rootUnit, columnRole: permissionSuper, columnCompany: "", columnAppID: emptyGUID, columnScope: scopeSystem})
			},
		},
		{name: "permission set created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.", given: automated(http.MethodPost, in(cronus, setPermissionSets), `{}`), valid: func(b *bench, _ request) request {
			return automate(b, http.MethodGet, in(cronus, setPermissionSets), "")
		}},
	}
}

func userPermissionRules() []rule {
	give := func(text string) func(*bench) request {
		return func(b *bench) request { return automate(b, http.MethodPost, b.people(), text) }
	}
	return []rule{
		{name: "permissions without a user", status: 400, code: dialog, text: textUserNotSpecified, given: automated(http.MethodGet, in(cronus, setUserPermissions), ""), valid: func(b *bench, _ request) request { return automate(b, http.MethodGet, b.people(), "") }},
		{name: "unknown permission set", status: 404, code: "Internal_DataNotFoundFilter", text: "There is no Aggregate Permission Set within the filter.  Filters: Role ID: NOBODY", given: give(`{"roleId":"Nobody"}`), valid: body(`{"roleId":"D365 BASIC"}`)},
		{
			name: "permission set of another app", status: 404, code: "Internal_DataNotFoundFilter",
			text:  "There is no Aggregate Permission Set within the filter.  Filters: Role ID: D365 BASIC, App ID: {" + strings.ToUpper(companionID) + "}",
			given: give(`{"roleId":"D365 BASIC","appId":"` + companionID + `"}`), valid: body(`{"roleId":"D365 BASIC","appId":"` + baseApplicationID + `"}`),
		},
		{
			name: "permission set of another scope", status: 404, code: "Internal_DataNotFoundFilter",
			text:  "There is no Aggregate Permission Set within the filter.  Filters: Role ID: D365 BASIC, Scope: Tenant",
			given: give(`{"roleId":"D365 BASIC","scope":"Tenant"}`), valid: body(`{"roleId":"D365 BASIC","scope":"System"}`),
		},
		{
			name: "ambiguous permission set", status: 400, code: dialog, text: "The permission set D365 BASIC is defined multiple times in this context.",
			given: func(b *bench) request {
				b.world.Store.Table(store.BusinessCentral, setPermissionSets).Put(store.Row{columnID: "D365 BASIC", columnAppID: emptyGUID, columnScope: "Tenant"})
				return give(`{"roleId":"D365 BASIC"}`)(b)
			},
			valid: body(`{"roleId":"D365 BASIC","scope":"System"}`),
		},
		{
			name: "companion's permission set while it is not installed", status: 404, code: "Internal_DataNotFoundFilter", text: "There is no Aggregate Permission Set within the filter.  Filters: Role ID: BCS READ",
			given: func(b *bench) request { b.world.Config.Companion = ""; return give(`{"roleId":"BCS READ"}`)(b) },
			fix:   func(b *bench) { b.world.Config.Companion = "1.1.0.0" },
		},
		{
			name: "unknown company", status: 400, code: "Internal_InvalidTableRelation",
			text:  "The field Company Name of table Access Control contains a value (Cronus) that cannot be found in the related table.",
			given: give(`{"roleId":"D365 BASIC","company":"Cronus"}`), valid: body(`{"roleId":"D365 BASIC","company":"CRONUS"}`),
		},
		{
			name: "permission set given twice", status: 409, code: duplicate,
			text:  "The record in table Access Control already exists. Identification fields and values: User Security ID='{" + strings.ToUpper(ada) + "}',Role ID='D365 READ',Company Name='',Scope='System',App ID='{" + strings.ToUpper(baseApplicationID) + "}'",
			given: give(`{"roleId":"D365 READ"}`), valid: body(`{"roleId":"D365 READ","company":"Fabrikam"}`),
		},
		{
			name: "SUPER for an application", status: 400, code: dialog, text: "The permission set SUPER cannot be assigned to the application Terraform.",
			given: func(b *bench) request {
				return automate(b, http.MethodPost, in(cronus, setBCUsers+"("+b.own()+")/"+setUserPermissions), `{"roleId":"SUPER"}`)
			},
			valid: body(`{"roleId":"D365 READ"}`),
		},
		{
			name: "unknown user", status: 404, code: "Internal_RecordNotFound", text: "The user does not exist. Identification fields and values: SystemId='{" + strings.ToUpper(rootUnit) + "}'",
			given: automated(http.MethodPost, in(cronus, setBCUsers+"("+rootUnit+")/"+setUserPermissions), `{"roleId":"D365 BASIC"}`),
			valid: func(b *bench, _ request) request { return give(`{"roleId":"D365 BASIC"}`)(b) },
		},
		{
			name: "given without SECURITY", status: 400, code: dialog, text: textMayNotGrant,
			given: func(b *bench) request { b.without(permissionSecurity); return give(`{"roleId":"D365 BASIC"}`)(b) },
			fix:   func(b *bench) { b.again(permissionSecurity) },
		},
		{
			name: "taken without SECURITY", status: 400, code: dialog, text: textMayNotGrant,
			given: func(b *bench) request {
				b.without(permissionSecurity)
				return automate(b, http.MethodDelete, b.people()+"("+adaReads+")", "")
			},
			fix: func(b *bench) { b.again(permissionSecurity) },
		},
		{
			name: "last SUPER taken", status: 400, code: dialog, text: textLastSuper,
			given: func(b *bench) request { return automate(b, http.MethodDelete, b.people()+"("+adaSuper+")", "") },
			valid: func(_ *bench, r request) request {
				r.path = strings.Replace(r.path, adaSuper, adaReads, 1)
				return r
			},
		},
		{
			name: "changed to an unknown company", status: 400, code: "Internal_InvalidTableRelation",
			text: "The field Company Name of table Access Control contains a value (None) that cannot be found in the related table.",
			given: func(b *bench) request {
				return automate(b, http.MethodPatch, b.people()+"("+adaReads+")", `{"company":"None"}`)
			},
			valid: body(`{"company":"Fabrikam"}`),
		},
	}
}
