// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// dynamics-web-api, a client of the Dataverse Web API, against the emulator's Dataverse.

import { DynamicsWebApi } from "dynamics-web-api";
import { assert, onlyMembers } from "../lib/operation.mjs";
import { token } from "../lib/token.mjs";

const docs = (page) => `https://learn.microsoft.com/power-apps/developer/data-platform/webapi/${page}`;
const query = docs("query-data-web-api");
const create = docs("create-entity-web-api");
const update = docs("update-delete-entities-using-web-api");
const retrieve = docs("retrieve-entity-using-web-api");
const relate = docs("associate-disassociate-entities-using-web-api");
const batches = docs("execute-batch-operations-using-web-api");
const headers = docs("compose-http-requests-handle-errors");
const conditional = docs("perform-conditional-operations-using-web-api");
const impersonation = docs("impersonate-another-user-web-api");
const metadata = docs("query-metadata-web-api");
const functions = docs("use-web-api-functions");
const actions = docs("use-web-api-actions");
const fetchXml = "https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/overview";

const root = "000000b0-0000-4000-8000-000000000001";
const jim = "000000d1-0000-4000-8000-000000000001";
const lina = "000000d1-0000-4000-8000-000000000002";
const nobody = "12345678-0000-4000-8000-00000000ffff";
const missing = { status: 404, code: "0x80040217" };

