// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package rules holds what Business Central requires of an integration, so that the connection setups check before
// a write what the readiness data source reports afterwards. A rule judges rows that its caller has read; the
// caller words the finding. The package does not depend on Terraform.
package rules
