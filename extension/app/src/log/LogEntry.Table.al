// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Log;

/// <summary>
/// What was changed through the connector, by whom. The table is shared by all companies, so that the log of a company
/// outlives it; pages show the entries of the current company. The platform's own audit log is closed to extensions:
/// Session.LogAuditMessage is on-premises only, and codeunit "Audit Log" refuses other publishers than Microsoft.
/// Codeunit "BCS Log" is the only writer, and deletes entries that are older than a year.
/// </summary>
table 72801 "BCS Log Entry"
{
    Caption = 'Sales Connector Log Entry';
    DataClassification = SystemMetadata;
    DataPerCompany = false;
    Access = Public;
    DrillDownPageId = "BCS Log Entries";
    LookupPageId = "BCS Log Entries";

    fields
    {
        field(1; "Entry No."; Integer)
        {
            AutoIncrement = true;
            Caption = 'Entry No.';
            ToolTip = 'Specifies the number of the entry.';
        }
        field(2; "Logged At"; DateTime)
        {
            Caption = 'Logged At';
            ToolTip = 'Specifies when the operation took place.';
        }
        field(3; "User Security ID"; Guid)
        {
            Caption = 'User Security ID';
            DataClassification = EndUserPseudonymousIdentifiers;
            ToolTip = 'Specifies the security id of the user or application that called.';
        }
        field(4; "User Name"; Code[50])
        {
            Caption = 'User Name';
            DataClassification = EndUserIdentifiableInformation;
            ToolTip = 'Specifies the name of the user or application that called.';
        }
        field(5; "Company Name"; Text[30])
        {
            Caption = 'Company Name';
            DataClassification = OrganizationIdentifiableInformation;
            ToolTip = 'Specifies the company that was called.';
        }
        field(6; "Object Name"; Text[50])
        {
            Caption = 'Object';
            ToolTip = 'Specifies what was changed, as the API names it.';
        }
        field(7; "Object Key"; Text[250])
        {
            Caption = 'Object Key';
            DataClassification = CustomerContent;
            ToolTip = 'Specifies which record was changed.';
        }
        field(8; Operation; Text[50])
        {
            Caption = 'Operation';
            ToolTip = 'Specifies what was done.';
        }
        field(9; Property; Text[50])
        {
            Caption = 'Property';
            ToolTip = 'Specifies the property that was changed, as the API names it.';
        }
        field(10; "Old Value"; Text[250])
        {
            Caption = 'Old Value';
            DataClassification = CustomerContent;
            ToolTip = 'Specifies the value before the change.';
        }
        field(11; "New Value"; Text[250])
        {
            Caption = 'New Value';
            DataClassification = CustomerContent;
            ToolTip = 'Specifies the value after the change.';
        }
        field(12; Result; Enum "BCS Log Result")
        {
            Caption = 'Result';
            ToolTip = 'Specifies how the operation ended. Started means that it has not ended, or that its session did not live to see the end.';
        }
        field(13; "Failure Text"; Text[2048])
        {
            Caption = 'Failure Text';
            DataClassification = CustomerContent;
            ToolTip = 'Specifies the error of an operation that failed.';
        }
    }

    keys
    {
        key(PK; "Entry No.")
        {
            Clustered = true;
        }
        key(LoggedAt; "Logged At")
        {
        }
        key(Company; "Company Name", "Entry No.")
        {
        }
    }
}
