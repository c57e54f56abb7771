// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Synchronization;

using Microsoft.Integration.Dataverse;

/// <summary>Table 5373 "CRM Full Synch. Review Line": the review and the progress of a full synchronization. A line with the recommendation "No Records Found" gets no job of its own and is done.</summary>
page 72840 "BCS Full Synch. Lines API"
{
    PageType = API;
    Caption = 'fullSynchronizationLine', Locked = true;
    EntityCaption = 'Full Synchronization Line';
    EntitySetCaption = 'Full Synchronization Lines';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'fullSynchronizationLine';
    EntitySetName = 'fullSynchronizationLines';
    SourceTable = "CRM Full Synch. Review Line";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Editable = false;
    InsertAllowed = false;
    ModifyAllowed = false;
    DeleteAllowed = false;
    Permissions = tabledata "CRM Full Synch. Review Line" = r;

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
                field(dependencyFilter; Rec."Dependency Filter")
                {
                    Caption = 'dependencyFilter', Locked = true;
                    Editable = false;
                }
                field(direction; Rec.Direction)
                {
                    Caption = 'direction', Locked = true;
                    Editable = false;
                }
                field(recommendation; Rec."Initial Synch Recommendation")
                {
                    Caption = 'recommendation', Locked = true;
                    Editable = false;
                }
                field(jobQueueEntryId; Rec."Job Queue Entry ID")
                {
                    Caption = 'jobQueueEntryId', Locked = true;
                    Editable = false;
                }
                field(jobQueueEntryStatus; Rec."Job Queue Entry Status")
                {
                    Caption = 'jobQueueEntryStatus', Locked = true;
                    Editable = false;
                }
                field(toIntegrationTableJobId; Rec."To Int. Table Job ID")
                {
                    Caption = 'toIntegrationTableJobId', Locked = true;
                    Editable = false;
                }
                field(toIntegrationTableJobStatus; Rec."To Int. Table Job Status")
                {
                    Caption = 'toIntegrationTableJobStatus', Locked = true;
                    Editable = false;
                }
                field(fromIntegrationTableJobId; Rec."From Int. Table Job ID")
                {
                    Caption = 'fromIntegrationTableJobId', Locked = true;
                    Editable = false;
                }
                field(fromIntegrationTableJobStatus; Rec."From Int. Table Job Status")
                {
                    Caption = 'fromIntegrationTableJobStatus', Locked = true;
                    Editable = false;
                }
            }
        }
    }

    trigger OnAfterGetRecord()
    begin
        FullSynchMgt.Complete(Rec);
    end;

    var
        FullSynchMgt: Codeunit "BCS Full Synch. Mgt.";
}
