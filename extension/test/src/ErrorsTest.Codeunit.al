// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

using BcSales.Integration.Connector;
using BcSales.Integration.Setup;

codeunit 72905 "BCS Errors Test"
{
    Subtype = Test;
    Access = Public;

    [Test]
    procedure ErrorsBeginWithTheirCode()
    var
        Errors: Codeunit "BCS Errors";
    begin
        Check.AreEqual('BCS0203: a text with 100% and %1', Errors.Coded("BCS Error Code"::ConsentMissing, 'a text with 100% and %1'));
    end;

    [Test]
    procedure CodesHaveFourDigitsAndAreTheirNumber()
    var
        ErrorCode: Enum "BCS Error Code";
        Number: Integer;
    begin
        foreach Number in ErrorCode.Ordinals() do begin
            ErrorCode := "BCS Error Code".FromInteger(Number);
            Check.AreEqual('BCS' + Format(Number).PadLeft(4, '0'), Format(ErrorCode));
        end;
    end;

    [Test]
    procedure RefusalsCarryTheirCode()
    var
        SetupValidation: Codeunit "BCS Setup Validation";
    begin
        asserterror SetupValidation.TestUserName('');
        Check.IsTrue(GetLastErrorText().StartsWith('BCS0111: '), 'the code comes first');
    end;

    var
        Check: Codeunit "BCS Check";
}
