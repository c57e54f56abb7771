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
                field(tableId; Rec."Table ID")
                {
                    Caption = 'tableId', Locked = true;
                    // The table's field has Editable = false, and a control without the property inherits it, so POST could not set the
                    // field. A control with Editable = true is writable over such a field (microsoft/BCApps issue 11674); a lookup
                    // FlowField as a control, which would also work, is not specified to be writable.
                    Editable = true;

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
                field(lastSynchCrmResult; Rec."Last Synch. CRM Result")
                {
                    Caption = 'lastSynchCrmResult', Locked = true;
                    Editable = false;
                }
                field(lastSynchCrmModifiedOn; Rec."Last Synch. CRM Modified On")
                {
                    Caption = 'lastSynchCrmModifiedOn', Locked = true;
                    Editable = false;
                }
                field(skipped; Rec.Skipped)
                {
                    Caption = 'skipped', Locked = true;
                    Editable = false;
                }
                field(mark; RowMark)
                {
                    Caption = 'mark', Locked = true;

                    trigger OnValidate()
                    begin
                        MarkChanged := true;
                    end;
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
        CouplingMgt.Couple(Rec."Table ID", Rec."Integration ID", Rec."CRM ID", RowMark, CRMIntegrationRecord);
        ShowStored(CRMIntegrationRecord);
        exit(false);
    end;

    trigger OnModifyRecord(): Boolean
    var
        CRMIntegrationRecord: Record "CRM Integration Record";
        OldCoupling: Record "CRM Integration Record";
    begin
        OldCoupling.GetBySystemId(Rec.SystemId);
        CRMIntegrationRecord := OldCoupling;
        if OldCoupling."CRM ID" <> Rec."CRM ID" then
            CouplingMgt.Recouple(OldCoupling, Rec."CRM ID", CRMIntegrationRecord);
        if MarkChanged then
            CouplingMgt.SetMark(CRMIntegrationRecord, RowMark);
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
        SetDerived();
    end;

    local procedure SetDerived()
    begin
        RecordKey := CouplingRules.RecordKeyOf(Rec."Table ID", Rec."Integration ID");
        RowMark := CouplingMgt.MarkOf(Rec);
        MarkChanged := false;
        CreatedByCaller := Rec.SystemCreatedBy = UserSecurityId();
    end;

    var
        CouplingMgt: Codeunit "BCS Coupling Mgt.";
        CouplingRules: Codeunit "BCS Coupling Rules";
        RecordKey: Text[250];
        RowMark: Guid;
        CreatedByCaller: Boolean;
        MarkChanged: Boolean;
}
