// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Coupling;

using Microsoft.Integration.Dataverse;

/// <summary>
/// Table 5331 "CRM Integration Record". PATCH re-couples; the platform asks for If-Match on every PATCH. The row's id
/// changes then, so clients find couplings by tableId and recordId.
/// </summary>
page 72820 "BCS Record Couplings API"
{
    PageType = API;
    Caption = 'recordCoupling', Locked = true;
    EntityCaption = 'Record Coupling';
    EntitySetCaption = 'Record Couplings';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'recordCoupling';
    EntitySetName = 'recordCouplings';
    SourceTable = "CRM Integration Record";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Permissions = tabledata "CRM Integration Record" = rimd;

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
                field(tableId; Rec."BCS Table No.")
                {
                    Caption = 'tableId', Locked = true;

                    trigger OnValidate()
                    begin
                        CouplingMgt.RefuseUpdate(Rec.SystemId, 'tableId');
                    end;
                }
                field(recordId; Rec."Integration ID")
                {
                    Caption = 'recordId', Locked = true;

                    trigger OnValidate()
                    begin
                        CouplingMgt.RefuseUpdate(Rec.SystemId, 'recordId');
                    end;
                }
                field(recordKey; RecordKey)
                {
                    Caption = 'recordKey', Locked = true;
                    Editable = false;
                }
                field(dataverseId; Rec."CRM ID")
                {
                    Caption = 'dataverseId', Locked = true;
                }
                field(lastSynchResult; Rec."Last Synch. Result")
                {
                    Caption = 'lastSynchResult', Locked = true;
                    Editable = false;
                }
                field(lastSynchModifiedOn; Rec."Last Synch. Modified On")
                {
                    Caption = 'lastSynchModifiedOn', Locked = true;
                    Editable = false;
                }
                field(skipped; Rec.Skipped)
                {
                    Caption = 'skipped', Locked = true;
                    Editable = false;
                }
                field(createdByCaller; CreatedByCaller)
                {
                    Caption = 'createdByCaller', Locked = true;
                    Editable = false;
                }
            }
        }
    }

    trigger OnAfterGetRecord()
    begin
        SetDerived();
    end;

    trigger OnInsertRecord(BelowxRec: Boolean): Boolean
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
    begin
        CouplingMgt.Couple(Rec."BCS Table No.", Rec."Integration ID", Rec."CRM ID", CRMIntegrationRecord);
        ShowStored(CRMIntegrationRecord);
        exit(false);
    end;

    trigger OnModifyRecord(): Boolean
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        OldCoupling: Record "CRM Integration Record";
    begin
        OldCoupling.GetBySystemId(Rec.SystemId);
        if OldCoupling."CRM ID" = Rec."CRM ID" then
            exit(false);
        CouplingMgt.Recouple(OldCoupling, Rec."CRM ID", CRMIntegrationRecord);
        ShowStored(CRMIntegrationRecord);
        exit(false);
    end;

    trigger OnDeleteRecord(): Boolean
    begin
        CouplingMgt.Uncouple(Rec);
        exit(false);
    end;

    local procedure ShowStored(CRMIntegrationRecord: Record "CRM Integration Record")
    begin
        Rec.Get(CRMIntegrationRecord."CRM ID", CRMIntegrationRecord."Integration ID");
        Rec.CalcFields("BCS Table No.");
        SetDerived();
    end;

    local procedure SetDerived()
    begin
        RecordKey := CouplingRules.RecordKeyOf(Rec."Table ID", Rec."Integration ID");
        CreatedByCaller := Rec.SystemCreatedBy = UserSecurityId();
    end;

    var
        CouplingMgt: Codeunit "BCS Coupling Mgt.";
        CouplingRules: Codeunit "BCS Coupling Rules";
        RecordKey: Text[250];
        CreatedByCaller: Boolean;
}
