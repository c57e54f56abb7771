// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Mapping;

using BcSales.Integration.Connector;
using BcSales.Integration.Log;
using BcSales.Integration.Setup;
using Microsoft.Integration.SyncEngine;

/// <summary>Keeps and clears the snapshot of mappings (table "BCS Mapping Snapshot"), and records the defaults of a reset in it.</summary>
codeunit 72832 "BCS Mapping Snapshot Mgt."
{
    Access = Public;
    Permissions = tabledata "BCS Mapping Snapshot" = rimd,
                  tabledata "Integration Field Mapping" = r,
                  tabledata "Integration Table Mapping" = r;

    /// <summary>
    /// Keeps the settings of all mappings. An existing snapshot stays unchanged: a killed run took it, and the mappings may
    /// have been reset since.
    /// </summary>
    procedure Keep()
    var
        MappingSnapshot: Record "BCS Mapping Snapshot";
    begin
        AccessControl.TestAdminister(KeepTok);
        if not MappingSnapshot.IsEmpty() then
            exit;
        CopySettings(MappingSnapshot);
        Log.Done(ObjectTok, '', 'create');
    end;

    /// <summary>Copies the settings of all mappings.</summary>
    /// <param name="MappingSnapshot">The table, or a temporary one for LogReset.</param>
    procedure CopySettings(var MappingSnapshot: Record "BCS Mapping Snapshot")
    var
        IntegrationTableMapping: Record "Integration Table Mapping";
    begin
        FilterMappings(IntegrationTableMapping);
        if IntegrationTableMapping.FindSet() then
            repeat
                KeepTableMapping(MappingSnapshot, IntegrationTableMapping);
                KeepFieldMappings(MappingSnapshot, IntegrationTableMapping);
            until IntegrationTableMapping.Next() = 0;
    end;

    /// <summary>
    /// Logs the settings that a reset of mappings has changed. The state of the jobs follows from the connection, whose
    /// changes are logged.
    /// </summary>
    /// <param name="TempMappingSnapshot">What CopySettings copied before.</param>
    /// <param name="Operation">What was done.</param>
    procedure LogReset(var TempMappingSnapshot: Record "BCS Mapping Snapshot" temporary; Operation: Text)
    var
        NewValue: Text;
    begin
        TempMappingSnapshot.SetFilter(Setting, '<>%1', JobSettingTok);
        if TempMappingSnapshot.FindSet() then
            repeat
                if GetCurrent(TempMappingSnapshot, NewValue) then
                    LogSetting(TempMappingSnapshot, Operation, NewValue);
            until TempMappingSnapshot.Next() = 0;
    end;

    /// <summary>Reports whether there is a snapshot that no client has cleared yet.</summary>
    /// <returns>Whether settings are kept.</returns>
    procedure IsKept(): Boolean
    var
        MappingSnapshot: Record "BCS Mapping Snapshot";
    begin
        exit(not MappingSnapshot.IsEmpty());
    end;

    /// <summary>Deletes the snapshot.</summary>
    procedure Remove()
    var
        MappingSnapshot: Record "BCS Mapping Snapshot";
    begin
        AccessControl.TestAdminister(ClearTok);
        if MappingSnapshot.IsEmpty() then
            exit;
        MappingSnapshot.DeleteAll();
        Log.Done(ObjectTok, '', 'delete');
    end;

    /// <summary>
    /// Call this right after a reset of mappings. It records the value of each setting of the snapshot as its default, and drops
    /// the settings that had it before. A mapping that has not been reset yet keeps its entries.
    /// </summary>
    procedure RecordDefaults()
    var
        MappingSnapshot: Record "BCS Mapping Snapshot";
        DefaultValue: Text;
    begin
        MappingSnapshot.SetRange("Default Is Known", false);
        if MappingSnapshot.FindSet(true) then
            repeat
                if GetCurrent(MappingSnapshot, DefaultValue) then
                    if DefaultValue = MappingSnapshot."Setting Value" then
                        MappingSnapshot.Delete()
                    else begin
                        MappingSnapshot."Default Value" := CopyStr(DefaultValue, 1, MaxStrLen(MappingSnapshot."Default Value"));
                        MappingSnapshot."Default Is Known" := true;
                        MappingSnapshot.Modify();
                    end;
            until MappingSnapshot.Next() = 0;
    end;

    local procedure LogSetting(Before: Record "BCS Mapping Snapshot"; Operation: Text; NewValue: Text)
    begin
        if (Before."Field No." = 0) and (Before."Integration Field No." = 0) then
            Log.Changed(TableMappingTok, Before."Mapping Name", Operation, Before.Setting, Before."Setting Value", NewValue)
        else
            Log.Changed(FieldMappingTok, StrSubstNo(FieldKeyTok, Before."Mapping Name", Before."Field No.", Before."Integration Field No."), Operation, Before.Setting, Before."Setting Value", NewValue);
    end;

    local procedure FilterMappings(var IntegrationTableMapping: Record "Integration Table Mapping")
    begin
        IntegrationTableMapping.SetRange(Type, IntegrationTableMapping.Type::Dataverse);
        IntegrationTableMapping.SetRange("Delete After Synchronization", false);
    end;

    local procedure KeepTableMapping(var MappingSnapshot: Record "BCS Mapping Snapshot"; IntegrationTableMapping: Record "Integration Table Mapping")
    var
        Setting: Text;
    begin
        foreach Setting in TableSettingsTok.Split(',') do
            Insert(MappingSnapshot, IntegrationTableMapping, 0, 0, Setting, TableSetting(IntegrationTableMapping, Setting));
    end;

    local procedure KeepFieldMappings(var MappingSnapshot: Record "BCS Mapping Snapshot"; IntegrationTableMapping: Record "Integration Table Mapping")
    var
        IntegrationFieldMapping: Record "Integration Field Mapping";
        Setting: Text;
    begin
        IntegrationFieldMapping.SetRange("Integration Table Mapping Name", IntegrationTableMapping.Name);
        if IntegrationFieldMapping.FindSet() then
            repeat
                foreach Setting in FieldSettingsTok.Split(',') do
                    Insert(MappingSnapshot, IntegrationTableMapping, IntegrationFieldMapping."Field No.", IntegrationFieldMapping."Integration Table Field No.", Setting, FieldSetting(IntegrationFieldMapping, Setting));
            until IntegrationFieldMapping.Next() = 0;
    end;

    local procedure Insert(var MappingSnapshot: Record "BCS Mapping Snapshot"; IntegrationTableMapping: Record "Integration Table Mapping"; FieldNo: Integer; IntegrationFieldNo: Integer; Setting: Text; SettingValue: Text)
    begin
        MappingSnapshot.Init();
        MappingSnapshot."Mapping Name" := IntegrationTableMapping.Name;
        MappingSnapshot."Field No." := FieldNo;
        MappingSnapshot."Integration Field No." := IntegrationFieldNo;
        MappingSnapshot.Setting := CopyStr(Setting, 1, MaxStrLen(MappingSnapshot.Setting));
        MappingSnapshot."Setting Value" := CopyStr(SettingValue, 1, MaxStrLen(MappingSnapshot."Setting Value"));
        MappingSnapshot."Mapping System ID" := IntegrationTableMapping.SystemId;
        // The same pair of fields can be mapped twice, once for each direction; the first one represents both.
        if MappingSnapshot.Insert() then;
    end;

    local procedure GetCurrent(MappingSnapshot: Record "BCS Mapping Snapshot"; var CurrentValue: Text): Boolean
    var
        IntegrationFieldMapping: Record "Integration Field Mapping";
        IntegrationTableMapping: Record "Integration Table Mapping";
    begin
        if not IntegrationTableMapping.Get(MappingSnapshot."Mapping Name") then
            exit(false);
        if IntegrationTableMapping.SystemId = MappingSnapshot."Mapping System ID" then
            exit(false);
        if (MappingSnapshot."Field No." = 0) and (MappingSnapshot."Integration Field No." = 0) then begin
            CurrentValue := TableSetting(IntegrationTableMapping, MappingSnapshot.Setting);
            exit(true);
        end;
        IntegrationFieldMapping.SetRange("Integration Table Mapping Name", MappingSnapshot."Mapping Name");
        IntegrationFieldMapping.SetRange("Field No.", MappingSnapshot."Field No.");
        IntegrationFieldMapping.SetRange("Integration Table Field No.", MappingSnapshot."Integration Field No.");
        if not IntegrationFieldMapping.FindFirst() then
            exit(false);
        CurrentValue := FieldSetting(IntegrationFieldMapping, MappingSnapshot.Setting);
        exit(true);
    end;

    local procedure TableSetting(IntegrationTableMapping: Record "Integration Table Mapping"; Setting: Text): Text
    begin
        case Setting of
            'direction':
                exit(OptionMapping.DirectionName(IntegrationTableMapping));
            'synchronizeOnlyCoupledRecords':
                exit(Format(IntegrationTableMapping."Synch. Only Coupled Records", 0, 9));
            'updateConflictResolution':
                exit(OptionMapping.UpdateConflictName(IntegrationTableMapping));
            'deletionConflictResolution':
                exit(OptionMapping.DeletionConflictName(IntegrationTableMapping));
            'isSynchronizationEnabled':
                exit(Format(TableMappingMgt.IsSynchronizationEnabled(IntegrationTableMapping), 0, 9));
            'createUnmatched':
                exit(Format(IntegrationTableMapping."Create New in Case of No Match", 0, 9));
        end;
    end;

    local procedure FieldSetting(IntegrationFieldMapping: Record "Integration Field Mapping"; Setting: Text): Text
    begin
        case Setting of
            'useForMatchBasedCoupling':
                exit(Format(IntegrationFieldMapping."Use For Match-Based Coupling", 0, 9));
            'matchPriority':
                exit(Format(IntegrationFieldMapping."Match Priority", 0, 9));
        end;
    end;

    var
        AccessControl: Codeunit "BCS Access Control";
        Log: Codeunit "BCS Log";
        OptionMapping: Codeunit "BCS Option Mapping";
        TableMappingMgt: Codeunit "BCS Table Mapping Mgt.";
        ObjectTok: Label 'mappingSnapshot', Locked = true;
        TableMappingTok: Label 'tableMapping', Locked = true;
        FieldMappingTok: Label 'fieldMapping', Locked = true;
        FieldKeyTok: Label '%1 %2 %3', Comment = '%1 = the mapping, %2 and %3 = the fields', Locked = true;
        JobSettingTok: Label 'isSynchronizationEnabled', Locked = true;
        TableSettingsTok: Label 'direction,synchronizeOnlyCoupledRecords,updateConflictResolution,deletionConflictResolution,isSynchronizationEnabled,createUnmatched', Locked = true;
        FieldSettingsTok: Label 'useForMatchBasedCoupling,matchPriority', Locked = true;
        KeepTok: Label 'keep a snapshot of the mappings', Locked = true;
        ClearTok: Label 'clear the snapshot of the mappings', Locked = true;
}
