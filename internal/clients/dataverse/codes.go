// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

// Error codes of the Web API that the client acts on.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
const (
	codeDuplicateRecord  = "0x80040237"
	codePayload          = "0x80048d19" // the body does not fit the table's definition
	codeInvalidReference = "0x80060888" // anything wrong with a URL or a related id
)
