// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;

/// <summary>
/// The rows of table "CRM NAV Connection" (nav_connection) in Dataverse, which tell Sales where a company's web client is.
/// Several companies share one Dataverse environment, and the base application does not tell their rows apart:
/// "CRM Connection Setup".RefreshFromCRMConnectionInformation takes the first row whatever its company, and
/// "CRM Integration Management".RemoveCRMNAVConnectionUrl deletes by the URL that stands in the setup. So this company's
/// URL is kept in "BCS Connector State", written again after enabling and set back before disabling.
/// </summary>
codeunit 72815 "BCS Nav Connection Mgt."
{
    Access = Public;
    Permissions = tabledata "CRM Connection Setup" = rm,
                  tabledata "CRM NAV Connection" = rimd,
                  tabledata "BCS Connector State" = rim;

    /// <summary>The URL that this company wants: what was sent last, else what stands in the setup, else the web client's own.</summary>
    /// <param name="CRMConnectionSetup">The setup row, as it was before enabling.</param>
    /// <returns>The URL, with or without its company parameter.</returns>
    procedure WantedUrl(CRMConnectionSetup: Record "CRM Connection Setup"): Text[250]
    var
        ConnectorState: Record "BCS Connector State";
    begin
        ConnectorState.GetOrInit();
        if ConnectorState."Business Central URL" <> '' then
            exit(ConnectorState."Business Central URL");
        exit(UrlOrDefault(CRMConnectionSetup."Dynamics NAV URL"));
    end;

    /// <summary>The URL, or the web client's own when it is empty.</summary>
    /// <param name="Url">A URL or nothing.</param>
    /// <returns>A URL.</returns>
    procedure UrlOrDefault(Url: Text[250]): Text[250]
    begin
        if Url <> '' then
            exit(Url);
        // As "CRM Setup Defaults".ResetCRMNAVConnectionData.
        exit(CopyStr(GetUrl(ClientType::Web), 1, 250));
    end;

    /// <summary>Remembers the URL of this company.</summary>
    /// <param name="Url">The URL; empty returns to the default.</param>
    procedure Remember(Url: Text[250])
    var
        ConnectorState: Record "BCS Connector State";
    begin
        ConnectorState.GetOrInit();
        ConnectorState."Business Central URL" := Url;
        ConnectorState.Store();
    end;

    /// <summary>Writes this company's row in Dataverse and the setup's field. Needs an enabled, connected setup.</summary>
    /// <param name="CRMConnectionSetup">The setup row; changed, not stored.</param>
    /// <param name="Url">The URL of this company.</param>
    procedure WriteOwnUrl(var CRMConnectionSetup: Record "CRM Connection Setup"; Url: Text[250])
    var
        CRMIntegrationManagement: Codeunit "CRM Integration Management";
    begin
        RemoveOtherRowsOfCompany(Url);
        // Read: SetCRMNAVConnectionUrl adds ?company=<name> when it is missing, and inserts the row or sets its name. No dialog.
        CRMIntegrationManagement.SetCRMNAVConnectionUrl(Url);
        CRMConnectionSetup."Dynamics NAV URL" := Url;
    end;

    /// <summary>Sets the setup's field to this company's URL, so that disabling deletes this company's row and no other.</summary>
    /// <param name="CRMConnectionSetup">The setup row; changed, not stored.</param>
    procedure RestoreOwnUrl(var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        ConnectorState: Record "BCS Connector State";
        CRMNAVConnection: Record "CRM NAV Connection";
    begin
        if TryFindOwnRow(CRMNAVConnection, CRMConnectionSetup."Dynamics NAV URL") then
            exit; // an administrator changed the URL on the setup page: its row bears this company's name
        ConnectorState.GetOrInit();
        CRMConnectionSetup."Dynamics NAV URL" := UrlOrDefault(ConnectorState."Business Central URL");
    end;

    /// <summary>The same URL without its company parameter, in lower case, for comparisons.</summary>
    /// <param name="Url">A URL of the web client.</param>
    /// <returns>What comes before the parameter.</returns>
    procedure WithoutCompany(Url: Text): Text
    var
        Position: Integer;
    begin
        Position := StrPos(Url.ToLower(), CompanyParameterTok);
        if Position > 0 then
            Url := CopyStr(Url, 1, Position - 1);
        exit(Url.TrimEnd('/').ToLower());
    end;

    local procedure RemoveOtherRowsOfCompany(Url: Text)
    var
        CRMNAVConnection: Record "CRM NAV Connection";
        Own: List of [Text];
    begin
        // Only rows that this environment's company made: its name, and a URL that this setup has used. Another environment
        // may have a company of the same name in the same Dataverse environment.
        Own.Add(WithoutCompany(GetUrl(ClientType::Web)));
        AddStoredUrls(Own);
        CRMNAVConnection.SetRange(Name, CopyStr(CompanyName(), 1, MaxStrLen(CRMNAVConnection.Name)));
        if CRMNAVConnection.FindSet() then
            repeat
                if Own.Contains(WithoutCompany(CRMNAVConnection."Dynamics NAV URL")) and (WithoutCompany(CRMNAVConnection."Dynamics NAV URL") <> WithoutCompany(Url)) then
                    CRMNAVConnection.Delete();
            until CRMNAVConnection.Next() = 0;
    end;

    local procedure AddStoredUrls(var Own: List of [Text])
    var
        ConnectorState: Record "BCS Connector State";
        CRMConnectionSetup: Record "CRM Connection Setup";
    begin
        ConnectorState.GetOrInit();
        if ConnectorState."Business Central URL" <> '' then
            Own.Add(WithoutCompany(ConnectorState."Business Central URL"));
        if CRMConnectionSetup.Get() then
            if CRMConnectionSetup."Dynamics NAV URL" <> '' then
                Own.Add(WithoutCompany(CRMConnectionSetup."Dynamics NAV URL"));
    end;

    [TryFunction]
    local procedure TryFindOwnRow(var CRMNAVConnection: Record "CRM NAV Connection"; Url: Text[250])
    begin
        CRMNAVConnection.SetRange("Dynamics NAV URL", Url);
        CRMNAVConnection.SetRange(Name, CopyStr(CompanyName(), 1, MaxStrLen(CRMNAVConnection.Name)));
        CRMNAVConnection.FindFirst();
    end;

    var
        CompanyParameterTok: Label '?company=', Locked = true;
}
