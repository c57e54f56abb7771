// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// The Microsoft Graph client for JavaScript against the emulator's Graph.

import { BatchRequestContent, BatchResponseContent, Client, PageIterator } from "@microsoft/microsoft-graph-client";
import { assert, onlyMembers } from "../lib/operation.mjs";
import { token } from "../lib/token.mjs";

const docs = (page) => `https://learn.microsoft.com/graph/${page}`;
const query = docs("query-parameters");
const filters = docs("filter-query-parameter");
const advanced = docs("aad-advanced-queries");
const errors = docs("errors");

const jim = "000000a1-0000-4000-8000-000000000001";
const lina = "000000a1-0000-4000-8000-000000000002";
const otis = "000000a1-0000-4000-8000-000000000003";
const helena = "000000a1-0000-4000-8000-000000000005";
const sales = "8f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365";
const businessCentral = "6070a4c8-34c6-4937-8dfb-39bbc6397a60";
const application = "0000001a-0000-4000-8000-000000000001";
const nobody = "12345678-0000-4000-8000-00000000ffff";

// What GET /users returns without $select.
const usual = ["businessPhones", "displayName", "givenName", "id", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage", "surname", "userPrincipalName"];

/** @returns {import("../lib/operation.mjs").Operation[]} */
export function operations(s) {
  const client = Client.init({
    baseUrl: s.graph,
    customHosts: new Set([new URL(s.graph).hostname]),
    authProvider: (done) => token(s, "https://graph.microsoft.com").then((t) => done(null, t), (e) => done(e, null)),
  });
  const eventual = (path) => client.api(path).header("ConsistencyLevel", "eventual");
  const user = (name) => ({
    accountEnabled: true, displayName: name, mailNickname: name, userPrincipalName: `${name}@contoso.example`,
    passwordProfile: { forceChangePasswordNextSignIn: true, password: "Rehearsal-only-1" },
  });
  // A new object becomes visible to readers with the directory's replication.
  const settled = async (run) => {
    for (let i = 0; ; i++) {
      try {
        return await run();
      } catch (error) {
        if (error.statusCode !== 404 || i === 40) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const unsupported = { status: 400, code: "Request_UnsupportedQuery" };
  const missing = { status: 404, code: "Request_ResourceNotFound" };
  return [
    // Reading.
    { name: "users", source: docs("api/user-list"), run: () => client.api("/users").get(), answers: (a) => { assert.ok(a["@odata.context"].endsWith("$metadata#users")); onlyMembers(a.value, ...usual); } },
    { name: "user by id", source: docs("api/user-get"), run: () => client.api(`/users/${jim}`).get(), answers: (a) => { assert.equal(a.displayName, "Jim Olive"); assert.ok(a["@odata.context"].endsWith("$metadata#users/$entity")); } },
    { name: "user by user principal name", source: docs("api/user-get"), run: () => client.api("/users/jim.olive@contoso.example").get(), answers: (a) => assert.equal(a.id, jim) },
    { name: "user by upper-case user principal name", source: docs("api/user-get"), run: () => client.api("/users/JIM.OLIVE@CONTOSO.EXAMPLE").get(), answers: (a) => assert.equal(a.id, jim) },
    { name: "user in key form", source: docs("api/user-get"), run: () => client.api(`/users('${jim}')`).get(), answers: (a) => assert.equal(a.id, jim) },
    { name: "user principal name in key form", source: docs("api/user-get"), run: () => client.api("/users('jim.olive@contoso.example')").get(), answers: (a) => assert.equal(a.id, jim) },
    { name: "unknown user", source: errors, run: () => client.api(`/users/${nobody}`).get(), refused: { ...missing, text: /does not exist or one of its queried reference-property objects are not present/ } },
    { name: "unknown segment", source: errors, run: () => client.api("/nothing").get(), refused: { status: 400, code: "BadRequest", text: /Resource not found for the segment 'nothing'/ } },
    { name: "select", source: query, run: () => client.api("/users").select("id,displayName").get(), answers: (a) => onlyMembers(a.value, "id", "displayName") },
    { name: "select what is not returned by default", source: docs("api/user-get"), run: () => client.api(`/users/${jim}`).select("accountEnabled,usageLocation,assignedLicenses").get(), answers: (a) => { assert.equal(a.accountEnabled, true); assert.equal(a.usageLocation, "DE"); assert.equal(a.assignedLicenses[0].skuId, sales); } },
    { name: "select an unknown property", source: query, run: () => client.api("/users").select("shoeSize").get(), refused: { status: 400, code: "BadRequest", text: /Could not find a property named 'shoeSize'/ } },
    { name: "top", source: docs("paging"), run: () => client.api("/users").top(2).get(), answers: (a) => { assert.equal(a.value.length, 2); assert.match(a["@odata.nextLink"], /skiptoken/i); } },
    { name: "next link", source: docs("paging"), run: async () => client.api((await client.api("/users").top(2).get())["@odata.nextLink"]).get(), answers: (a) => { assert.equal(a.value.length, 2); assert.ok(!a.value.some((u) => u.id === jim)); } },
    {
      name: "all pages with the page iterator", source: docs("sdks/paging"),
      run: async () => {
        const seen = [];
        await new PageIterator(client, await client.api("/users").top(2).get(), (u) => { seen.push(u.id); return true; }).iterate();
        return seen;
      },
      answers: (a) => { assert.equal(a.length, 6); assert.equal(new Set(a).size, 6); },
    },
    { name: "top above 999", source: docs("api/user-list"), run: () => client.api("/users").top(1000).get(), refused: { status: 400, code: "Request_UnsupportedQuery" } },
    { name: "top zero", source: query, run: () => client.api("/users").top(0).get(), refused: { status: 400 } },
    { name: "skip", source: query, run: () => client.api("/users").skip(2).get(), refused: { status: 400 } },
    { name: "order by", source: query, run: () => client.api("/users").orderby("displayName").get(), answers: (a) => { const names = a.value.map((u) => u.displayName); assert.deepEqual(names, [...names].sort()); } },
    { name: "order by descending", source: query, run: () => client.api("/users").orderby("displayName desc").get(), answers: (a) => { const names = a.value.map((u) => u.displayName); assert.deepEqual(names, [...names].sort().reverse()); } },
    { name: "unknown query option", source: query, run: () => client.api("/users").query({ $nonsense: "1" }).get(), refused: { status: 400 } },
    { name: "format other than JSON", source: query, run: () => client.api("/users").query({ $format: "xml" }).get(), mayRefuse: true, answers: () => assert.fail("the client wants JSON") },
    // Filters.
    { name: "filter equal", source: filters, run: () => client.api("/users").filter("userPrincipalName eq 'jim.olive@contoso.example'").get(), answers: (a) => assert.deepEqual(a.value.map((u) => u.id), [jim]) },
    { name: "filter mail, other letter case", source: filters, run: () => client.api("/users").filter("mail eq 'JIM.OLIVE@contoso.example'").get(), answers: (a) => assert.deepEqual(a.value.map((u) => u.id), [jim]) },
    { name: "filter startswith", source: filters, run: () => client.api("/users").filter("startswith(displayName,'Jim')").get(), answers: (a) => assert.deepEqual(a.value.map((u) => u.id), [jim]) },
    { name: "filter startsWith, as the documentation spells it", source: filters, run: () => client.api("/users").filter("startsWith(displayName,'Jim')").get(), answers: (a) => assert.deepEqual(a.value.map((u) => u.id), [jim]) },
    { name: "filter and, or, parentheses", source: filters, run: () => client.api("/users").filter("accountEnabled eq true and (surname eq 'Olive' or surname eq 'Ray')").get(), answers: (a) => assert.deepEqual(a.value.map((u) => u.id).sort(), [jim, helena]) },
    { name: "filter in", source: filters, run: () => client.api("/users").filter("surname in ('Olive','Ray')").get(), answers: (a) => assert.equal(a.value.length, 2) },
    { name: "filter ge", source: filters, run: () => client.api("/users").filter("createdDateTime ge 2000-01-01T00:00:00Z").select("id,createdDateTime").get(), answers: (a) => assert.equal(a.value.length, 6) },
    { name: "filter by licence", source: docs("api/user-list"), run: () => client.api("/users").filter(`assignedLicenses/any(l:l/skuId eq ${sales})`).select("id").get(), answers: (a) => assert.equal(a.value.length, 6) },
    { name: "filter by another licence", source: docs("api/user-list"), run: () => client.api("/users").filter(`assignedLicenses/any(l:l/skuId eq ${businessCentral})`).select("id").get(), answers: (a) => assert.equal(a.value.length, 0) },
    { name: "filter on an unknown property", source: filters, run: () => client.api("/users").filter("shoeSize eq 40").get(), refused: { status: 400, text: /Could not find a property named 'shoeSize'/ } },
    { name: "filter that cannot be read", source: filters, run: () => client.api("/users").filter("displayName equals 'Jim'").get(), refused: { status: 400, code: "Request_BadRequest" } },
    { name: "filter ne without advanced query", source: advanced, run: () => client.api("/users").filter("department ne 'Sales'").get(), refused: unsupported },
    { name: "filter endsWith without advanced query", source: advanced, run: () => client.api("/users").filter("endsWith(mail,'contoso.example')").get(), refused: unsupported },
    { name: "filter endsWith as advanced query", source: advanced, run: () => eventual("/users").filter("endsWith(mail,'contoso.example')").count(true).get(), mayRefuse: true, answers: (a) => assert.equal(a.value.length, 6) },
    { name: "count without advanced query", source: docs("api/user-list"), run: () => client.api("/users/$count").get(), refused: { status: 400 } },
    { name: "count as advanced query", source: docs("api/user-list"), run: () => eventual("/users/$count").get(), mayRefuse: true, answers: (a) => assert.equal(Number(a), 6) },
    { name: "inline count as advanced query", source: advanced, run: () => eventual("/users").count(true).get(), mayRefuse: true, answers: (a) => assert.equal(a["@odata.count"], 6) },
    { name: "search without advanced query", source: docs("search-query-parameter"), run: () => client.api("/users").search('"displayName:Jim"').get(), refused: unsupported },
    { name: "search as advanced query", source: docs("search-query-parameter"), run: () => eventual("/users").search('"displayName:Jim"').get(), mayRefuse: true, answers: (a) => assert.deepEqual(a.value.map((u) => u.id), [jim]) },
    // Relations.
    { name: "manager of a user without one", source: docs("api/user-list-manager"), run: () => client.api(`/users/${jim}/manager`).get(), refused: missing },
    { name: "expand manager", source: docs("api/user-list-manager"), run: () => client.api(`/users/${jim}`).expand("manager").get(), mayRefuse: true, answers: (a) => { assert.equal(a.id, jim); assert.ok(!a.manager); } },
    { name: "license details", source: docs("api/user-list-licensedetails"), run: () => client.api(`/users/${jim}/licenseDetails`).get(), mayRefuse: true, answers: (a) => assert.equal(a.value[0].skuPartNumber, "DYN365_ENTERPRISE_SALES") },
    { name: "groups of a user", source: docs("api/user-list-memberof"), run: () => client.api(`/users/${jim}/memberOf`).get(), mayRefuse: true, answers: (a) => assert.ok(Array.isArray(a.value)) },
    { name: "me with an application's token", source: docs("api/user-get"), run: () => client.api("/me").get(), refused: { status: 400, code: "BadRequest", text: /\/me request is only valid with delegated authentication flow/ } },
    { name: "organization", source: docs("api/organization-list"), run: () => client.api("/organization").get(), mayRefuse: true, answers: (a) => assert.equal(a.value[0].id, s.tenant) },
    { name: "subscribed SKUs", source: docs("api/subscribedsku-list"), run: () => client.api("/subscribedSkus").get(), answers: (a) => { const sku = a.value.find((one) => one.skuId === sales); assert.equal(sku.consumedUnits, 6); assert.equal(sku.prepaidUnits.enabled, 25); } },
    { name: "subscribed SKU by id", source: docs("api/subscribedsku-get"), run: () => client.api(`/subscribedSkus/${s.tenant}_${sales}`).get(), answers: (a) => assert.equal(a.skuPartNumber, "DYN365_ENTERPRISE_SALES") },
    { name: "service principal by application id", source: docs("api/serviceprincipal-get"), run: () => client.api(`/servicePrincipals(appId='${application}')`).get(), answers: (a) => assert.equal(a.displayName, "Business Central integration") },
    { name: "service principals by filter", source: docs("api/serviceprincipal-list"), run: () => client.api("/servicePrincipals").filter(`appId eq '${application}'`).get(), answers: (a) => assert.equal(a.value.length, 1) },
    { name: "application by application id", source: docs("api/application-get"), run: () => client.api(`/applications(appId='${application}')`).get(), answers: (a) => assert.equal(a.signInAudience, "AzureADMyOrg") },
    // Writing.
    { name: "create a user", source: docs("api/user-post-users"), run: () => client.api("/users").post(user("created")), answers: (a) => { assert.match(a.id, /^[0-9a-f-]{36}$/); assert.equal(a.userPrincipalName, "created@contoso.example"); assert.ok(!("passwordProfile" in a) || a.passwordProfile === null); } },
    { name: "create a user with mail null", source: docs("api/user-post-users"), run: () => client.api("/users").post({ ...user("nomail"), mail: null }), answers: (a) => assert.equal(a.mail, null) },
    { name: "create a user twice", source: errors, run: () => client.api("/users").post(user("created")), refused: { status: 400, code: "Request_BadRequest", text: /userPrincipalName already exists/ } },
    { name: "create a user without a password", source: docs("api/user-post-users"), run: () => client.api("/users").post({ ...user("nopassword"), passwordProfile: undefined }), refused: { status: 400, code: "Request_BadRequest" } },
    { name: "create a user with an unknown property", source: errors, run: () => client.api("/users").post({ ...user("odd"), shoeSize: 40 }), refused: { status: 400, text: /shoeSize/ } },
    { name: "change a user", source: docs("api/user-update"), run: async () => { await settled(() => client.api("/users/created@contoso.example").patch({ jobTitle: "Clerk" })); return client.api("/users/created@contoso.example").get(); }, answers: (a) => assert.equal(a.jobTitle, "Clerk") },
    { name: "change an unknown user", source: errors, run: () => client.api(`/users/${nobody}`).patch({ jobTitle: "Clerk" }), refused: missing },
    { name: "change a key", source: docs("api/user-update"), run: () => client.api(`/users/${jim}`).patch({ id: nobody }), refused: { status: 400 } },
    { name: "assign a license", source: docs("api/user-assignlicense"), run: () => client.api(`/users/${lina}/assignLicense`).post({ addLicenses: [{ skuId: businessCentral, disabledPlans: [] }], removeLicenses: [] }), answers: (a) => assert.equal(a.id, lina) },
    { name: "the assigned license", source: docs("api/user-assignlicense"), run: () => client.api(`/users/${lina}`).select("assignedLicenses").get(), answers: (a) => assert.deepEqual(a.assignedLicenses.map((l) => l.skuId).sort(), [businessCentral, sales]) },
    { name: "consumed units follow", source: docs("resources/subscribedsku"), run: () => client.api("/subscribedSkus").get(), answers: (a) => assert.equal(a.value.find((one) => one.skuId === businessCentral).consumedUnits, 1) },
    { name: "remove a license", source: docs("api/user-assignlicense"), run: () => client.api(`/users/${lina}/assignLicense`).post({ addLicenses: [], removeLicenses: [businessCentral] }), answers: (a) => assert.equal(a.id, lina) },
    { name: "remove a license that is not assigned", source: docs("api/user-assignlicense"), run: () => client.api(`/users/${otis}/assignLicense`).post({ addLicenses: [], removeLicenses: [businessCentral] }), refused: { status: 400 } },
    { name: "assign an unknown license", source: docs("api/user-assignlicense"), run: () => client.api(`/users/${otis}/assignLicense`).post({ addLicenses: [{ skuId: nobody, disabledPlans: [] }], removeLicenses: [] }), refused: { status: 400, text: /license/i } },
    { name: "assign without removeLicenses", source: docs("api/user-assignlicense"), run: () => client.api(`/users/${otis}/assignLicense`).post({ addLicenses: [] }), refused: { status: 400 } },
    { name: "unknown action", source: errors, run: () => client.api(`/users/${otis}/promote`).post({}), refused: { status: 400, code: "BadRequest" } },
    { name: "delete a user", source: docs("api/user-delete"), run: async () => { await client.api("/users/created@contoso.example").delete(); return client.api("/users").filter("userPrincipalName eq 'created@contoso.example'").get(); }, answers: (a) => assert.equal(a.value.length, 0) },
    { name: "deleted users", source: docs("api/directory-deleteditems-list"), run: () => client.api("/directory/deletedItems/microsoft.graph.user").get(), answers: (a) => assert.equal(a.value.length, 1) },
    { name: "deleted users, other letter case", source: docs("api/directory-deleteditems-list"), run: () => client.api("/directory/deleteditems/microsoft.graph.user").get(), answers: (a) => assert.equal(a.value.length, 1) },
    { name: "restore a user", source: docs("api/directory-deleteditems-restore"), run: async () => client.api(`/directory/deletedItems/${(await client.api("/directory/deletedItems/microsoft.graph.user").get()).value[0].id}/restore`).post({}), answers: (a) => assert.ok(a.id) },
    { name: "delete an unknown user", source: errors, run: () => client.api(`/users/${nobody}`).delete(), refused: missing },
    // Batches.
    {
      name: "batch", source: docs("json-batching"),
      run: async () => {
        const content = new BatchRequestContent([
          { id: "1", request: new Request(`${s.graph}/v1.0/users/${jim}`) },
          { id: "2", request: new Request(`${s.graph}/v1.0/users/${nobody}`) },
        ]);
        const responses = new BatchResponseContent(await client.api("/$batch").post(await content.getContent()));
        return { one: responses.getResponseById("1").status, two: responses.getResponseById("2").status };
      },
      mayRefuse: true, answers: (a) => assert.deepEqual(a, { one: 200, two: 404 }),
    },
    { name: "batch of 21", source: docs("json-batching"), run: () => client.api("/$batch").post({ requests: [...Array(21).keys()].map((i) => ({ id: String(i), method: "GET", url: "/users" })) }), refused: { status: 400 } },
    { name: "changes since", source: docs("delta-query-overview"), run: () => client.api("/users/delta").get(), mayRefuse: true, answers: (a) => assert.ok(a["@odata.deltaLink"] ?? a["@odata.nextLink"]) },
  ];
}
