// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

/// <summary>
/// Separates administrators from readers. Table permissions would stop a reader as well, but somewhere inside the base
/// application and with a message that names an internal table.
/// </summary>
codeunit 72801 "BCS Access Control"
{
    Access = Public;

    /// <summary>Fails unless the caller has the permission set "BCS Administer".</summary>
    /// <param name="Operation">What was attempted, for the message.</param>
    procedure TestAdminister(Operation: Text)
    var
        ConnectorState: Record "BCS Connector State";
    begin
        // Only "BCS Administer" grants insert and modify on this table; "BCS Read" grants read.
        if not ConnectorState.WritePermission() then
            Error(Errors.Coded("BCS Error Code"::PermissionMissing, StrSubstNo(MissingPermissionErr, Operation)));
    end;

    var
        Errors: Codeunit "BCS Errors";
        MissingPermissionErr: Label 'You cannot %1: the permission set "BCS Administer" is missing. Assign it to the caller on the page "Microsoft Entra Applications" (or "Users").', Comment = '%1 = the operation, for example "enable the Dataverse connection"';
}
