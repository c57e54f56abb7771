// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

const (
	changedByAnother = "Another user has already changed the record.  To overwrite the record, get the latest version and retry the request."
	badToken         = "Could not validate the client concurrency token required by the service. Please provide a valid token in the client request."
)

// standardConcurrencyRules apply to the standard API and the automation API, with the ETag that a read shows.
func standardConcurrencyRules() []rule {
	sets := []struct {
		name, path, change string
		service            func(b *bench) *odatasvc.Service
	}{
		{"salesperson", in(cronus, setSalespeople+"("+salesJo+")"), `{"displayName":"Jo"}`, func(b *bench) *odatasvc.Service { return b.standard }},
		{"company", in(cronus, setAutomationCompanies+"("+fabrikam+")"), `{"displayName":"Other"}`, func(b *bench) *odatasvc.Service { return b.automation }},
	}
	rules := make([]rule, 0, len(sets)*4)
	for _, set := range sets {
		with := func(method, match string) func(b *bench) request {
			return func(b *bench) request {
				header := map[string]string{}
				if match != "" {
					header["If-Match"] = match
				}
				return request{method: method, path: set.path, body: set.change, header: header, service: set.service(b)}
			}
		}
		latest := func(b *bench, r request) request {
			shown := b.must(request{method: http.MethodGet, path: set.path, service: r.service}).body
			tag, _ := shown["@odata.etag"].(string)
			r.header = map[string]string{"If-Match": tag}
			return r
		}
		stale := func(method string) func(b *bench) request {
			return func(b *bench) request {
				read := latest(b, with(method, "")(b))
				b.must(request{method: http.MethodPatch, path: set.path, body: strings.Replace(set.change, `":"`, `":"X`, 1), service: read.service})
				return read
			}
		}
		rules = append(
			rules,
			rule{name: set.name + " changed without If-Match", status: 400, code: "BadRequest_InvalidToken", text: badToken, given: with(http.MethodPatch, ""), valid: latest},
			rule{name: set.name + " with an invalid token", status: 400, code: "BadRequest_InvalidToken", text: badToken, given: with(http.MethodPatch, `"7"`), valid: latest},
			rule{name: set.name + " changed by another user", status: 409, code: "Request_EntityChanged", text: changedByAnother, given: stale(http.MethodPatch), valid: latest},
			rule{name: set.name + " changed before its deletion", status: 409, code: "Request_EntityChanged", text: changedByAnother, given: stale(http.MethodDelete), valid: latest},
		)
	}
	return rules
}

