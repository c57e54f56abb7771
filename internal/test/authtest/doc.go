// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package authtest tests every way to authenticate as Terraform uses it: through the provider's server, against the
// emulator's Microsoft Entra, each with valid and with invalid credentials.
package authtest
