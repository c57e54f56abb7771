// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Clients that odata2ts generates from the emulator's metadata documents: a document that misleads a generator fails here.

import { execFile } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { promisify } from "node:util";
import { FetchClient } from "@odata2ts/http-client-fetch";
import { assert, onlyMembers } from "../lib/operation.mjs";
import { token } from "../lib/token.mjs";

const folder = fileURLToPath(new URL("../", import.meta.url));
const generated = join(folder, ".generated");
const dataverseDocs = "https://learn.microsoft.com/power-apps/developer/data-platform/webapi/overview";
const businessCentralDocs = "https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/";
const errorDocs = "https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/dynamics-error-codes";
const companionDocs = "docs/guides/companion-api.md";

const company = "000000cc-0000-4000-8000-000000000001";
const jo = "000000ce-0000-4000-8000-000000000001";
const jim = "000000d1-0000-4000-8000-000000000001";
const root = "000000b0-0000-4000-8000-000000000001";
const nobody = "12345678-0000-4000-8000-00000000ffff";

/** Generates a client from the document at the URL and returns an instance of its service. */
async function service(name, url, bearer) {
  const response = await fetch(`${url}/$metadata`, { headers: { Authorization: `Bearer ${bearer}`, Accept: "application/xml" } });
  const output = join(generated, name);
  await mkdir(output, { recursive: true });
  await writeFile(join(generated, "package.json"), '{"type": "commonjs"}\n');
  await writeFile(join(generated, `${name}.xml`), await response.text());
  await promisify(execFile)(process.execPath, [join(folder, "node_modules/@odata2ts/odata2ts/lib/run-cli.js"), "-s", `.generated/${name}.xml`, "-o", `.generated/${name}`, "-m", "all", "-e", "js"], { cwd: folder });
  const main = (await readdir(output)).find((file) => file.endsWith("Service.js"));
  const module = createRequire(import.meta.url)(join(output, main));
  const Service = module[main.replace(".js", "")];
  return new Service(new FetchClient({ headers: { Authorization: `Bearer ${bearer}`, Accept: "application/json" } }), url);
}

