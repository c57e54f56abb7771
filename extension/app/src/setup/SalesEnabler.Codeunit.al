// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using BcSales.Integration.Mapping;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;

/// <summary>
/// Enables the Sales connection. A separate codeunit, so that the caller can disable the setup again if a step fails: the
/// base application commits in the middle. INFERENCE: not run against a live tenant.
/// </summary>
codeunit 72819 "BCS Sales Enabler"
{
    Access = Public;
    TableNo = "CRM Connection Setup";
    Permissions = tabledata "CDS Connection Setup" = r,
                  tabledata "CRM Connection Setup" = rm;

    trigger OnRun()
    var
        TempWanted: Record "CRM Connection Setup" temporary;
        Connection: Codeunit "BCS Connection";
    begin
        Rec.Get();
        CopyFromDataverseSetup(Rec);
        TempWanted := Rec;
        // "Is Enabled" OnValidate works on tables of Dataverse as soon as its own connection is registered.
        Connection.Activate();
        // Read: EnableCRMConnectionFromWizard = Get, Validate("Is Enabled", true), Modify(true). OnValidate: unit group
        // mapping on or off (deletes couplings of units), EnableCRMConnection (VerifyTestConnection, currency check,
        // InstallIntegrationSolution, which exits because the solution is there, Modify, Commit, ResetConfiguration),
        // RefreshDataFromCRM, TestIntegrationUserRequirements, SyncDocumentOptionSets, SetUseNewestUI. No Confirm and no
        // RunModal on that path.
        // al-check: allow connection - its last steps run after TestIntegrationUserRequirements; Complete repeats what they miss
        Rec.EnableCRMConnectionFromWizard();
        // Read: TestIntegrationUserRequirements makes a temporary connection the default and removes it, so that what follows
        // it, also in the base application, has none.
        Connection.Activate();
        Complete(Rec, TempWanted);
    end;

    local procedure CopyFromDataverseSetup(var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        // The steps of "CRM Connection Setup".LoadConnectionStringElementsFromCDSConnectionSetup, which is [Scope('OnPrem')].
        CDSConnectionSetup.Get();
        CRMConnectionSetup."User Password Key" := CDSConnectionSetup."User Password Key";
        // Read: OnValidate of "Server Address" asks only when the URL has a path, which 7200 was refused; it and
        // "User Name" rebuild the connection string: the certificate form when Business Central has its first-party app.
        CRMConnectionSetup.Validate("Server Address", CDSConnectionSetup."Server Address");
        CRMConnectionSetup.Validate("User Name", CDSConnectionSetup."User Name");
        CRMConnectionSetup.Validate("Proxy Version", CRMConnectionSetup."Proxy Version");
        // An item synchronization stores the price list that it made. ResetConfiguration clears it in a copy of the row, and the
        // Modify(true) of EnableCRMConnectionFromWizard would then find a newer row than its own.
        Clear(CRMConnectionSetup."Default CRM Price List ID");
        CRMConnectionSetup.Modify(false);
    end;

    local procedure Complete(var CRMConnectionSetup: Record "CRM Connection Setup"; var TempWanted: Record "CRM Connection Setup" temporary)
    var
        MappingSnapshotMgt: Codeunit "BCS Mapping Snapshot Mgt.";
        NavConnectionMgt: Codeunit "BCS Nav Connection Mgt.";
        SalesSettings: Codeunit "BCS Sales Settings";
    begin
        CRMConnectionSetup.Get();
        NavConnectionMgt.WriteOwnUrl(CRMConnectionSetup, NavConnectionMgt.Remembered());
        // Read: reads the app module "Sales Hub" in a try function, which failed for want of a connection. No dialog.
        CRMConnectionSetup.SetUseNewestUI();
        CRMConnectionSetup.Modify(false);
        // The switch for legacy sales orders is the organization's, and other companies may use it: enabling turns it on when
        // this setup asks for it, and never off. Turning it off takes a PATCH of legacySalesOrders.
        if CRMConnectionSetup."Is S.Order Integration Enabled" then
            TempWanted."Is S.Order Integration Enabled" := true;
        SalesSettings.ApplyAfterEnable(TempWanted, CRMConnectionSetup);
        MappingSnapshotMgt.RecordDefaults();
    end;
}
