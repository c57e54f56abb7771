// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package connectionsetup manages the two connection setups of a Business Central company: the Dataverse connection
// and, on top of it, the Dynamics 365 Sales connection.
//
// The two depend on each other: the Dataverse connection cannot be turned off or on while the Sales connection is on,
// and enabling either resets table mappings. What changes both is one orchestrated update of the Dataverse connection.
package connectionsetup
