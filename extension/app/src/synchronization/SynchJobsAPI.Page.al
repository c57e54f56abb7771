// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Synchronization;

using Microsoft.Integration.SyncEngine;

/// <summary>Table 5338 "Integration Synch. Job": what each run of a mapping did. finishDateTime is empty while it runs.</summary>
page 72841 "BCS Synch. Jobs API"
{
    PageType = API;
    Caption = 'synchronizationJob', Locked = true;
    EntityCaption = 'Synchronization Job';
    EntitySetCaption = 'Synchronization Jobs';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'synchronizationJob';
    EntitySetName = 'synchronizationJobs';
    SourceTable = "Integration Synch. Job";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Editable = false;
    InsertAllowed = false;
    ModifyAllowed = false;
    DeleteAllowed = false;
    Permissions = tabledata "Integration Synch. Job" = r;

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
                field(jobId; Rec.ID)
                {
                    Caption = 'jobId', Locked = true;
                    Editable = false;
                }
                field(mappingName; Rec."Integration Table Mapping Name")
                {
                    Caption = 'mappingName', Locked = true;
                    Editable = false;
                }
                field(startDateTime; Rec."Start Date/Time")
                {
                    Caption = 'startDateTime', Locked = true;
                    Editable = false;
                }
                field(finishDateTime; Rec."Finish Date/Time")
                {
                    Caption = 'finishDateTime', Locked = true;
                    Editable = false;
                }
                field(message; Rec.Message)
                {
                    Caption = 'message', Locked = true;
                    Editable = false;
                }
                field(inserted; Rec.Inserted)
                {
                    Caption = 'inserted', Locked = true;
                    Editable = false;
                }
                field(modified; Rec.Modified)
                {
                    Caption = 'modified', Locked = true;
                    Editable = false;
                }
                field(deleted; Rec.Deleted)
                {
                    Caption = 'deleted', Locked = true;
                    Editable = false;
                }
                field(unchanged; Rec.Unchanged)
                {
                    Caption = 'unchanged', Locked = true;
                    Editable = false;
                }
                field(skipped; Rec.Skipped)
                {
                    Caption = 'skipped', Locked = true;
                    Editable = false;
                }
                field(failed; Rec.Failed)
                {
                    Caption = 'failed', Locked = true;
                    Editable = false;
                }
                field(uncoupled; Rec.Uncoupled)
                {
                    Caption = 'uncoupled', Locked = true;
                    Editable = false;
                }
                field(coupled; Rec.Coupled)
                {
                    Caption = 'coupled', Locked = true;
                    Editable = false;
                }
                field(direction; Rec."Synch. Direction")
                {
                    Caption = 'direction', Locked = true;
                    Editable = false;
                }
                field(type; Rec.Type)
                {
                    Caption = 'type', Locked = true;
                    Editable = false;
                }
            }
        }
    }
}
