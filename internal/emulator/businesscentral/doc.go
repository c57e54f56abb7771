// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package businesscentral is the emulated Business Central: the rules of the standard API v2.0 and of the companion
// API over the tables behind the integration with Dynamics 365 Sales.
//
// The rules, their order and their texts follow Microsoft's base application, published as
// github.com/microsoft/BCApps, folder src/Layers/W1/BaseApp/Integration. A function names the AL object it follows.
// What the companion adds is marked as such.
package businesscentral
