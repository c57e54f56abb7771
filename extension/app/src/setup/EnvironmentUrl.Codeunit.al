// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Setup;

using BcSales.Integration.Connector;
using Microsoft.Integration.Dataverse;

/// <summary>
/// Accepts only URLs of Dataverse itself: the setup's URL receives tokens of the integration user, so it must not be
/// possible to point it at another host. Host names: Microsoft Learn, "Datacenter regions" of the Power Platform
/// documentation (crm, crm2 ... crm*.dynamics.com), "Power Platform US Government" (crm9.dynamics.com,
/// crm.microsoftdynamics.us, crm.appsplatform.us) and "Power Platform operated by 21Vianet in China" (crm.dynamics.cn).
/// </summary>
codeunit 72810 "BCS Environment Url"
{
    Access = Public;

    /// <summary>Checks the URL and returns it as it is stored: without surrounding spaces and without a slash at the end.</summary>
    /// <param name="EnvironmentUrl">The URL as sent.</param>
    /// <param name="DataverseCloud">The cloud of the setup row. Other clouds than Commercial come from an extension of
    /// that enum (table "CDS Connection Setup", procedure SetDataverseCloud).</param>
    /// <returns>The URL to store.</returns>
    procedure Normalize(EnvironmentUrl: Text; DataverseCloud: Enum "Dataverse Cloud"): Text[250]
    var
        Url: Text[250];
    begin
        Url := Origin(EnvironmentUrl);
        if not IsDataverseHost(HostOf(Url), DataverseCloud) then
            Error(Errors.Coded("BCS Error Code"::EnvironmentUrlNotDataverse, StrSubstNo(HostErr, EnvironmentUrl)));
        exit(Url);
    end;

    /// <summary>Checks that the URL is https:// and a host name, whatever the host, and returns it without spaces and slash.</summary>
    /// <param name="EnvironmentUrl">The URL as sent.</param>
    /// <returns>The URL to store.</returns>
    procedure Origin(EnvironmentUrl: Text): Text[250]
    var
        Url: Text;
    begin
        Url := Trimmed(EnvironmentUrl);
        if Url = '' then
            Error(Errors.Coded("BCS Error Code"::EnvironmentUrlMissing, EmptyErr));
        if not Url.ToLower().StartsWith(HttpsTok) then
            Error(Errors.Coded("BCS Error Code"::EnvironmentUrlNotHttps, StrSubstNo(HttpsErr, EnvironmentUrl)));
        if not IsHostName(HostOf(Url)) then
            Error(Errors.Coded("BCS Error Code"::EnvironmentUrlNotOrigin, StrSubstNo(OriginErr, EnvironmentUrl)));
        exit(CopyStr(Url, 1, 250));
    end;

    /// <summary>Would Origin accept the URL?</summary>
    /// <param name="EnvironmentUrl">A URL, or anything else.</param>
    /// <returns>True if so.</returns>
    procedure IsOrigin(EnvironmentUrl: Text): Boolean
    var
        Url: Text;
    begin
        Url := Trimmed(EnvironmentUrl);
        exit(Url.ToLower().StartsWith(HttpsTok) and IsHostName(HostOf(Url)));
    end;

    /// <summary>Is the host one organization below a documented Dataverse suffix of the cloud?</summary>
    /// <param name="Host">A host name in lower case.</param>
    /// <param name="DataverseCloud">The cloud.</param>
    /// <returns>True if it is.</returns>
    procedure IsDataverseHost(Host: Text; DataverseCloud: Enum "Dataverse Cloud"): Boolean
    var
        Labels: List of [Text];
        Suffix: Text;
    begin
        Labels := Host.Split('.');
        // The Web API's own host name, organization.api.crm4.dynamics.com, is the same environment.
        if Labels.Count() = 5 then
            if Labels.Get(2) = 'api' then
                Labels.RemoveAt(2);
        if Labels.Count() <> 4 then
            exit(false);
        Suffix := Labels.Get(3) + '.' + Labels.Get(4);
        if DataverseCloud = DataverseCloud::Commercial then
            exit((Suffix = 'dynamics.com') and IsRegion(Labels.Get(2)));
        exit(
            ((Suffix = 'dynamics.com') and (Labels.Get(2) = 'crm9')) or
            ((Labels.Get(2) = 'crm') and (Suffix in ['microsoftdynamics.us', 'appsplatform.us', 'dynamics.cn'])));
    end;

    local procedure Trimmed(EnvironmentUrl: Text): Text
    begin
        exit(EnvironmentUrl.Trim().TrimEnd('/'));
    end;

    local procedure HostOf(Url: Text): Text
    begin
        exit(CopyStr(Url, StrLen(HttpsTok) + 1).ToLower());
    end;

    local procedure IsRegion(RegionLabel: Text): Boolean
    var
        Number: Text;
    begin
        // crm, crm2 ... crm22 and any later region; never an arbitrary label
        if not RegionLabel.StartsWith('crm') then
            exit(false);
        Number := CopyStr(RegionLabel, 4); // Substring(4) of "crm" is an error
        exit((StrLen(Number) <= 2) and (DelChr(Number, '=', '0123456789') = ''));
    end;

    local procedure IsHostName(Host: Text): Boolean
    var
        HostLabel: Text;
    begin
        // No path, port, user information, query or fragment: only labels of letters, digits and hyphens.
        foreach HostLabel in Host.Split('.') do
            if (HostLabel = '') or (DelChr(HostLabel, '=', 'abcdefghijklmnopqrstuvwxyz0123456789-') <> '') then
                exit(false);
        exit(true);
    end;

    var
        Errors: Codeunit "BCS Errors";
        EmptyErr: Label 'environmentUrl is empty. Send the URL of the Dataverse environment, for example https://contoso.crm4.dynamics.com.';
        HttpsErr: Label 'environmentUrl "%1" does not start with https://. Send the URL of the Dataverse environment, for example https://contoso.crm4.dynamics.com.', Comment = '%1 = the URL';
        OriginErr: Label 'environmentUrl "%1" must be only https:// and a host name, without a path, a port or parameters.', Comment = '%1 = the URL';
        HostErr: Label 'environmentUrl "%1" is not a Dataverse environment of this cloud: the host must be an organization below one of the documented Dataverse domains, such as crm.dynamics.com or crm4.dynamics.com. Check the URL in the Power Platform admin center.', Comment = '%1 = the URL';
        HttpsTok: Label 'https://', Locked = true;
}
