// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package authtest holds the tests of every way to authenticate, as Terraform uses them: through the provider's server,
// against the emulator's Microsoft Entra, each with right and with wrong credentials.
package authtest
