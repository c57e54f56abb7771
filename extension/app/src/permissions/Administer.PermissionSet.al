// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Permissions;

using BcSales.Integration.AllowList;
using BcSales.Integration.Connector;
using BcSales.Integration.Coupling;
using BcSales.Integration.Log;
using BcSales.Integration.Mapping;
using BcSales.Integration.Setup;
using BcSales.Integration.Synchronization;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;
using Microsoft.Integration.SyncEngine;
using System.Environment;
using System.Threading;

/// <summary>
/// Changes the setups, couplings and mappings through the connector. Permissions on the base application's tables are
/// indirect (lower case): they count only inside the codeunits of this extension, which declare them. What the base
/// application's own objects write on behalf of these calls needs its permission set "D365 AUTOMATION" as well.
/// </summary>
permissionset 72801 "BCS Administer"
{
    Assignable = true;
    Caption = 'Sales Connector - Administer', MaxLength = 30;
    IncludedPermissionSets = "BCS Read";

    Permissions =
        tabledata "BCS Connector State" = RIMD,
        tabledata "BCS Log Entry" = imd,
        tabledata "BCS Mapping Snapshot" = imd,
        tabledata "BCS Mark" = imd,
        tabledata "CDS Company" = r,
        tabledata "CDS Connection Setup" = imd,
        tabledata "CDS Teamroles" = r,
        tabledata "CRM Businessunit" = r,
        tabledata "CRM Connection Setup" = imd,
        tabledata "CRM Full Synch. Review Line" = imd,
        tabledata "CRM Integration Record" = imd,
        tabledata "CRM NAV Connection" = rimd,
        tabledata "CRM Organization" = r,
        tabledata "CRM Role" = r,
        tabledata "CRM Systemuser" = r,
        tabledata "CRM Systemuserroles" = r,
        tabledata "CRM Team" = r,
        tabledata Company = R,
        tabledata "Integration Field Mapping" = m,
        tabledata "Integration Table Mapping" = m,
        tabledata "Job Queue Entry" = m,
        codeunit "BCS Allow List" = X,
        codeunit "BCS Dataverse Check" = X,
        codeunit "BCS Dataverse Enabler" = X,
        codeunit "BCS Environment Url" = X,
        codeunit "BCS Full Synch. Rules" = X,
        codeunit "BCS Full Synch. Starter" = X,
        codeunit "BCS Sales Disabler" = X,
        codeunit "BCS Sales Enabler" = X,
        codeunit "BCS Sales Settings" = X,
        codeunit "BCS Setup Validation" = X,
        codeunit "BCS Skipped Couplings" = X;
}
