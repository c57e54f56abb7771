// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0
namespace BcSales.Integration.Connector;

/// <summary>
/// What the connector has to remember per company and what no table of the base application holds: the run id of the last
/// full synchronization, this company's own web client URL and who acknowledged the consent. It never holds a secret.
/// </summary>
table 72800 "BCS Connector State"
{
    Caption = 'Connector State';
    DataClassification = SystemMetadata;
    Access = Public;

    fields
    {
        field(1; "Primary Key"; Code[10])
        {
            AllowInCustomizations = Never;
            Caption = 'Primary Key';
        }
        field(2; "Last Run Id"; Guid)
        {
            Caption = 'Last Run Id';
            ToolTip = 'Specifies the run id of the full synchronization that was started last through the API.';
        }
        field(3; "Business Central URL"; Text[250])
        {
            Caption = 'Business Central URL';
            DataClassification = OrganizationIdentifiableInformation;
            ToolTip = 'Specifies the web client URL that this company wants to have registered in Dataverse.';
        }
        field(4; "Consent Given By"; Guid)
        {
            Caption = 'Consent Given By';
            DataClassification = EndUserPseudonymousIdentifiers;
            ToolTip = 'Specifies the security id of the user who acknowledged the consent when the Dataverse connection was enabled last.';
        }
        field(5; "Consent Given At"; DateTime)
        {
            Caption = 'Consent Given At';
            ToolTip = 'Specifies when the consent was acknowledged.';
        }
        field(6; "Remembered In"; Text[250])
        {
            Caption = 'Remembered In';
            DataClassification = OrganizationIdentifiableInformation;
            ToolTip = 'Specifies the URL of the environment in which Business Central URL was remembered. In a copy of the environment it is another one.';
        }
        field(10; "Version"; Text[20])
        {
            Caption = 'Version';
            ToolTip = 'Specifies the version of the connector. Filled only in the temporary row of the API page connectors.';
        }
        field(11; Capabilities; Text[250])
        {
            Caption = 'Capabilities';
            ToolTip = 'Specifies what this version of the connector can do. Filled only in the temporary row of the API page connectors.';
        }
    }

    keys
    {
        key(PK; "Primary Key")
        {
            Clustered = true;
        }
    }

    /// <summary>Reads the row of the company, or prepares an empty one that is not stored.</summary>
    /// <returns>True if the row is stored.</returns>
    procedure GetOrInit(): Boolean
    begin
        if Rec.Get() then
            exit(true);
        Rec.Init();
        exit(false);
    end;

    /// <summary>Stores the row, whether it is stored already or not.</summary>
    procedure Store()
    begin
        if not Rec.Modify() then
            Rec.Insert();
    end;
}
