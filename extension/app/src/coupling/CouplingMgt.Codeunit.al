// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Coupling;

using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using Microsoft.Integration.Dataverse;

/// <summary>Couples, re-couples and uncouples records (table 5331 "CRM Integration Record"). Nothing here calls Dataverse.</summary>
codeunit 72820 "BCS Coupling Mgt."
{
    Access = Public;
    Permissions = tabledata "CRM Integration Record" = rimd;

    /// <summary>Couples a record that is not coupled with a Dataverse row that is not coupled.</summary>
    /// <param name="TableId">The value of tableId.</param>
    /// <param name="RecordSystemId">The value of recordId.</param>
    /// <param name="DataverseId">The value of dataverseId.</param>
    /// <param name="NewMark">The value of mark.</param>
    /// <param name="CRMIntegrationRecord">Returns the coupling.</param>
    procedure Couple(TableId: Integer; RecordSystemId: Guid; DataverseId: Guid; NewMark: Guid; var CRMIntegrationRecord: Record "CRM Integration Record")
    var
        RecordRef: RecordRef;
    begin
        AccessControl.TestAdminister(CoupleTok);
        CouplingRules.FindRecord(TableId, RecordSystemId, RecordRef);
        CouplingRules.TestCanCouple(RecordRef, DataverseId);
        // Read: CoupleRecordIdToCRMID inserts {CRM ID, Integration ID, Table ID}, after AssertRecordIDCanBeCoupled. No dialog.
        CRMIntegrationRecord.CoupleRecordIdToCRMID(RecordRef.RecordId(), DataverseId);
        CRMIntegrationRecord.Get(DataverseId, RecordSystemId);
        Marks.Set(Database::"CRM Integration Record", RecordSystemId, DataverseId, NewMark);
        Log.Changed(ObjectTok, KeyOf(CRMIntegrationRecord), 'create', 'dataverseId', '', IdText(DataverseId));
    end;

    /// <summary>Points an existing coupling to another Dataverse row. It keeps its mark.</summary>
    /// <param name="OldCoupling">The coupling as it is stored.</param>
    /// <param name="DataverseId">The new value of dataverseId.</param>
    /// <param name="CRMIntegrationRecord">Returns the new coupling. Its SystemId differs: SetNewCRMId deletes and inserts.</param>
    procedure Recouple(OldCoupling: Record "CRM Integration Record"; DataverseId: Guid; var CRMIntegrationRecord: Record "CRM Integration Record")
    var
        RecordRef: RecordRef;
        OldMark: Guid;
    begin
        AccessControl.TestAdminister(RecoupleTok);
        CouplingRules.FindRecord(OldCoupling."Table ID", OldCoupling."Integration ID", RecordRef);
        CouplingRules.TestDataverseRowIsFree(RecordRef, DataverseId);
        // Read: with an existing coupling CoupleRecordIdToCRMID calls SetNewCRMId (Delete, Validate, Insert), which also
        // clears the last results and Skipped. No dialog.
        OldMark := MarkOf(OldCoupling);
        CRMIntegrationRecord.CoupleRecordIdToCRMID(RecordRef.RecordId(), DataverseId);
        CRMIntegrationRecord.Get(DataverseId, OldCoupling."Integration ID");
        Marks.Set(Database::"CRM Integration Record", OldCoupling."Integration ID", DataverseId, OldMark);
        Log.Changed(ObjectTok, KeyOf(CRMIntegrationRecord), 'update', 'dataverseId', IdText(OldCoupling."CRM ID"), IdText(DataverseId));
    end;

    /// <summary>Removes a coupling at once.</summary>
    /// <param name="OldCoupling">The coupling as it is stored.</param>
    procedure Uncouple(OldCoupling: Record "CRM Integration Record")
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        RecordRef: RecordRef;
    begin
        AccessControl.TestAdminister(UncoupleTok);
        RecordRef.Open(OldCoupling."Table ID");
        if RecordRef.GetBySystemId(OldCoupling."Integration ID") then
            // Read: RemoveCouplingToRecord deletes the row with its trigger. Not "CRM Integration Management".RemoveCoupling:
            // for customers, vendors, contacts and opportunities it schedules a job that also clears bcbi_companyid in
            // Dataverse, and sends notifications; here the coupling is gone when the call returns, and Dataverse keeps its value.
            CRMIntegrationRecord.RemoveCouplingToRecord(RecordRef.RecordId())
        else
            // The record was deleted: RemoveCouplingToRecord would not find it.
            if CRMIntegrationRecord.Get(OldCoupling."CRM ID", OldCoupling."Integration ID") then
                CRMIntegrationRecord.Delete(true);
        Marks.Remove(Database::"CRM Integration Record", OldCoupling."Integration ID");
        Log.Changed(ObjectTok, KeyOf(OldCoupling), 'delete', 'dataverseId', IdText(OldCoupling."CRM ID"), '');
    end;

    /// <summary>The mark of a coupling.</summary>
    /// <param name="Coupling">The coupling as it is stored.</param>
    /// <returns>The mark; empty if somebody else coupled the record.</returns>
    procedure MarkOf(Coupling: Record "CRM Integration Record"): Guid
    begin
        exit(Marks.Get(Database::"CRM Integration Record", Coupling."Integration ID", Coupling."CRM ID"));
    end;

    /// <summary>Marks a stored coupling.</summary>
    /// <param name="Coupling">The coupling as it is stored.</param>
    /// <param name="NewMark">The value of mark.</param>
    procedure SetMark(Coupling: Record "CRM Integration Record"; NewMark: Guid)
    begin
        AccessControl.TestAdminister(RecoupleTok);
        Marks.Set(Database::"CRM Integration Record", Coupling."Integration ID", Coupling."CRM ID", NewMark);
    end;

    /// <summary>Fails when a field that belongs to the identity of a stored coupling is changed.</summary>
    /// <param name="StoredSystemId">The SystemId of the row; empty while it is being inserted.</param>
    /// <param name="FieldName">The API's name of the field.</param>
    procedure RefuseUpdate(StoredSystemId: Guid; FieldName: Text)
    begin
        if not IsNullGuid(StoredSystemId) then
            Error(Errors.Coded("BCS Error Code"::CouplingIdentityChanged, StrSubstNo(InsertOnlyErr, FieldName)));
    end;

    /// <summary>The coupling as the log names it.</summary>
    /// <param name="Coupling">The coupling.</param>
    /// <returns>The table's number and the record's key.</returns>
    procedure KeyOf(Coupling: Record "CRM Integration Record"): Text
    begin
        exit(StrSubstNo(KeyTok, Coupling."Table ID", CouplingRules.RecordKeyOf(Coupling."Table ID", Coupling."Integration ID")));
    end;

    local procedure IdText(Id: Guid): Text
    begin
        exit(Format(Id, 0, 4).ToLower());
    end;

    var
        AccessControl: Codeunit "BCS Access Control";
        CouplingRules: Codeunit "BCS Coupling Rules";
        Errors: Codeunit "BCS Errors";
        Log: Codeunit "BCS Log";
        Marks: Codeunit "BCS Marks";
        ObjectTok: Label 'recordCoupling', Locked = true;
        KeyTok: Label '%1 %2', Comment = '%1 = the table, %2 = the key of the record', Locked = true;
        CoupleTok: Label 'couple a record', Locked = true;
        RecoupleTok: Label 're-couple a record', Locked = true;
        UncoupleTok: Label 'uncouple a record', Locked = true;
        InsertOnlyErr: Label '%1 of a coupling cannot be changed. Delete the coupling and create another one.', Comment = '%1 = the field';
}
