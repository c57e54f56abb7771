// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;

/// <summary>
/// Table 5330 "CRM Connection Setup" without a user interface: creating, changing, enabling, disabling, testing, resetting.
/// What the settings do beyond being stored is in codeunit "BCS Sales Settings".
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
    begin
        AccessControl.TestAdminister(CreateTok);
        if CRMConnectionSetup.Get() then
            Error(Errors.Coded("BCS Error Code"::SalesSetupExists, ExistsErr));
        CRMConnectionSetup.Init();
        CRMConnectionSetup."Primary Key" := '';
        CRMConnectionSetup."Proxy Version" := 100;
        // Inserted before the Validate calls: "CRM Connection Setup".SetConnectionString ends with Modify.
        CRMConnectionSetup.Insert(true);
        SalesSettings.SetDefaults(CRMConnectionSetup);
        SalesSettings.Apply(TempInput, ChangedFields, CRMConnectionSetup);
    end;

    /// <summary>Changes the row. What a connection is built from is frozen while the setup is enabled.</summary>
    /// <param name="TempInput">The values sent.</param>
    /// <param name="ChangedFields">The numbers of the fields sent.</param>
    /// <param name="CRMConnectionSetup">Returns the stored row.</param>
    procedure Update(var TempInput: Record "CRM Connection Setup" temporary; ChangedFields: List of [Integer]; var CRMConnectionSetup: Record "CRM Connection Setup")
    begin
        AccessControl.TestAdminister(UpdateTok);
        CRMConnectionSetup.Get();
        SalesSettings.TestFrozenFields(TempInput, ChangedFields, CRMConnectionSetup);
        SalesSettings.Apply(TempInput, ChangedFields, CRMConnectionSetup);
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
        // Read: OnDelete deletes the password of this row in isolated storage. No dialog.
        CRMConnectionSetup.Delete(true);
        NavConnectionMgt.Remember('');
    end;

    /// <summary>Enables the Sales connection with the URL and the user of the Dataverse connection.</summary>
    procedure Enable()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
        TempWanted: Record "CRM Connection Setup" temporary;
        WantedUrl: Text[250];
    begin
        AccessControl.TestAdminister(EnableTok);
        CRMConnectionSetup.Get();
        if CRMConnectionSetup."Is Enabled" then
            exit; // a repeated call after a lost answer
        SetupValidation.TestSalesOrderSettings(CRMConnectionSetup."Is S.Order Integration Enabled", CRMConnectionSetup."Auto Create Sales Orders", CRMConnectionSetup."Bidirectional Sales Order Int.");
        CopyFromDataverseSetup(CRMConnectionSetup);
        TestSolutionInstalled();
        TempWanted := CRMConnectionSetup;
        WantedUrl := NavConnectionMgt.WantedUrl(CRMConnectionSetup);
        NavConnectionMgt.Remember(WantedUrl);
        // Logged before: the base application commits in the middle, so a failure can leave the connection on.
        Audit.Log(EnableTok);

        // Read: EnableCRMConnectionFromWizard = Get, Validate("Is Enabled", true), Modify(true). OnValidate: unit group
        // mapping on or off (deletes couplings of units), EnableCRMConnection (VerifyTestConnection, currency check,
        // InstallIntegrationSolution, which exits because the solution is there, Modify, Commit, ResetConfiguration),
        // RefreshDataFromCRM, TestIntegrationUserRequirements, SyncDocumentOptionSets, SetUseNewestUI. No Confirm and no
        // RunModal on that path. INFERENCE: not run against a live tenant. It commits in the middle: an error can leave
        // the setup enabled, and the caller disables it then.
        CRMConnectionSetup.EnableCRMConnectionFromWizard();

        CRMConnectionSetup.Get();
        NavConnectionMgt.WriteOwnUrl(CRMConnectionSetup, WantedUrl);
        CRMConnectionSetup.Modify(false);
        // The switch for legacy sales orders is the organization's, and other companies may use it: enabling turns it on when
        // this setup asks for it, and never off. Turning it off takes a PATCH of legacySalesOrders.
        if CRMConnectionSetup."Is S.Order Integration Enabled" then
            TempWanted."Is S.Order Integration Enabled" := true;
        SalesSettings.ApplyAfterEnable(TempWanted, CRMConnectionSetup);
    end;

    /// <summary>Disables the Sales connection; couplings stay.</summary>
    procedure Disable()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
    begin
        AccessControl.TestAdminister(DisableTok);
        CRMConnectionSetup.Get();
        if not CRMConnectionSetup."Is Enabled" then
            exit;
        // Read: RegisterConnection opens the table connection of the row; needed to look at nav_connection. No dialog.
        CRMConnectionSetup.RegisterConnection();
        NavConnectionMgt.RestoreOwnUrl(CRMConnectionSetup);
        CRMConnectionSetup.Modify(false);
        CRMConnectionSetup.Get();
        // Read: OnValidate with false clears version, solution flag and currency, puts jobs on hold (those that Dataverse
        // needs stay while 7200 is enabled) and calls RemoveCRMNAVConnectionUrl with the URL of the row. No dialog.
        CRMConnectionSetup.Validate("Is Enabled", false);
        CRMConnectionSetup.Modify(true);
        Audit.Log(DisableTok);
    end;

    /// <summary>Fails unless the connection works and the integration user has the roles of the integration.</summary>
    procedure TestConnection()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
        DataverseCheck: Codeunit "BCS Dataverse Check";
    begin
        AccessControl.TestAdminister(TestTok);
        CRMConnectionSetup.Get();
        // Read: TestConnection registers a temporary connection and reads the first user (TryReadSystemUsers). No dialog.
        if not CRMConnectionSetup.TestConnection() then
            DataverseCheck.RaiseUnreachable(GetLastErrorText());
        // Read: TestIntegrationUserRequirements raises its own errors (disabled, no roles, System Administrator, missing
        // roles); it checks nothing when no user bears the e-mail address, which the action of the Dataverse setup checks.
        CRMConnectionSetup.TestIntegrationUserRequirements();
        Reconnect(CRMConnectionSetup);
    end;

    /// <summary>Resets the Sales table mappings and their jobs to the defaults.</summary>
    procedure ResetConfiguration()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
        CRMSetupDefaults: Codeunit "CRM Setup Defaults";
        WantedUrl: Text[250];
    begin
        AccessControl.TestAdminister(ResetTok);
        CRMConnectionSetup.Get();
        if not CRMConnectionSetup."Is Enabled" then
            Error(Errors.Coded("BCS Error Code"::SalesResetWhileDisabled, ResetDisabledErr));
        Reconnect(CRMConnectionSetup);
        WantedUrl := NavConnectionMgt.WantedUrl(CRMConnectionSetup);
        // Read: "CRM Setup Defaults".ResetConfiguration creates mappings and jobs anew and writes the web client's own URL
        // into nav_connection (ResetCRMNAVConnectionData); the confirmation is in page 5330's action. No dialog here.
        CRMSetupDefaults.ResetConfiguration(CRMConnectionSetup);
        CRMConnectionSetup.Get();
        NavConnectionMgt.WriteOwnUrl(CRMConnectionSetup, WantedUrl);
        CRMConnectionSetup.Modify(false);
        Audit.Log(ResetTok);
    end;

    /// <summary>Registers and activates the connection again, after procedures that leave a temporary one as the default.</summary>
    /// <param name="CRMConnectionSetup">The enabled setup.</param>
    procedure Reconnect(var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
    begin
        if not CRMConnectionSetup."Is Enabled" then
            exit;
        CRMConnectionSetup.RegisterConnection();
        // Read: both do nothing unless 7200 is enabled; the Sales tables are reached through the same default connection.
        CDSIntegrationMgt.RegisterConnection();
        CDSIntegrationMgt.ActivateConnection();
    end;

    local procedure CopyFromDataverseSetup(var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        // The steps of "CRM Connection Setup".LoadConnectionStringElementsFromCDSConnectionSetup and
        // EnsureCDSConnectionIsEnabled, which are [Scope('OnPrem')].
        SetupValidation.TestDataverseEnabled();
        CDSConnectionSetup.Get();
        CRMConnectionSetup."User Password Key" := CDSConnectionSetup."User Password Key";
        // Read: OnValidate of "Server Address" asks only when the URL has a path, which 7200 was refused; it and
        // "User Name" rebuild the connection string: the certificate form when Business Central has its first-party app.
        CRMConnectionSetup.Validate("Server Address", CDSConnectionSetup."Server Address");
        CRMConnectionSetup.Validate("User Name", CDSConnectionSetup."User Name");
        CRMConnectionSetup.Validate("Proxy Version", CRMConnectionSetup."Proxy Version");
        CRMConnectionSetup.Modify(false);
    end;

    local procedure TestSolutionInstalled()
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
        CRMIntegrationManagement: Codeunit "CRM Integration Management";
    begin
        // Read: "CDS Integration Mgt.".RegisterConnection and ActivateConnection make the table connection of the Dataverse setup
        // the session's own. No dialog.
        CDSIntegrationMgt.RegisterConnection();
        CDSIntegrationMgt.ActivateConnection();
        // Read: IsCRMSolutionInstalled counts two tables of the solution in a try function. Without it,
        // InstallIntegrationSolution would start the interactive import.
        if not CRMIntegrationManagement.IsCRMSolutionInstalled() then
            Error(Errors.Coded("BCS Error Code"::SalesSolutionMissing, SolutionErr));
    end;

    var
        Errors: Codeunit "BCS Errors";
        AccessControl: Codeunit "BCS Access Control";
        Audit: Codeunit "BCS Audit";
        NavConnectionMgt: Codeunit "BCS Nav Connection Mgt.";
        SalesSettings: Codeunit "BCS Sales Settings";
        SetupValidation: Codeunit "BCS Setup Validation";
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
}
