// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using Microsoft.Integration.D365Sales;

/// <summary>Disables the Sales connection. A separate codeunit, so that failures of enabling and of disabling can both be reported.</summary>
codeunit 72809 "BCS Sales Disabler"
{
    Access = Public;
    Permissions = tabledata "CRM Connection Setup" = rm;

    trigger OnRun()
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
        Connection: Codeunit "BCS Connection";
        NavConnectionMgt: Codeunit "BCS Nav Connection Mgt.";
    begin
        CRMConnectionSetup.Get();
        if not CRMConnectionSetup."Is Enabled" then
            exit;
        Connection.Activate();
        NavConnectionMgt.RestoreOwnUrl(CRMConnectionSetup);
        CRMConnectionSetup.Modify(false);
        CRMConnectionSetup.Get();
        // Read: OnValidate with false clears version, solution flag and currency, puts jobs on hold (those that Dataverse
        // needs stay while 7200 is enabled) and calls RemoveCRMNAVConnectionUrl with the URL of the row. No dialog.
        // al-check: allow connection - those tables are read when the setup becomes enabled
        CRMConnectionSetup.Validate("Is Enabled", false);
        CRMConnectionSetup.Modify(true);
    end;
}
