// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Mapping;
using Microsoft.Integration.Dataverse;

/// <summary>
/// Enables the connection of table 7200, in one transaction of its own: when a step fails, the row is as it was before. Order: "CDS Integration
/// Impl." FinalizeSynchronizationSetup of the assisted setup, then the event that the table trigger raises. INFERENCE: not
/// run against a live tenant.
/// </summary>
codeunit 72817 "BCS Dataverse Enabler"
{
    Access = Public;
    TableNo = "CDS Connection Setup";
    Permissions = tabledata "CDS Connection Setup" = rm;

    trigger OnRun()
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
        CDSSetupDefaults: Codeunit "CDS Setup Defaults";
        DataverseCheck: Codeunit "BCS Dataverse Check";
        MappingSnapshotMgt: Codeunit "BCS Mapping Snapshot Mgt.";
    begin
        Rec.Get();
        // After all Validate calls of the fields, which write the user name and password form as long as the string
        // names no AuthType=ClientSecret or AuthType=Certificate ("CDS Integration Impl.".UpdateConnectionString).
        Rec."Connection String" := CopyStr(CertificateConnectionString(Rec), 1, MaxStrLen(Rec."Connection String"));
        // Read: field "Is Enabled" OnValidate writes the base application's audit log, compares with table 5330 only while that is
        // enabled, and checks only the URL with Office365 (TryCheckCredentials); its consent dialog needs CurrFieldNo <> 0.
        Rec.Validate("Is Enabled", true);
        Rec."Disable Reason" := '';
        // Without triggers: OnModify calls ImportAndConfigureIntegrationSolution, which signs an administrator in.
        Rec.Modify(false);
        // Read: ResetCache clears cached company and team ids of an earlier connection. No dialog.
        CDSIntegrationMgt.ResetCache();
        DataverseCheck.Connect();
        DataverseCheck.TestRequirements(Rec);
        // Read: "CDS Setup Defaults".ResetConfiguration deletes and creates the mappings and their jobs and reads the base
        // currency (SetBaseCurrencyData, which modifies Rec). No dialog.
        CDSSetupDefaults.ResetConfiguration(Rec);
        // Read: public publisher in "CDS Integration Mgt."; "CDS Setup Defaults".HandleOnEnableIntegration sets the
        // SALESPEOPLE job and the dependency filters by ownership model. The table trigger raises it, the assisted setup does not.
        CDSIntegrationMgt.OnEnableIntegration();
        MappingSnapshotMgt.RecordDefaults();
    end;

    local procedure CertificateConnectionString(CDSConnectionSetup: Record "CDS Connection Setup"): Text
    begin
        // The placeholders are the base application's own; Business Central fills them in when it connects.
        exit(StrSubstNo(CertificateConnectionTok, CDSConnectionSetup."Server Address", CDSConnectionSetup."Proxy Version"));
    end;

    var
        CertificateConnectionTok: Label 'AuthType=Certificate; Url=%1; ClientId={CLIENTID}; Certificate={CERTIFICATE}; ProxyVersion=%2', Comment = '%1 = the URL, %2 = the proxy version', Locked = true;
}
