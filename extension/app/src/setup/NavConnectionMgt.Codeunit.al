// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using Microsoft.Integration.D365Sales;
using Microsoft.Integration.Dataverse;

/// <summary>
/// The rows of table "CRM NAV Connection" (nav_connection) in Dataverse, with the address of each company's web client.
/// Companies of several Business Central environments share one Dataverse environment, and the base application does not keep their rows apart:
/// "CRM Connection Setup".RefreshFromCRMConnectionInformation takes the first row whatever its company, and
/// "CRM Integration Management".RemoveCRMNAVConnectionUrl deletes by the URL that stands in the setup. So this company's
/// address is kept in "BCS Connector State", written again after enabling and set back before disabling. A row is this
/// company's when it has the company's name and an address that this company uses or has used; a company of the same name in
/// another environment has another address.
/// </summary>
codeunit 72815 "BCS Nav Connection Mgt."
{
    Access = Public;
    Permissions = tabledata "CRM Connection Setup" = rm,
                  tabledata "CRM NAV Connection" = rimd,
                  tabledata "BCS Connector State" = rim;

    /// <summary>Fails unless the address can be registered for this company.</summary>
    /// <param name="Url">The value of businessCentralUrl; empty means the web client's own.</param>
    procedure TestUrl(Url: Text)
    var
        CRMConnectionSetup: Record "CRM Connection Setup";
        Base: Text;
    begin
        Base := BaseOf(Url);
        if (StrPos(Base, '?') > 0) or (StrPos(Base, '#') > 0) then
            Error(Errors.Coded("BCS Error Code"::BusinessCentralUrlInvalid, StrSubstNo(InvalidErr, Url)));
        // Sales shows the address as a link to Business Central, to everybody who works there.
        if (Base <> '') and not IsWebClient(Base) then
            Error(Errors.Coded("BCS Error Code"::BusinessCentralUrlForeign, StrSubstNo(ForeignErr, Url)));
        // "Dynamics NAV URL" holds the address with the company's parameter, in the setup and in Dataverse.
        if StrLen(WithCompany(Base)) > MaxStrLen(CRMConnectionSetup."Dynamics NAV URL") then
            Error(Errors.Coded("BCS Error Code"::BusinessCentralUrlTooLong, StrSubstNo(TooLongErr, WithCompany(Base), MaxStrLen(CRMConnectionSetup."Dynamics NAV URL"))));
    end;

    /// <summary>
    /// The address last sent for this company, or an empty text. A copy of an environment has the row of the environment that it
    /// was copied from; what was remembered there is not its own.
    /// </summary>
    /// <returns>The address without the company's parameter.</returns>
    procedure Remembered(): Text[250]
    var
        ConnectorState: Record "BCS Connector State";
    begin
        ConnectorState.GetOrInit();
        if (ConnectorState."Remembered In" <> '') and not IsSameBase(ConnectorState."Remembered In", GetUrl(ClientType::Web)) then
            exit('');
        exit(CopyStr(BaseOf(ConnectorState."Business Central URL"), 1, 250));
    end;

    /// <summary>Remembers the address of this company.</summary>
    /// <param name="Url">The address; empty returns to the default.</param>
    procedure Remember(Url: Text)
    var
        ConnectorState: Record "BCS Connector State";
    begin
        ConnectorState.GetOrInit();
        ConnectorState."Business Central URL" := CopyStr(BaseOf(Url), 1, MaxStrLen(ConnectorState."Business Central URL"));
        ConnectorState."Remembered In" := CopyStr(BaseOf(GetUrl(ClientType::Web)), 1, MaxStrLen(ConnectorState."Remembered In"));
        ConnectorState.Store();
    end;

    /// <summary>Writes this company's row in Dataverse and the setup's field, and remembers the address. Needs an active connection.</summary>
    /// <param name="CRMConnectionSetup">The setup row; changed, not stored.</param>
    /// <param name="Url">The address of this company; empty for the web client's own.</param>
    procedure WriteOwnUrl(var CRMConnectionSetup: Record "CRM Connection Setup"; Url: Text)
    var
        CRMIntegrationManagement: Codeunit "CRM Integration Management";
        OwnUrl: Text[250];
    begin
        OwnUrl := CopyStr(WithCompany(Url), 1, 250);
        RemoveOtherRowsOfCompany(OwnUrl);
        // Read: SetCRMNAVConnectionUrl inserts the row, or sets its name; it adds ?company=<name> only when it is missing. No dialog.
        CRMIntegrationManagement.SetCRMNAVConnectionUrl(OwnUrl);
        CRMConnectionSetup."Dynamics NAV URL" := OwnUrl;
        Remember(Url);
    end;

    /// <summary>Sets the setup's field to the address of this company's only row, so that disabling deletes that row and no other.</summary>
    /// <param name="CRMConnectionSetup">The setup row; changed, not stored.</param>
    procedure RestoreOwnUrl(var CRMConnectionSetup: Record "CRM Connection Setup")
    var
        OwnUrl: Text[250];
    begin
        OwnUrl := CopyStr(WithCompany(Remembered()), 1, 250);
        // Dataverse may be unreachable, and disabling must still work.
        if TryKeepOneRow(OwnUrl) then;
        CRMConnectionSetup."Dynamics NAV URL" := OwnUrl;
    end;

    /// <summary>
    /// An address without its company parameter. The base application writes the name with UrlPathEncode, which leaves "&", "?", "=",
    /// "#", "+" and "%" as they are, and always as the last parameter: so the name extends to the end, whatever it contains.
    /// </summary>
    /// <param name="Url">An address of the web client.</param>
    /// <returns>What comes before the parameter, without a slash at the end.</returns>
    procedure BaseOf(Url: Text): Text
    var
        Position: Integer;
    begin
        Position := StrPos(Url.ToLower(), CompanyParameterTok);
        if Position > 0 then
            Url := CopyStr(Url, 1, Position - 1);
        exit(Url.Trim().TrimEnd('/'));
    end;

    /// <summary>Do two addresses differ only in their company parameter, in case or in a slash at the end?</summary>
    /// <param name="Url">An address of the web client.</param>
    /// <param name="OtherUrl">Another one.</param>
    /// <returns>True if so.</returns>
    procedure IsSameBase(Url: Text; OtherUrl: Text): Boolean
    begin
        exit(BaseOf(Url).ToLower() = BaseOf(OtherUrl).ToLower());
    end;

    local procedure IsWebClient(Base: Text): Boolean
    var
        Host: Text;
        Family: Text;
    begin
        if not Base.ToLower().StartsWith(HttpsTok) then
            exit(false);
        Host := HostOf(Base);
        // In another cloud the web client has another host: that of this session.
        if (Host = OnlineHostTok) or (Host = HostOf(GetUrl(ClientType::Web))) then
            exit(true);
        // An embed app has a host of its own, <application family>.bc.dynamics.com.
        if not Host.EndsWith(EmbedDomainTok) then
            exit(false);
        Family := CopyStr(Host, 1, StrLen(Host) - StrLen(EmbedDomainTok));
        exit((Family <> '') and (DelChr(Family, '=', 'abcdefghijklmnopqrstuvwxyz0123456789-') = ''));
    end;

    local procedure HostOf(Url: Text): Text
    begin
        // Up to the path; a user or a port stays in it, and makes it no host of Business Central.
        exit(CopyStr(Url, StrLen(HttpsTok) + 1).ToLower().Split('/').Get(1));
    end;

    local procedure WithCompany(Url: Text): Text
    var
        WebUrl: Text;
        Position: Integer;
    begin
        // The web client's own address has the name as the platform encodes it (an ampersand as %26), which Sales' link needs.
        WebUrl := GetUrl(ClientType::Web);
        if (BaseOf(Url) = '') or IsSameBase(Url, WebUrl) then
            exit(WebUrl);
        Position := StrPos(WebUrl.ToLower(), CompanyParameterTok);
        if Position = 0 then
            exit(BaseOf(Url)); // the base application adds the company
        exit(BaseOf(Url) + CopyStr(WebUrl, Position));
    end;

    local procedure IsOwn(Url: Text): Boolean
    begin
        exit(IsSameBase(Url, GetUrl(ClientType::Web)) or ((Remembered() <> '') and IsSameBase(Url, Remembered())));
    end;

    local procedure RemoveOtherRowsOfCompany(OwnUrl: Text)
    var
        CRMNAVConnection: Record "CRM NAV Connection";
    begin
        CRMNAVConnection.SetRange(Name, CopyStr(CompanyName(), 1, MaxStrLen(CRMNAVConnection.Name)));
        if CRMNAVConnection.FindSet() then
            repeat
                if IsOwn(CRMNAVConnection."Dynamics NAV URL") and (CRMNAVConnection."Dynamics NAV URL" <> OwnUrl) then
                    CRMNAVConnection.Delete();
            until CRMNAVConnection.Next() = 0;
    end;

    // Deleting rows of Dataverse in a try function is what "CRM Integration Management".TryRemoveCRMNAVConnectionUrl does too.
    [TryFunction]
    local procedure TryKeepOneRow(var OwnUrl: Text[250])
    var
        CRMNAVConnection: Record "CRM NAV Connection";
    begin
        CRMNAVConnection.SetRange(Name, CopyStr(CompanyName(), 1, MaxStrLen(CRMNAVConnection.Name)));
        if CRMNAVConnection.FindSet() then
            repeat
                if IsOwn(CRMNAVConnection."Dynamics NAV URL") then
                    OwnUrl := CRMNAVConnection."Dynamics NAV URL";
            until CRMNAVConnection.Next() = 0;
        RemoveOtherRowsOfCompany(OwnUrl);
    end;

    var
        Errors: Codeunit "BCS Errors";
        CompanyParameterTok: Label '?company=', Locked = true;
        HttpsTok: Label 'https://', Locked = true;
        OnlineHostTok: Label 'businesscentral.dynamics.com', Locked = true;
        EmbedDomainTok: Label '.bc.dynamics.com', Locked = true;
        ForeignErr: Label 'businessCentralUrl "%1" is not an address of Business Central''s web client: it must begin with https:// and have a host of Business Central, such as businesscentral.dynamics.com. Send the address of the web client, or an empty text for that of this environment.', Comment = '%1 = the URL';
        InvalidErr: Label 'businessCentralUrl "%1" has parameters. Send the address of the web client alone, for example https://businesscentral.dynamics.com/contoso.com/Production; the company is added.', Comment = '%1 = the URL';
        TooLongErr: Label 'businessCentralUrl: "%1", the address with this company''s name, is longer than the %2 characters that Business Central stores. Send a shorter address, or shorten the name of the company.', Comment = '%1 = the URL with the company, %2 = the number of characters';
}
