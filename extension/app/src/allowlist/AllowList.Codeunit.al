// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.AllowList;

using BcSales.Integration.Connector;
using BcSales.Integration.Setup;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;

/// <summary>Compares addresses with the list of allowed Dataverse environments.</summary>
codeunit 72808 "BCS Allow List"
{
    Access = Public;
    Permissions = tabledata "BCS Allowed Environment" = ri,
                  tabledata "CDS Connection Setup" = r,
                  tabledata "CRM Connection Setup" = r;

    /// <summary>Fails unless the address is on the list.</summary>
    /// <param name="Url">An address as it is stored: https:// and a host.</param>
    procedure TestAllowed(Url: Text)
    var
        AllowedEnvironment: Record "BCS Allowed Environment";
    begin
        if not AllowedEnvironment.Get(CopyStr(Url.Trim().TrimEnd('/').ToLower(), 1, MaxStrLen(AllowedEnvironment."Environment URL"))) then
            Error(Errors.Coded("BCS Error Code"::EnvironmentUrlNotAllowed, StrSubstNo(NotAllowedErr, Url)));
    end;

    /// <summary>Lists the addresses of this company's stored setups. For install and upgrade: what worked before the list existed still works.</summary>
    procedure ListStoredSetups()
    var
        CDSConnectionSetup: Record "CDS Connection Setup";
        CRMConnectionSetup: Record "CRM Connection Setup";
    begin
        if CDSConnectionSetup.Get() then
            ListUrl(CDSConnectionSetup."Server Address");
        if CRMConnectionSetup.Get() then
            ListUrl(CRMConnectionSetup."Server Address");
    end;

    local procedure ListUrl(Url: Text)
    var
        AllowedEnvironment: Record "BCS Allowed Environment";
        EnvironmentUrl: Codeunit "BCS Environment Url";
    begin
        // A stored address may be blank, on-premises, or the base application's placeholder; such a row cannot be enabled here anyway.
        if not EnvironmentUrl.IsOrigin(Url) then
            exit;
        AllowedEnvironment.Init();
        AllowedEnvironment."Environment URL" := CopyStr(EnvironmentUrl.Origin(Url).ToLower(), 1, MaxStrLen(AllowedEnvironment."Environment URL"));
        AllowedEnvironment.Description := CopyStr(StoredSetupTxt, 1, MaxStrLen(AllowedEnvironment.Description));
        // Without the trigger, which requires a person; another company may have listed the address.
        if AllowedEnvironment.Insert(false) then;
    end;

    var
        Errors: Codeunit "BCS Errors";
        NotAllowedErr: Label 'environmentUrl "%1" is not on the list of Dataverse environments that this Business Central environment may connect to. A person with the permission set "BCS Approve" adds it on the page "Allowed Dataverse Environments" in Business Central, once for the environment.', Comment = '%1 = the URL';
        StoredSetupTxt: Label 'Used by a connection setup when the connector was installed', MaxLength = 100;
}
