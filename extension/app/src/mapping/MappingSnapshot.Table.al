// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Mapping;

/// <summary>
/// Settings of table and field mappings as they were before a client turned a connection off, one setting per row. Turning on
/// again resets the mappings; the value that the reset gave is then recorded as the default, and settings that were at their
/// default are dropped. What is left was customized. Writing it back is the client's decision.
/// </summary>
table 72803 "BCS Mapping Snapshot"
{
    Caption = 'Mapping Snapshot';
    DataClassification = SystemMetadata;
    Access = Public;

    fields
    {
        field(1; "Mapping Name"; Code[20])
        {
            AllowInCustomizations = Never;
            Caption = 'Mapping Name';
            ToolTip = 'Specifies the table mapping.';
        }
        field(2; "Field No."; Integer)
        {
            AllowInCustomizations = Never;
            Caption = 'Field No.';
            ToolTip = 'Specifies the field in Business Central of a field mapping; 0 for a setting of the table mapping.';
        }
        field(3; "Integration Field No."; Integer)
        {
            AllowInCustomizations = Never;
            Caption = 'Integration Field No.';
            ToolTip = 'Specifies the field of the Dataverse table of a field mapping; 0 for a setting of the table mapping.';
        }
        field(4; Setting; Text[50])
        {
            AllowInCustomizations = Never;
            Caption = 'Setting';
            ToolTip = 'Specifies the setting, as the API names it.';
        }
        field(5; "Setting Value"; Text[100])
        {
            AllowInCustomizations = Never;
            Caption = 'Value';
            ToolTip = 'Specifies the value that the setting had.';
        }
        field(6; "Default Value"; Text[100])
        {
            AllowInCustomizations = Never;
            Caption = 'Default Value';
            ToolTip = 'Specifies the value that the reset gave.';
        }
        field(7; "Default Is Known"; Boolean)
        {
            AllowInCustomizations = Never;
            Caption = 'Default Is Known';
            ToolTip = 'Specifies whether the mapping has been reset since the snapshot was taken.';
        }
        field(8; "Mapping System ID"; Guid)
        {
            AllowInCustomizations = Never;
            Caption = 'Mapping System ID';
            ToolTip = 'Specifies the table mapping as it was. A reset deletes and creates it.';
        }
    }

    keys
    {
        key(PK; "Mapping Name", "Field No.", "Integration Field No.", Setting)
        {
            Clustered = true;
        }
    }
}