// conventionRules apply to requests: addresses, filters, pages, batches and headers.
func conventionRules() []rule {
	people := in(cronus, setSalespeople)
	read := func(path string) func(*bench, request) request {
		return func(b *bench, _ request) request {
			return request{method: http.MethodGet, path: path, service: b.standard}
		}
	}
	asked := func(path string) func(b *bench) request {
		return func(b *bench) request { return read(path)(b, request{}) }
	}
	batch := func(n int) string {
		one := `{"id":"1","method":"GET","url":"` + people + `"}`
		return `{"requests":[` + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + `]}`
	}
	with := func(r request, name, value string) request {
		r.header = map[string]string{name: value}
		return r
	}
	const absent = "c0000000-0000-4000-8000-00000000ffff"
	return []rule{
		{name: "company parameter unknown", status: 404, code: "Internal_CompanyNotFound", text: `Cannot find company "Nowhere".`, given: asked(setSalespeople + "?company=Nowhere"), valid: read(setSalespeople + "?company=CRONUS")},
		{name: "company parameter in another case", status: 404, code: "Internal_CompanyNotFound", text: `Cannot find company "cronus".`, given: asked(setSalespeople + "?company=cronus"), valid: read(setSalespeople + "?company=" + strings.ToUpper(cronus))},
		{name: "company of the address unknown", status: 404, code: "Internal_CompanyNotFound", text: `Cannot find company "` + absent + `".`, given: asked(in(absent, setSalespeople)), valid: read(people)},
		{name: "company itself unknown", status: 404, code: "Internal_CompanyNotFound", text: `Cannot find company "` + absent + `".`, given: asked("companies(" + absent + ")"), valid: read("companies(" + cronus + ")")},
		{
			name: "or across fields", status: 501, code: "BadRequest_MethodNotImplemented", text: "The 'OR' operator is not supported on distinct fields on an OData filter.",
			given: asked(people + "?$filter=code%20eq%20'JO'%20or%20displayName%20eq%20'Peter'"), valid: read(people + "?$filter=code%20eq%20'JO'%20or%20code%20eq%20'PS'"),
		},
		{
			name: "page too large", status: 413, code: "BadRequest", text: "The requested page size 20001 is larger than the largest one, 20000.",
			given: func(b *bench) request { return with(asked(people)(b), "Prefer", "odata.maxpagesize=20001") },
			valid: func(_ *bench, r request) request { return with(r, "Prefer", "odata.maxpagesize=20000") },
		},
		{
			name: "batch too large", status: 400, code: "BadRequest", text: "The batch has more operations than the service allows: 101 of 100.",
			given: func(b *bench) request {
				return request{method: http.MethodPost, path: "$batch", body: batch(101), service: b.standard}
			},
			valid: body(batch(100)),
		},
		{
			name: "write on the replica", status: 400, code: "BadRequest", text: "The header Data-Access-Intent is ReadOnly, and the method POST is not. Only GET can be read-only.",
			given: func(b *bench) request {
				return with(standardPost(people, `{"code":"N"}`)(b), "Data-Access-Intent", "ReadOnly")
			},
			valid: func(_ *bench, r request) request { return with(r, "Data-Access-Intent", "ReadWrite") },
		},
		{name: "body that is not an object", status: 400, code: "BadRequest", text: "The request body is not a valid JSON object.", given: standardPost(people, "[]"), valid: body(`{"code":"N"}`)},
		{name: "key that is no GUID", status: 404, code: "BadRequest_NotFound", text: "Bad Request - Error in query syntax.", given: asked(people + "(JO)"), valid: read(people + "(" + salesJo + ")")},
		{
			name: "GUID compared with a text", status: 400, code: "BadRequest", text: "A binary operator with incompatible types was detected. Found operand types 'Edm.Guid' and 'Edm.String' for operator kind 'Equal'.",
			given: asked(people + "?$filter=id%20eq%20'JO'"), valid: read(people + "?$filter=id%20eq%20" + salesJo),
		},
		{name: "unknown property selected", status: 400, code: "BadRequest", text: "Could not find a property named 'secret' on type 'Microsoft.NAV.salespersonPurchaser'.", given: asked(people + "?$select=secret"), valid: read(people + "?$select=code")},
		{name: "unknown property in the order", status: 400, code: "BadRequest", text: "Could not find a property named 'secret' on type 'Microsoft.NAV.salespersonPurchaser'.", given: asked(people + "?$orderby=secret"), valid: read(people + "?$orderby=code")},
		{name: "search", status: 501, code: "BadRequest_MethodNotImplemented", text: "The query option '$search' is not supported.", given: asked(people + "?$search=x"), valid: read(people + "?$top=1&$skip=1&$count=true")},
		{name: "value of another type", status: 400, code: "BadRequest", text: "Cannot convert the literal '7' to the expected type 'Edm.String' of property 'displayName'.", given: standardPost(people, `{"code":"N","displayName":7}`), valid: body(`{"code":"N","displayName":"7"}`)},
		{
			name: "absent row changed", status: 404, code: "Internal_RecordNotFound", text: "The salespersonPurchaser does not exist. Identification fields and values: SystemId='{" + strings.ToUpper(rootUnit) + "}'",
			given: func(b *bench) request {
				return request{method: http.MethodPatch, path: people + "(" + rootUnit + ")", body: `{"displayName":"x"}`, service: b.standard}
			},
			valid: func(_ *bench, r request) request { r.path = people + "(" + salesJo + ")"; return r },
		},
		{
			name: "local currency written", status: 400, code: "BadRequest_InvalidOperation", text: "The property 'currencyCode' is read-only and cannot be written.",
			given: func(b *bench) request {
				return request{method: http.MethodPatch, path: in(cronus, setInformation+"("+cronus+")"), body: `{"currencyCode":"XXX"}`, service: b.standard}
			},
			valid: body(`{"displayName":"CRONUS"}`),
		},
		{
			name: "users from Microsoft 365, for an application", status: 501, code: "BadRequest_MethodNotImplemented", text: "The operation 'getNewUsersFromOffice365' is not supported.",
			given: func(b *bench) request {
				b.people()
				return automate(b, http.MethodPost, in(cronus, setBCUsers+"("+ada+")/Microsoft.NAV.getNewUsersFromOffice365"), "")
			},
			valid: func(b *bench, _ request) request {
				return automate(b, http.MethodGet, in(cronus, setBCUsers+"("+ada+")"), "")
			},
		},
		{name: "log entry created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.", given: standardPost(in(cronus, setJobQueueLog), "{}"), valid: read(in(cronus, setJobQueueLog))},
		{name: "permission set created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.", given: automated(http.MethodPost, in(cronus, setPermissionSets), "{}"), valid: func(b *bench, _ request) request {
			return automate(b, http.MethodGet, in(cronus, setPermissionSets), "")
		}},
		{name: "deployment created", status: 405, code: "BadRequest_MethodNotAllowed", text: "Entity does not support insert.", given: automated(http.MethodPost, in(cronus, setDeployments), "{}"), valid: func(b *bench, _ request) request { return automate(b, http.MethodGet, in(cronus, setDeployments), "") }},
		{
			name: "evaluation company written", status: 400, code: "BadRequest_InvalidOperation", text: "The property 'evaluationCompany' is read-only and cannot be written.",
			given: automated(http.MethodPatch, in(cronus, setAutomationCompanies+"("+fabrikam+")"), `{"evaluationCompany":true}`), valid: body(`{"displayName":"New"}`),
		},
	}
}
