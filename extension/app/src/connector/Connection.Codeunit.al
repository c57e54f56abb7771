// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

using Microsoft.Integration.Dataverse;

/// <summary>
/// Makes the table connection to Dataverse the session's own. Call it at the start of whatever reads or writes tables of Dataverse, and
/// again after procedures of the base application that test with a temporary connection and remove it. Declare records
/// of such tables in a procedure that is called afterwards: a variable seems to keep the connection that was active when it was
/// first used (INFERENCE, from tests of the language on a server).
/// </summary>
codeunit 72807 "BCS Connection"
{
    Access = Public;

    /// <summary>Registers and activates the connection of the stored Dataverse setup; does nothing unless that is enabled.</summary>
    procedure Activate()
    var
        CDSIntegrationMgt: Codeunit "CDS Integration Mgt.";
    begin
        // Read: RegisterConnection keeps a connection that is registered, whether it is the default or not; ActivateConnection
        // makes it the default. The credentials come from Business Central's key vault. No dialog. "CRM Connection Setup".RegisterConnection
        // is not enough: it returns if its connection is registered, although another one is the default.
        CDSIntegrationMgt.RegisterConnection();
        CDSIntegrationMgt.ActivateConnection();
    end;
}
