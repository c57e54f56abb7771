// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

// CheckTarget lets the tests ask about hosts that they cannot serve.
var CheckTarget = checkTarget

// IssuerOfToken lets the tests read tokens.
var IssuerOfToken = issuerOfToken
