// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Log;

/// <summary>The log, for people: of this company, newest first.</summary>
page 72804 "BCS Log Entries"
{
    PageType = List;
    Caption = 'Sales Connector Log';
    ApplicationArea = All;
    UsageCategory = History;
    SourceTable = "BCS Log Entry";
    SourceTableView = sorting("Entry No.") order(descending);
    Editable = false;
    InsertAllowed = false;
    ModifyAllowed = false;
    DeleteAllowed = false;

    layout
    {
        area(Content)
        {
            repeater(Entries)
            {
                field("Logged At"; Rec."Logged At")
                {
                }
                field("User Name"; Rec."User Name")
                {
                }
                field("Object Name"; Rec."Object Name")
                {
                }
                field("Object Key"; Rec."Object Key")
                {
                }
                field(Operation; Rec.Operation)
                {
                }
                field(Property; Rec.Property)
                {
                }
                field("Old Value"; Rec."Old Value")
                {
                }
                field("New Value"; Rec."New Value")
                {
                }
                field(Result; Rec.Result)
                {
                }
                field("Failure Text"; Rec."Failure Text")
                {
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
