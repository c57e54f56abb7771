// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

// SalesOrders are the sales order settings of a Sales connection setup. Their rules come from Business Central's
// page Microsoft Dynamics 365 Connection Setup.
type SalesOrders struct {
	Legacy, AutoCreate, Bidirectional bool
}

// LacksLegacy reports whether orders are to be created automatically without
// the legacy integration that this requires.
func (o SalesOrders) LacksLegacy() bool { return o.AutoCreate && !o.Legacy }

// ExcludesLegacy reports whether orders are to be synchronized both ways despite the
// legacy integration, which rules that out.
func (o SalesOrders) ExcludesLegacy() bool { return o.Bidirectional && o.Legacy }
