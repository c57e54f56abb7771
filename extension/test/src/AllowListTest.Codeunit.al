// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.AllowList;
using Microsoft.Integration.Dataverse;

codeunit 72906 "BCS Allow List Test"
{
    Subtype = Test;
    TestPermissions = Disabled;
    Access = Public;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure OnlyListedAddressesPass()
    var
        AllowedEnvironment: Record "BCS Allowed Environment";
    begin
        AllowedEnvironment.DeleteAll(false);
        asserterror AllowList.TestAllowed('https://bcstest.crm4.dynamics.com');
        Check.LastErrorNames('BCS0105');
        AddToList('https://bcstest.crm4.dynamics.com');
        AllowList.TestAllowed('https://BCSTEST.crm4.dynamics.com/');
        asserterror AllowList.TestAllowed('https://bcstest.crm.dynamics.com');
        Check.LastErrorNames('BCS0105');
        asserterror AllowList.TestAllowed('');
        Check.LastErrorNames('BCS0105');
    end;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure EnteredAddressesAreNormalized()
    var
        AllowedEnvironment: Record "BCS Allowed Environment";
    begin
        AllowedEnvironment.Validate("Environment URL", ' https://BcsTest.crm4.dynamics.com/ ');
        Check.AreEqual('https://bcstest.crm4.dynamics.com', AllowedEnvironment."Environment URL");
        asserterror AllowedEnvironment.Validate("Environment URL", 'https://bcstest.crm4.dynamics.com/main.aspx');
        Check.LastErrorNames('BCS0103');
        asserterror AllowedEnvironment.Validate("Environment URL", 'bcstest.crm4.dynamics.com');
        Check.LastErrorNames('BCS0102');
    end;

    [Test]
    [TransactionModel(TransactionModel::AutoRollback)]
    procedure StoredSetupsAreListedOnce()
    var
        AllowedEnvironment: Record "BCS Allowed Environment";
        CDSConnectionSetup: Record "CDS Connection Setup";
    begin
        AllowedEnvironment.DeleteAll(false);
        CDSConnectionSetup.DeleteAll(false);
        CDSConnectionSetup.Init();
        CDSConnectionSetup."Server Address" := 'https://BcsTest.crm4.dynamics.com';
        CDSConnectionSetup.Insert(false);
        AllowList.ListStoredSetups();
        AllowList.ListStoredSetups();
        AllowList.TestAllowed('https://bcstest.crm4.dynamics.com');
        CDSConnectionSetup."Server Address" := '@@test@@';
        CDSConnectionSetup.Modify(false);
        AllowList.ListStoredSetups();
        AllowedEnvironment.SetRange("Environment URL", 'https://bcstest.crm4.dynamics.com');
        Check.AreEqual('1', Format(AllowedEnvironment.Count()));
    end;

    local procedure AddToList(Url: Text[250])
    var
        AllowedEnvironment: Record "BCS Allowed Environment";
    begin
        AllowedEnvironment."Environment URL" := Url;
        AllowedEnvironment.Insert(false);
    end;

    var
        AllowList: Codeunit "BCS Allow List";
        Check: Codeunit "BCS Check";
}
