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
using System.Threading;

/// <summary>
/// Reads every entity set of the connector and writes nothing: no insert, modify or delete, direct or indirect. The codeunits
/// behind the pages can be run, so that a write is refused by "BCS Access Control", with a text that says what is missing.
/// </summary>
permissionset 72800 "BCS Read"
{
    Assignable = true;
    Caption = 'Sales Connector - Read', MaxLength = 30;

    Permissions =
        tabledata "BCS Allowed Environment" = R,
        tabledata "BCS Connector State" = R,
        tabledata "BCS Log Entry" = R,
        tabledata "BCS Mapping Snapshot" = R,
        tabledata "BCS Mark" = R,
        tabledata "CDS Connection Setup" = R,
        tabledata "CRM Connection Setup" = R,
        tabledata "CRM Full Synch. Review Line" = R,
        tabledata "CRM Integration Record" = R,
        tabledata "Integration Field Mapping" = R,
        tabledata "Integration Synch. Job" = R,
        tabledata "Integration Synch. Job Errors" = R,
        tabledata "Integration Table Mapping" = R,
        tabledata "Job Queue Entry" = R,
        table "BCS Allowed Environment" = X,
        table "BCS Connector State" = X,
        table "BCS Log Entry" = X,
        table "BCS Mapping Snapshot" = X,
        table "BCS Mark" = X,
        codeunit "BCS Access Control" = X,
        codeunit "BCS Connection" = X,
        codeunit "BCS Coupling Mgt." = X,
        codeunit "BCS Coupling Rules" = X,
        codeunit "BCS Dataverse Setup Mgt." = X,
        codeunit "BCS Errors" = X,
        codeunit "BCS Field Mapping Mgt." = X,
        codeunit "BCS Full Synch. Mgt." = X,
        codeunit "BCS Log" = X,
        codeunit "BCS Mapping Snapshot Mgt." = X,
        codeunit "BCS Marks" = X,
        codeunit "BCS Nav Connection Mgt." = X,
        codeunit "BCS Option Mapping" = X,
        codeunit "BCS Sales Setup Mgt." = X,
        codeunit "BCS Table Mapping Mgt." = X,
        page "BCS Allowed Environments" = X,
        page "BCS Allowed Envs. API" = X,
        page "BCS Connectors API" = X,
        page "BCS Dataverse Setups API" = X,
        page "BCS Field Mappings API" = X,
        page "BCS Full Synch. Lines API" = X,
        page "BCS Full Synch. Proposals API" = X,
        page "BCS Log Entries" = X,
        page "BCS Log Entries API" = X,
        page "BCS Mapping Snapshots API" = X,
        page "BCS Record Couplings API" = X,
        page "BCS Sales Setups API" = X,
        page "BCS Synch. Errors API" = X,
        page "BCS Synch. Jobs API" = X,
        page "BCS Table Mappings API" = X;
}
