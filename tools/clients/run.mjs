// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Runs third-party clients against an emulator and compares the outcome of each operation with table.md:
//   node run.mjs EMULATOR [--write] [--client NAME]

import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { reset, settings, start } from "./lib/emulator.mjs";
import { outcome } from "./lib/operation.mjs";

const clients = ["msal", "graph", "dynamics", "odata2ts", "csdl"];
const table = new URL("table.md", import.meta.url);

const header = `# Third-party clients against the emulator

Written by \`make test-clients-write\`, compared by \`make test-clients\`. "answered": as the service documents it. "refused": as
the service refuses it. "not served": the service would answer; the emulator refuses with a clear error. What each answer must be
stands in \`clients/\` with its source, never taken from the emulator.
`;

async function suite(only) {
  const s = settings();
  const sections = [];
  const wrong = [];
  const counts = {};
  for (const name of clients.filter((one) => !only || one === only)) {
    await reset();
    const { operations } = await import(`./clients/${name}.mjs`);
    const rows = [];
    for (const operation of await operations(s)) {
      const result = await outcome(operation);
      counts[name] ??= { operations: 0, answered: 0, refused: 0, "not served": 0, wrong: 0 };
      counts[name].operations += 1;
      counts[name][result.outcome] += 1;
      if (result.outcome === "wrong") wrong.push(`${name}: ${operation.name}: ${result.why}`);
      rows.push(`| ${operation.name} | ${result.outcome} | ${operation.source} |`);
    }
    sections.push(`\n## ${name}\n\n| Operation | Outcome | Source |\n|---|---|---|\n${rows.join("\n")}\n`);
  }
  return { text: header + sections.join(""), wrong, counts };
}

async function child() {
  const options = process.argv.slice(2);
  const only = options.includes("--client") ? options[options.indexOf("--client") + 1] : "";
  const { text, wrong, counts } = await suite(only);
  console.table(counts);
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) return 1;
  if (options.includes("--write") && !only) {
    await writeFile(table, text);
    return 0;
  }
  if (!only && (await readFile(table, "utf8").catch(() => "")) !== text) {
    console.error("tools/clients/table.md differs: run make test-clients-write, and look at what has changed.");
    return 1;
  }
  return 0;
}

async function parent(program, options) {
  const { env, stop } = await start(program);
  try {
    // Node reads the certificate only when it starts.
    const run = spawn(process.execPath, [fileURLToPath(import.meta.url), ...options], {
      stdio: "inherit",
      env: { ...process.env, ...env, NODE_EXTRA_CA_CERTS: env.BCSALES_CA_CERTIFICATE_PATH, BCSALES_CLIENTS_CHILD: "1", NODE_NO_WARNINGS: "1" },
    });
    return await new Promise((resolve) => run.once("exit", (status) => resolve(status ?? 1)));
  } finally {
    await stop();
  }
}

if (process.env.BCSALES_CLIENTS_CHILD) {
  process.exitCode = await child();
} else {
  const [program, ...options] = process.argv.slice(2);
  if (!program) throw new Error("usage: node run.mjs EMULATOR [--write] [--client NAME]");
  process.exitCode = await parent(program, options);
}