/** @returns {Promise<import("../lib/operation.mjs").Operation[]>} */
export async function operations(s) {
  const accessToken = await token(s, s.dataverse);
  const config = { serverUrl: `${s.dataverse}/`, dataApi: { version: "9.2" }, onTokenRefresh: async () => accessToken };
  const api = new DynamicsWebApi(config);
  const raw = async (path, init = {}) => {
    const response = await fetch(`${s.dataverse}/api/data/v9.2/${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json", "OData-Version": "4.0", "OData-MaxVersion": "4.0", ...(init.body ? { "Content-Type": "application/json" } : {}), ...init.headers },
    });
    const text = await response.text();
    const body = text && /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text;
    if (!response.ok) throw Object.assign(new Error(body.error?.message ?? text), { status: response.status, code: body.error?.code });
    return { status: response.status, headers: response.headers, body };
  };
  const made = {};
  const unit = async (name) => {
    made[name] ??= await api.create({ collection: "businessunits", data: { name, "parentbusinessunitid@odata.bind": `/businessunits(${root})` } });
    return made[name];
  };
  const team = async (name) => {
    made[name] ??= await api.create({ collection: "teams", data: { name, teamtype: 0, "businessunitid@odata.bind": `/businessunits(${root})` } });
    return made[name];
  };
  const customizer = async () => (await api.retrieveMultiple({ collection: "roles", select: ["roleid", "name"], filter: `name eq 'System Customizer' and _businessunitid_value eq ${root}` })).value[0].roleid;
  const members = async (name) => (await api.retrieve({ collection: "teams", key: await team(name), select: ["name"], expand: [{ property: "teammembership_association", select: ["systemuserid"] }] })).teammembership_association;
  return [
    // Reading.
    { name: "retrieve by key", source: retrieve, run: () => api.retrieve({ collection: "systemusers", key: jim }), answers: (a) => { assert.equal(a.fullname, "Jim Olive"); assert.match(a.oDataContext ?? a["@odata.context"], /\$metadata#systemusers/); } },
    { name: "retrieve with select", source: retrieve, run: () => raw(`systemusers(${jim})?$select=fullname`), answers: (a) => assert.deepEqual(Object.keys(a.body).filter((k) => !k.startsWith("@")).sort(), ["fullname", "ownerid", "systemuserid"].filter((k) => k !== "ownerid" || k in a.body)) },
    { name: "retrieve by alternate key", source: docs("retrieve-entity-using-web-api#retrieve-using-an-alternate-key"), run: () => api.retrieve({ collection: "systemusers", key: "azureactivedirectoryobjectid=000000a1-0000-4000-8000-000000000001", select: ["fullname"] }), answers: (a) => assert.equal(a.systemuserid, jim) },
    { name: "retrieve a missing row", source: headers, run: () => api.retrieve({ collection: "systemusers", key: nobody }), refused: { ...missing, text: /systemuser.* With Id = .*Does Not Exist/i } },
    { name: "retrieve with a key that is no GUID", source: headers, run: () => raw("systemusers(abc)"), refused: { status: 400 } },
    { name: "unknown entity set", source: headers, run: () => api.retrieveMultiple({ collection: "nothings" }), refused: { status: 404, text: /Resource not found for the segment 'nothings'/ } },
    { name: "select an unknown column", source: headers, run: () => api.retrieveMultiple({ collection: "systemusers", select: ["shoesize"] }), refused: { status: 400, code: "0x80060888", text: /Could not find a property named 'shoesize' on type 'Microsoft.Dynamics.CRM.systemuser'/ } },
    { name: "expand an unknown column", source: headers, run: () => raw("systemusers?$expand=shoes"), refused: { status: 400, text: /shoes/ } },
    { name: "order by an unknown column", source: headers, run: () => raw("systemusers?$orderby=shoesize"), refused: { status: 400, text: /shoesize/ } },
    { name: "filter on an unknown column", source: headers, run: () => raw("systemusers?$filter=shoesize eq 1"), refused: { status: 400, text: /shoesize/ } },
    { name: "property value", source: retrieve, run: () => raw(`systemusers(${jim})/fullname`), answers: (a) => assert.equal(a.body.value, "Jim Olive") },
    { name: "raw property value", source: retrieve, run: () => raw(`systemusers(${jim})/fullname/$value`), mayRefuse: true, answers: (a) => assert.equal(a.body, "Jim Olive") },
    { name: "single-valued navigation", source: retrieve, run: () => raw(`systemusers(${jim})/businessunitid`), answers: (a) => assert.equal(a.body.businessunitid, root) },
    { name: "reference of a navigation", source: retrieve, run: () => raw(`systemusers(${jim})/businessunitid/$ref`), mayRefuse: true, answers: (a) => assert.match(a.body["@odata.id"], new RegExp(root)) },
    { name: "retrieve multiple", source: query, run: () => api.retrieveMultiple({ collection: "systemusers", select: ["fullname"] }), answers: (a) => assert.ok(a.value.length >= 6) },
    { name: "select returns the key too", source: query, run: () => raw("transactioncurrencies?$select=isocurrencycode"), answers: (a) => onlyMembers(a.body.value, "isocurrencycode", "transactioncurrencyid") },
    { name: "filter", source: docs("query/filter-rows"), run: () => api.retrieveMultiple({ collection: "systemusers", filter: "fullname eq 'Jim Olive'", select: ["systemuserid"] }), answers: (a) => assert.deepEqual(a.value.map((u) => u.systemuserid), [jim]) },
    { name: "filter, other letter case", source: docs("query/filter-rows"), run: () => api.retrieveMultiple({ collection: "systemusers", filter: "fullname eq 'JIM OLIVE'", select: ["systemuserid"] }), answers: (a) => assert.equal(a.value.length, 1) },
    { name: "filter contains", source: docs("query/filter-rows"), run: () => api.retrieveMultiple({ collection: "systemusers", filter: "contains(fullname,'olive')", select: ["systemuserid"] }), answers: (a) => assert.equal(a.value.length, 1) },
    { name: "filter startswith, not", source: docs("query/filter-rows"), run: () => api.retrieveMultiple({ collection: "systemusers", filter: "not startswith(fullname,'Jim') and contains(internalemailaddress,'contoso.example') and applicationid eq null", select: ["fullname"] }), answers: (a) => assert.ok(a.value.length >= 5 && !a.value.some((u) => u.fullname === "Jim Olive")) },
    { name: "filter on a lookup", source: docs("query/filter-rows"), run: () => api.retrieveMultiple({ collection: "systemusers", filter: `_businessunitid_value eq ${root}`, select: ["fullname"] }), answers: (a) => assert.ok(a.value.length >= 6) },
    { name: "filter through a lookup", source: docs("query/filter-rows"), run: () => api.retrieveMultiple({ collection: "systemusers", filter: "businessunitid/name eq 'Contoso'", select: ["fullname"] }), mayRefuse: true, answers: (a) => assert.ok(a.value.length >= 6) },
    { name: "filter any", source: docs("query/filter-rows"), run: () => api.retrieveMultiple({ collection: "roles", filter: `systemuserroles_association/any(u:u/systemuserid eq ${nobody})`, select: ["name"] }), mayRefuse: true, answers: (a) => assert.equal(a.value.length, 0) },
    { name: "filter In", source: docs("query/filter-rows"), run: () => raw(`systemusers?$select=fullname&$filter=Microsoft.Dynamics.CRM.In(PropertyName='systemuserid',PropertyValues=['${jim}','${lina}'])`), mayRefuse: true, answers: (a) => assert.equal(a.body.value.length, 2) },
    { name: "filter that cannot be read", source: headers, run: () => raw("systemusers?$filter=fullname equals 'x'"), refused: { status: 400, code: "0x80060888", text: /Syntax error/ } },
    { name: "order by", source: docs("query/order-rows"), run: () => api.retrieveMultiple({ collection: "systemusers", orderBy: ["fullname desc"], select: ["fullname"], filter: "applicationid eq null" }), answers: (a) => { const names = a.value.map((u) => u.fullname); assert.deepEqual(names, [...names].sort().reverse()); } },
    { name: "top", source: query, run: () => api.retrieveMultiple({ collection: "systemusers", top: 2, select: ["fullname"] }), answers: (a) => { assert.equal(a.value.length, 2); assert.equal(a.oDataNextLink, undefined); } },
    { name: "page size", source: docs("query/page-results"), run: () => api.retrieveMultiple({ collection: "systemusers", maxPageSize: 2, select: ["fullname"] }), answers: (a) => { assert.equal(a.value.length, 2); assert.match(a.oDataNextLink, /skiptoken/); } },
    { name: "page size is confirmed", source: docs("query/page-results"), run: () => raw("systemusers?$select=fullname", { headers: { Prefer: "odata.maxpagesize=2" } }), answers: (a) => assert.match(a.headers.get("preference-applied") ?? "", /odata\.maxpagesize=2/) },
    { name: "all pages", source: docs("query/page-results"), run: () => api.retrieveAll({ collection: "systemusers", maxPageSize: 2, select: ["fullname"] }), answers: (a) => assert.equal(new Set(a.value.map((u) => u.systemuserid)).size, a.value.length) },
    { name: "skip", source: query, run: () => raw("systemusers?$skip=1"), refused: { status: 400, code: "0x80060888", text: /skip/i } },
    { name: "count", source: docs("query/count-rows"), run: () => api.count({ collection: "transactioncurrencies" }), answers: (a) => assert.equal(a, 2) },
    { name: "count with filter", source: docs("query/count-rows"), run: () => api.count({ collection: "transactioncurrencies", filter: "isocurrencycode eq 'EUR'" }), answers: (a) => assert.equal(a, 1) },
    { name: "inline count", source: docs("query/count-rows"), run: () => api.retrieveMultiple({ collection: "transactioncurrencies", count: true, select: ["isocurrencycode"] }), answers: (a) => assert.equal(a.oDataCount, 2) },
    { name: "expand a lookup", source: docs("query/join-tables"), run: () => api.retrieve({ collection: "systemusers", key: jim, select: ["fullname"], expand: [{ property: "businessunitid", select: ["name"] }] }), answers: (a) => assert.equal(a.businessunitid.name, "Contoso") },
    { name: "expand a collection", source: docs("query/join-tables"), run: () => raw(`businessunits(${root})?$select=name&$expand=business_unit_teams($select=name)`), answers: (a) => assert.ok(a.body.business_unit_teams.length > 0) },
    { name: "formatted value of a choice", source: docs("query/select-columns"), run: () => api.retrieve({ collection: "systemusers", key: jim, select: ["accessmode"], includeAnnotations: "OData.Community.Display.V1.FormattedValue" }), answers: (a) => assert.match(a["accessmode@OData.Community.Display.V1.FormattedValue"], /^Read-?Write$/) },
    { name: "formatted value of a lookup", source: docs("query/select-columns"), run: () => api.retrieve({ collection: "systemusers", key: jim, select: ["_businessunitid_value"], includeAnnotations: "*" }), answers: (a) => { assert.equal(a["_businessunitid_value@OData.Community.Display.V1.FormattedValue"], "Contoso"); assert.equal(a["_businessunitid_value@Microsoft.Dynamics.CRM.lookuplogicalname"], "businessunit"); } },
    { name: "formatted value of a boolean", source: docs("query/select-columns"), run: () => api.retrieve({ collection: "systemusers", key: jim, select: ["isdisabled"], includeAnnotations: "*" }), answers: (a) => assert.match(a["isdisabled@OData.Community.Display.V1.FormattedValue"], /^(No|Enabled)$/) },
    { name: "no annotations unless asked", source: docs("query/select-columns"), run: () => raw(`systemusers(${jim})?$select=_businessunitid_value`), answers: (a) => assert.ok(!Object.keys(a.body).some((k) => k.includes("FormattedValue"))) },
    { name: "apply", source: docs("query/aggregate-data"), run: () => raw("systemusers?$apply=groupby((isdisabled))"), mayRefuse: true, answers: (a) => assert.ok(a.body.value.length >= 1) },
    { name: "FetchXML", source: fetchXml, run: () => api.fetch({ collection: "systemusers", fetchXml: "<fetch><entity name='systemuser'><attribute name='fullname'/><filter><condition attribute='fullname' operator='eq' value='Jim Olive'/></filter></entity></fetch>" }), mayRefuse: true, answers: (a) => assert.equal(a.value.length, 1) },
    { name: "saved query", source: docs("retrieve-and-execute-predefined-queries"), run: () => api.retrieveMultiple({ collection: "systemusers", savedQuery: nobody }), refused: { status: 404 }, mayRefuse: true },
    { name: "user query", source: docs("retrieve-and-execute-predefined-queries"), run: () => api.retrieveMultiple({ collection: "systemusers", userQuery: nobody }), refused: { status: 404 }, mayRefuse: true },
    { name: "unknown query option", source: query, run: () => raw("systemusers?$nonsense=1"), refused: { status: 400 } },
    { name: "service document", source: docs("web-api-service-documents"), run: () => raw(""), answers: (a) => assert.ok(a.body.value.some((set) => set.name === "systemusers" && set.kind === "EntitySet")) },
    { name: "metadata document", source: docs("web-api-service-documents"), run: () => api.retrieveCsdlMetadata(), answers: (a) => assert.match(a, /<EntityType Name="systemuser"/) },
    // Writing.
    { name: "create", source: create, run: () => unit("North"), answers: (a) => assert.match(a, /^[0-9a-f-]{36}$/i) },
    { name: "create answers with the entity's URL", source: create, run: () => raw("teams", { method: "POST", body: JSON.stringify({ name: "Url", "businessunitid@odata.bind": `/businessunits(${root})` }) }), answers: (a) => { assert.equal(a.status, 204); assert.match(a.headers.get("odata-entityid"), /\/teams\([0-9a-f-]{36}\)$/); } },
    { name: "create and return", source: create, run: () => api.create({ collection: "teams", data: { name: "Returned", "businessunitid@odata.bind": `/businessunits(${root})` }, select: ["name"], returnRepresentation: true }), answers: (a) => { assert.equal(a.name, "Returned"); assert.ok(a.teamid); } },
    { name: "create and return is 201", source: create, run: () => raw("teams?$select=name", { method: "POST", headers: { Prefer: "return=representation" }, body: JSON.stringify({ name: "Created", "businessunitid@odata.bind": `/businessunits(${root})` }) }), answers: (a) => assert.equal(a.status, 201) },
    { name: "create with a chosen key", source: create, run: () => api.create({ collection: "teams", data: { teamid: "000000ee-0000-4000-8000-000000000001", name: "Chosen", "businessunitid@odata.bind": `/businessunits(${root})` } }), answers: (a) => assert.equal(a, "000000ee-0000-4000-8000-000000000001") },
    { name: "create a key twice", source: headers, run: () => api.create({ collection: "teams", data: { teamid: "000000ee-0000-4000-8000-000000000001", name: "Again", "businessunitid@odata.bind": `/businessunits(${root})` } }), refused: { status: 412, code: "0x80040237" } },
    { name: "create with an undeclared column", source: headers, run: () => api.create({ collection: "teams", data: { name: "Odd", shoesize: 40 } }), refused: { status: 400, code: "0x80048d19", text: /Error identified in Payload.*shoesize/s } },
    { name: "create with an undeclared navigation", source: headers, run: () => api.create({ collection: "teams", data: { name: "Odd", "shoes@odata.bind": `/businessunits(${root})` } }), refused: { status: 400, code: "0x80048d19", text: /Error identified in Payload.*shoes/s } },
    { name: "create with a lookup to a missing row", source: headers, run: () => api.create({ collection: "teams", data: { name: "Lost", "businessunitid@odata.bind": `/businessunits(${nobody})` } }), refused: { status: 404, text: /Does Not Exist/i } },
    { name: "create with null in a binding", source: relate, run: () => api.create({ collection: "teams", data: { name: "Null", "businessunitid@odata.bind": null } }), refused: { status: 400 } },
    { name: "create with a value of another type", source: headers, run: () => api.create({ collection: "teams", data: { name: 5, "businessunitid@odata.bind": `/businessunits(${root})` } }), refused: { status: 400, text: /Edm\.String|convert/i } },
    { name: "create with a text that is too long", source: headers, run: () => api.create({ collection: "teams", data: { name: "x".repeat(161), "businessunitid@odata.bind": `/businessunits(${root})` } }), refused: { status: 400, code: "0x80044331", text: /exceeded/ } },
    { name: "create without a required column", source: headers, run: () => api.create({ collection: "businessunits", data: { "parentbusinessunitid@odata.bind": `/businessunits(${root})` } }), refused: { status: 400 } },
    { name: "update", source: update, run: async () => { await api.update({ collection: "businessunits", key: await unit("North"), data: { divisionname: "N" } }); return api.retrieve({ collection: "businessunits", key: await unit("North"), select: ["divisionname"] }); }, answers: (a) => assert.equal(a.divisionname, "N") },
    { name: "update and return", source: update, run: async () => api.update({ collection: "businessunits", key: await unit("North"), data: { costcenter: "7" }, returnRepresentation: true, select: ["costcenter"] }), answers: (a) => assert.equal(a.costcenter, "7") },
    { name: "update an undeclared column", source: headers, run: async () => api.update({ collection: "businessunits", key: await unit("North"), data: { shoesize: 1 } }), refused: { status: 400, code: "0x80048d19" } },
    { name: "update a missing row only", source: conditional, run: () => raw(`businessunits(${nobody})`, { method: "PATCH", headers: { "If-Match": "*" }, body: JSON.stringify({ costcenter: "8" }) }), refused: { status: 404, text: /Does Not Exist$/ } },
    { name: "update a single property", source: update, run: async () => { await api.updateSingleProperty({ collection: "businessunits", key: await unit("North"), fieldValuePair: { costcenter: "9" } }); return api.retrieve({ collection: "businessunits", key: await unit("North"), select: ["costcenter"] }); }, mayRefuse: true, answers: (a) => assert.equal(a.costcenter, "9") },
    { name: "upsert an existing row only if it is new", source: docs("perform-conditional-operations-using-web-api"), run: async () => raw(`businessunits(${await unit("North")})`, { method: "PATCH", headers: { "If-None-Match": "*" }, body: JSON.stringify({ costcenter: "10" }) }), refused: { status: 412, code: "0x80040237" } },
    { name: "upsert creates", source: update, run: () => raw("teams(000000ee-0000-4000-8000-000000000002)", { method: "PATCH", body: JSON.stringify({ name: "Upserted", "businessunitid@odata.bind": `/businessunits(${root})` }) }), answers: (a) => assert.match(a.headers.get("odata-entityid") ?? "", /000000ee-0000-4000-8000-000000000002/) },
    { name: "read unless changed", source: conditional, run: async () => { const etag = (await raw(`businessunits(${root})?$select=name`)).body["@odata.etag"]; const response = await fetch(`${s.dataverse}/api/data/v9.2/businessunits(${root})?$select=name`, { headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/json", "If-None-Match": etag } }); return { etag, status: response.status }; }, answers: (a) => { assert.match(a.etag, /^W\/"\d+"$/); assert.equal(a.status, 304); } },
    { name: "change with a stale ETag", source: conditional, run: async () => raw(`businessunits(${await unit("North")})`, { method: "PATCH", headers: { "If-Match": 'W/"1"' }, body: JSON.stringify({ costcenter: "11" }) }), refused: { status: 412, code: "0x80060882", text: /version of the existing record doesn't match the RowVersion property provided/ } },
    { name: "delete", source: update, run: async () => { const id = await team("Gone"); await api.deleteRecord({ collection: "teams", key: id }); return api.count({ collection: "teams", filter: "name eq 'Gone'" }); }, answers: (a) => assert.equal(a, 0) },
    { name: "delete a missing row", source: headers, run: () => api.deleteRecord({ collection: "teams", key: nobody }), refused: missing },
    { name: "delete the root business unit", source: "https://learn.microsoft.com/power-platform/admin/delete-business-unit", run: () => api.deleteRecord({ collection: "businessunits", key: root }), refused: { status: 400 } },
    { name: "impersonate by object id", source: impersonation, run: () => api.retrieveMultiple({ collection: "systemusers", impersonateAAD: "000000a1-0000-4000-8000-000000000001", select: ["fullname"] }), mayRefuse: true, answers: () => assert.fail("the emulator does not impersonate") },
    { name: "impersonate by user id", source: impersonation, run: () => api.retrieveMultiple({ collection: "systemusers", impersonate: jim, select: ["fullname"] }), mayRefuse: true, answers: () => assert.fail("the emulator does not impersonate") },
    { name: "no token", source: docs("authenticate-web-api"), run: () => raw("systemusers", { headers: { Authorization: "" } }), refused: { status: 401 } },
    // Relating.
    { name: "associate a role with a team", source: relate, run: async () => { await api.associate({ collection: "teams", primaryKey: await team("Roles"), relationshipName: "teamroles_association", relatedCollection: "roles", relatedKey: await customizer() }); return api.retrieve({ collection: "teams", key: await team("Roles"), select: ["name"], expand: [{ property: "teamroles_association", select: ["name"] }] }); }, answers: (a) => assert.deepEqual(a.teamroles_association.map((r) => r.name), ["System Customizer"]) },
    { name: "disassociate the role", source: relate, run: async () => { await api.disassociate({ collection: "teams", primaryKey: await team("Roles"), relationshipName: "teamroles_association", relatedKey: await customizer() }); return api.retrieve({ collection: "teams", key: await team("Roles"), select: ["name"], expand: [{ property: "teamroles_association", select: ["name"] }] }); }, answers: (a) => assert.equal(a.teamroles_association.length, 0) },
    { name: "associate through an unknown relationship", source: headers, run: async () => api.associate({ collection: "teams", primaryKey: await team("Roles"), relationshipName: "shoes_association", relatedCollection: "roles", relatedKey: await customizer() }), refused: { status: 404, text: /shoes_association/ } },
    { name: "associate a missing role", source: relate, run: async () => api.associate({ collection: "teams", primaryKey: await team("Roles"), relationshipName: "teamroles_association", relatedCollection: "roles", relatedKey: nobody }), refused: { status: [400, 404], text: /Does Not Exist/ } },
    { name: "associate a single-valued navigation", source: relate, run: async () => { await api.associateSingleValued({ collection: "teams", primaryKey: await team("Roles"), navigationProperty: "administratorid", relatedCollection: "systemusers", relatedKey: lina }); return api.retrieve({ collection: "teams", key: await team("Roles"), select: ["_administratorid_value"] }); }, mayRefuse: true, answers: (a) => assert.equal(a._administratorid_value, lina) },
    { name: "members of a team", source: actions, run: async () => { await api.callAction({ collection: "teams", key: await team("Members"), actionName: "Microsoft.Dynamics.CRM.AddMembersTeam", action: { Members: [{ "@odata.type": "Microsoft.Dynamics.CRM.systemuser", systemuserid: jim }] } }); return members("Members"); }, answers: (a) => assert.deepEqual(a.map((u) => u.systemuserid), [jim]) },
    { name: "remove a member", source: actions, run: async () => { await api.callAction({ collection: "teams", key: await team("Members"), actionName: "Microsoft.Dynamics.CRM.RemoveMembersTeam", action: { Members: [{ "@odata.type": "Microsoft.Dynamics.CRM.systemuser", systemuserid: jim }] } }); return members("Members"); }, answers: (a) => assert.equal(a.length, 0) },
    // Functions and actions.
    { name: "WhoAmI", source: functions, run: () => api.callFunction("WhoAmI"), answers: (a) => { assert.equal(a.BusinessUnitId, root); assert.ok(a.UserId && a.OrganizationId); } },
    { name: "RetrieveVersion", source: functions, run: () => api.callFunction("RetrieveVersion"), answers: (a) => assert.match(a.Version, /^9\./) },
    { name: "function without its parameters", source: functions, run: () => api.callFunction("RetrieveFormattedImportJobResults"), refused: { status: 400 }, mayRefuse: true },
    { name: "unknown function", source: headers, run: () => api.callFunction("WhoElse"), refused: { status: 404, text: /Resource not found for the segment/ } },
    { name: "unknown action", source: headers, run: () => api.callAction({ actionName: "DoNothing", action: {} }), refused: { status: 404, text: /Resource not found for the segment/ } },
    { name: "action with an unknown parameter", source: actions, run: () => api.callAction({ actionName: "PublishAllXml", action: { Twice: true } }), refused: { status: 400 } },
    // Batches.
    { name: "batch of reads", source: batches, run: async () => { api.startBatch(); api.retrieveMultiple({ collection: "transactioncurrencies", select: ["isocurrencycode"] }); api.retrieve({ collection: "systemusers", key: jim, select: ["fullname"] }); return api.executeBatch(); }, answers: (a) => { assert.equal(a[0].value.length, 2); assert.equal(a[1].fullname, "Jim Olive"); } },
    { name: "change set", source: batches, run: async () => { api.startBatch(); api.create({ collection: "teams", data: { name: "Set 1", "businessunitid@odata.bind": `/businessunits(${root})` }, contentId: "1" }); api.create({ collection: "teams", data: { name: "Set 2", "businessunitid@odata.bind": `/businessunits(${root})` }, contentId: "2" }); await api.executeBatch(); return api.count({ collection: "teams", filter: "startswith(name,'Set ')" }); }, answers: (a) => assert.equal(a, 2) },
    { name: "change set with a fault undoes all", source: batches, run: async () => { api.startBatch(); api.create({ collection: "teams", data: { name: "Undone", "businessunitid@odata.bind": `/businessunits(${root})` }, contentId: "1" }); api.create({ collection: "teams", data: { name: "Undone", shoesize: 1 }, contentId: "2" }); await api.executeBatch().catch(() => undefined); return api.count({ collection: "teams", filter: "name eq 'Undone'" }); }, answers: (a) => assert.equal(a, 0) },
    // Metadata.
    { name: "entity definitions", source: metadata, run: () => api.retrieveEntities({ select: ["LogicalName"], filter: "LogicalName eq 'systemuser'" }), mayRefuse: true, answers: (a) => assert.equal(a.value[0].LogicalName, "systemuser") },
    { name: "entity definition", source: metadata, run: () => api.retrieveEntity({ key: "LogicalName='systemuser'", select: ["EntitySetName"] }), mayRefuse: true, answers: (a) => assert.equal(a.EntitySetName, "systemusers") },
    { name: "attributes", source: metadata, run: () => api.retrieveAttributes({ entityKey: "LogicalName='systemuser'", select: ["LogicalName"] }), mayRefuse: true, answers: (a) => assert.ok(a.value.length > 10) },
    { name: "many-to-one relationships", source: metadata, run: () => raw("EntityDefinitions(LogicalName='bcbi_company')/ManyToOneRelationships?$select=ReferencingAttribute,ReferencingEntityNavigationPropertyName"), mayRefuse: true, answers: (a) => assert.ok(a.body.value.length > 0) },
    { name: "global option sets", source: metadata, run: () => api.retrieveGlobalOptionSets(), mayRefuse: true, answers: (a) => assert.ok(Array.isArray(a.value)) },
  ];
}
