// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Setup;

codeunit 72907 "BCS Nav Connection Test"
{
    Subtype = Test;
    TestPermissions = Disabled;
    Access = Public;

    [Test]
    procedure TheCompanyReachesToTheEnd()
    begin
        AssertBase('');
        AssertBase('?company=CRONUS%20AG');
        AssertBase('/?company=CRONUS%20AG');
        AssertBase('?Company=Huber%20&%20Co.%20KG');
        AssertBase('?company=a?b=c#d+100%');
        AssertBase('?company=x?company=y');
    end;

    [Test]
    procedure OnlyTheBaseIsCompared()
    begin
        Check.IsTrue(NavConnectionMgt.IsSameBase(BaseTok + '/?company=100%25', BaseTok.ToUpper()), 'same base');
        Check.IsTrue(not NavConnectionMgt.IsSameBase(BaseTok + '?company=A', BaseTok + '2?company=A'), 'other environment');
    end;

    [Test]
    procedure ParametersAreRefused()
    begin
        NavConnectionMgt.TestUrl('');
        NavConnectionMgt.TestUrl(BaseTok + '?company=A');
        asserterror NavConnectionMgt.TestUrl(BaseTok + '?tenant=A');
        Check.LastErrorNames('BCS0119');
        asserterror NavConnectionMgt.TestUrl(BaseTok + '#A');
        Check.LastErrorNames('BCS0119');
    end;

    [Test]
    procedure OnlyTheWebClientIsAccepted()
    begin
        NavConnectionMgt.TestUrl('');
        NavConnectionMgt.TestUrl('https://BusinessCentral.dynamics.com/contoso.com/Production');
        NavConnectionMgt.TestUrl('https://contoso.bc.dynamics.com/Production');
        AssertForeign('http://businesscentral.dynamics.com/contoso.com/Production');
        AssertForeign('https://bc.contoso.com/Production');
        AssertForeign('https://businesscentral.dynamics.com.contoso.com');
        AssertForeign('https://businesscentral.dynamics.com@contoso.com');
        AssertForeign('https://contoso.com\.bc.dynamics.com');
        AssertForeign('https://.bc.dynamics.com');
    end;

    [Test]
    procedure RoomIsLeftForTheCompany()
    begin
        asserterror NavConnectionMgt.TestUrl(BaseTok + '/' + PadStr('', 250, 'x'));
        Check.LastErrorNames('BCS0120');
    end;

    local procedure AssertForeign(Url: Text)
    begin
        asserterror NavConnectionMgt.TestUrl(Url);
        Check.LastErrorNames('BCS0121');
    end;

    local procedure AssertBase(Parameters: Text)
    begin
        Check.AreEqual(BaseTok, NavConnectionMgt.BaseOf(BaseTok + Parameters));
    end;

    var
        Check: Codeunit "BCS Check";
        NavConnectionMgt: Codeunit "BCS Nav Connection Mgt.";
        BaseTok: Label 'https://businesscentral.dynamics.com/tenant/Production', Locked = true;
}
