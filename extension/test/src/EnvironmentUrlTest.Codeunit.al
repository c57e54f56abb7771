// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Setup;
using Microsoft.Integration.Dataverse;

codeunit 72900 "BCS Environment Url Test"
{
    Subtype = Test;
    Access = Public;

    [Test]
    procedure AcceptsDocumentedHosts()
    begin
        Check.AreEqual('https://contoso.crm.dynamics.com', EnvironmentUrl.Normalize('https://contoso.crm.dynamics.com', DataverseCloud::Commercial));
        Check.AreEqual('https://Contoso.CRM4.dynamics.com', EnvironmentUrl.Normalize(' https://Contoso.CRM4.dynamics.com/ ', DataverseCloud::Commercial));
        Check.AreEqual('https://contoso-dev.crm17.dynamics.com', EnvironmentUrl.Normalize('https://contoso-dev.crm17.dynamics.com', DataverseCloud::Commercial));
        Check.AreEqual('https://contoso.api.crm4.dynamics.com', EnvironmentUrl.Normalize('https://contoso.api.crm4.dynamics.com', DataverseCloud::Commercial));
        Check.AreEqual('https://agency.crm9.dynamics.com', EnvironmentUrl.Normalize('https://agency.crm9.dynamics.com', DataverseCloud::Commercial));
    end;

    [Test]
    procedure RefusesOtherHosts()
    begin
        AssertRefused('https://contoso.example.com');
        AssertRefused('https://crm4.dynamics.com');
        AssertRefused('https://contoso.crm4.dynamics.com.example.com');
        AssertRefused('https://contoso.crmx.dynamics.com');
        AssertRefused('https://contoso.crm123.dynamics.com');
        AssertRefused('https://a.b.crm4.dynamics.com');
        AssertRefused('https://127.0.0.1');
        AssertRefused('https://localhost');
    end;

    [Test]
    procedure RefusesOtherCloudsInCommercial()
    begin
        AssertRefused('https://contoso.crm.dynamics.cn');
        AssertRefused('https://contoso.crm.microsoftdynamics.us');
        AssertRefused('https://contoso.crm.appsplatform.us');
    end;

    [Test]
    procedure RefusesEverythingButAnOrigin()
    begin
        AssertRefused('');
        AssertRefused('https://');
        AssertRefused('http://contoso.crm4.dynamics.com');
        AssertRefused('https://contoso.crm4.dynamics.com/api');
        AssertRefused('https://contoso.crm4.dynamics.com:8443');
        AssertRefused('https://user@contoso.crm4.dynamics.com');
        AssertRefused('https://contoso.crm4.dynamics.com?x=1');
        AssertRefused('https://contoso.crm4.dynamics.com#x');
    end;

    [Test]
    procedure AnOriginIsAnyHttpsHost()
    begin
        Check.AreEqual('https://Contoso.example.com', EnvironmentUrl.Origin(' https://Contoso.example.com/ '));
        Check.IsTrue(EnvironmentUrl.IsOrigin('https://contoso.example.com'), 'an origin');
        Check.IsTrue(not EnvironmentUrl.IsOrigin('@@test@@'), 'no URL at all');
        Check.IsTrue(not EnvironmentUrl.IsOrigin('https://'), 'no host');
        Check.IsTrue(not EnvironmentUrl.IsOrigin('https://contoso.example.com/path'), 'a path');
    end;

    local procedure AssertRefused(Url: Text)
    begin
        asserterror EnvironmentUrl.Normalize(Url, DataverseCloud::Commercial);
        Check.LastErrorNames('environmentUrl');
    end;

    var
        Check: Codeunit "BCS Check";
        EnvironmentUrl: Codeunit "BCS Environment Url";
        DataverseCloud: Enum "Dataverse Cloud";
}
