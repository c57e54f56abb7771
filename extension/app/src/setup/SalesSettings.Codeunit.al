// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.AllowList;
using BcSales.Integration.Connector;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;

/// <summary>
/// The settings of table 5330. While the setup is disabled they are only stored; while it is enabled they have effects
/// (jobs, mappings, the organization row of Dataverse), which happen here without the dialogs of the fields' triggers.
/// </summary>
codeunit 72818 "BCS Sales Settings"
{
    Access = Public;
    Permissions = tabledata "CDS Connection Setup" = r,
                  tabledata "CRM Connection Setup" = rm,
                  tabledata "CRM Organization" = r;

    /// <summary>Fills a new row with the URL and the user of the Dataverse connection, and with the organization's switch for sales orders.</summary>
    /// <param name="CRMConnectionSetup">The new row; changed, not stored.</param>
    procedure SetDefaults(var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
        LegacySalesOrders: Boolean;
    begin
        if not CDSConnectionSetup.Get() then
            exit;
        // Read: see ApplyConnection; the same two OnValidate triggers. No dialog.
        CRMConnectionSetup.Validate("Server Address", CDSConnectionSetup."Server Address");
        CRMConnectionSetup.Validate("User Name", CDSConnectionSetup."User Name");
        if not CDSConnectionSetup."Is Enabled" then
            exit;
        // The switch belongs to the whole organization: a caller that does not send legacySalesOrders leaves it as it is.
        Connection.Activate();
        if TryReadLegacySalesOrders(LegacySalesOrders) then
            CRMConnectionSetup."Is S.Order Integration Enabled" := LegacySalesOrders;
    end;

    /// <summary>Fails when a field that is frozen while the setup is enabled gets another value.</summary>
    /// <param name="TempInput">The values sent.</param>
    /// <param name="ChangedFields">The numbers of the fields sent.</param>
    /// <param name="CRMConnectionSetup">The stored row.</param>
    procedure TestFrozenFields(var TempInput: Record "CRM Connection Setup" temporary; ChangedFields: List of [Integer]; CRMConnectionSetup: Record "CRM Connection Setup")
    begin
        if ChangedFields.Contains(TempInput.FieldNo("Server Address")) then
            SetupValidation.TestMayChange('environmentUrl', CRMConnectionSetup."Is Enabled", AllowedUrl(TempInput."Server Address", CRMConnectionSetup."Server Address").ToLower() <> CRMConnectionSetup."Server Address".ToLower());
        if ChangedFields.Contains(TempInput.FieldNo("User Name")) then
            SetupValidation.TestMayChange('userName', CRMConnectionSetup."Is Enabled", TempInput."User Name".ToLower() <> CRMConnectionSetup."User Name".ToLower());
        if ChangedFields.Contains(TempInput.FieldNo("Proxy Version")) then
            SetupValidation.TestMayChange('proxyVersion', CRMConnectionSetup."Is Enabled", TempInput."Proxy Version" <> CRMConnectionSetup."Proxy Version");
        // Its OnValidate asks (Confirm) and enabling does the rest: assigned while disabled only.
        if ChangedFields.Contains(TempInput.FieldNo("Unit Group Mapping Enabled")) then
            SetupValidation.TestMayChange('unitGroupMappingEnabled', CRMConnectionSetup."Is Enabled", TempInput."Unit Group Mapping Enabled" <> CRMConnectionSetup."Unit Group Mapping Enabled");
    end;

    /// <summary>Writes what was sent into the stored row, with its effects when the setup is enabled. Needs an active connection then.</summary>
    /// <param name="TempInput">The values sent.</param>
    /// <param name="ChangedFields">The numbers of the fields sent.</param>
    /// <param name="CRMConnectionSetup">The stored row; changed and stored.</param>
    procedure Apply(var TempInput: Record "CRM Connection Setup" temporary; ChangedFields: List of [Integer]; var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        TempWanted: Record "CRM Connection Setup" temporary;
    begin
        ApplyConnection(TempInput, ChangedFields, CRMConnectionSetup);
        TempWanted := CRMConnectionSetup;
        MergeSettings(TempInput, ChangedFields, TempWanted);
        SetupValidation.TestSalesOrderSettings(TempWanted."Is S.Order Integration Enabled", TempWanted."Auto Create Sales Orders", TempWanted."Bidirectional Sales Order Int.");
        if ChangedFields.Contains(TempInput.FieldNo("Dynamics NAV URL")) then
            NavConnectionMgt.TestUrl(TempInput."Dynamics NAV URL");
        if CRMConnectionSetup."Is Enabled" then begin
            if ChangedFields.Contains(TempInput.FieldNo("Dynamics NAV URL")) then begin
                NavConnectionMgt.WriteOwnUrl(CRMConnectionSetup, TempInput."Dynamics NAV URL");
                CRMConnectionSetup.Modify(false);
            end;
            ApplyChanges(TempWanted, CRMConnectionSetup, false);
            exit;
        end;
        // Disabled: assigned without triggers, which would need a connection or a user; enabling applies the effects.
        CRMConnectionSetup."Is S.Order Integration Enabled" := TempWanted."Is S.Order Integration Enabled";
        CRMConnectionSetup."Auto Create Sales Orders" := TempWanted."Auto Create Sales Orders";
        CRMConnectionSetup."Auto Process Sales Quotes" := TempWanted."Auto Process Sales Quotes";
        CRMConnectionSetup."Bidirectional Sales Order Int." := TempWanted."Bidirectional Sales Order Int.";
        CRMConnectionSetup."Item Availability Enabled" := TempWanted."Item Availability Enabled";
        CRMConnectionSetup."Unit Group Mapping Enabled" := TempWanted."Unit Group Mapping Enabled";
        if ChangedFields.Contains(TempInput.FieldNo("Dynamics NAV URL")) then begin
            CRMConnectionSetup."Dynamics NAV URL" := TempInput."Dynamics NAV URL";
            NavConnectionMgt.Remember(TempInput."Dynamics NAV URL");
        end;
        CRMConnectionSetup.Modify(true);
    end;

    /// <summary>Applies the wanted settings to a setup that has just been enabled, with the effects that enabling skips. Needs an active connection.</summary>
    /// <param name="TempWanted">The wanted settings.</param>
    /// <param name="CRMConnectionSetup">The enabled setup; changed and stored.</param>
    procedure ApplyAfterEnable(var TempWanted: Record "CRM Connection Setup" temporary; var CRMConnectionSetup: Record "CRM Connection Setup")
    begin
        ApplyChanges(TempWanted, CRMConnectionSetup, true);
    end;

    local procedure ApplyChanges(var TempWanted: Record "CRM Connection Setup" temporary; var CRMConnectionSetup: Record "CRM Connection Setup"; JustEnabled: Boolean)
    var
        OrdersChanged: Boolean;
    begin
        OrdersChanged := ApplyLegacySalesOrders(TempWanted, CRMConnectionSetup);
        // Read: OnValidate turns on "Archive Orders" in Sales & Receivables Setup and calls ResetSalesOrderMappingConfiguration,
        // whatever the value; that one is [Scope('OnPrem')], and a change of the legacy sales orders needs it too. Enabling calls it
        // without a connection, which leaves SALESORDER-ORDER without its filter on the company. Otherwise only when the
        // value differs: it replaces the mapping. No dialog.
        if OrdersChanged or (TempWanted."Bidirectional Sales Order Int." <> CRMConnectionSetup."Bidirectional Sales Order Int.") or
           (JustEnabled and (TempWanted."Bidirectional Sales Order Int." or CRMConnectionSetup."Is S.Order Integration Enabled"))
        then
            CRMConnectionSetup.Validate("Bidirectional Sales Order Int.", TempWanted."Bidirectional Sales Order Int.");
        // Read: OnValidate creates the field mapping and the job, or deletes the job. Enabling creates the job only. No dialog.
        if (TempWanted."Item Availability Enabled" <> CRMConnectionSetup."Item Availability Enabled") or (JustEnabled and TempWanted."Item Availability Enabled") then
            CRMConnectionSetup.Validate("Item Availability Enabled", TempWanted."Item Availability Enabled");
        // Read: both OnValidate triggers create or delete a job queue entry. No dialog.
        if TempWanted."Auto Create Sales Orders" <> CRMConnectionSetup."Auto Create Sales Orders" then
            CRMConnectionSetup.Validate("Auto Create Sales Orders", TempWanted."Auto Create Sales Orders");
        if TempWanted."Auto Process Sales Quotes" <> CRMConnectionSetup."Auto Process Sales Quotes" then
            CRMConnectionSetup.Validate("Auto Process Sales Quotes", TempWanted."Auto Process Sales Quotes");
        CRMConnectionSetup.Modify(true);
    end;

    local procedure ApplyConnection(var TempInput: Record "CRM Connection Setup" temporary; ChangedFields: List of [Integer]; var CRMConnectionSetup: Record "CRM Connection Setup")
    begin
        if CRMConnectionSetup."Is Enabled" then
            exit; // frozen; TestFrozenFields has seen to it
        // Read: OnValidate of "Server Address", "User Name" and "Proxy Version" only rebuild the connection string; the first
        // asks when the URL has a path, which NormalizedUrl refuses.
        if ChangedFields.Contains(TempInput.FieldNo("Server Address")) then
            CRMConnectionSetup.Validate("Server Address", AllowedUrl(TempInput."Server Address", CRMConnectionSetup."Server Address"));
        if ChangedFields.Contains(TempInput.FieldNo("User Name")) then begin
            SetupValidation.TestUserName(TempInput."User Name");
            CRMConnectionSetup.Validate("User Name", TempInput."User Name");
        end;
        // "CRM Connection Setup".GetProxyVersion: online, everything below 100 is treated as 100 (Dataverse ServiceClient).
        if ChangedFields.Contains(TempInput.FieldNo("Proxy Version")) then
            CRMConnectionSetup.Validate("Proxy Version", TempInput."Proxy Version");
    end;

    local procedure MergeSettings(var TempInput: Record "CRM Connection Setup" temporary; ChangedFields: List of [Integer]; var TempWanted: Record "CRM Connection Setup" temporary)
    begin
        if ChangedFields.Contains(TempInput.FieldNo("Is S.Order Integration Enabled")) then
            TempWanted."Is S.Order Integration Enabled" := TempInput."Is S.Order Integration Enabled";
        // As SetCRMSOPDisabled: without the legacy sales orders nothing is created from them.
        if not TempWanted."Is S.Order Integration Enabled" then
            TempWanted."Auto Create Sales Orders" := false;
        if ChangedFields.Contains(TempInput.FieldNo("Auto Create Sales Orders")) then
            TempWanted."Auto Create Sales Orders" := TempInput."Auto Create Sales Orders";
        if ChangedFields.Contains(TempInput.FieldNo("Auto Process Sales Quotes")) then
            TempWanted."Auto Process Sales Quotes" := TempInput."Auto Process Sales Quotes";
        if ChangedFields.Contains(TempInput.FieldNo("Bidirectional Sales Order Int.")) then
            TempWanted."Bidirectional Sales Order Int." := TempInput."Bidirectional Sales Order Int.";
        if ChangedFields.Contains(TempInput.FieldNo("Item Availability Enabled")) then
            TempWanted."Item Availability Enabled" := TempInput."Item Availability Enabled";
        if ChangedFields.Contains(TempInput.FieldNo("Unit Group Mapping Enabled")) then
            TempWanted."Unit Group Mapping Enabled" := TempInput."Unit Group Mapping Enabled";
    end;

    local procedure ApplyLegacySalesOrders(var TempWanted: Record "CRM Connection Setup" temporary; var CRMConnectionSetup: Record "CRM Connection Setup"): Boolean
    begin
        if TempWanted."Is S.Order Integration Enabled" = CRMConnectionSetup."Is S.Order Integration Enabled" then
            exit(false);
        // Not Validate: the field's trigger asks (Confirm) and reports (Message).
        // Read: SetCRMSOPEnabled wants "Is CRM Solution Installed"; SetCRMSOPDisabled fails while submitted sales orders exist
        // (CannotDisableSalesOrderIntErr) and turns "Auto Create Sales Orders" off. Both write organization.issopintegrationenabled
        // through a temporary connection with the integration user, and remove that connection. No dialog.
        if TempWanted."Is S.Order Integration Enabled" then
            CRMConnectionSetup.SetCRMSOPEnabled()
        else
            CRMConnectionSetup.SetCRMSOPDisabled();
        CRMConnectionSetup."Is S.Order Integration Enabled" := TempWanted."Is S.Order Integration Enabled";
        CRMConnectionSetup.Modify(false);
        Connection.Activate();
        exit(true);
    end;

    [TryFunction]
    local procedure TryReadLegacySalesOrders(var LegacySalesOrders: Boolean)
    var
        CRMOrganization: Record "CRM Organization";
    begin
        CRMOrganization.FindFirst();
        LegacySalesOrders := CRMOrganization.IsSOPIntegrationEnabled;
    end;

    local procedure AllowedUrl(Url: Text; StoredUrl: Text): Text[250]
    var
        AllowList: Codeunit "BCS Allow List";
        NewUrl: Text[250];
    begin
        NewUrl := NormalizedUrl(Url);
        if NewUrl.ToLower() <> StoredUrl.ToLower() then
            AllowList.TestAllowed(NewUrl);
        exit(NewUrl);
    end;

    local procedure NormalizedUrl(Url: Text): Text[250]
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        if not CDSConnectionSetup.Get() then
            CDSConnectionSetup.Init();
        exit(EnvironmentUrl.Normalize(Url, CDSConnectionSetup."Dataverse Cloud"));
    end;

    var
        Connection: Codeunit "BCS Connection";
        EnvironmentUrl: Codeunit "BCS Environment Url";
        NavConnectionMgt: Codeunit "BCS Nav Connection Mgt.";
        SetupValidation: Codeunit "BCS Setup Validation";
}
