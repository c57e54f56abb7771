// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Synchronization;

using Microsoft.Integration.SyncEngine;

/// <summary>Table 5339 "Integration Synch. Job Errors": what went wrong with which record.</summary>
page 72842 "BCS Synch. Errors API"
{
    PageType = API;
    Caption = 'synchronizationError', Locked = true;
    EntityCaption = 'Synchronization Error';
    EntitySetCaption = 'Synchronization Errors';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'synchronizationError';
    EntitySetName = 'synchronizationErrors';
    SourceTable = "Integration Synch. Job Errors";
    ODataKeyFields = SystemId;
    DelayedInsert = true;
    Extensible = false;
    Editable = false;
    InsertAllowed = false;
    ModifyAllowed = false;
    DeleteAllowed = false;
    Permissions = tabledata "Integration Synch. Job Errors" = r;

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
                field(entryNo; Rec."No.")
                {
                    Caption = 'entryNo', Locked = true;
                    Editable = false;
                }
                field(jobId; Rec."Integration Synch. Job ID")
                {
                    Caption = 'jobId', Locked = true;
                    Editable = false;
                }
                field(sourceRecord; SourceRecord)
                {
                    Caption = 'sourceRecord', Locked = true;
                    Editable = false;
                }
                field(destinationRecord; DestinationRecord)
                {
                    Caption = 'destinationRecord', Locked = true;
                    Editable = false;
                }
                field(message; Rec.Message)
                {
                    Caption = 'message', Locked = true;
                    Editable = false;
                }
                field(errorMessage; Rec."Error Message")
                {
                    Caption = 'errorMessage', Locked = true;
                    Editable = false;
                }
                field(dateTime; Rec."Date/Time")
                {
                    Caption = 'dateTime', Locked = true;
                    Editable = false;
                }
            }
        }
    }

    trigger OnAfterGetRecord()
    begin
        SourceRecord := CopyStr(Format(Rec."Source Record ID", 0, 1), 1, MaxStrLen(SourceRecord));
        DestinationRecord := CopyStr(Format(Rec."Destination Record ID", 0, 1), 1, MaxStrLen(DestinationRecord));
    end;

    var
        SourceRecord: Text[250];
        DestinationRecord: Text[250];
}
