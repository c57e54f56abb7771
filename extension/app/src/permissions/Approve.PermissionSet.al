// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Permissions;

using BcSales.Integration.AllowList;
using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using BcSales.Integration.Setup;

/// <summary>
/// For people who decide which Dataverse environments this Business Central environment connects to. Not for the identity that
/// applies: the list exists so that this identity alone cannot send a company's data to another tenant.
/// </summary>
permissionset 72802 "BCS Approve"
{
    Assignable = true;
    Caption = 'Sales Connector - Approve', MaxLength = 30;
    IncludedPermissionSets = "BCS Read";

    Permissions =
        tabledata "BCS Allowed Environment" = IMD,
        tabledata "BCS Log Entry" = imd,
        codeunit "BCS Environment Url" = X;
}
