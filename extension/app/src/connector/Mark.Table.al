// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

/// <summary>
/// Which configuration created a row of the base application whose key clients do not choose: a connection setup or a coupling. The
/// client chooses the mark and recognizes its own by it, when a response was lost or another configuration uses the
/// same identity. A mark is valid only while the row has the SystemId, and the coupling the partner, that it was set for.
/// </summary>
table 72804 "BCS Mark"
{
    Caption = 'Sales Connector Mark';
    DataClassification = SystemMetadata;
    Access = Public;

    fields
    {
        field(1; "Table ID"; Integer)
        {
            AllowInCustomizations = Never;
            Caption = 'Table ID';
            ToolTip = 'Specifies the table of the marked record.';
        }
        field(2; "Record System ID"; Guid)
        {
            AllowInCustomizations = Never;
            Caption = 'Record System ID';
            ToolTip = 'Specifies the marked record.';
        }
        field(3; "Partner ID"; Guid)
        {
            AllowInCustomizations = Never;
            Caption = 'Partner ID';
            ToolTip = 'Specifies the row in Dataverse that the marked record is coupled to.';
        }
        field(4; "Client Mark"; Guid)
        {
            AllowInCustomizations = Never;
            Caption = 'Client Mark';
            ToolTip = 'Specifies the mark that the client chose.';
        }
    }

    keys
    {
        key(PK; "Table ID", "Record System ID")
        {
            Clustered = true;
        }
    }
}
