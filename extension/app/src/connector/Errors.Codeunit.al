// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

/// <summary>
/// Puts the stable code before the text of an error, outside the label, so that a translation leaves it alone. The refusal goes
/// to telemetry too: the transaction is rolled back, and any entry of the log with it.
/// </summary>
codeunit 72803 "BCS Errors"
{
    Access = Public;

    /// <summary>The text for Error(): the code, a colon and the text.</summary>
    /// <param name="ErrorCode">The code.</param>
    /// <param name="ErrorText">The text in the caller's language, its placeholders filled in.</param>
    /// <returns>For example "BCS0203: consentAcknowledged must be true ...".</returns>
    procedure Coded(ErrorCode: Enum "BCS Error Code"; ErrorText: Text): Text
    begin
        // Without the text, which may contain names: only system metadata leaves the environment.
        Session.LogMessage('BCS9002', RefusedTok, Verbosity::Warning, DataClassification::SystemMetadata, TelemetryScope::All, 'Category', CategoryTok, 'Code', Format(ErrorCode));
        exit(StrSubstNo(CodedTok, ErrorCode, ErrorText));
    end;

    var
        CategoryTok: Label 'Business Central Sales Connector', Locked = true;
        CodedTok: Label '%1: %2', Comment = '%1 = the code, %2 = the text', Locked = true;
        RefusedTok: Label 'Business Central Sales Connector: a call was refused.', Locked = true;
}
