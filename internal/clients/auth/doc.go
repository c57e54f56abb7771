// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package auth makes a credential of each method that the provider offers: client secret, client certificate,
// workload identity federation (OIDC), managed identity and the Azure CLI.
//
// A Credential holds one token for each audience. However many callers ask for it first, Microsoft Entra is asked
// once; the protocol itself is the Microsoft Authentication Library's. No error shows a secret, an assertion or a token.
package auth
