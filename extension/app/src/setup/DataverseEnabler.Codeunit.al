// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using Microsoft.Integration.Dataverse;

/// <summary>
/// What follows once the row of table 7200 says that it is enabled. A codeunit of its own, so that the caller can turn
/// the setup off again when a step fails. Order: "CDS Integration Impl." FinalizeSynchronizationSetup of the assisted
/// setup, then the event that the table trigger raises. INFERENCE: not run against a live tenant.
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
    begin
        // Read: ResetCache clears cached company and team ids of an earlier connection. No dialog.
        CDSIntegrationMgt.ResetCache();
        DataverseCheck.Connect();
        DataverseCheck.TestRequirements(Rec);
        if Rec."Disable Reason" <> '' then begin
            Rec."Disable Reason" := '';
            Rec.Modify(false);
        end;
        // Read: "CDS Setup Defaults".ResetConfiguration deletes and creates the mappings and their jobs and reads the base
        // currency (SetBaseCurrencyData, which modifies Rec). No dialog.
        CDSSetupDefaults.ResetConfiguration(Rec);
        // Read: public publisher in "CDS Integration Mgt."; "CDS Setup Defaults".HandleOnEnableIntegration sets the
        // SALESPEOPLE job and the dependency filters by ownership model. The table trigger raises it, the assisted setup does not.
        CDSIntegrationMgt.OnEnableIntegration();
    end;
}
