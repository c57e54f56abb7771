// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Mapping;

using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using Microsoft.Integration.SyncEngine;

/// <summary>Names and rules of field mappings (table 5336).</summary>
codeunit 72831 "BCS Field Mapping Mgt."
{
    Access = Public;
    Permissions = tabledata "Integration Table Mapping" = r;

    /// <summary>The names of both fields of a field mapping.</summary>
    /// <param name="IntegrationFieldMapping">The field mapping.</param>
    /// <param name="FieldName">Returns the name of the field in Business Central.</param>
    /// <param name="IntegrationFieldName">Returns the name of the field of the Dataverse table.</param>
    procedure GetFieldNames(IntegrationFieldMapping: Record "Integration Field Mapping"; var FieldName: Text[80]; var IntegrationFieldName: Text[80])
    var
        IntegrationTableMapping: Record "Integration Table Mapping";
    begin
        FieldName := '';
        IntegrationFieldName := '';
        if not IntegrationTableMapping.Get(IntegrationFieldMapping."Integration Table Mapping Name") then
            exit;
        FieldName := GetFieldName(IntegrationTableMapping."Table ID", IntegrationFieldMapping."Field No.");
        IntegrationFieldName := GetFieldName(IntegrationTableMapping."Integration Table ID", IntegrationFieldMapping."Integration Table Field No.");
    end;

    /// <summary>Fails when the field cannot be used for match-based coupling.</summary>
    /// <param name="IntegrationFieldMapping">The field mapping, with the new values.</param>
    procedure TestMatchField(IntegrationFieldMapping: Record "Integration Field Mapping")
    begin
        if IntegrationFieldMapping."Match Priority" < 0 then
            Error(Errors.Coded("BCS Error Code"::MatchPriorityNegative, StrSubstNo(PriorityErr, IntegrationFieldMapping."Match Priority")));
        if not IntegrationFieldMapping."Use For Match-Based Coupling" then
            exit;
        // "Integration Field Mapping".SetMatchBasedCouplingFilters offers only mappings without a constant value.
        if (IntegrationFieldMapping."Constant Value" <> '') or (IntegrationFieldMapping."Field No." = 0) or (IntegrationFieldMapping."Integration Table Field No." = 0) then
            Error(Errors.Coded("BCS Error Code"::MatchFieldConstant, ConstantErr));
    end;

    /// <summary>Logs what a PATCH of a field mapping changed.</summary>
    /// <param name="Before">The field mapping as it was stored.</param>
    /// <param name="After">The field mapping as it is stored now.</param>
    procedure LogChanges(Before: Record "Integration Field Mapping"; After: Record "Integration Field Mapping")
    var
        ObjectKey: Text;
    begin
        ObjectKey := StrSubstNo(KeyTok, After."Integration Table Mapping Name", After."Field No.", After."Integration Table Field No.");
        Log.Changed(ObjectTok, ObjectKey, 'update', 'useForMatchBasedCoupling', Format(Before."Use For Match-Based Coupling", 0, 9), Format(After."Use For Match-Based Coupling", 0, 9));
        Log.Changed(ObjectTok, ObjectKey, 'update', 'matchPriority', Format(Before."Match Priority", 0, 9), Format(After."Match Priority", 0, 9));
    end;

    local procedure GetFieldName(TableId: Integer; FieldId: Integer): Text[80]
    var
        FieldTable: RecordRef;
        FieldName: Text;
    begin
        if FieldId = 0 then
            exit('');
        // The virtual table "Field" (2000000041): 1 TableNo, 2 "No.", 4 FieldName. Opening the Dataverse table itself, to ask
        // its field for the name, would need a connection.
        FieldTable.Open(2000000041);
        FieldTable.Field(1).SetRange(TableId);
        FieldTable.Field(2).SetRange(FieldId);
        if not FieldTable.FindFirst() then
            exit('');
        FieldName := FieldTable.Field(4).Value();
        exit(CopyStr(FieldName, 1, 80));
    end;

    var
        Errors: Codeunit "BCS Errors";
        Log: Codeunit "BCS Log";
        ObjectTok: Label 'fieldMapping', Locked = true;
        KeyTok: Label '%1 %2 %3', Comment = '%1 = the mapping, %2 = the field, %3 = the field of the Dataverse table', Locked = true;
        PriorityErr: Label 'matchPriority %1 is negative. Send 0 or more; lower numbers are tried first.', Comment = '%1 = the priority';
        ConstantErr: Label 'useForMatchBasedCoupling: this mapping has a constant instead of a pair of fields and cannot match records. Choose another field.';
}
