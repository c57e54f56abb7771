// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Mapping;

/// <summary>The snapshot of mappings, which the actions keepMappingSnapshot and clearMappingSnapshot of dataverseConnectionSetups keep and clear.</summary>
page 72832 "BCS Mapping Snapshots API"
{
    PageType = API;
    Caption = 'mappingSnapshot', Locked = true;
    EntityCaption = 'Mapping Snapshot';
    EntitySetCaption = 'Mapping Snapshots';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'mappingSnapshot';
    EntitySetName = 'mappingSnapshots';
    SourceTable = "BCS Mapping Snapshot";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Editable = false;
    InsertAllowed = false;
    ModifyAllowed = false;
    DeleteAllowed = false;

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
                field(mappingName; Rec."Mapping Name")
                {
                    Caption = 'mappingName', Locked = true;
                    Editable = false;
                }
                field(fieldNo; Rec."Field No.")
                {
                    Caption = 'fieldNo', Locked = true;
                    Editable = false;
                }
                field(integrationFieldNo; Rec."Integration Field No.")
                {
                    Caption = 'integrationFieldNo', Locked = true;
                    Editable = false;
                }
                field(setting; Rec.Setting)
                {
                    Caption = 'setting', Locked = true;
                    Editable = false;
                }
                field(value; Rec."Setting Value")
                {
                    Caption = 'value', Locked = true;
                    Editable = false;
                }
                field(defaultValue; Rec."Default Value")
                {
                    Caption = 'defaultValue', Locked = true;
                    Editable = false;
                }
                field(isDefaultKnown; Rec."Default Is Known")
                {
                    Caption = 'isDefaultKnown', Locked = true;
                    Editable = false;
                }
                field(keptDateTime; Rec.SystemCreatedAt)
                {
                    Caption = 'keptDateTime', Locked = true;
                    Editable = false;
                }
            }
        }
    }
}
