// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// An operation is one thing that a client is asked to do, with what the real service answers according to its
// documentation. An emulator that does not serve it may refuse it instead, but never ignore it.

import assert from "node:assert/strict";

/**
 * @typedef {object} Operation
 * @property {string} name what is asked
 * @property {string} source where the expected answer comes from
 * @property {() => Promise<any>} run asks the client
 * @property {(answer: any) => void} [answers] checks the answer; without it the operation must be refused
 * @property {Refusal} [refused] how the service refuses; without it the operation must succeed
 * @property {boolean} [mayRefuse] the emulator may refuse with a clear error what the service would do
 */

/**
 * @typedef {object} Refusal
 * @property {number | number[]} status the HTTP status, or those that were seen
 * @property {string} [code] the service's error code
 * @property {RegExp} [text] what its message says
 */

/** Reads status, code and message of an error in the shapes that the clients throw. */
export function refusal(error) {
  const inner = error.error?.error ?? error.error ?? error.cause?.error ?? {};
  return {
    status: error.statusCode ?? error.status ?? error.cause?.status ?? error.response?.status,
    code: String(error.code ?? inner.code ?? error.errorCode ?? ""),
    text: String(error.message ?? inner.message ?? ""),
  };
}

/**
 * Runs one operation and says what came of it: "answered" or "refused" where that is right, else "wrong".
 * @param {Operation} operation
 */
export async function outcome(operation) {
  let answer;
  try {
    answer = await operation.run();
  } catch (error) {
    return refusedOutcome(operation, error);
  }
  if (!operation.answers) {
    return { outcome: "wrong", why: `answered, where the service refuses: ${short(answer)}` };
  }
  try {
    operation.answers(answer);
  } catch (error) {
    return { outcome: "wrong", why: `${error.message.split("\n")[0]}: ${short(answer)}` };
  }
  return { outcome: "answered" };
}

function refusedOutcome(operation, error) {
  const got = refusal(error);
  const said = `${got.status ?? "no status"} ${got.code} ${got.text}`;
  if (!(got.status >= 400 && got.status < 600)) {
    return { outcome: "wrong", why: `failed in the client: ${error.stack?.split("\n").slice(0, 2).join(" ")}` };
  }
  const want = operation.refused;
  if (want && [want.status].flat().includes(got.status) && (!want.code || got.code === want.code) && (!want.text || want.text.test(got.text))) {
    return { outcome: "refused" };
  }
  if (operation.mayRefuse && got.text.length > 10) {
    return { outcome: "not served", why: said };
  }
  if (want) {
    return { outcome: "wrong", why: `refused otherwise than the service does: ${said}` };
  }
  return { outcome: "wrong", why: `refused, where the service answers: ${said}` };
}

function short(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value) ?? String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** Asserts that every row has these members and no others beside annotations. */
export function onlyMembers(rows, ...names) {
  assert.ok(Array.isArray(rows) && rows.length > 0, "rows");
  for (const row of rows) {
    assert.deepEqual(Object.keys(row).filter((name) => !name.startsWith("@")).sort(), [...names].sort());
  }
}

export { assert };
