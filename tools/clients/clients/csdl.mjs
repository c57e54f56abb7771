// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// The converter of the OData committee's CSDL repository against the emulator's metadata documents, and
// libxml2 with the committee's XML schema.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import csdl from "odata-csdl";
import { validateXML } from "xmllint-wasm";
import { assert } from "../lib/operation.mjs";
import { token } from "../lib/token.mjs";

const schemas = join(dirname(createRequire(import.meta.url).resolve("odata-csdl/package.json")), "schemas");
const source = "https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html";

/** @returns {Promise<import("../lib/operation.mjs").Operation[]>} */
export async function operations(s) {
  const bc = "https://api.businesscentral.dynamics.com";
  const documents = [
    ["Graph", `${s.graph}/v1.0/$metadata`, await token(s, "https://graph.microsoft.com")],
    ["Dataverse", `${s.dataverse}/api/data/v9.2/$metadata`, await token(s, s.dataverse)],
    ["Business Central v2.0", `${s.businessCentral}/v2.0/$metadata`, await token(s, bc)],
    ["Business Central automation", `${s.businessCentral}/microsoft/automation/v2.0/$metadata`, await token(s, bc)],
    ["companion", `${s.businessCentral}/bcsales/integration/v1.0/$metadata`, await token(s, bc)],
  ];
  const fetched = async ([, url, bearer]) => {
    const response = await fetch(url, { headers: { Authorization: `Bearer ${bearer}`, Accept: "application/xml" } });
    const text = await response.text();
    if (!response.ok) throw Object.assign(new Error(text), { status: response.status });
    return text;
  };
  const [edmx, edm] = await Promise.all(["edmx.xsd", "edm.xsd"].map(async (fileName) => ({ fileName, contents: await readFile(join(schemas, fileName), "utf8") })));
  const lint = async (contents) => {
    const result = await validateXML({ xml: [{ fileName: "metadata.xml", contents }], schema: [edmx], preload: [edm] });
    return result.valid ? "valid" : result.rawOutput;
  };
  return documents.flatMap((document) => [
    {
      name: `${document[0]}: converted to CSDL JSON`, source, run: async () => csdl.xml2json(await fetched(document), { lineNumbers: false }),
      answers: (a) => {
        const [name] = Object.keys(a).filter((key) => !key.startsWith("$"));
        assert.equal(a.$Version, "4.0");
        const kinds = Object.values(a[name]).map((one) => (Array.isArray(one) ? one[0].$Kind : one.$Kind));
        assert.ok(kinds.includes("EntityType") && kinds.includes("EntityContainer"));
      },
    },
    {
      name: `${document[0]}: every type that is named is declared`, source, run: async () => csdl.xml2json(await fetched(document), { lineNumbers: false }),
      answers: (a) => {
        const [namespace] = Object.keys(a).filter((key) => !key.startsWith("$"));
        const named = [...JSON.stringify(a).matchAll(new RegExp(`"\\$(?:Type|BaseType)":"${namespace.replaceAll(".", "\\.")}\\.(\\w+)"`, "g"))].map((match) => match[1]);
        for (const type of named) assert.ok(a[namespace][type], type);
        assert.ok(named.length > 0);
      },
    },
    {
      name: `${document[0]}: valid by the XML schema`, source,
      run: async () => lint(await fetched(document)),
      answers: (a) => assert.equal(a, "valid"),
    },
  ]);
}
