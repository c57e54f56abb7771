// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Log;

/// <summary>
/// Writes the connector's log. An entry belongs to the transaction of the change that it describes, so both are kept or
/// neither is. A call that is refused leaves no entry: its refusal goes to telemetry (codeunit "BCS Errors").
/// Every entry goes to telemetry as well, without names and values, because only system metadata leaves the environment.
/// </summary>
codeunit 72802 "BCS Log"
{
    Access = Public;
    Permissions = tabledata "BCS Log Entry" = rimd;

    /// <summary>Logs an operation that changed no single property.</summary>
    /// <param name="ObjectName">What was changed, as the API names it.</param>
    /// <param name="ObjectKey">Which record; empty for the row of a company.</param>
    /// <param name="Operation">What was done.</param>
    procedure Done(ObjectName: Text; ObjectKey: Text; Operation: Text)
    begin
        Insert(ObjectName, ObjectKey, Operation, '', '', '', "BCS Log Result"::Succeeded);
    end;

    /// <summary>Logs the change of a property, when its value differs.</summary>
    /// <param name="ObjectName">What was changed, as the API names it.</param>
    /// <param name="ObjectKey">Which record; empty for the row of a company.</param>
    /// <param name="Operation">What was done.</param>
    /// <param name="Property">The property, as the API names it.</param>
    /// <param name="OldValue">Its value before.</param>
    /// <param name="NewValue">Its value after.</param>
    procedure Changed(ObjectName: Text; ObjectKey: Text; Operation: Text; Property: Text; OldValue: Text; NewValue: Text)
    begin
        if OldValue <> NewValue then
            Insert(ObjectName, ObjectKey, Operation, Property, OldValue, NewValue, "BCS Log Result"::Succeeded);
    end;

    /// <summary>Logs that an operation begins, during which the base application may commit.</summary>
    /// <param name="ObjectName">What is changed, as the API names it.</param>
    /// <param name="Operation">What is done.</param>
    /// <param name="Property">The property that changes, as the API names it.</param>
    /// <param name="OldValue">Its value before.</param>
    /// <param name="NewValue">Its value when the operation has succeeded.</param>
    /// <returns>The number of the entry, for Finished and Failed.</returns>
    procedure Started(ObjectName: Text; Operation: Text; Property: Text; OldValue: Text; NewValue: Text): Integer
    begin
        exit(Insert(ObjectName, '', Operation, Property, OldValue, NewValue, "BCS Log Result"::Started));
    end;

    /// <summary>Logs that an operation succeeded.</summary>
    /// <param name="EntryNo">The number that Started returned.</param>
    procedure Finished(EntryNo: Integer)
    var
        LogEntry: Record "BCS Log Entry";
    begin
        LogEntry.Get(EntryNo);
        LogEntry.Result := LogEntry.Result::Succeeded;
        LogEntry.Modify();
    end;

    /// <summary>Logs that an operation failed.</summary>
    /// <param name="EntryNo">The number that Started returned.</param>
    /// <param name="FailureText">The error.</param>
    procedure Failed(EntryNo: Integer; FailureText: Text)
    var
        LogEntry: Record "BCS Log Entry";
    begin
        LogEntry.Get(EntryNo);
        LogEntry.Result := LogEntry.Result::Failed;
        LogEntry."Failure Text" := CopyStr(FailureText, 1, MaxStrLen(LogEntry."Failure Text"));
        LogEntry.Modify();
    end;

    local procedure Insert(ObjectName: Text; ObjectKey: Text; Operation: Text; Property: Text; OldValue: Text; NewValue: Text; Result: Enum "BCS Log Result"): Integer
    var
        LogEntry: Record "BCS Log Entry";
    begin
        DeleteOld();
        LogEntry.Init();
        LogEntry."Logged At" := CurrentDateTime();
        LogEntry."User Security ID" := UserSecurityId();
        LogEntry."User Name" := CopyStr(UserId(), 1, MaxStrLen(LogEntry."User Name"));
        LogEntry."Company Name" := CopyStr(CompanyName(), 1, MaxStrLen(LogEntry."Company Name"));
        LogEntry."Object Name" := CopyStr(ObjectName, 1, MaxStrLen(LogEntry."Object Name"));
        LogEntry."Object Key" := CopyStr(ObjectKey, 1, MaxStrLen(LogEntry."Object Key"));
        LogEntry.Operation := CopyStr(Operation, 1, MaxStrLen(LogEntry.Operation));
        LogEntry.Property := CopyStr(Property, 1, MaxStrLen(LogEntry.Property));
        LogEntry."Old Value" := CopyStr(OldValue, 1, MaxStrLen(LogEntry."Old Value"));
        LogEntry."New Value" := CopyStr(NewValue, 1, MaxStrLen(LogEntry."New Value"));
        LogEntry.Result := Result;
        LogEntry.Insert();
        Session.LogMessage('BCS9001', ChangedTok, Verbosity::Normal, DataClassification::SystemMetadata, TelemetryScope::All, 'Object', ObjectName, 'Operation', Operation);
        exit(LogEntry."Entry No.");
    end;

    local procedure DeleteOld()
    var
        LogEntry: Record "BCS Log Entry";
    begin
        LogEntry.SetFilter("Logged At", '<%1', CreateDateTime(CalcDate('<-1Y>', Today()), 0T));
        if not LogEntry.IsEmpty() then
            LogEntry.DeleteAll();
    end;

    var
        ChangedTok: Label 'Business Central Sales Connector: a change was logged.', Locked = true;
}
