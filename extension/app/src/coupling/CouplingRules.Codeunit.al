// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Coupling;

using BcSales.Integration.Connector;
using Microsoft.Integration.Dataverse;

/// <summary>
/// The rules of couplings. "CRM Integration Record".CoupleRecordIdToCRMID re-points an existing coupling of the record
/// without an error, so the refusals come before it.
/// </summary>
codeunit 72821 "BCS Coupling Rules"
{
    Access = Public;
    Permissions = tabledata "CRM Integration Record" = r;

    /// <summary>May records of this table be coupled through the API?</summary>
    /// <param name="TableId">The number of the table.</param>
    /// <returns>True for salesperson, customer, vendor, contact, item, resource, currency, unit of measure, opportunity and customer price group.</returns>
    procedure IsSupportedTable(TableId: Integer): Boolean
    begin
        // 4 Currency, 6 Customer Price Group, 13 Salesperson/Purchaser, 18 Customer, 23 Vendor, 27 Item, 156 Resource,
        // 204 Unit of Measure, 5050 Contact, 5092 Opportunity
        exit(TableId in [4, 6, 13, 18, 23, 27, 156, 204, 5050, 5092]);
    end;

    /// <summary>Fails unless the record exists in a supported table.</summary>
    /// <param name="TableId">The value of tableId.</param>
    /// <param name="RecordSystemId">The value of recordId.</param>
    /// <param name="RecordRef">Returns the record.</param>
    procedure FindRecord(TableId: Integer; RecordSystemId: Guid; var RecordRef: RecordRef)
    begin
        if not IsSupportedTable(TableId) then
            Error(Errors.Coded("BCS Error Code"::TableNotSupported, StrSubstNo(TableErr, TableId)));
        if IsNullGuid(RecordSystemId) then
            Error(Errors.Coded("BCS Error Code"::RecordIdMissing, RecordIdMissingErr));
        RecordRef.Open(TableId);
        if not RecordRef.GetBySystemId(RecordSystemId) then
            Error(Errors.Coded("BCS Error Code"::RecordUnknown, StrSubstNo(RecordErr, RecordSystemId, TableId)));
    end;

    /// <summary>Fails when the record is coupled, or when the Dataverse row is coupled to another existing record.</summary>
    /// <param name="RecordRef">The record.</param>
    /// <param name="DataverseId">The value of dataverseId.</param>
    procedure TestCanCouple(RecordRef: RecordRef; DataverseId: Guid)
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
    begin
        TestDataverseId(DataverseId);
        CRMIntegrationRecord.SetRange("Table ID", RecordRef.Number());
        CRMIntegrationRecord.SetRange("Integration ID", SystemIdOf(RecordRef));
        if CRMIntegrationRecord.FindFirst() then
            Error(Errors.Coded("BCS Error Code"::RecordCoupled, StrSubstNo(RecordCoupledErr, Format(RecordRef.RecordId(), 0, 1), CRMIntegrationRecord."CRM ID")));
        TestDataverseRowIsFree(RecordRef, DataverseId);
    end;

    /// <summary>Fails when the Dataverse row is coupled to another existing record of the same table.</summary>
    /// <param name="RecordRef">The record to couple.</param>
    /// <param name="DataverseId">The value of dataverseId.</param>
    procedure TestDataverseRowIsFree(RecordRef: RecordRef; DataverseId: Guid)
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        OtherRecord: RecordRef;
    begin
        TestDataverseId(DataverseId);
        CRMIntegrationRecord.SetRange("Table ID", RecordRef.Number());
        CRMIntegrationRecord.SetRange("CRM ID", DataverseId);
        CRMIntegrationRecord.SetFilter("Integration ID", '<>%1', SystemIdOf(RecordRef));
        if not CRMIntegrationRecord.FindFirst() then
            exit;
        OtherRecord.Open(RecordRef.Number());
        // A coupling of a deleted record is no obstacle: AssertRecordIDCanBeCoupled removes it (UncoupleCRMIDIfRecordDeleted).
        if OtherRecord.GetBySystemId(CRMIntegrationRecord."Integration ID") then
            Error(Errors.Coded("BCS Error Code"::DataverseRowCoupled, StrSubstNo(DataverseRowCoupledErr, Format(RecordRef.RecordId(), 0, 1), Format(OtherRecord.RecordId(), 0, 1))));
    end;

    /// <summary>The primary key of a record as people know it, such as the code of a salesperson.</summary>
    /// <param name="TableId">The number of the table.</param>
    /// <param name="RecordSystemId">The SystemId of the record.</param>
    /// <returns>The key; empty when the record is gone, or the caller may not read its table.</returns>
    procedure RecordKeyOf(TableId: Integer; RecordSystemId: Guid): Text[250]
    var
        RecordRef: RecordRef;
    begin
        // Not "CRM Integration Record".FindRecordId, which fails when the caller may not read the table.
        if not IsSupportedTable(TableId) then
            exit('');
        RecordRef.Open(TableId);
        if not RecordRef.ReadPermission() then
            exit('');
        if not RecordRef.GetBySystemId(RecordSystemId) then
            exit('');
        // The primary keys of all supported tables have one field.
        exit(CopyStr(Format(RecordRef.KeyIndex(1).FieldIndex(1).Value()), 1, 250));
    end;

    /// <summary>The SystemId of a record.</summary>
    /// <param name="RecordRef">The record.</param>
    /// <returns>Its SystemId.</returns>
    procedure SystemIdOf(RecordRef: RecordRef): Guid
    var
        RecordSystemId: Guid;
    begin
        RecordSystemId := RecordRef.Field(RecordRef.SystemIdNo()).Value();
        exit(RecordSystemId);
    end;

    local procedure TestDataverseId(DataverseId: Guid)
    begin
        if IsNullGuid(DataverseId) then
            Error(Errors.Coded("BCS Error Code"::DataverseIdMissing, DataverseIdMissingErr));
    end;

    var
        Errors: Codeunit "BCS Errors";
        TableErr: Label 'tableId %1 cannot be coupled through this API. Send 13 (salesperson), 18 (customer), 23 (vendor), 5050 (contact), 27 (item), 156 (resource), 4 (currency), 204 (unit of measure), 5092 (opportunity) or 6 (customer price group).', Comment = '%1 = the number of the table';
        RecordIdMissingErr: Label 'recordId is empty. Send the id (SystemId) of the record in Business Central.';
        RecordErr: Label 'recordId %1 does not exist in table %2. Read the id of the record from the standard API.', Comment = '%1 = the id, %2 = the number of the table';
        DataverseIdMissingErr: Label 'dataverseId is empty. Send the id of the row in Dataverse.';
        RecordCoupledErr: Label 'recordId: %1 is already coupled to %2. Send PATCH to the existing coupling to re-couple it, or delete it first.', Comment = '%1 = the record, %2 = the id in Dataverse';
        DataverseRowCoupledErr: Label 'dataverseId: Cannot couple %1 to this Dataverse record, because the Dataverse record is already coupled to %2. Delete that coupling first.', Comment = '%1 = the record to couple, %2 = the record that is coupled';
}
