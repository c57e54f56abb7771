// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// MSAL for Node against the emulator's Entra.

import { assert } from "../lib/operation.mjs";
import { application } from "../lib/token.mjs";

const errors = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
const flow = "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow";
const discovery = "https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc";

// MSAL reports what the token endpoint said in its error's text and hides the status.
function acquire(app, scope) {
  return async () => {
    try {
      return await app.acquireTokenByClientCredential({ scopes: [scope] });
    } catch (error) {
      throw Object.assign(error, { statusCode: error.status ?? 401, code: error.errorCode });
    }
  };
}

/** @returns {import("../lib/operation.mjs").Operation[]} */
export function operations(s) {
  const get = (path) => async () => (await fetch(s.authority + path)).json();
  const graph = "https://graph.microsoft.com/.default";
  return [
    {
      name: "token for Graph", source: flow, run: acquire(application(s), graph),
      answers: (a) => { assert.equal(a.tokenType, "Bearer"); assert.ok(a.expiresOn > new Date()); assert.ok(a.accessToken.split(".").length === 3); },
    },
    { name: "token for Dataverse", source: flow, run: acquire(application(s), `${s.dataverse}/.default`), answers: (a) => assert.ok(a.accessToken) },
    { name: "token for Business Central", source: flow, run: acquire(application(s), "https://api.businesscentral.dynamics.com/.default"), answers: (a) => assert.ok(a.accessToken) },
    {
      name: "second token from the cache", source: flow,
      run: async () => {
        const app = application(s);
        await app.acquireTokenByClientCredential({ scopes: [graph] });
        return app.acquireTokenByClientCredential({ scopes: [graph] });
      },
      answers: (a) => assert.equal(a.fromCache, true),
    },
    { name: "wrong secret", source: errors, run: acquire(application(s, { secret: "not-it" }), graph), refused: { status: 401, code: "invalid_client", text: /AADSTS7000215/ } },
    {
      name: "unknown application", source: errors,
      run: acquire(application(s, { client: "99999999-0000-4000-8000-000000000009" }), graph),
      refused: { status: 400, code: "unauthorized_client", text: /AADSTS700016/ },
    },
    { name: "scope without .default", source: errors, run: acquire(application(s), "https://graph.microsoft.com/User.Read.All"), refused: { status: 400, code: "invalid_scope", text: /AADSTS(70011|1002012)/ } },
    { name: "unknown resource", source: errors, run: acquire(application(s), "https://unknown.example/.default"), refused: { status: 400, code: "invalid_resource", text: /AADSTS500011/ } },
    {
      name: "discovery document", source: discovery, run: get(`/${s.tenant}/v2.0/.well-known/openid-configuration`),
      answers: (a) => {
        assert.match(a.issuer, new RegExp(s.tenant));
        for (const member of ["token_endpoint", "authorization_endpoint", "jwks_uri"]) assert.match(a[member], /^https:/);
        assert.ok(a.token_endpoint_auth_methods_supported.includes("client_secret_post"));
      },
    },
    {
      name: "signing keys", source: discovery,
      run: async () => (await fetch((await get(`/${s.tenant}/v2.0/.well-known/openid-configuration`)()).jwks_uri)).json(),
      answers: (a) => { assert.ok(a.keys.length > 0); for (const member of ["kty", "use", "kid"]) assert.ok(a.keys[0][member], member); },
    },
  ];
}
