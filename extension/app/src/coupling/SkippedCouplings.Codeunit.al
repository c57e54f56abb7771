// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Coupling;

using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using BcSales.Integration.Setup;
using Microsoft.Integration.Dataverse;
using Microsoft.Integration.SyncEngine;

/// <summary>
/// What people do with skipped couplings on the page "CRM Skipped Records" ("Coupled Data Synchronization Errors"): synchronize
/// them again, or restore or uncouple those of which one side was deleted. Its action Delete Records is left out: nothing here
/// deletes a record.
/// </summary>
codeunit 72822 "BCS Skipped Couplings"
{
    Access = Public;
    Permissions = tabledata "CRM Integration Record" = rimd,
                  tabledata "Integration Table Mapping" = r;

    /// <summary>Takes up the skipped couplings of a mapping again.</summary>
    /// <param name="MappingName">The name of the mapping.</param>
    /// <param name="DeletedRecords">What happens where one side was deleted: keep, restore or uncouple.</param>
    procedure Retry(MappingName: Code[20]; DeletedRecords: Text)
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        IntegrationTableMapping: Record "Integration Table Mapping";
        TempDeleted: Record "CRM Synch. Conflict Buffer" temporary;
        Connection: Codeunit "BCS Connection";
        SetupValidation: Codeunit "BCS Setup Validation";
        CouplingId: Guid;
        Retried: Boolean;
    begin
        AccessControl.TestAdminister(RetryTok);
        TestDeletedRecords(DeletedRecords);
        SetupValidation.TestDataverseEnabled();
        Connection.Activate();
        IntegrationTableMapping.Get(MappingName);
        foreach CouplingId in SkippedCouplings(IntegrationTableMapping."Table ID") do
            if CRMIntegrationRecord.GetBySystemId(CouplingId) then
                if Take(CRMIntegrationRecord, DeletedRecords, TempDeleted) then
                    Retried := true;
        // Read: RestoreDeletedRecords deletes the couplings of the buffer and calls CreateNewRecords, which enqueues a job of codeunit
        // "Integration Synch. Job Runner" and sends a notification. It deletes no record. No dialog.
        if TempDeleted.FindFirst() then
            TempDeleted.RestoreDeletedRecords();
        if not Retried then
            exit;
        // Read: SynchronizeNow(false) commits and enqueues a one-off job, which takes failed records that are not skipped. No dialog.
        // al-check: allow connection - those tables are read only when an upgrade left "Restore Connection" in table 5330
        IntegrationTableMapping.SynchronizeNow(false);
    end;

    /// <summary>Fails unless the parameter has a known value.</summary>
    /// <param name="DeletedRecords">The value of deletedRecords.</param>
    procedure TestDeletedRecords(DeletedRecords: Text)
    begin
        if not (DeletedRecords in [KeepTok, RestoreTok, UncoupleTok]) then
            Error(Errors.Coded("BCS Error Code"::DeletedRecordsUnknown, StrSubstNo(DeletedRecordsErr, DeletedRecords)));
    end;

    local procedure SkippedCouplings(TableId: Integer) Ids: List of [Guid]
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
    begin
        CRMIntegrationRecord.SetRange("Table ID", TableId);
        CRMIntegrationRecord.SetRange(Skipped, true);
        if CRMIntegrationRecord.FindSet() then
            repeat
                Ids.Add(CRMIntegrationRecord.SystemId);
            until CRMIntegrationRecord.Next() = 0;
    end;

    local procedure Take(Coupling: Record "CRM Integration Record"; DeletedRecords: Text; var TempDeleted: Record "CRM Synch. Conflict Buffer" temporary): Boolean
    var
        RetriedCoupling: Record "CRM Integration Record";
        CRMIntegrationManagement: Codeunit "CRM Integration Management";
        EntryNo: Integer;
    begin
        EntryNo := TempDeleted."Entry No.";
        // Read: InitFromCRMIntegrationRecord looks for both sides. No dialog.
        TempDeleted.InitFromCRMIntegrationRecord(Coupling);
        if TempDeleted.DoBothRecordsExist() then begin
            RetriedCoupling := Coupling;
            RetriedCoupling.SetRecFilter();
            // Read: UpdateSkippedNow takes Skipped off the couplings in the filter. No notification with true, and no dialog.
            CRMIntegrationManagement.UpdateSkippedNow(RetriedCoupling, true);
            Log.Changed(ObjectTok, CouplingMgt.KeyOf(Coupling), 'retry', 'skipped', 'true', 'false');
            TempDeleted."Entry No." := EntryNo;
            exit(true);
        end;
        if DeletedRecords = UncoupleTok then
            CouplingMgt.Uncouple(Coupling);
        if (DeletedRecords = RestoreTok) and TempDeleted.IsOneRecordDeleted() then begin
            TempDeleted."Entry No." := EntryNo + 1;
            TempDeleted.Insert();
            Marks.Remove(Database::"CRM Integration Record", Coupling."Integration ID");
            Log.Done(ObjectTok, CouplingMgt.KeyOf(Coupling), 'restore');
            exit(false);
        end;
        TempDeleted."Entry No." := EntryNo;
        exit(false);
    end;

    var
        AccessControl: Codeunit "BCS Access Control";
        CouplingMgt: Codeunit "BCS Coupling Mgt.";
        Errors: Codeunit "BCS Errors";
        Log: Codeunit "BCS Log";
        Marks: Codeunit "BCS Marks";
        ObjectTok: Label 'recordCoupling', Locked = true;
        RetryTok: Label 'retry skipped records', Locked = true;
        KeepTok: Label 'keep', Locked = true;
        RestoreTok: Label 'restore', Locked = true;
        UncoupleTok: Label 'uncouple', Locked = true;
        DeletedRecordsErr: Label 'deletedRecords: %1 is not known. Send keep, restore or uncouple.', Comment = '%1 = the value';
}