/** @returns {Promise<import("../lib/operation.mjs").Operation[]>} */
export async function operations(s) {
  await rm(generated, { recursive: true, force: true });
  const bearer = await token(s, "https://api.businesscentral.dynamics.com");
  const dataverse = await service("dataverse", `${s.dataverse}/api/data/v9.2`, await token(s, s.dataverse));
  const standard = await service("standard", `${s.businessCentral}/v2.0`, bearer);
  const companion = await service("companion", `${s.businessCentral}/bcsales/integration/v1.0`, bearer);
  const people = () => standard.companies(company).salespeoplePurchasers();
  const rows = (response) => response.data.value;
  return [
    // Dataverse.
    { name: "Dataverse: rows", source: dataverseDocs, run: () => dataverse.systemusers().query(), answers: (a) => assert.ok(rows(a).length >= 6) },
    { name: "Dataverse: row by key", source: dataverseDocs, run: () => dataverse.systemusers(jim).query(), answers: (a) => assert.equal(a.data.fullname, "Jim Olive") },
    { name: "Dataverse: select", source: dataverseDocs, run: () => dataverse.transactioncurrencies().query((b) => b.select("isocurrencycode")), answers: (a) => onlyMembers(rows(a), "isocurrencycode", "transactioncurrencyid") },
    { name: "Dataverse: filter", source: dataverseDocs, run: () => dataverse.systemusers().query((b, q) => b.filter(q.fullname.eq("Jim Olive"))), answers: (a) => assert.deepEqual(rows(a).map((u) => u.systemuserid), [jim]) },
    { name: "Dataverse: filter by a choice", source: dataverseDocs, run: () => dataverse.systemusers().query((b, q) => b.filter(q.isdisabled.eq(false)).top(3)), answers: (a) => assert.equal(rows(a).length, 3) },
    { name: "Dataverse: contains", source: dataverseDocs, run: () => dataverse.systemusers().query((b, q) => b.filter(q.fullname.contains("olive"))), answers: (a) => assert.equal(rows(a).length, 1) },
    { name: "Dataverse: order by", source: dataverseDocs, run: () => dataverse.systemusers().query((b, q) => b.select("fullname").orderBy(q.fullname.desc()).filter(q.applicationid.isNull())), answers: (a) => { const names = rows(a).map((u) => u.fullname); assert.deepEqual(names, [...names].sort().reverse()); } },
    { name: "Dataverse: count", source: dataverseDocs, run: () => dataverse.transactioncurrencies().query((b) => b.count()), answers: (a) => assert.equal(a.data["@odata.count"], 2) },
    { name: "Dataverse: expand", source: dataverseDocs, run: () => dataverse.systemusers(jim).query((b) => b.select("fullname").expand("businessunitid")), answers: (a) => assert.equal(a.data.businessunitid.name, "Contoso") },
    { name: "Dataverse: missing row", source: dataverseDocs, run: () => dataverse.systemusers(nobody).query(), refused: { status: 404, text: /Does Not Exist/i } },
    { name: "Dataverse: create", source: dataverseDocs, run: () => dataverse.businessunits().create({ name: "Generated", "parentbusinessunitid@odata.bind": `/businessunits(${root})` }), answers: (a) => assert.ok([201, 204].includes(a.status)) },
    { name: "Dataverse: change", source: dataverseDocs, run: async () => { const id = rows(await dataverse.businessunits().query((b, q) => b.filter(q.name.eq("Generated"))))[0].businessunitid; await dataverse.businessunits(id).patch({ costcenter: "42" }); return dataverse.businessunits(id).query(); }, answers: (a) => assert.equal(a.data.costcenter, "42") },
    { name: "Dataverse: WhoAmI", source: dataverseDocs, run: () => dataverse.WhoAmI(), answers: (a) => assert.equal(a.data.BusinessUnitId, root) },
    // Business Central.
    { name: "Business Central: companies", source: businessCentralDocs, run: () => standard.companies().query(), answers: (a) => assert.ok(rows(a).some((c) => c.name === "CRONUS")) },
    { name: "Business Central: company", source: businessCentralDocs, run: () => standard.companies(company).query(), answers: (a) => assert.equal(a.data.displayName, "CRONUS International Ltd.") },
    { name: "Business Central: salespeople", source: businessCentralDocs, run: () => people().query(), answers: (a) => { assert.equal(rows(a).length, 5); assert.match(rows(a)[0]["@odata.etag"], /^W\/"/); } },
    { name: "Business Central: salesperson", source: businessCentralDocs, run: () => standard.companies(company).salespeoplePurchasers(jo).query(), answers: (a) => assert.equal(a.data.code, "JO") },
    { name: "Business Central: select", source: businessCentralDocs, run: () => people().query((b) => b.select("code", "email")), answers: (a) => onlyMembers(rows(a), "code", "email") },
    { name: "Business Central: filter", source: businessCentralDocs, run: () => people().query((b, q) => b.filter(q.code.eq("JO"))), answers: (a) => assert.deepEqual(rows(a).map((p) => p.id), [jo]) },
    { name: "Business Central: filter and order", source: businessCentralDocs, run: () => people().query((b, q) => b.filter(q.code.ne("JO")).orderBy(q.code.desc())), answers: (a) => assert.deepEqual(rows(a).map((p) => p.code), ["OF", "LT", "HR", "BC"]) },
    { name: "Business Central: top and skip", source: businessCentralDocs, run: () => people().query((b, q) => b.orderBy(q.code.asc()).skip(1).top(2)), answers: (a) => assert.deepEqual(rows(a).map((p) => p.code), ["HR", "JO"]) },
    { name: "Business Central: count", source: businessCentralDocs, run: () => people().query((b) => b.count().top(1)), answers: (a) => assert.equal(a.data["@odata.count"], 5) },
    { name: "Business Central: missing row", source: errorDocs, run: () => standard.companies(company).salespeoplePurchasers(nobody).query(), refused: { status: 404, text: /not found|does not exist/i } },
    { name: "Business Central: unknown company", source: errorDocs, run: () => standard.companies(nobody).salespeoplePurchasers().query(), refused: { status: 404 } },
    { name: "Business Central: create", source: businessCentralDocs, run: () => people().create({ code: "GEN", displayName: "Generated" }), answers: (a) => { assert.equal(a.status, 201); assert.equal(a.data.code, "GEN"); } },
    { name: "Business Central: create a code twice", source: errorDocs, run: () => people().create({ code: "GEN", displayName: "Again" }), refused: { status: [400, 409], text: /already exists/ } },
    { name: "Business Central: change without If-Match", source: businessCentralDocs, run: () => standard.companies(company).salespeoplePurchasers(jo).patch({ displayName: "Jim" }), refused: { status: [400, 412, 428] } },
    // The companion.
    { name: "companion: connectors", source: companionDocs, run: () => companion.companies(company).connectors().query(), answers: (a) => assert.match(rows(a)[0].version, /^\d+\.\d+/) },
    { name: "companion: no setup yet", source: companionDocs, run: () => companion.companies(company).dataverseConnectionSetups().query(), answers: (a) => assert.equal(rows(a).length, 0) },
    { name: "companion: read-only set", source: companionDocs, run: () => companion.companies(company).connectors().create({ version: "9.0.0.0" }), refused: { status: [400, 405] } },
  ];
}
