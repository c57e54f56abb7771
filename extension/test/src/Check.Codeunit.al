// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Test;

/// <summary>Assertions of the tests.</summary>
codeunit 72909 "BCS Check"
{
    Access = Public;

    /// <summary>Fails unless the condition holds.</summary>
    /// <param name="Condition">The condition.</param>
    /// <param name="Description">What was expected.</param>
    procedure IsTrue(Condition: Boolean; Description: Text)
    begin
        if not Condition then
            Error(ConditionErr, Description);
    end;

    /// <summary>Fails unless both texts are equal.</summary>
    /// <param name="Expected">What was expected.</param>
    /// <param name="Actual">What it is.</param>
    procedure AreEqual(Expected: Text; Actual: Text)
    begin
        if Expected <> Actual then
            Error(EqualErr, Expected, Actual);
    end;

    /// <summary>Fails unless the last error contains the text.</summary>
    /// <param name="Part">A part of the message.</param>
    procedure LastErrorNames(Part: Text)
    begin
        if StrPos(GetLastErrorText(), Part) = 0 then
            Error(LastErrorErr, Part, GetLastErrorText());
    end;

    var
        ConditionErr: Label 'Expected: %1', Comment = '%1 = the expectation';
        EqualErr: Label 'Expected "%1", found "%2".', Comment = '%1 = expected, %2 = found';
        LastErrorErr: Label 'Expected an error that names "%1", found "%2".', Comment = '%1 = expected, %2 = found';
}
