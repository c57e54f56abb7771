// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Setup;

codeunit 72902 "BCS Setup Validation Test"
{
    Subtype = Test;
    Access = Public;

    [Test]
    procedure UserNameMustBeAnAddress()
    begin
        SetupValidation.TestUserName('bc-integration@contoso.crm4.dynamics.com');
        asserterror SetupValidation.TestUserName('');
        Check.LastErrorNames('userName');
        asserterror SetupValidation.TestUserName('CONTOSO\bc');
        Check.LastErrorNames('userName');
        asserterror SetupValidation.TestUserName('*@*');
        Check.LastErrorNames('userName');
        asserterror SetupValidation.TestUserName('a@contoso.com|b@contoso.com');
        Check.LastErrorNames('userName');
    end;

    [Test]
    procedure BusinessUnitNeedsIdAndName()
    var
        EmptyId: Guid;
    begin
        SetupValidation.TestBusinessUnit(CreateGuid(), 'CRONUS (1)');
        SetupValidation.TestBusinessUnit(EmptyId, '');
        asserterror SetupValidation.TestBusinessUnit(EmptyId, 'CRONUS (1)');
        Check.LastErrorNames('businessUnitId');
        asserterror SetupValidation.TestBusinessUnit(CreateGuid(), '');
        Check.LastErrorNames('businessUnitName');
    end;

    [Test]
    procedure SalesOrderSettingsExcludeEachOther()
    begin
        SetupValidation.TestSalesOrderSettings(false, false, false);
        SetupValidation.TestSalesOrderSettings(true, true, false);
        SetupValidation.TestSalesOrderSettings(false, false, true);
        asserterror SetupValidation.TestSalesOrderSettings(false, true, false);
        Check.LastErrorNames('autoCreateSalesOrders');
        asserterror SetupValidation.TestSalesOrderSettings(true, false, true);
        Check.LastErrorNames('bidirectionalSalesOrders');
    end;

    [Test]
    procedure FrozenFieldsChangeOnlyWhileDisabled()
    begin
        SetupValidation.TestMayChange('environmentUrl', false, true);
        SetupValidation.TestMayChange('environmentUrl', true, false);
        asserterror SetupValidation.TestMayChange('environmentUrl', true, true);
        Check.LastErrorNames('environmentUrl');
    end;

    [Test]
    procedure OwnershipModelMustBeChosen()
    begin
        SetupValidation.TestOwnershipModel("BCS Ownership Model"::Team);
        asserterror SetupValidation.TestOwnershipModel("BCS Ownership Model"::" ");
        Check.LastErrorNames('ownershipModel');
    end;

    var
        Check: Codeunit "BCS Check";
        SetupValidation: Codeunit "BCS Setup Validation";
}
