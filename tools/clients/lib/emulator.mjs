// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Starts an emulator for a run of the clients, and reads the environment that it writes.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts the program and returns its environment variables and a function that ends it. */
export async function start(program) {
  const folder = await mkdtemp(join(tmpdir(), "bcsales-clients-"));
  const file = join(folder, "emulator.env");
  const child = spawn(program, ["--listen", "127.0.0.1:0", "--speed", "200", "--env-file", file], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (status) => reject(new Error(`the emulator ended with ${status}`)));
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("listening on ")) resolve();
    });
  });
  const env = {};
  for (const line of (await readFile(file, "utf8")).split("\n")) {
    const match = /^export (\w+)='(.*)'$/.exec(line);
    if (match) env[match[1]] = match[2];
  }
  const stop = async () => {
    child.removeAllListeners("exit");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { env, stop };
}

/** The services' origins and the identity that the emulator accepts. */
export function settings(env = process.env) {
  return {
    authority: env.BCSALES_AUTHORITY_URL,
    tenant: env.BCSALES_TENANT_ID,
    client: env.BCSALES_CLIENT_ID,
    secret: env.BCSALES_CLIENT_SECRET,
    graph: env.BCSALES_GRAPH_URL,
    dataverse: env.BCSALES_DATAVERSE_URL,
    businessCentral: `${env.BCSALES_BUSINESS_CENTRAL_URL}/v2.0/${env.BCSALES_TENANT_ID}/${env.BCSALES_BUSINESS_CENTRAL_ENVIRONMENT}/api`,
  };
}

/** Resets the emulator to its seed. */
export async function reset(env = process.env) {
  const response = await fetch(`${env.BCSALES_AUTHORITY_URL}/_emulator/reset`, { method: "POST" });
  if (!response.ok) throw new Error(`reset: ${response.status} ${await response.text()}`);
}
