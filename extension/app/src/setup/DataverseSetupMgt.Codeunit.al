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
/// Table 7200 "CDS Connection Setup" without a user interface. The row is enabled the way the assisted setup does it
/// (page "CDS Connection Setup Wizard" -> "CDS Integration Impl.".UpdateConnectionSetupFromWizard: Validate, then Modify
/// without triggers), because the table's OnModify trigger signs an administrator in interactively.
/// </summary>
codeunit 72812 "BCS Dataverse Setup Mgt."
{
    Access = Public;
    Permissions = tabledata "CDS Connection Setup" = rimd,
                  tabledata "CRM Connection Setup" = r,
                  tabledata "BCS Connector State" = rimd;

    /// <summary>Stores the company's row, disabled. Refused when it exists.</summary>
    /// <param name="TempInput">The values sent.</param>
    /// <param name="ChangedFields">The numbers of the fields sent.</param>
    /// <param name="CDSConnectionSetup">Returns the stored row.</param>
    procedure Create(var TempInput: Record "CDS Connection Setup" temporary; ChangedFields: List of [Integer]; var CDSConnectionSetup: Record "CDS Connection Setup")
    var
        TempBefore: Record "CDS Connection Setup" temporary;
    begin
        AccessControl.TestAdminister(CreateTok);
        if CDSConnectionSetup.Get() then
            Error(Errors.Coded("BCS Error Code"::DataverseSetupExists, ExistsErr));
        CDSConnectionSetup.Init();
        TestInput(TempInput, ChangedFields, CDSConnectionSetup);
        CDSConnectionSetup."Primary Key" := '';
        CDSConnectionSetup."Proxy Version" := 100;
        CDSConnectionSetup."Ownership Model" := CDSConnectionSetup."Ownership Model"::Team;
        // Read: OnInsert couples a business unit (none yet: exit), puts jobs on hold and unregisters the connection
        // (EnableConnection only when enabled). No dialog.
        // al-check: allow connection - EnableConnection, which reads Dataverse, is for rows that are enabled
        CDSConnectionSetup.Insert(true);
        Log.Done(ObjectTok, '', 'create');
        Apply(TempInput, ChangedFields, CDSConnectionSetup);
        LogChanges('create', TempBefore, CDSConnectionSetup);
    end;

    /// <summary>Changes the row. The connection's parameters are frozen while the setup is enabled.</summary>
    /// <param name="TempInput">The values sent.</param>
    /// <param name="ChangedFields">The numbers of the fields sent.</param>
    /// <param name="CDSConnectionSetup">Returns the stored row.</param>
    procedure Update(var TempInput: Record "CDS Connection Setup" temporary; ChangedFields: List of [Integer]; var CDSConnectionSetup: Record "CDS Connection Setup")
    var
        TempBefore: Record "CDS Connection Setup" temporary;
    begin
        AccessControl.TestAdminister(UpdateTok);
        CDSConnectionSetup.Get();
        TempBefore := CDSConnectionSetup;
        TestInput(TempInput, ChangedFields, CDSConnectionSetup);
        TestFrozenFields(TempInput, ChangedFields, CDSConnectionSetup);
        Apply(TempInput, ChangedFields, CDSConnectionSetup);
        LogChanges('update', TempBefore, CDSConnectionSetup);
    end;

    /// <summary>Deletes the row. Refused while it is enabled.</summary>
    procedure Remove()
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        AccessControl.TestAdminister(DeleteTok);
        CDSConnectionSetup.Get();
        if CDSConnectionSetup."Is Enabled" then
            Error(Errors.Coded("BCS Error Code"::DataverseSetupDeletedWhileEnabled, DeleteEnabledErr));
        // Read: OnDelete deletes secrets of this row, the business unit coupling, and unregisters the connection. No dialog.
        Marks.Remove(Database::"CDS Connection Setup", CDSConnectionSetup.SystemId);
        CDSConnectionSetup.Delete(true);
        Log.Done(ObjectTok, '', 'delete');
        Log.Changed(ObjectTok, '', 'delete', 'environmentUrl', CDSConnectionSetup."Server Address", '');
        Log.Changed(ObjectTok, '', 'delete', 'userName', CDSConnectionSetup."User Name", '');
    end;

    /// <summary>Enables the connection. Needs the acknowledgement that the assisted setup asks for on its consent page.</summary>
    /// <param name="ConsentAcknowledged">The parameter of the action.</param>
    procedure Enable(ConsentAcknowledged: Boolean)
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
        CRMConnectionSetup: Record "CRM Connection Setup";
        TempMappings: Record "BCS Mapping Snapshot" temporary;
        DataverseEnabler: Codeunit "BCS Dataverse Enabler";
        MappingSnapshotMgt: Codeunit "BCS Mapping Snapshot Mgt.";
        EntryNo: Integer;
        FailureText: Text;
    begin
        AccessControl.TestAdminister(EnableTok);
        if not ConsentAcknowledged then
            Error(Errors.Coded("BCS Error Code"::ConsentMissing, ConsentErr));
        CDSConnectionSetup.Get();
        if CDSConnectionSetup."Is Enabled" then
            exit; // a repeated call after a lost response
        TestComplete(CDSConnectionSetup);
        if CRMConnectionSetup.Get() then
            if CRMConnectionSetup."Is Enabled" then
                Error(Errors.Coded("BCS Error Code"::SalesEnabledBeforeDataverse, SalesEnabledErr));

        RecordConsent();
        MappingSnapshotMgt.CopySettings(TempMappings);
        EntryNo := Log.Started(ObjectTok, 'enable', 'isEnabled', Format(false, 0, 9), Format(true, 0, 9));
        Commit(); // Codeunit.Run with a result must not start inside a write transaction

        if DataverseEnabler.Run(CDSConnectionSetup) then begin
            Log.Finished(EntryNo);
            MappingSnapshotMgt.LogReset(TempMappings, 'enable');
            exit;
        end;
        FailureText := GetLastErrorText();
        // The failure has rolled the row back, unless a subscriber committed.
        TurnOff();
        Log.Failed(EntryNo, FailureText);
        Commit();
        Error(Errors.Coded("BCS Error Code"::DataverseEnableFailed, StrSubstNo(EnableFailedErr, FailureText)));
    end;

    /// <summary>Disables the connection. Refused while the Sales setup is enabled.</summary>
    procedure Disable()
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
        CRMConnectionSetup: Record "CRM Connection Setup";
    begin
        AccessControl.TestAdminister(DisableTok);
        CDSConnectionSetup.Get();
        if not CDSConnectionSetup."Is Enabled" then
            exit;
        // The base application refuses too (field "Is Enabled" OnValidate, CannotDisableCDSErr); this text names the action.
        if CRMConnectionSetup.Get() then
            if CRMConnectionSetup."Is Enabled" then
                Error(Errors.Coded("BCS Error Code"::SalesStillEnabled, SalesStillEnabledErr));
        TurnOff();
        Log.Changed(ObjectTok, '', 'disable', 'isEnabled', Format(true, 0, 9), Format(false, 0, 9));
    end;

    /// <summary>Fails unless the stored, enabled setup reaches Dataverse and the integration user meets the requirements.</summary>
    procedure TestConnection()
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
        DataverseCheck: Codeunit "BCS Dataverse Check";
    begin
        AccessControl.TestAdminister(TestTok);
        CDSConnectionSetup.Get();
        if not CDSConnectionSetup."Is Enabled" then
            Error(Errors.Coded("BCS Error Code"::DataverseTestedWhileDisabled, TestDisabledErr));
        DataverseCheck.Connect();
        DataverseCheck.TestRequirements(CDSConnectionSetup);
    end;

    /// <summary>Resets table mappings and their jobs to the defaults of the base application.</summary>
    procedure ResetConfiguration()
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
        TempMappings: Record "BCS Mapping Snapshot" temporary;
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
        CDSSetupDefaults: Codeunit "CDS Setup Defaults";
        MappingSnapshotMgt: Codeunit "BCS Mapping Snapshot Mgt.";
    begin
        AccessControl.TestAdminister(ResetTok);
        Connection.Activate();
        CDSConnectionSetup.Get();
        if not CDSConnectionSetup."Is Enabled" then
            Error(Errors.Coded("BCS Error Code"::DataverseResetWhileDisabled, ResetDisabledErr));
        // Read: "CDS Setup Defaults".ResetConfiguration registers and activates the connection itself and shows no dialog;
        // the confirmation is in page 7200's action.
        MappingSnapshotMgt.CopySettings(TempMappings);
        CDSSetupDefaults.ResetConfiguration(CDSConnectionSetup);
        // Read: "CDS Setup Defaults".HandleOnEnableIntegration removes SALESPEOPLE in the Team model again and sets the
        // dependency filters; ResetConfiguration alone leaves a mapping that has no effect.
        CDSIntegrationMgt.OnEnableIntegration();
        MappingSnapshotMgt.RecordDefaults();
        Log.Done(ObjectTok, '', 'resetConfiguration');
        MappingSnapshotMgt.LogReset(TempMappings, 'resetConfiguration');
    end;

    local procedure TurnOff()
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        CDSConnectionSetup.Get();
        if not CDSConnectionSetup."Is Enabled" then
            exit;
        // Read: with "Is Enabled" false the trigger calls DisableConnection (jobs to On Hold, UnregisterConnection,
        // OnDisableIntegration); couplings stay. No dialog.
        CDSConnectionSetup.Validate("Is Enabled", false);
        // al-check: allow connection - OnModify reads Dataverse only when the row becomes enabled
        CDSConnectionSetup.Modify(true);
    end;

    local procedure Apply(var TempInput: Record "CDS Connection Setup" temporary; ChangedFields: List of [Integer]; var CDSConnectionSetup: Record "CDS Connection Setup")
    var
        OldBusinessUnitId: Guid;
    begin
        OldBusinessUnitId := CDSConnectionSetup."Business Unit Id";
        if CDSConnectionSetup."Connection String" = '' then
            CDSConnectionSetup."Connection String" := CertificateAuthTok; // keeps the certificate form through the Validate calls
        // Read: OnValidate of "Server Address" trims, wants https and asks only when a path is present, which
        // "BCS Environment Url" has refused; online it sets "Authentication Type" to Office365.
        if ChangedFields.Contains(CDSConnectionSetup.FieldNo("Server Address")) then
            CDSConnectionSetup.Validate("Server Address", EnvironmentUrl.Normalize(TempInput."Server Address", CDSConnectionSetup."Dataverse Cloud"));
        // Read: trims, wants '@'. No dialog.
        if ChangedFields.Contains(CDSConnectionSetup.FieldNo("User Name")) then
            CDSConnectionSetup.Validate("User Name", TempInput."User Name");
        // Read: OnValidate of "Proxy Version" only rewrites the connection string.
        if ChangedFields.Contains(CDSConnectionSetup.FieldNo("Proxy Version")) then
            CDSConnectionSetup.Validate("Proxy Version", TempInput."Proxy Version");
        if ChangedFields.Contains(CDSConnectionSetup.FieldNo("Ownership Model")) then
            CDSConnectionSetup."Ownership Model" := TempInput."Ownership Model";
        if ChangedFields.Contains(CDSConnectionSetup.FieldNo("Business Unit Id")) then
            CDSConnectionSetup."Business Unit Id" := TempInput."Business Unit Id";
        if ChangedFields.Contains(CDSConnectionSetup.FieldNo("Business Unit Name")) then
            CDSConnectionSetup."Business Unit Name" := TempInput."Business Unit Name";
        SetupValidation.TestBusinessUnit(CDSConnectionSetup."Business Unit Id", CDSConnectionSetup."Business Unit Name");
        // Only if the unit changes: people can share one on purpose, and must still be able to change other fields.
        if CDSConnectionSetup."Business Unit Id" <> OldBusinessUnitId then
            SetupValidation.TestBusinessUnitFree(CDSConnectionSetup."Business Unit Id");
        // Read: OnModify compares with xRec and then with the stored row: it rewrites the business unit coupling when the id
        // differs, and enables or disables only when "Is Enabled" differs, which it does not here. The Validate calls above
        // may have stored the row already ("CDS Integration Impl.".SetConnectionString ends with Modify); they come before
        // the business unit is assigned, so that it still differs here.
        // al-check: allow connection - OnModify reads Dataverse only when the row becomes enabled
        CDSConnectionSetup.Modify(true);
    end;

    local procedure TestInput(var TempInput: Record "CDS Connection Setup" temporary; ChangedFields: List of [Integer]; CDSConnectionSetup: Record "CDS Connection Setup")
    var
        NewUrl: Text[250];
    begin
        if ChangedFields.Contains(TempInput.FieldNo("Server Address")) then begin
            NewUrl := EnvironmentUrl.Normalize(TempInput."Server Address", CDSConnectionSetup."Dataverse Cloud");
            if NewUrl.ToLower() <> CDSConnectionSetup."Server Address".ToLower() then
                AllowList.TestAllowed(NewUrl);
        end;
        if ChangedFields.Contains(TempInput.FieldNo("User Name")) then
            SetupValidation.TestUserName(TempInput."User Name");
    end;

    local procedure TestFrozenFields(var TempInput: Record "CDS Connection Setup" temporary; ChangedFields: List of [Integer]; CDSConnectionSetup: Record "CDS Connection Setup")
    begin
        if ChangedFields.Contains(TempInput.FieldNo("Server Address")) then
            SetupValidation.TestMayChange('environmentUrl', CDSConnectionSetup."Is Enabled", EnvironmentUrl.Normalize(TempInput."Server Address", CDSConnectionSetup."Dataverse Cloud").ToLower() <> CDSConnectionSetup."Server Address".ToLower());
        if ChangedFields.Contains(TempInput.FieldNo("User Name")) then
            SetupValidation.TestMayChange('userName', CDSConnectionSetup."Is Enabled", TempInput."User Name".ToLower() <> CDSConnectionSetup."User Name".ToLower());
        if ChangedFields.Contains(TempInput.FieldNo("Proxy Version")) then
            SetupValidation.TestMayChange('proxyVersion', CDSConnectionSetup."Is Enabled", TempInput."Proxy Version" <> CDSConnectionSetup."Proxy Version");
        if ChangedFields.Contains(TempInput.FieldNo("Ownership Model")) then
            SetupValidation.TestMayChange('ownershipModel', CDSConnectionSetup."Is Enabled", TempInput."Ownership Model" <> CDSConnectionSetup."Ownership Model");
    end;

    local procedure TestComplete(CDSConnectionSetup: Record "CDS Connection Setup")
    begin
        AllowList.TestAllowed(EnvironmentUrl.Normalize(CDSConnectionSetup."Server Address", CDSConnectionSetup."Dataverse Cloud"));
        SetupValidation.TestUserName(CDSConnectionSetup."User Name");
        if IsNullGuid(CDSConnectionSetup."Business Unit Id") then
            Error(Errors.Coded("BCS Error Code"::BusinessUnitMissing, BusinessUnitMissingErr));
        SetupValidation.TestOwnershipModel(OptionMapping.OwnershipModelToApi(CDSConnectionSetup));
    end;

    local procedure LogChanges(Operation: Text; var TempBefore: Record "CDS Connection Setup" temporary; After: Record "CDS Connection Setup")
    begin
        Log.Changed(ObjectTok, '', Operation, 'environmentUrl', TempBefore."Server Address", After."Server Address");
        Log.Changed(ObjectTok, '', Operation, 'userName', TempBefore."User Name", After."User Name");
        Log.Changed(ObjectTok, '', Operation, 'ownershipModel', OptionMapping.OwnershipModelName(TempBefore), OptionMapping.OwnershipModelName(After));
        Log.Changed(ObjectTok, '', Operation, 'businessUnitId', IdText(TempBefore."Business Unit Id"), IdText(After."Business Unit Id"));
        Log.Changed(ObjectTok, '', Operation, 'businessUnitName', TempBefore."Business Unit Name", After."Business Unit Name");
        Log.Changed(ObjectTok, '', Operation, 'proxyVersion', Format(TempBefore."Proxy Version", 0, 9), Format(After."Proxy Version", 0, 9));
    end;

    local procedure IdText(Id: Guid): Text
    begin
        if IsNullGuid(Id) then
            exit('');
        exit(Format(Id, 0, 4).ToLower());
    end;

    local procedure RecordConsent()
    var
        ConnectorState: Record "BCS Connector State";
    begin
        ConnectorState.GetOrInit();
        ConnectorState."Consent Given By" := UserSecurityId();
        ConnectorState."Consent Given At" := CurrentDateTime();
        ConnectorState.Store();
        Log.Done(ObjectTok, '', 'consentAcknowledged');
    end;

    var
        Errors: Codeunit "BCS Errors";
        AccessControl: Codeunit "BCS Access Control";
        AllowList: Codeunit "BCS Allow List";
        Connection: Codeunit "BCS Connection";
        EnvironmentUrl: Codeunit "BCS Environment Url";
        Log: Codeunit "BCS Log";
        Marks: Codeunit "BCS Marks";
        OptionMapping: Codeunit "BCS Option Mapping";
        SetupValidation: Codeunit "BCS Setup Validation";
        CertificateAuthTok: Label 'AuthType=Certificate', Locked = true;
        ObjectTok: Label 'dataverseConnectionSetup', Locked = true;
        CreateTok: Label 'create the Dataverse connection setup', Locked = true;
        UpdateTok: Label 'change the Dataverse connection setup', Locked = true;
        DeleteTok: Label 'delete the Dataverse connection setup', Locked = true;
        EnableTok: Label 'enable the Dataverse connection', Locked = true;
        DisableTok: Label 'disable the Dataverse connection', Locked = true;
        TestTok: Label 'test the Dataverse connection', Locked = true;
        ResetTok: Label 'reset the Dataverse configuration', Locked = true;
        ExistsErr: Label 'The Dataverse connection setup of this company exists already. Change it with PATCH instead.';
        DeleteEnabledErr: Label 'The Dataverse connection setup is enabled. Call the action disable first.';
        ConsentErr: Label 'consentAcknowledged must be true to enable the connection with Dataverse: data of this company is then exchanged with another Microsoft service, which may process it in another geography and under other terms. Read the consent text of the assisted setup, then send consentAcknowledged = true.';
        SalesEnabledErr: Label 'The Sales connection setup is enabled. Call the action disable of salesConnectionSetups first, and enable it again after this connection.';
        SalesStillEnabledErr: Label 'The Sales connection setup is still enabled. Call the action disable of salesConnectionSetups first.';
        TestDisabledErr: Label 'The Dataverse connection setup is disabled. Call the action enable first; Business Central registers a connection only for an enabled setup.';
        ResetDisabledErr: Label 'The Dataverse connection setup is disabled. Call the action enable first, which sets the defaults as well.';
        EnableFailedErr: Label 'The Dataverse connection could not be enabled and has been turned off again: %1', Comment = '%1 = the error of the base application or of Dataverse';
        BusinessUnitMissingErr: Label 'businessUnitId is empty. Send the id and the name of the business unit of this company in Dataverse.';
}
