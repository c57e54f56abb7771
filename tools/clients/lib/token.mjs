// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Tokens by client secret, with Microsoft's own library.

import { ConfidentialClientApplication } from "@azure/msal-node";

/** An application of MSAL that trusts the emulator's authority. */
export function application(s, overrides = {}) {
  const authority = `${s.authority}/${overrides.tenant ?? s.tenant}`;
  return new ConfidentialClientApplication({
    auth: {
      clientId: overrides.client ?? s.client,
      clientSecret: overrides.secret ?? s.secret,
      authority,
      knownAuthorities: [new URL(s.authority).host],
      protocolMode: "AAD",
    },
  });
}

/** An access token for the resource. */
export async function token(s, resource) {
  const result = await application(s).acquireTokenByClientCredential({ scopes: [`${resource}/.default`] });
  return result.accessToken;
}
