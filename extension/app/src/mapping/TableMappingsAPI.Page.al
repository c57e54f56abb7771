// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Mapping;

using BcSales.Integration.Connector;
using BcSales.Integration.Coupling;
using BcSales.Integration.Setup;
using Microsoft.Integration.SyncEngine;

/// <summary>Table 5335 "Integration Table Mapping", without the temporary copies that full synchronizations create.</summary>
page 72830 "BCS Table Mappings API"
{
    PageType = API;
    Caption = 'tableMapping', Locked = true;
    EntityCaption = 'Table Mapping';
    EntitySetCaption = 'Table Mappings';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'tableMapping';
    EntitySetName = 'tableMappings';
    SourceTable = "Integration Table Mapping";
    SourceTableView = where(Type = const(Dataverse), "Delete After Synchronization" = const(false));
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    InsertAllowed = false;
    DeleteAllowed = false;
    Permissions = tabledata "Integration Table Mapping" = rm;

    layout
    {
        area(Content)
        {
            repeater(Records)
            {
                field(id; Rec.SystemId)
                {
                    Caption = 'id', Locked = true;
                    Editable = false;
                }
                field(name; Rec.Name)
                {
                    Caption = 'name', Locked = true;
                    Editable = false;
                }
                field(tableId; Rec."Table ID")
                {
                    Caption = 'tableId', Locked = true;
                    Editable = false;
                }
                field(integrationTableId; Rec."Integration Table ID")
                {
                    Caption = 'integrationTableId', Locked = true;
                    Editable = false;
                }
                field(direction; MappingDirection)
                {
                    Caption = 'direction', Locked = true;

                    trigger OnValidate()
                    begin
                        DirectionChanged := true;
                    end;
                }
                field(synchronizeOnlyCoupledRecords; Rec."Synch. Only Coupled Records")
                {
                    Caption = 'synchronizeOnlyCoupledRecords', Locked = true;
                }
                field(updateConflictResolution; Rec."Update-Conflict Resolution")
                {
                    Caption = 'updateConflictResolution', Locked = true;
                }
                field(deletionConflictResolution; Rec."Deletion-Conflict Resolution")
                {
                    Caption = 'deletionConflictResolution', Locked = true;
                }
                field(isSynchronizationEnabled; SynchronizationEnabled)
                {
                    Caption = 'isSynchronizationEnabled', Locked = true;

                    trigger OnValidate()
                    begin
                        SynchronizationEnabledChanged := true;
                    end;
                }
                field(matchFieldCount; MatchFieldCount)
                {
                    Caption = 'matchFieldCount', Locked = true;
                    Editable = false;
                }
                field(createUnmatched; Rec."Create New in Case of No Match")
                {
                    Caption = 'createUnmatched', Locked = true;
                }
                field(dependencyFilter; Rec."Dependency Filter")
                {
                    Caption = 'dependencyFilter', Locked = true;
                    Editable = false;
                }
                field(lastModifiedDateTime; Rec.SystemModifiedAt)
                {
                    Caption = 'lastModifiedDateTime', Locked = true;
                    Editable = false;
                }
            }
        }
    }

    trigger OnAfterGetRecord()
    begin
        ReadValues();
    end;

    trigger OnModifyRecord(): Boolean
    var
        Before: Record "Integration Table Mapping";
        WasEnabled: Boolean;
    begin
        AccessControl.TestAdminister(ChangeTok);
        Before.GetBySystemId(Rec.SystemId);
        WasEnabled := TableMappingMgt.IsSynchronizationEnabled(Before);
        // Read: OnValidate of "Synch. Only Coupled Records" and "Deletion-Conflict Resolution" asks only if GuiAllowed();
        // "Update-Conflict Resolution" and "Create New in Case of No Match" have no trigger; the table has no OnModify.
        if DirectionChanged then
            TableMappingMgt.SetDirection(Rec, MappingDirection);
        Rec.Modify(true);
        if SynchronizationEnabledChanged then
            TableMappingMgt.SetSynchronizationEnabled(Rec, SynchronizationEnabled);
        TableMappingMgt.LogChanges(Before, WasEnabled, Rec);
        ReadValues();
        exit(false);
    end;

    /// <summary>Schedules one incremental run of the mapping.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    [ServiceEnabled]
    procedure synchronize(var ActionContext: WebServiceActionContext)
    begin
        TableMappingMgt.Synchronize(Rec.Name);
        ActionContext.SetObjectType(ObjectType::Page);
        ActionContext.SetObjectId(Page::"BCS Table Mappings API");
        ActionContext.AddEntityKey(Rec.FieldNo(SystemId), Rec.SystemId);
        ActionContext.SetResultCode(WebServiceActionResultCode::Updated);
    end;

    /// <summary>Takes up the couplings again that synchronization skips after failures.</summary>
    /// <param name="ActionContext">Result of the action.</param>
    /// <param name="deletedRecords">What happens where one side was deleted: keep, restore or uncouple.</param>
    [ServiceEnabled]
    procedure retrySkipped(var ActionContext: WebServiceActionContext; deletedRecords: Text)
    begin
        SkippedCouplings.Retry(Rec.Name, deletedRecords);
        ActionContext.SetObjectType(ObjectType::Page);
        ActionContext.SetObjectId(Page::"BCS Table Mappings API");
        ActionContext.AddEntityKey(Rec.FieldNo(SystemId), Rec.SystemId);
        ActionContext.SetResultCode(WebServiceActionResultCode::Updated);
    end;

    local procedure ReadValues()
    begin
        MappingDirection := OptionMapping.DirectionToApi(Rec);
        SynchronizationEnabled := TableMappingMgt.IsSynchronizationEnabled(Rec);
        MatchFieldCount := TableMappingMgt.CountMatchFields(Rec.Name);
        DirectionChanged := false;
        SynchronizationEnabledChanged := false;
    end;

    var
        AccessControl: Codeunit "BCS Access Control";
        OptionMapping: Codeunit "BCS Option Mapping";
        SkippedCouplings: Codeunit "BCS Skipped Couplings";
        TableMappingMgt: Codeunit "BCS Table Mapping Mgt.";
        MappingDirection: Enum "BCS Mapping Direction";
        SynchronizationEnabled: Boolean;
        DirectionChanged: Boolean;
        SynchronizationEnabledChanged: Boolean;
        MatchFieldCount: Integer;
        ChangeTok: Label 'change a table mapping', Locked = true;
}
