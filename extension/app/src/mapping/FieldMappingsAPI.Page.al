// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Mapping;

using BcSales.Integration.Connector;
using Microsoft.Integration.SyncEngine;

/// <summary>Table 5336 "Integration Field Mapping": which fields are used for match-based coupling, in which order.</summary>
page 72831 "BCS Field Mappings API"
{
    PageType = API;
    Caption = 'fieldMapping', Locked = true;
    EntityCaption = 'Field Mapping';
    EntitySetCaption = 'Field Mappings';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'fieldMapping';
    EntitySetName = 'fieldMappings';
    SourceTable = "Integration Field Mapping";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    InsertAllowed = false;
    DeleteAllowed = false;
    Permissions = tabledata "Integration Field Mapping" = rm;

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
                field(mappingName; Rec."Integration Table Mapping Name")
                {
                    Caption = 'mappingName', Locked = true;
                    Editable = false;
                }
                field(fieldNo; Rec."Field No.")
                {
                    Caption = 'fieldNo', Locked = true;
                    Editable = false;
                }
                field(fieldName; FieldNameText)
                {
                    Caption = 'fieldName', Locked = true;
                    Editable = false;
                }
                field(integrationFieldNo; Rec."Integration Table Field No.")
                {
                    Caption = 'integrationFieldNo', Locked = true;
                    Editable = false;
                }
                field(integrationFieldName; IntegrationFieldNameText)
                {
                    Caption = 'integrationFieldName', Locked = true;
                    Editable = false;
                }
                field(useForMatchBasedCoupling; Rec."Use For Match-Based Coupling")
                {
                    Caption = 'useForMatchBasedCoupling', Locked = true;
                }
                field(matchPriority; Rec."Match Priority")
                {
                    Caption = 'matchPriority', Locked = true;
                }
            }
        }
    }

    trigger OnAfterGetRecord()
    begin
        FieldMappingMgt.GetFieldNames(Rec, FieldNameText, IntegrationFieldNameText);
    end;

    trigger OnModifyRecord(): Boolean
    var
        Before: Record "Integration Field Mapping";
    begin
        AccessControl.TestAdminister(ChangeTok);
        Before.GetBySystemId(Rec.SystemId);
        FieldMappingMgt.TestMatchField(Rec);
        // Read: OnModify calls PutTransferDirection only; the two fields have no OnValidate. No dialog.
        Rec.Modify(true);
        FieldMappingMgt.LogChanges(Before, Rec);
        exit(false);
    end;

    var
        AccessControl: Codeunit "BCS Access Control";
        FieldMappingMgt: Codeunit "BCS Field Mapping Mgt.";
        FieldNameText: Text[80];
        IntegrationFieldNameText: Text[80];
        ChangeTok: Label 'change a field mapping', Locked = true;
}
