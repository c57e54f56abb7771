// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.AllowList;
using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using BcSales.Integration.Mapping;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;

/// <summary>
/// Table 5330 "CRM Connection Setup" without a user interface: creating, changing, enabling, disabling, testing, resetting.
/// The effects of the settings are in codeunit "BCS Sales Settings".
/// </summary>
codeunit 72814 "BCS Sales Setup Mgt."
{
    Access = Public;
    Permissions = tabledata "CDS Connection Setup" = r,
                  tabledata "CRM Connection Setup" = rimd,
                  tabledata "BCS Connector State" = rimd;

    /// <summary>Stores the company's row, disabled. Refused when it exists.</summary>
    /// <param name="TempInput">The values sent.</param>
    /// <param name="ChangedFields">The numbers of the fields sent.</param>
    /// <param name="CRMConnectionSetup">Returns the stored row.</param>
    procedure Create(var TempInput: Record "CRM Connection Setup" temporary; ChangedFields: List of [Integer]; var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        TempBefore: Record "CRM Connection Setup" temporary;
    begin
        AccessControl.TestAdminister(CreateTok);
        if CRMConnectionSetup.Get() then
            Error(Errors.Coded("BCS Error Code"::SalesSetupExists, ExistsErr));
        Connection.Activate();
        CRMConnectionSetup.Init();
        CRMConnectionSetup."Primary Key" := '';
        CRMConnectionSetup."Proxy Version" := 100;
        // Inserted before the Validate calls: "CRM Connection Setup".SetConnectionString ends with Modify.
        CRMConnectionSetup.Insert(true);
        Log.Done(ObjectTok, '', 'create');
        SalesSettings.SetDefaults(CRMConnectionSetup);
        SalesSettings.Apply(TempInput, ChangedFields, CRMConnectionSetup);
        LogChanges('create', TempBefore, CRMConnectionSetup);
    end;

    /// <summary>Changes the row. The connection's parameters are frozen while the setup is enabled.</summary>
    /// <param name="TempInput">The values sent.</param>
    /// <param name="ChangedFields">The numbers of the fields sent.</param>
    /// <param name="CRMConnectionSetup">Returns the stored row.</param>
    procedure Update(var TempInput: Record "CRM Connection Setup" temporary; ChangedFields: List of [Integer]; var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        TempBefore: Record "CRM Connection Setup" temporary;
    begin
        AccessControl.TestAdminister(UpdateTok);
        // Before anything is applied: settings of an enabled setup reset mappings, which reads and writes tables of Dataverse.
        Connection.Activate();
        CRMConnectionSetup.Get();
        TempBefore := CRMConnectionSetup;
        SalesSettings.TestFrozenFields(TempInput, ChangedFields, CRMConnectionSetup);
        SalesSettings.Apply(TempInput, ChangedFields, CRMConnectionSetup);
        LogChanges('update', TempBefore, CRMConnectionSetup);
    end;

    /// <summary>Deletes the row. Refused while it is enabled.</summary>
    procedure Remove()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
    begin
        AccessControl.TestAdminister(DeleteTok);
        CRMConnectionSetup.Get();
        if CRMConnectionSetup."Is Enabled" then
            Error(Errors.Coded("BCS Error Code"::SalesSetupDeletedWhileEnabled, DeleteEnabledErr));
        Marks.Remove(Database::"CRM Connection Setup", CRMConnectionSetup.SystemId);
        // Read: OnDelete deletes the password of this row in isolated storage. No dialog.
        CRMConnectionSetup.Delete(true);
        NavConnectionMgt.Remember('');
        Log.Done(ObjectTok, '', 'delete');
        Log.Changed(ObjectTok, '', 'delete', 'environmentUrl', CRMConnectionSetup."Server Address", '');
        Log.Changed(ObjectTok, '', 'delete', 'userName', CRMConnectionSetup."User Name", '');
        Log.Changed(ObjectTok, '', 'delete', 'businessCentralUrl', CRMConnectionSetup."Dynamics NAV URL", '');
    end;

    /// <summary>
    /// Enables the Sales connection with the URL and the user of the Dataverse connection. A setup that an earlier call left enabled and
    /// incomplete is disabled first, so that the call ends with a setup that is either complete or disabled.
    /// </summary>
    procedure Enable()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
        TempBefore: Record "CRM Connection Setup" temporary;
        TempMappings: Record "BCS Mapping Snapshot" temporary;
        MappingSnapshotMgt: Codeunit "BCS Mapping Snapshot Mgt.";
        SalesDisabler: Codeunit "BCS Sales Disabler";
        SalesEnabler: Codeunit "BCS Sales Enabler";
        EntryNo: Integer;
        FailureText: Text;
    begin
        AccessControl.TestAdminister(EnableTok);
        CRMConnectionSetup.Get();
        if CRMConnectionSetup."Is Enabled" then begin
            if not IsIncomplete(CRMConnectionSetup) then
                exit; // a repeated call after a lost response
            TurnOff();
            Commit(); // it stays disabled, whatever follows
            CRMConnectionSetup.Get();
        end;
        TestCanEnable(CRMConnectionSetup);
        TempBefore := CRMConnectionSetup;
        MappingSnapshotMgt.CopySettings(TempMappings);
        EntryNo := Log.Started(ObjectTok, 'enable', 'isEnabled', Format(false, 0, 9), Format(true, 0, 9));
        Commit(); // Codeunit.Run with a result must not start inside a write transaction

        if SalesEnabler.Run(CRMConnectionSetup) then begin
            Log.Finished(EntryNo);
            LogConnection(TempBefore);
            MappingSnapshotMgt.LogReset(TempMappings, 'enable');
            exit;
        end;
        FailureText := GetLastErrorText();
        Log.Failed(EntryNo, FailureText);
        LogConnection(TempBefore);
        MappingSnapshotMgt.LogReset(TempMappings, 'enable');
        Commit();
        if SalesDisabler.Run() then begin
            Commit();
            Error(Errors.Coded("BCS Error Code"::SalesEnableFailed, StrSubstNo(EnableFailedErr, FailureText)));
        end;
        Error(Errors.Coded("BCS Error Code"::SalesEnableFailedAndLeftOn, StrSubstNo(LeftOnErr, FailureText, GetLastErrorText())));
    end;

    /// <summary>Disables the Sales connection; couplings stay.</summary>
    procedure Disable()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
    begin
        AccessControl.TestAdminister(DisableTok);
        CRMConnectionSetup.Get();
        if CRMConnectionSetup."Is Enabled" then
            TurnOff();
    end;

    /// <summary>Is the setup enabled although not all of its steps were taken?</summary>
    /// <param name="CRMConnectionSetup">The stored row.</param>
    /// <returns>True if so.</returns>
    procedure IsIncomplete(CRMConnectionSetup: Record "CRM Connection Setup"): Boolean
    begin
        // Read: EnableIntegrationTables commits the row as enabled before ResetConfiguration; RefreshDataFromCRM, which comes
        // after, fills in both fields, and disabling clears both.
        exit(CRMConnectionSetup."Is Enabled" and ((CRMConnectionSetup."CRM Version" = '') or not CRMConnectionSetup."Is CRM Solution Installed"));
    end;

    /// <summary>Fails unless the connection works and the integration user has the roles of the integration.</summary>
    procedure TestConnection()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
        DataverseCheck: Codeunit "BCS Dataverse Check";
    begin
        AccessControl.TestAdminister(TestTok);
        Connection.Activate();
        CRMConnectionSetup.Get();
        // Read: TestConnection registers a temporary connection and reads the first user (TryReadSystemUsers). No dialog.
        if not CRMConnectionSetup.TestConnection() then
            DataverseCheck.RaiseUnreachable(GetLastErrorText());
        // Read: TestIntegrationUserRequirements raises its own errors (disabled, no roles, System Administrator, missing
        // roles); it checks nothing when no user has the e-mail address, which the action of the Dataverse setup checks.
        CRMConnectionSetup.TestIntegrationUserRequirements();
    end;

    /// <summary>Resets the Sales table mappings and their jobs to the defaults.</summary>
    procedure ResetConfiguration()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
        TempMappings: Record "BCS Mapping Snapshot" temporary;
        CRMSetupDefaults: Codeunit "CRM Setup Defaults";
        MappingSnapshotMgt: Codeunit "BCS Mapping Snapshot Mgt.";
    begin
        AccessControl.TestAdminister(ResetTok);
        Connection.Activate();
        CRMConnectionSetup.Get();
        if not CRMConnectionSetup."Is Enabled" then
            Error(Errors.Coded("BCS Error Code"::SalesResetWhileDisabled, ResetDisabledErr));
        // Read: "CRM Setup Defaults".ResetConfiguration creates mappings and jobs again and writes the web client's own URL
        // into nav_connection (ResetCRMNAVConnectionData); the confirmation is in page 5330's action. No dialog here.
        MappingSnapshotMgt.CopySettings(TempMappings);
        CRMSetupDefaults.ResetConfiguration(CRMConnectionSetup);
        CRMConnectionSetup.Get();
        NavConnectionMgt.WriteOwnUrl(CRMConnectionSetup, NavConnectionMgt.Remembered());
        CRMConnectionSetup.Modify(false);
        MappingSnapshotMgt.RecordDefaults();
        Log.Done(ObjectTok, '', 'resetConfiguration');
        MappingSnapshotMgt.LogReset(TempMappings, 'resetConfiguration');
    end;

    local procedure TurnOff()
    var
        SalesDisabler: Codeunit "BCS Sales Disabler";
    begin
        SalesDisabler.Run();
        Log.Changed(ObjectTok, '', 'disable', 'isEnabled', Format(true, 0, 9), Format(false, 0, 9));
    end;

    local procedure TestCanEnable(CRMConnectionSetup: Record "CRM Connection Setup")
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
        AllowList: Codeunit "BCS Allow List";
        CRMIntegrationManagement: Codeunit "CRM Integration Management";
    begin
        SetupValidation.TestSalesOrderSettings(CRMConnectionSetup."Is S.Order Integration Enabled", CRMConnectionSetup."Auto Create Sales Orders", CRMConnectionSetup."Bidirectional Sales Order Int.");
        SetupValidation.TestDataverseEnabled();
        CDSConnectionSetup.Get();
        AllowList.TestAllowed(CDSConnectionSetup."Server Address");
        NavConnectionMgt.TestUrl(NavConnectionMgt.Remembered());
        Connection.Activate();
        // Read: IsCRMSolutionInstalled counts two tables of the solution in a try function. Without it,
        // InstallIntegrationSolution would start the interactive import.
        if not CRMIntegrationManagement.IsCRMSolutionInstalled() then
            Error(Errors.Coded("BCS Error Code"::SalesSolutionMissing, SolutionErr));
    end;

    // Enabling takes the address and the user over from the Dataverse connection.
    local procedure LogConnection(var TempBefore: Record "CRM Connection Setup" temporary)
    var
        After: Record "CRM Connection Setup";
    begin
        After.Get();
        Log.Changed(ObjectTok, '', 'enable', 'environmentUrl', TempBefore."Server Address", After."Server Address");
        Log.Changed(ObjectTok, '', 'enable', 'userName', TempBefore."User Name", After."User Name");
    end;

    local procedure LogChanges(Operation: Text; var TempBefore: Record "CRM Connection Setup" temporary; After: Record "CRM Connection Setup")
    begin
        Log.Changed(ObjectTok, '', Operation, 'environmentUrl', TempBefore."Server Address", After."Server Address");
        Log.Changed(ObjectTok, '', Operation, 'userName', TempBefore."User Name", After."User Name");
        Log.Changed(ObjectTok, '', Operation, 'businessCentralUrl', TempBefore."Dynamics NAV URL", After."Dynamics NAV URL");
        Log.Changed(ObjectTok, '', Operation, 'proxyVersion', Format(TempBefore."Proxy Version", 0, 9), Format(After."Proxy Version", 0, 9));
        Log.Changed(ObjectTok, '', Operation, 'itemAvailabilityEnabled', Format(TempBefore."Item Availability Enabled", 0, 9), Format(After."Item Availability Enabled", 0, 9));
        Log.Changed(ObjectTok, '', Operation, 'legacySalesOrders', Format(TempBefore."Is S.Order Integration Enabled", 0, 9), Format(After."Is S.Order Integration Enabled", 0, 9));
        Log.Changed(ObjectTok, '', Operation, 'autoCreateSalesOrders', Format(TempBefore."Auto Create Sales Orders", 0, 9), Format(After."Auto Create Sales Orders", 0, 9));
        Log.Changed(ObjectTok, '', Operation, 'autoProcessSalesQuotes', Format(TempBefore."Auto Process Sales Quotes", 0, 9), Format(After."Auto Process Sales Quotes", 0, 9));
        Log.Changed(ObjectTok, '', Operation, 'bidirectionalSalesOrders', Format(TempBefore."Bidirectional Sales Order Int.", 0, 9), Format(After."Bidirectional Sales Order Int.", 0, 9));
        Log.Changed(ObjectTok, '', Operation, 'unitGroupMappingEnabled', Format(TempBefore."Unit Group Mapping Enabled", 0, 9), Format(After."Unit Group Mapping Enabled", 0, 9));
    end;

    var
        AccessControl: Codeunit "BCS Access Control";
        Connection: Codeunit "BCS Connection";
        Errors: Codeunit "BCS Errors";
        Log: Codeunit "BCS Log";
        Marks: Codeunit "BCS Marks";
        NavConnectionMgt: Codeunit "BCS Nav Connection Mgt.";
        SalesSettings: Codeunit "BCS Sales Settings";
        SetupValidation: Codeunit "BCS Setup Validation";
        ObjectTok: Label 'salesConnectionSetup', Locked = true;
        CreateTok: Label 'create the Sales connection setup', Locked = true;
        UpdateTok: Label 'change the Sales connection setup', Locked = true;
        DeleteTok: Label 'delete the Sales connection setup', Locked = true;
        EnableTok: Label 'enable the Sales connection', Locked = true;
        DisableTok: Label 'disable the Sales connection', Locked = true;
        TestTok: Label 'test the Sales connection', Locked = true;
        ResetTok: Label 'reset the Sales configuration', Locked = true;
        ExistsErr: Label 'The Sales connection setup of this company exists already. Change it with PATCH instead.';
        DeleteEnabledErr: Label 'The Sales connection setup is enabled. Call the action disable first.';
        SolutionErr: Label 'The Sales integration solution (MicrosoftDynamicsNavIntegration) is not installed in the Dataverse environment, or userName may not read its tables. Import the solution and assign the two integration roles first.';
        ResetDisabledErr: Label 'The Sales connection setup is disabled. Call the action enable first, which sets the defaults as well.';
        EnableFailedErr: Label 'The Sales connection could not be enabled and has been turned off again: %1', Comment = '%1 = the error of the base application or of Dataverse';
        LeftOnErr: Label 'The Sales connection could not be enabled (%1), and turning it off again failed too: %2 Call the action disable.', Comment = '%1 = the error of enabling, %2 = the error of turning off';
}
