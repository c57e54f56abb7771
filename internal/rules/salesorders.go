// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

// SalesOrders are the settings for sales orders of a Sales connection setup. Their rules are those of Business Central's
// page Microsoft Dynamics 365 Connection Setup.
type SalesOrders struct {
	Legacy, AutoCreate, Bidirectional bool
}

// LacksLegacy reports whether orders are to be created automatically without the legacy integration, which that needs.
func (o SalesOrders) LacksLegacy() bool { return o.AutoCreate && !o.Legacy }

// ExcludesLegacy reports whether orders are to be synchronized both ways with the legacy integration, which that excludes.
func (o SalesOrders) ExcludesLegacy() bool { return o.Bidirectional && o.Legacy }
