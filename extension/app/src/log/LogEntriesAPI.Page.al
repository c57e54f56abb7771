// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Log;

/// <summary>The log of this company.</summary>
page 72801 "BCS Log Entries API"
{
    PageType = API;
    Caption = 'logEntry', Locked = true;
    EntityCaption = 'Log Entry';
    EntitySetCaption = 'Log Entries';
    APIPublisher = 'bcsales';
    APIGroup = 'integration';
    APIVersion = 'v1.0';
    EntityName = 'logEntry';
    EntitySetName = 'logEntries';
    SourceTable = "BCS Log Entry";
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
                field(entryNo; Rec."Entry No.")
                {
                    Caption = 'entryNo', Locked = true;
                    Editable = false;
                }
                field(dateTime; Rec."Logged At")
                {
                    Caption = 'dateTime', Locked = true;
                    Editable = false;
                }
                field(userSecurityId; Rec."User Security ID")
                {
                    Caption = 'userSecurityId', Locked = true;
                    Editable = false;
                }
                field(userName; Rec."User Name")
                {
                    Caption = 'userName', Locked = true;
                    Editable = false;
                }
                field(companyName; Rec."Company Name")
                {
                    Caption = 'companyName', Locked = true;
                    Editable = false;
                }
                field(objectName; Rec."Object Name")
                {
                    Caption = 'objectName', Locked = true;
                    Editable = false;
                }
                field(objectKey; Rec."Object Key")
                {
                    Caption = 'objectKey', Locked = true;
                    Editable = false;
                }
                field(operation; Rec.Operation)
                {
                    Caption = 'operation', Locked = true;
                    Editable = false;
                }
                field(property; Rec.Property)
                {
                    Caption = 'property', Locked = true;
                    Editable = false;
                }
                field(oldValue; Rec."Old Value")
                {
                    Caption = 'oldValue', Locked = true;
                    Editable = false;
                }
                field(newValue; Rec."New Value")
                {
                    Caption = 'newValue', Locked = true;
                    Editable = false;
                }
                field(result; Rec.Result)
                {
                    Caption = 'result', Locked = true;
                    Editable = false;
                }
                field(failureText; Rec."Failure Text")
                {
                    Caption = 'failureText', Locked = true;
                    Editable = false;
                }
            }
        }
    }

    trigger OnOpenPage()
    begin
        Rec.FilterGroup(2);
        Rec.SetRange("Company Name", CompanyName());
        Rec.FilterGroup(0);
    end;
}
